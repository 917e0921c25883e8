import { small } from './common.js';
import english from '../words/en/lab_practice.js';
import { textsOf } from '../words/words.js';

/** The values of the other labs for these drawings; dim is that of the representation, so that it
 *  can be compared with a network that has no head. */
const emoji = {
  encoder: 'mlp', positives: 'artists', pairs: 256, hidden_units: 256, feature: 128, head: 2,
  dim: 128,
  tau: 0.1, lr: 0.001, crop: 0.6, rotate: 15, jitter: 0.2,
};

/** The values that every preset starts from, so that no earlier one shows in it. */
const plain = { ...emoji, data: 'emoji', read: 'after', schedule: 'constant', warmup: 0,
  weight_decay: 0, repeats: 1, run: 200, shows: 'recall1' };

/** A small grid search that runs live.
 *  @type {import('../types').Lab} */
export const practice = {
  id: 'practice',
  words: textsOf('lab_practice', english),
  params: {
    method: 'simclr', data: 'emoji', optimizer: 'adamw', ...emoji,
    across: 'tau: 0.03, 0.1, 0.3, 1', down: 'pairs: 32, 128, 512', run: 200, shows: 'recall1',
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['emoji', 'toy'] },
    encoder: { choices: ['mlp', 'cnn'] },
    pairs: { min: 2, max: 1024 },
    ...small,
    lr: { min: 0.00001, max: 1 },
  },
  recipes: [
    { when: { data: 'emoji' }, params: { ...emoji, shows: 'recall1', run: 200 } },
    { when: { data: 'toy' }, params: { encoder: 'mlp', positives: 'augment', pairs: 128,
      hidden_units: 64, feature: 32, head: 1, dim: 32, tau: 0.5, lr: 0.003, jitter: 0.3,
      style_dims: 8, shows: 'knn',
      run: 400 } },
  ],
  axes: {
    tau: '0.03, 0.1, 0.3, 1', pairs: '32, 128, 512', head: '0, 1, 2, 3', read: 'after, before',
    lr: '0.0003, 0.001, 0.003, 0.01', schedule: 'constant, cosine', warmup: '0, 20, 60',
    weight_decay: '0, 0.01, 0.1, 0.3', optimizer: 'sgd, adamw, lars', dim: '8, 32, 128',
    norm: 'off, on', activation: 'linear, relu, gelu', crop: '0.3, 0.6, 1',
    positives: 'artists, augment', jitter: '0, 0.2, 0.5',
  },
  controls: ['data', 'encoder', 'pairs', 'tau', 'lr', 'head', 'read', 'schedule', 'weight_decay'],
  more: ['seed', 'warmup', 'steps', 'optimizer', 'positives', 'dim', 'hidden_units', 'feature',
    'norm', 'activation', 'crop', 'rotate', 'jitter', 'style_dims', 'grey', 'flip', 'mirror',
    'gaussian_blur', 'cutout', 'randconv'],
  panels: ['runs', 'retrieval', 'loss', 'space', 'map', 'neighbours', 'code'],
  first: ['data', 'lr', 'head'],
  compact: 'runs',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { id: 'batch', runs: true,
      params: { ...plain, across: 'pairs: 8, 32, 128, 512', down: 'lr: 0.0003, 0.001, 0.003' } },
    { id: 'head', runs: true,
      params: { ...plain, across: 'head: 0, 1, 2, 3', down: 'read: after, before' } },
    { id: 'schedule', runs: true,
      params: { ...plain, across: 'lr: 0.0003, 0.001, 0.003, 0.01', down: 'schedule: constant, cosine' } },
    { id: 'warmup', runs: true,
      params: { ...plain, schedule: 'cosine', across: 'lr: 0.003, 0.01, 0.03',
        down: 'warmup: 0, 20, 60' } },
    { id: 'decay', runs: true,
      params: { ...plain, across: 'weight_decay: 0, 0.01, 0.1, 0.3', down: 'lr: 0.001, 0.003' } },
    { id: 'tau', runs: true,
      params: { ...plain, across: 'tau: 0.03, 0.1, 0.3, 1', down: 'pairs: 32, 128, 512' } },
    { id: 'made_up', runs: true,
      params: { data: 'toy', across: 'tau: 0.03, 0.1, 0.3, 1', down: 'pairs: 8, 32, 128',
        repeats: 3, run: 400 } },
  ],
};
