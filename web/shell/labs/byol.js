import english from '../words/en/lab_byol.js';
import { textsOf } from '../words/words.js';

/** The values that undo every change of a switch. */
const whole = {
  norm: 'on', predictor: 'on', stop_gradient: 'on', activation: 'relu', head: 2,
  invariance: 25, variance: 25, covariance: 15, redundancy: 0.1,
};

const drawings = {
  encoder: 'cnn', positives: 'artists', pairs: 256, hidden_units: 256, feature: 128, crop: 0.6,
  rotate: 15,
  jitter: 0.2,
};

// Values found to train well on the drawings without reading labels. With Muon every method reaches
// what AdamW reached in half the steps or fewer (README, Measured).
const learning = { read: 'after', dim: 128, optimizer: 'muon', momentum: 0.9 };
const predicting = { ...learning, lr: 0.02, ema: 0.95 };
const spreading = { ...learning, lr: 0.01 };

/** Values of tests/c/test_collapse.c, whose figures the article quotes. */
const made = {
  encoder: 'mlp', positives: 'augment', pairs: 128, hidden_units: 64, feature: 32, dim: 8, lr: 0.01,
  optimizer: 'adamw', tau: 0.5, ema: 0.99, jitter: 0.3, style_dims: 8, read: 'after',
};

const METHODS = ['byol', 'simsiam', 'vicreg', 'barlow_twins', 'simclr'];

/** Methods that push nothing apart: what keeps BYOL and its kin from collapsing, and how to see it.
 *  @type {import('../types').Lab} */
export const byol = {
  id: 'byol',
  words: textsOf('lab_byol', english),
  params: { method: 'byol', data: 'emoji', tau: 0.1, ...drawings, ...whole,
    ...predicting },
  limits: {
    method: { choices: METHODS },
    data: { choices: ['emoji', 'toy'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    dim: { min: 2, max: 256 },
    hidden_units: { min: 8, max: 1024 },
    feature: { min: 8, max: 512 },
    lr: { min: 0.0001, max: 1 },
  },
  recipes: [
    ...METHODS.map((method) => ({ when: { method }, params: whole })),
    { when: { data: 'emoji' }, params: { ...drawings, tau: 0.1 } },
    { when: { data: 'emoji', method: 'byol' }, params: predicting },
    { when: { data: 'emoji', method: 'simsiam' }, params: predicting },
    { when: { data: 'emoji', method: 'vicreg' }, params: spreading },
    { when: { data: 'emoji', method: 'barlow_twins' }, params: spreading },
    { when: { data: 'emoji', method: 'simclr' }, params: { ...spreading, norm: 'off', dim: 64 } },
    { when: { data: 'toy' }, params: { ...whole, ...made } },
  ],
  controls: ['method', 'data', 'predictor', 'stop_gradient', 'norm', 'ema', 'invariance', 'variance',
    'covariance', 'redundancy', 'tau', 'activation', 'lr', 'read'],
  more: ['seed', 'encoder', 'positives', 'pairs', 'dim', 'hidden_units', 'feature', 'head', 'crop',
    'rotate', 'flip', 'mirror', 'jitter', 'style_dims', 'grey', 'gaussian_blur', 'cutout',
    'randconv', 'optimizer', 'momentum', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['space', 'spectrum', 'map', 'loss', 'retrieval', 'neighbours', 'matrix', 'views'],
  first: ['method', 'predictor', 'stop_gradient', 'ema', 'variance', 'redundancy', 'tau'],
  compact: 'spectrum',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { id: 'simsiam',
      params: { data: 'emoji', method: 'simsiam' } },
    { id: 'stop',
      params: { data: 'emoji', method: 'simsiam', stop_gradient: 'off', norm: 'off' } },
    { id: 'predictor',
      params: { data: 'emoji', encoder: 'mlp', method: 'simsiam', predictor: 'off', norm: 'off',
        optimizer: 'adamw', lr: 0.003 } },
    { id: 'barlow',
      params: { data: 'emoji', method: 'barlow_twins' } },
    { id: 'vicreg',
      params: { data: 'emoji', method: 'vicreg', variance: 0, covariance: 0, norm: 'off' } },
    { id: 'made_up',
      params: { data: 'toy', method: 'byol', predictor: 'off' } },
    { id: 'linear',
      params: { data: 'toy', method: 'simclr', activation: 'linear', norm: 'off', head: 1, dim: 16 } },
  ],
};
