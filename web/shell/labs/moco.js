import english from '../words/en/lab_moco.js';
import { textsOf } from '../words/words.js';

// Values found to learn fastest (README, Measured).
const emoji = {
  encoder: 'cnn', positives: 'artists', head: 1, dim: 128, optimizer: 'muon', momentum: 0.9, lr: 0.02,
  read: 'after', crop: 0.6, rotate: 15, jitter: 0.2,
};

const digits = {
  encoder: 'mlp', positives: 'augment', head: 2, dim: 64, optimizer: 'adamw', lr: 0.001,
  read: 'before', crop: 0.4, rotate: 15, jitter: 0,
};

/** MoCo on real drawings: a queue of keys that a momentum encoder makes.
 *  @type {import('../types.d.ts').Lab} */
export const moco = {
  id: 'moco',
  words: textsOf('lab_moco', english),
  params: {
    method: 'moco', data: 'emoji', pairs: 256, hidden_units: 256, feature: 128, queue: 4096,
    ema: 0.99, tau: 0.1, ...emoji,
  },
  limits: {
    method: { choices: ['moco', 'moco3', 'simclr'] },
    data: { choices: ['emoji', 'mnist'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    queue: { min: 16, max: 65536 },
    dim: { min: 2, max: 128 },
    hidden_units: { min: 8, max: 1024 },
    feature: { min: 8, max: 512 },
    lr: { min: 0.0001, max: 1 },
  },
  recipes: [
    { when: { data: 'emoji' }, params: emoji },
    { when: { data: 'mnist' }, params: digits },
  ],
  controls: ['method', 'ema', 'queue', 'pairs', 'tau', 'lr'],
  more: ['seed', 'data', 'encoder', 'positives', 'dim', 'hidden_units', 'feature', 'head',
    'predictor', 'norm', 'read', 'crop', 'rotate', 'flip', 'mirror', 'jitter', 'grey',
    'gaussian_blur', 'cutout', 'randconv',
    'optimizer', 'momentum', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['map', 'queue', 'retrieval', 'space', 'loss', 'views', 'neighbours'],
  first: ['ema', 'queue', 'pairs'],
  compact: 'queue',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)', 'MNIST'],
  tries: [
    { id: 'equal', params: { ema: 0 } },
    { id: 'slow', params: { ema: 0.999 } },
    { id: 'frozen', params: { ema: 1 } },
    { id: 'small',
      params: { method: 'moco', pairs: 32, queue: 4096, ema: 0.99 } },
    { id: 'simclr', params: { method: 'simclr', pairs: 32 } },
    { id: 'moco3',
      params: { method: 'moco3', pairs: 256, ema: 0.99 } },
    { id: 'long',
      params: { method: 'moco', pairs: 256, queue: 65536 } },
  ],
};
