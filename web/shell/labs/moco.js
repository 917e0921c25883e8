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
  title: 'MoCo: a queue and a slow encoder',
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
  panels: ['space', 'map', 'queue', 'retrieval', 'loss', 'views', 'neighbours'],
  compact: { panel: 'queue', controls: ['ema', 'queue', 'tau'] },
  caption: 'The first view of each pair is a query, the second a key. Keys are made by an encoder '
    + 'that no gradient reaches: after each step it moves a little towards the query encoder, and '
    + 'its keys take the place of the oldest in the queue, which supplies all the negatives. The '
    + 'ring shows the queue, slot by slot; the framed slots are overwritten next.',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)', 'MNIST'],
  tries: [
    { text: 'm = 0: the key encoder equals the query encoder, its keys age fast, and little is learnt', params: { ema: 0 } },
    { text: 'm = 0.999, the paper\u2019s: the keys hardly age', params: { ema: 0.999 } },
    { text: 'm = 1: keys from a network that never learns', params: { ema: 1 } },
    { text: 'Batches of 32, and still 4,096 negatives',
      params: { method: 'moco', pairs: 32, queue: 4096, ema: 0.99 } },
    { text: 'The same 32 without a queue: SimCLR', params: { method: 'simclr', pairs: 32 } },
    { text: 'MoCo v3: no queue, a predictor, both ways',
      params: { method: 'moco3', pairs: 256, ema: 0.99 } },
    { text: 'A queue of 65,536: every drawing many times over',
      params: { method: 'moco', pairs: 256, queue: 65536 } },
  ],
};
