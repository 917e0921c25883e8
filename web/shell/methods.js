// What the page says of each method of the engine: one row for each, and nowhere else. It is loaded
// with the labs that have a network (labs/index.js).

/** @typedef {import('./types.d.ts').Params} Params */

/**
 * @typedef {object} Method
 * @property {string} label
 * @property {string} [unit] the unit of its loss; nats where this is left out
 * @property {(params: Params) => number} [candidates] among how many an anchor's positive is to be
 *   found, so that guessing costs the logarithm of it; left out where the loss is no such choice
 * @property {(params: Params, cost: string) => string} [collapse] explains in words why that cost
 *   is also the loss of a collapsed network
 * @property {boolean} [withoutNegatives] whether it pushes nothing away from the anchor
 * @property {string} [views] its use of the batch's other views, to follow "Each pair is ..."
 * @property {string} [queue] what its queue of keys is, or what it has instead of a queue
 * @property {string} [noPush] why no push on single negatives can be shown
 * @property {string} [falseNegatives] how it treats negatives of the anchor's own kind
 */

const pairsOf = (/** @type {Params} */ params) => Number(params.pairs);

/** @type {Record<string, Method>} */
export const methods = {
  simclr: {
    label: 'SimCLR',
    candidates: (params) => 2 * pairsOf(params) - 1,
    views: '; everything else in the batch is a negative',
    queue: 'No queue and no second encoder: the negatives are the other views of this batch.',
  },
  moco: {
    label: 'MoCo',
    candidates: ({ queue }) => Number(queue) + 1,
    views: '; the negatives are in the queue',
    queue: 'A key stays as it was made while the encoder that made it moves on. Each row takes a '
      + 'few keys of one age, makes the very same views again, and asks the key encoder of today. '
      + 'Convolutions have batch norm, whose statistics take some steps to settle: until then keys '
      + 'lose a little more.',
  },
  byol: { label: 'BYOL', unit: 'minus the cosine', withoutNegatives: true },
  simsiam: { label: 'SimSiam', unit: 'minus the cosine', withoutNegatives: true },
  decoupled: { label: 'decoupled' },
  debiased: { label: 'debiased' },
  hard: { label: 'hard' },
  mined: { label: 'mined' },
  bank: { label: 'memory bank' },
  supcon: {
    label: 'SupCon (reads labels)',
    falseNegatives: 'SupCon is told the labels: what was a false negative is one more positive, '
      + 'and pulled.',
  },
  triplet: { label: 'triplet', unit: 'squared distance' },
  npair: {
    label: 'N-pair',
    noPush: 'N-pair compares dot products, lengths and all: its push is not a matter of '
      + 'directions, which is what is shown here.',
  },
  spectral: { label: 'spectral', unit: 'in all' },
  moco3: {
    label: 'MoCo v3',
    candidates: pairsOf,
    queue: 'No queue here: the negatives are the other keys of this batch, all of the same age.',
  },
  vicreg: { label: 'VICReg', unit: 'in all', withoutNegatives: true },
  barlow_twins: { label: 'Barlow Twins', unit: 'in all', withoutNegatives: true },
  swav: {
    label: 'SwAV',
    withoutNegatives: true,
    candidates: ({ prototypes }) => Number(prototypes),
    collapse: ({ prototypes, sinkhorn }, cost) => 'Predictions that say nothing cost '
      + `ln ${prototypes} = ${cost}, one of all prototypes at random. A loss that stays there has `
      + `collapsed${Number(sinkhorn) ? '' : '; without balancing, so has one at zero'}.`,
  },
  clip: {
    label: 'CLIP',
    unit: 'in all',
    views: '; a text of the same thing is each drawing\u2019s positive',
  },
};

/** The label of each method. */
export const labels = Object.fromEntries(
  Object.entries(methods).map(([name, { label }]) => [name, label]));
