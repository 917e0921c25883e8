/** Everything the switches may have changed, as it was. */
const whole = {
  norm: 'on', predictor: 'on', stop_gradient: 'on', activation: 'relu', feature: 128, head: 2,
  tau: 0.1, invariance: 25, variance: 25, covariance: 15, redundancy: 0.1,
};

// What was found to train well; none reads a label.
const predicting = { ...whole, read: 'both', dim: 128, lr: 0.003, ema: 0.95 };
const spreading = { ...whole, read: 'after', dim: 128, lr: 0.001 };

/** Nothing is pushed apart: BYOL and its kin, what keeps them from collapsing, and how to see it.
 *  @type {import('../types').Lab} */
export const byol = {
  id: 'byol',
  title: 'No negatives: BYOL, SimSiam, VICReg, Barlow Twins',
  params: {
    method: 'byol', data: 'emoji', encoder: 'mlp', positives: 'artists', pairs: 256, hidden: 256,
    optimizer: 'adamw', crop: 0.6, rotate: 15, jitter: 0.2, ...predicting,
  },
  limits: {
    method: { choices: ['byol', 'simsiam', 'vicreg', 'barlow_twins', 'simclr'] },
    data: { choices: ['emoji'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    dim: { min: 2, max: 256 },
    hidden: { min: 8, max: 1024 },
    feature: { min: 8, max: 512 },
    lr: { min: 0.0001, max: 1 },
  },
  recipes: [
    { when: { method: 'byol' }, params: predicting },
    { when: { method: 'simsiam' }, params: predicting },
    { when: { method: 'vicreg' }, params: spreading },
    { when: { method: 'barlow_twins' }, params: spreading },
    { when: { method: 'simclr' }, params: { ...spreading, norm: 'off', dim: 64 } },
  ],
  controls: ['method', 'predictor', 'stop_gradient', 'norm', 'ema', 'lr', 'read'],
  more: ['seed', 'encoder', 'positives', 'activation', 'pairs', 'dim', 'hidden', 'feature',
    'head', 'invariance', 'variance', 'covariance', 'redundancy', 'tau', 'crop', 'rotate', 'flip',
    'mirror', 'jitter', 'grey', 'blur', 'cutout', 'optimizer', 'weight_decay', 'schedule', 'warmup',
    'steps'],
  panels: ['space', 'spectrum', 'loss', 'retrieval', 'neighbours', 'matrix', 'views'],
  caption: 'Each drawing is to predict what another artist\u2019s drawing of the same thing looks '
    + 'like to the network; nothing is pushed apart. Why does it not give every drawing the same '
    + 'answer? Take away its safeguards one at a time and watch the meters: the loss will not warn '
    + 'you, and neither, for a while, will the nearest neighbours.',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { text: 'SimSiam without stop-gradient: a perfect loss, and one point',
      params: { method: 'simsiam', stop_gradient: 'off', norm: 'off', read: 'after' } },
    { text: 'SimSiam as published: batch norm, predictor, stop-gradient',
      params: { method: 'simsiam' } },
    { text: 'No predictor: collapsed, yet k-NN has hardly noticed',
      params: { method: 'simsiam', predictor: 'off', norm: 'off', read: 'after' } },
    { text: 'BYOL without predictor: sinks as slowly as the copy follows',
      params: { method: 'byol', predictor: 'off', read: 'after' } },
    { text: 'Barlow Twins: every dimension says something else', params: { method: 'barlow_twins' } },
    { text: 'VICReg with agreement alone: its other two terms were holding it up',
      params: { method: 'vicreg', variance: 0, covariance: 0, norm: 'off' } },
    { text: 'SimCLR in a linear network: dimensions go, negatives and all',
      params: { method: 'simclr', activation: 'linear', dim: 128, positives: 'augment', crop: 0.2,
        jitter: 0.8 } },
  ],
};
