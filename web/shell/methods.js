// What the page says of each method of the engine: one row for each, and nowhere else. It is loaded
// with the labs that have a network (labs/index.js). Its texts are read when they are shown.
import english from './words/en/methods.js';
import { textsOf } from './words/words.js';

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
 * @property {string} [views] its use of the batch's other views
 * @property {string} [queue] what its queue of keys is, or what it has instead of a queue
 * @property {string} [noPush] why no push on single negatives can be shown
 * @property {string} [falseNegatives] how it treats negatives of the anchor's own kind
 */

const t = textsOf('methods', english);

const pairsOf = (/** @type {Params} */ params) => Number(params.pairs);

/** @type {Record<string, Method>} */
export const methods = {
  simclr: {
    get label() { return t('simclr'); },
    candidates: (params) => 2 * pairsOf(params) - 1,
    get views() { return t('simclr_views'); },
    get queue() { return t('simclr_queue'); },
  },
  moco: {
    get label() { return t('moco'); },
    candidates: ({ queue }) => Number(queue) + 1,
    get views() { return t('moco_views'); },
    get queue() { return t('moco_queue'); },
  },
  byol: {
    get label() { return t('byol'); },
    get unit() { return t('cosineUnit'); },
    withoutNegatives: true,
  },
  simsiam: {
    get label() { return t('simsiam'); },
    get unit() { return t('cosineUnit'); },
    withoutNegatives: true,
  },
  decoupled: { get label() { return t('decoupled'); } },
  debiased: { get label() { return t('debiased'); } },
  hard: { get label() { return t('hard'); } },
  mined: { get label() { return t('mined'); } },
  bank: { get label() { return t('bank'); } },
  supcon: {
    get label() { return t('supcon'); },
    get falseNegatives() { return t('supcon_false'); },
  },
  triplet: {
    get label() { return t('triplet'); },
    get unit() { return t('triplet_unit'); },
  },
  npair: {
    get label() { return t('npair'); },
    get noPush() { return t('npair_push'); },
  },
  spectral: {
    get label() { return t('spectral'); },
    get unit() { return t('sumUnit'); },
  },
  moco3: {
    get label() { return t('moco3'); },
    candidates: pairsOf,
    get queue() { return t('moco3_queue'); },
  },
  vicreg: {
    get label() { return t('vicreg'); },
    get unit() { return t('sumUnit'); },
    withoutNegatives: true,
  },
  barlow_twins: {
    get label() { return t('barlow_twins'); },
    get unit() { return t('sumUnit'); },
    withoutNegatives: true,
  },
  swav: {
    get label() { return t('swav'); },
    withoutNegatives: true,
    candidates: ({ prototypes }) => Number(prototypes),
    collapse: ({ prototypes: count, sinkhorn }, cost) =>
      t(Number(sinkhorn) ? 'swav_collapse' : 'swav_unbalanced', { count, cost }),
  },
  clip: {
    get label() { return t('clip'); },
    get unit() { return t('sumUnit'); },
    get views() { return t('clip_views'); },
  },
};

/** @param {string} name of a method */
export const labelOf = (name) => methods[name]?.label ?? name;
