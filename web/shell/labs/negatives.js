import { small } from './common.js';
import english from '../words/en/lab_negatives.js';
import { textsOf } from '../words/words.js';

const METHODS = ['simclr', 'decoupled', 'debiased', 'hard', 'mined', 'bank', 'supcon', 'triplet',
  'npair', 'spectral'];

/** The spectral loss uses batch norm in its head, as its authors train it: at a squared length of
 *  30, R@1 after 400 steps is 41 % with batch norm and 37 % without; raw pixels have 36 %. */
const normOf = (/** @type {string} */ method) => (method === 'spectral' ? 'on' : 'off');

/** Which negatives there are, and how much each of them counts.
 *  @type {import('../types.d.ts').Lab} */
export const negatives = {
  id: 'negatives',
  words: textsOf('lab_negatives', english),
  params: {
    method: 'simclr', data: 'emoji', encoder: 'mlp', positives: 'artists',
    pairs: 256, hidden_units: 256, feature: 128, head: 2, norm: 'off', dim: 64,
    tau: 0.1, lr: 0.001, optimizer: 'adamw', crop: 0.6, rotate: 15, jitter: 0.2,
    tau_plus: 0.02, keep: 128,
  },
  limits: {
    method: { choices: METHODS },
    data: { choices: ['emoji', 'mnist'] },
    encoder: { choices: ['mlp', 'cnn'] },
    pairs: { min: 2, max: 512 },
    ...small,
    hardness: { min: 0, max: 5 },
    keep: { min: 1, max: 1024 },
    mu: { min: 1, max: 100 },
    read: { choices: ['after'] },
  },
  recipes: [ // tau_plus is the data's true share of false negatives
    ...METHODS.map((method) => ({ when: { method }, params: { norm: normOf(method) } })),
    { when: { data: 'emoji' },
      params: { positives: 'artists', crop: 0.6, rotate: 15, jitter: 0.2, tau_plus: 0.02 } },
    { when: { data: 'mnist' },
      params: { positives: 'augment', crop: 0.4, rotate: 15, jitter: 0, tau_plus: 0.1 } },
  ],
  controls: ['method', 'data', 'tau', 'hardness', 'tau_plus', 'keep', 'mu', 'pairs'],
  more: ['seed', 'encoder', 'positives', 'lr', 'bank_momentum', 'margin', 'mining', 'length_cost',
    'dim', 'hidden_units', 'feature', 'head', 'norm', 'activation', 'crop', 'rotate', 'jitter',
    'mirror', 'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['map', 'push', 'space', 'retrieval', 'neighbours', 'loss', 'views'],
  first: ['method', 'data', 'tau'],
  compact: 'push',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)', 'MNIST'],
  tries: [
    { id: 'hard', params: { method: 'hard', hardness: 1 } },
    { id: 'mined', params: { method: 'mined', keep: 16 } },
    { id: 'debiased',
      params: { method: 'debiased', data: 'emoji', tau_plus: 0.1 } },
    { id: 'bank', params: { method: 'bank' } },
    { id: 'supcon', params: { method: 'supcon' } },
    { id: 'digits',
      params: { method: 'simclr', data: 'mnist' } },
    { id: 'decoupled',
      params: { method: 'decoupled', data: 'emoji', pairs: 4 } },
  ],
};
