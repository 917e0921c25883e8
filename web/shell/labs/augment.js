import { small } from './common.js';

/** Augmentations to choose and combine, and what each makes the representation forget.
 *  @type {import('../types.d.ts').Lab} */
export const augment = {
  id: 'augment',
  title: 'What is augmented away is forgotten',
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
  compact: { panel: 'forgets', controls: ['data', 'crop', 'rotate', 'style_dims'] },
  caption: 'First, what the encoder is shown; beside it, what a linear layer can still read from '
    + 'what it says of things it has never seen. Every change made at random to the views is '
    + 'something the encoder is paid to ignore. The made-up things have 8 numbers of content, which '
    + 'tell one of 10 classes, and 8 of style, which tell nothing.',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)'],
  tries: [
    { text: 'Turn every view at random: rotation is forgotten',
      params: { data: 'emoji', positives: 'augment', crop: 1, rotate: 180 } },
    { text: 'Made-up things, style drawn anew: only content is left',
      params: { data: 'toy', style_dims: 8 } },
    { text: 'Keep the style in both views: now the content is forgotten',
      params: { data: 'toy', style_dims: 0 } },
    { text: 'Draw half of the style anew: that half is forgotten',
      params: { data: 'toy', style_dims: 4 } },
  ],
};
