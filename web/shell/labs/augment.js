import { small } from './common.js';
import english from '../words/en/lab_augment.js';
import { textsOf } from '../words/words.js';

/** Augmentations to choose and combine, and what each makes the representation forget.
 *  @type {import('../types.d.ts').Lab} */
export const augment = {
  id: 'augment',
  words: textsOf('lab_augment', english),
  params: {
    method: 'simclr', data: 'emoji', encoder: 'mlp', positives: 'augment',
    pairs: 256, hidden_units: 256, feature: 128, head: 2, dim: 64,
    tau: 0.1, lr: 0.001, optimizer: 'adamw', crop: 0.5,
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['emoji', 'toy'] },
    encoder: { choices: ['mlp', 'cnn'] },
    pairs: { min: 4, max: 512 },
    ...small,
  },
  recipes: [
    { when: { data: 'emoji' }, params: { pairs: 256, hidden_units: 256, feature: 128, head: 2,
      dim: 64, tau: 0.1, lr: 0.001, jitter: 0 } },
    { when: { data: 'toy' }, params: { encoder: 'mlp', positives: 'augment', pairs: 128,
      hidden_units: 64, feature: 64, head: 1, dim: 8, tau: 0.5, lr: 0.003, jitter: 0.3 } },
  ],
  controls: ['data', 'positives', 'crop', 'rotate', 'jitter', 'grey', 'flip', 'gaussian_blur',
    'cutout', 'randconv', 'style_dims'],
  more: ['encoder', 'read', 'seed', 'pairs', 'dim', 'hidden_units', 'feature', 'head', 'tau', 'lr',
    'mirror', 'activation', 'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['views', 'forgets', 'space', 'map', 'neighbours', 'loss', 'code'],
  first: ['data', 'crop', 'rotate', 'style_dims'],
  compact: 'forgets',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { id: 'turn',
      params: { data: 'emoji', positives: 'augment', crop: 1, rotate: 180 } },
    { id: 'style',
      params: { data: 'toy', style_dims: 8 } },
    { id: 'keep',
      params: { data: 'toy', style_dims: 0 } },
    { id: 'half',
      params: { data: 'toy', style_dims: 4 } },
  ],
};
