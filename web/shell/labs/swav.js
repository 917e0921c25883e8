import english from '../words/en/lab_swav.js';
import { textsOf } from '../words/words.js';

/** SwAV on real drawings: views predict the prototypes that other views were assigned to.
 *  @type {import('../types.d.ts').Lab} */
export const swav = {
  id: 'swav',
  words: textsOf('lab_swav', english),
  params: {
    method: 'swav', data: 'emoji', encoder: 'cnn', positives: 'artists',
    pairs: 256, hidden_units: 256, feature: 128, head: 1, dim: 128, prototypes: 64,
    tau: 0.1, epsilon: 0.02, sinkhorn: 5, optimizer: 'muon', momentum: 0.9, lr: 0.01,
    schedule: 'cosine',
    crop: 0.6, rotate: 15, jitter: 0.2, mirror: 0.5, grey: 0.1, cutout: 0.25,
  },
  limits: {
    method: { choices: ['swav'] },
    data: { choices: ['emoji'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 512 },
    prototypes: { min: 2, max: 512 },
    crops: { max: 6 },
    dim: { min: 2, max: 128 },
    hidden_units: { min: 8, max: 1024 },
    feature: { min: 8, max: 512 },
    lr: { min: 0.0001, max: 1 },
    epsilon: { max: 1 },
    sinkhorn: { max: 20 },
    freeze: { max: 1000 },
  },
  controls: ['prototypes', 'epsilon', 'sinkhorn', 'tau', 'lr', 'crops', 'small', 'positives'],
  more: ['seed', 'encoder', 'pairs', 'dim', 'hidden_units', 'feature', 'head', 'freeze', 'read',
    'crop', 'rotate', 'flip', 'mirror', 'jitter', 'grey', 'gaussian_blur', 'cutout', 'randconv',
    'optimizer', 'momentum', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['space', 'assignments', 'map', 'loss', 'retrieval', 'collections', 'views'],
  first: ['prototypes', 'epsilon', 'sinkhorn'],
  compact: 'assignments',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { id: 'soft', params: { epsilon: 1, sinkhorn: 5 } },
    { id: 'unbalanced',
      params: { epsilon: 0.02, sinkhorn: 0 } },
    { id: 'balanced', params: { epsilon: 0.02, sinkhorn: 5 } },
    { id: 'many', params: { prototypes: 256 } },
    { id: 'sphere', params: { dim: 3 } },
    { id: 'crops', params: { crops: 2 } },
  ],
};
