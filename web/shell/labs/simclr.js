import { small } from './common.js';
import english from '../words/en/lab_simclr.js';
import { textsOf } from '../words/words.js';

// Recipes: values found to train best (README, Measured); where several fit a choice, the last
// wins.

/** For 1,200 steps of 256 pairs. A low temperature, a wide linear head and reading both layers side
 *  by side did most for the final result; Muon, and showing the mean of the last weights, for
 *  reaching it in half the steps. Mirroring both views doubles the drawings. */
const emojiByConvolution = {
  feature: 128, head: 1, dim: 128, read: 'both', tau: 0.03, lr: 0.04, weight_decay: 0.3,
  optimizer: 'muon', momentum: 0.9, average: 100, schedule: 'cosine', warmup: 5, steps: 1200,
  mirror: 0.5, grey: 0.1, cutout: 0.25,
};

/** As measured for the residual network (README), which was not tried with Muon. */
const emojiByResidualBlocks = { ...emojiByConvolution, optimizer: 'adamw', lr: 0.01, warmup: 100,
  average: 0 };

const emoji = {
  positives: 'artists', crop: 0.6, rotate: 15, flip: 0, jitter: 0.2, gaussian_blur: 0,
};

const emojiByDenseLayers = {
  feature: 128, head: 2, dim: 64, read: 'after', tau: 0.1, lr: 0.001, weight_decay: 0,
  optimizer: 'adamw', average: 0,
  schedule: 'constant', warmup: 0, mirror: 0, grey: 0, cutout: 0,
};

/** Strong augmentations: two views should have nothing in common but the digit. */
const digits = {
  positives: 'augment', crop: 0.25, rotate: 30, flip: 0, mirror: 0, jitter: 0, grey: 0,
  gaussian_blur: 0.5,
  cutout: 0.3, feature: 512, head: 2, dim: 128, read: 'both', tau: 0.35, lr: 0.006,
  optimizer: 'adamw', average: 0,
  weight_decay: 0, schedule: 'cosine', warmup: 0, steps: 3600,
};

/** SimCLR on real drawings: a small network learns which drawings show the same concept.
 *  @type {import('../types.d.ts').Lab} */
export const simclr = {
  id: 'simclr',
  words: textsOf('lab_simclr', english),
  params: {
    method: 'simclr', data: 'emoji', encoder: 'cnn', pairs: 256, hidden_units: 256,
    ...emoji, ...emojiByConvolution,
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['emoji', 'mnist'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    ...small,
  },
  recipes: [
    { when: { data: 'emoji' }, params: { ...emoji, ...emojiByConvolution } },
    { when: { data: 'emoji', encoder: 'mlp' }, params: emojiByDenseLayers },
    { when: { data: 'emoji', encoder: 'cnn' }, params: emojiByConvolution },
    { when: { data: 'emoji', encoder: 'resnet' }, params: emojiByResidualBlocks },
    { when: { data: 'mnist' }, params: digits },
    { when: { data: 'mnist', encoder: 'mlp' }, params: { lr: 0.002 } },
    { when: { data: 'mnist', encoder: 'cnn' }, params: { lr: 0.006 } },
  ],
  controls: ['data', 'encoder', 'positives', 'tau', 'lr', 'crop', 'rotate', 'jitter'],
  more: ['seed', 'pairs', 'dim', 'hidden_units', 'feature', 'head', 'read', 'activation', 'flip',
    'mirror', 'grey', 'gaussian_blur', 'cutout', 'randconv', 'optimizer', 'momentum',
    'weight_decay', 'schedule', 'warmup', 'steps', 'average'],
  panels: ['map', 'retrieval', 'space', 'exam', 'neighbours', 'matrix', 'loss', 'views', 'code'],
  first: ['tau', 'crop', 'positives'],
  compact: 'space',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)', 'MNIST'],
  tries: [
    { id: 'digits', params: { data: 'mnist' } },
    { id: 'dense', params: { encoder: 'mlp' } },
    { id: 'augment',
      params: { data: 'emoji', positives: 'augment', crop: 0.5, rotate: 20, jitter: 0.5 } },
    { id: 'bare',
      params: { positives: 'augment', crop: 1, rotate: 0, jitter: 0, flip: 0, grey: 0,
        gaussian_blur: 0, cutout: 0 } },
    { id: 'warm', params: { tau: 1 } },
    { id: 'small', params: { pairs: 16 } },
    { id: 'grey', params: { data: 'emoji', grey: 1 } },
  ],
};
