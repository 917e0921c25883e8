import english from '../words/en/lab_infonce.js';
import { textsOf } from '../words/words.js';

/** Eight cards on a circle: InfoNCE itself, with no network between the loss and the points.
 *  @type {import('../types.d.ts').Lab} */
export const infonce = {
  id: 'infonce',
  words: textsOf('lab_infonce', english),
  params: {
    method: 'simclr', data: 'cards', encoder: 'table',
    pairs: 4, dim: 2, tau: 0.2, lr: 0.05, optimizer: 'adamw', start: 'random',
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['cards'] },
    encoder: { choices: ['table'] },
    pairs: { min: 2, max: 64 },
    dim: { min: 2, max: 3 },
    lr: { min: 0.0001, max: 1 },
  },
  // At 0.2 every pair meets within seconds; the original figure was drawn for 0.07.
  recipes: [
    { when: { start: 'random' }, params: { tau: 0.2 } },
    { when: { start: 'article' }, params: { tau: 0.07 } },
  ],
  controls: ['pairs', 'dim', 'tau', 'lr', 'optimizer', 'bug', 'start'],
  more: ['seed', 'momentum', 'beta1', 'beta2', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['space', 'matrix', 'loss', 'breakdown', 'code'],
  first: ['pairs', 'dim', 'tau'],
  compact: 'space',
  sets: ['Noto Emoji', 'Twemoji'],
  tries: [
    { id: 'original',
      params: { start: 'article', pairs: 4, dim: 2, tau: 0.07, bug: 'none', seed: 1 },
      paused: true },
    { id: 'cold',
      params: { bug: 'none', start: 'random', pairs: 4, dim: 2, tau: 0.07, seed: 1 } },
    { id: 'self',
      params: { bug: 'self', start: 'random', pairs: 4, dim: 2, tau: 0.07 } },
    { id: 'crowd',
      params: { bug: 'none', start: 'random', pairs: 16, dim: 2, tau: 0.07 } },
    { id: 'sphere',
      params: { bug: 'none', start: 'random', pairs: 16, dim: 3, tau: 0.07 } },
    { id: 'warm',
      params: { bug: 'none', start: 'random', pairs: 4, dim: 2, tau: 0.5 } },
  ],
  speed: 30,
};
