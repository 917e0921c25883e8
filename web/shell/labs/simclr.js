/** SimCLR on real drawings: a small network learns which drawings show the same thing.
 *  @type {import('../types.d.ts').Lab} */
export const simclr = {
  id: 'simclr',
  title: 'SimCLR on emoji and digits',
  params: {
    method: 'simclr', data: 'emoji', encoder: 'mlp', positives: 'artists',
    pairs: 256, hidden: 256, feature: 128, head: 2, dim: 64,
    tau: 0.1, lr: 0.001, optimizer: 'adamw', crop: 0.6, rotate: 15, jitter: 0.2,
  },
  limits: {
    method: { choices: ['simclr'] },
    data: { choices: ['emoji', 'mnist'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    dim: { min: 2, max: 128 },
    hidden: { min: 8, max: 1024 },
    feature: { min: 8, max: 512 },
    lr: { min: 0.0001, max: 1 },
  },
  brings: { data: {
    emoji: { positives: 'artists', read: 'after', crop: 0.6, rotate: 15, flip: 0, jitter: 0.2 },
    mnist: { positives: 'augment', read: 'before', crop: 0.4, rotate: 15, flip: 0, jitter: 0 },
  } },
  controls: ['data', 'encoder', 'positives', 'tau', 'lr', 'crop', 'rotate', 'jitter'],
  more: ['seed', 'pairs', 'dim', 'hidden', 'feature', 'head', 'read', 'activation', 'flip', 'mirror', 'grey',
    'blur', 'cutout', 'optimizer', 'weight_decay', 'schedule', 'warmup', 'steps'],
  panels: ['space', 'retrieval', 'exam', 'neighbours', 'matrix', 'loss', 'views', 'code'],
  caption: '1,586 things, each drawn by Noto, Twemoji and Fluent. The network trains on four in '
    + 'five; the points are the drawings it never sees. Retrieval asks: of one artist\u2019s '
    + 'drawings, is the nearest to another artist\u2019s the same thing? Or 12,000 digits, each '
    + 'written once: it trains on 10,000 of them. Comparing raw pixels is the line to beat. Names, '
    + 'groups and digits are read by the evaluation only, never by the training.',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)', 'MNIST'],
  tries: [
    { text: 'Learn handwritten digits without a label',
      params: { data: 'mnist', encoder: 'cnn' } },
    { text: 'Look with convolutions: slower steps, better eyes', params: { encoder: 'cnn' } },
    { text: 'Positives by augmentation alone: no second artist',
      params: { data: 'emoji', positives: 'augment', crop: 0.5, rotate: 20, jitter: 0.5 } },
    { text: 'Two views with no augmentation: what is left to learn?',
      params: { positives: 'augment', crop: 1, rotate: 0, jitter: 0, flip: 0, grey: 0, blur: 0,
        cutout: 0 } },
    { text: 'Raise \u03c4 to 1: gentle on hard negatives', params: { tau: 1 } },
    { text: 'Only 16 pairs in a batch: 30 negatives for each anchor', params: { pairs: 16 } },
    { text: 'Train in grey: is colour needed?', params: { data: 'emoji', grey: 1 } },
  ],
};
