import { small } from './common.js';
import english from '../words/en/lab_temperature.js';
import { textsOf } from '../words/words.js';

const TAUS = '0.02, 0.05, 0.1, 0.2, 0.5, 1';

const emoji = {
  encoder: 'mlp', positives: 'artists', pairs: 256, hidden_units: 256, feature: 128, head: 2,
  dim: 64,
  lr: 0.001, crop: 0.6, rotate: 15, jitter: 0.2, read: 'after',
};

/** How a temperature changes the push on each negative, and where the embeddings end up.
 *  @type {import('../types').Lab} */
export const temperature = {
  id: 'temperature',
  words: textsOf('lab_temperature', english),
  params: {
    method: 'simclr', data: 'emoji', optimizer: 'adamw', tau: 0.1, learn_tau: 'off', ...emoji,
    across: `tau: ${TAUS}`, run: 100,
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['emoji', 'toy'] },
    encoder: { choices: ['mlp', 'cnn'] },
    tau: { min: 0.01, max: 5 },
    pairs: { min: 4, max: 512 },
    ...small,
  },
  recipes: [
    { when: { data: 'emoji' }, params: { ...emoji, run: 100, repeats: 1 } },
    { when: { data: 'toy' }, params: { encoder: 'mlp', positives: 'augment', pairs: 128,
      hidden_units: 64, feature: 64, head: 1, dim: 8, lr: 0.003, jitter: 0.3, style_dims: 8,
      read: 'after', run: 400,
      repeats: 3 } },
  ],
  axes: { tau: TAUS, pairs: '16, 64, 256', dim: '4, 16, 64', lr: '0.0005, 0.001, 0.002, 0.004' },
  controls: ['tau', 'learn_tau', 'data', 'pairs', 'lr'],
  more: ['seed', 'encoder', 'positives', 'read', 'dim', 'hidden_units', 'feature', 'head',
    'activation', 'crop', 'rotate', 'jitter', 'style_dims', 'grey', 'flip', 'mirror',
    'gaussian_blur', 'cutout', 'randconv',
    'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['push', 'space', 'map', 'runs', 'tau', 'retrieval', 'loss', 'neighbours', 'code'],
  first: ['tau', 'learn_tau', 'pairs'],
  compact: 'push',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { id: 'sweep', params: { data: 'emoji', across: `tau: ${TAUS}`,
      down: 'none' }, runs: true },
    { id: 'made_up',
      params: { data: 'toy', across: `tau: 0.01, ${TAUS}, 3`, down: 'none' }, runs: true },
    { id: 'learn', params: { learn_tau: 'on', tau: 1 } },
    { id: 'cold',
      params: { learn_tau: 'off', tau: 0.02 } },
    { id: 'batch', params: { data: 'emoji',
      across: 'tau: 0.05, 0.1, 0.2, 0.5', down: 'pairs: 16, 64, 256' }, runs: true },
  ],
};
