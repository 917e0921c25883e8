// The page's names of parameters and choices; the address keeps the names of the schema.

/** @type {Record<string, string>} */
export const PARAMS = {
  method: 'Method',
  data: 'Data',
  encoder: 'Encoder',
  positives: 'Positive pair',
  held_out: 'Held out',
  shuffled: 'Names shuffled',
  text_encoder: 'Text encoder',
  buckets: 'Table of pieces',
  seed: 'Seed',
  pairs: 'Batch',
  dim: 'Embedding',
  hidden_units: 'First layer',
  feature: 'Representation',
  head: 'Projection head',
  read: 'Shown and measured',
  activation: 'Activation',
  norm: 'Batch norm',
  predictor: 'Predictor',
  stop_gradient: 'Stop-gradient',
  ema: 'Encoder momentum m',
  invariance: 'Invariance weight',
  variance: 'Variance weight',
  covariance: 'Covariance weight',
  redundancy: 'Redundancy weight \u03bb',
  start: 'Start',
  tau: 'Temperature \u03c4',
  learn_tau: '\u03c4 is',
  compare: 'Compared by',
  bias: 'Bias',
  slip: 'Drawing against drawing',
  text_text: 'Text against text',
  languages: 'Other languages',
  keyword_dropout: 'Keywords left out',
  word_dropout: 'Words left out',
  bug: 'Loss',
  tau_plus: 'False share \u03c4+',
  hardness: 'Hardness \u03b2',
  keep: 'Hardest k',
  queue: 'Queue',
  optimizer: 'Optimiser',
  bank_momentum: 'Memory\u2019s momentum',
  margin: 'Margin',
  mining: 'Mining',
  length_cost: 'Cost of length',
  mu: 'Squared length \u03bc',
  lr: 'Learning rate',
  momentum: 'Momentum',
  beta1: 'Beta 1',
  beta2: 'Beta 2',
  weight_decay: 'Weight decay',
  schedule: 'Schedule',
  warmup: 'Warm-up',
  steps: 'Schedule length',
  average: 'Mean of the last weights',
  crop: 'Crop: least part',
  rotate: 'Rotation',
  flip: 'Mirror',
  mirror: 'Mirror of both views',
  jitter: 'Colour jitter',
  grey: 'Greyscale',
  gaussian_blur: 'Blur',
  cutout: 'Cutout',
  randconv: 'Random convolution',
  style_dims: 'Style drawn anew',
  prototypes: 'Prototypes K',
  epsilon: 'Softness \u03b5',
  sinkhorn: 'Sinkhorn iterations',
  freeze: 'Prototypes stand still',
  crops: 'Small crops beside',
  small: 'Area of a small crop',
  across: 'Across',
  down: 'Down',
  repeats: 'Seeds',
  run: 'Steps of a run',
  shows: 'The cells show',
};

/** @type {Record<string, Record<string, string>>} */
const CHOICES = {
  data: { emoji: 'emoji by three artists', mnist: 'handwritten digits',
    toy: 'made-up content and style' },
  encoder: { mlp: 'dense layers (MLP)', cnn: 'convolutions (CNN)',
    resnet: 'residual (ResNet)' },
  read: { after: 'after the head', before: 'before the head', both: 'before and after' },
  positives: { artists: 'two artists', augment: 'two augmentations' },
  held_out: { concepts: 'a fifth of the things', noto: 'drawings by Noto',
    twemoji: 'drawings by Twemoji', fluent: 'drawings by Fluent' },
  text_encoder: { bag: 'mean of pieces', transformer: 'transformer of words' },
  compare: { softmax: 'softmax (CLIP)', sigmoid: 'sigmoid (SigLIP)' },
  start: { random: 'random', article: 'the original figure' },
  bug: {
    none: 'correct',
    self: 'bug: self left in',
    twice: 'bug: positive twice',
    left_out: 'bug: positive left out',
    wrong_scale: 'bug: times exp(\u03c4)',
  },
  optimizer: { sgd: 'SGD', adam: 'Adam', adamw: 'AdamW', lars: 'LARS', muon: 'Muon' },
  learn_tau: { off: 'set', on: 'learned' },
  activation: { relu: 'ReLU', gelu: 'GELU', linear: 'none (linear)' },
  dim: { 2: 'circle (2-D)', 3: 'sphere (3-D)' },
};

/** Names the choices of a parameter, where the names come with a later file (methods.js).
 *  @param {string} param @param {Record<string, string>} names by choice */
export function nameChoices(param, names) {
  CHOICES[param] = names;
}

/** @param {string} name */
export const labelOf = (name) => PARAMS[name] ?? name.replaceAll('_', ' ');

/** @param {string} name of the parameter @param {string | number} choice */
export const choiceOf = (name, choice) =>
  CHOICES[name]?.[choice] ?? String(choice).replaceAll('_', ' ');

const NAMED = 3; // values that are named: one choice may change many others

/** Says in words which values have changed. @param {import('../types.d.ts').Lab} lab
 *  @param {string[]} names @param {import('../types.d.ts').Params} params */
export function newValues({ controls, more }, names, params) {
  const order = [...controls, ...more, ...names];
  const first = [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, NAMED);
  const rest = names.length - first.length;
  const words = first.map((name) => `${labelOf(name)} is now ${choiceOf(name, params[name])}`);
  return `${words.join(', ')}${
    rest ? `, and ${rest} more ${rest > 1 ? 'settings' : 'setting'} with it` : ''}`;
}
