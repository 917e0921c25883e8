import { small } from './common.js';
import english from '../words/en/lab_clip.js';
import { textsOf } from '../words/words.js';

/** Values for drawings: views of the network of images. */
const drawings = {
  crop: 0.6, rotate: 15, flip: 0, jitter: 0.2, gaussian_blur: 0, randconv: 0.5,
  mirror: 0.5, grey: 0.1, cutout: 0.25,
};

/** Values for texts. */
const texts = {
  text_text: 0.7, languages: 'on', keyword_dropout: 0.5, word_dropout: 0, buckets: 32768,
  text_encoder: 'bag', shuffled: 0,
};

const training = {
  optimizer: 'muon', momentum: 0.9, lr: 0.04, beta1: 0.9, beta2: 0.98, weight_decay: 0.3,
  schedule: 'cosine', warmup: 5, steps: 1000, average: 100,
};

/** Start values of the temperature and the bias, for each way to compare. */
const softmax = { tau: 0.07, bias: -10 };
const sigmoid = { tau: 0.1, bias: -10 };

/** CLIP on drawings and their names: two encoders, one for each, learn to agree.
 *  @type {import('../types.d.ts').Lab} */
export const clip = {
  id: 'clip',
  words: textsOf('lab_clip', english),
  params: {
    method: 'clip', data: 'emoji', encoder: 'cnn', pairs: 256, hidden_units: 256,
    feature: 128, head: 1, dim: 128, read: 'after', held_out: 'fluent',
    compare: 'softmax', learn_tau: 'on', slip: 0.5, ...softmax, ...texts, ...drawings, ...training,
  },
  limits: {
    method: { choices: ['clip'] },
    data: { choices: ['emoji'] },
    encoder: { choices: ['mlp', 'cnn', 'resnet'] },
    pairs: { min: 4, max: 1024 },
    ...small,
  },
  recipes: [
    { when: { compare: 'softmax' }, params: softmax },
    { when: { compare: 'sigmoid' }, params: sigmoid },
  ],
  controls: ['held_out', 'text_text', 'slip', 'compare', 'learn_tau', 'tau', 'shuffled', 'lr',
    'randconv'],
  more: ['seed', 'positives', 'encoder', 'text_encoder', 'pairs', 'dim', 'hidden_units',
    'feature', 'head', 'read', 'activation', 'norm', 'buckets', 'bias', 'languages',
    'keyword_dropout', 'word_dropout', 'crop', 'rotate', 'jitter', 'flip', 'mirror', 'grey',
    'gaussian_blur', 'cutout', 'optimizer', 'momentum', 'beta1', 'beta2', 'weight_decay',
    'schedule', 'warmup', 'steps', 'average'],
  panels: ['search', 'match', 'clouds', 'matching', 'zeroshot', 'loss', 'views', 'code'],
  first: ['held_out', 'compare', 'tau'],
  compact: 'search',
  sets: ['Noto Emoji', 'Twemoji', 'Fluent Emoji', 'Emojibase (names and groups)',
    'Unicode CLDR (names and keywords)'],
  tries: [
    { id: 'siglip',
      params: { compare: 'sigmoid' } },
    { id: 'slip', params: { slip: 0 } },
    { id: 'noise',
      params: { shuffled: 0.3 } },
    { id: 'text_text',
      params: { text_text: 0 } },
    { id: 'tau', params: { learn_tau: 'off' } },
    { id: 'concepts',
      params: { held_out: 'concepts' } },
    { id: 'transformer',
      params: { text_encoder: 'transformer' } },
  ],
};
