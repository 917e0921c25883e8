// All labs by name. The first comes with the element; each of the others is loaded when the reader
// reaches it, with what the page says of methods: the first has only one, which it need not name.
import { nameChoices } from '../words/labels.js';
import { late } from '../load/late.js';
import { infonce } from './infonce.js';

/** @typedef {import('../types.d.ts').Lab} Lab */

/** @template {string} N
 *  @param {N} name @param {() => Promise<Record<N, Lab>>} load @returns {Promise<Lab>} */
async function withMethods(name, load) {
  const [module, { labelOf, methods }] = await Promise.all([late(name, load),
    late('methods', () => import('../methods.js'))]);
  nameChoices('method', labelOf);
  return { ...module[name], methods };
}

/** @type {Record<string, () => Promise<Lab>>} */
export const labs = {
  infonce: async () => infonce,
  temperature: () => withMethods('temperature', () => import('./temperature.js')),
  negatives: () => withMethods('negatives', () => import('./negatives.js')),
  augment: () => withMethods('augment', () => import('./augment.js')),
  byol: () => withMethods('byol', () => import('./byol.js')),
  simclr: () => withMethods('simclr', () => import('./simclr.js')),
  moco: () => withMethods('moco', () => import('./moco.js')),
  swav: () => withMethods('swav', () => import('./swav.js')),
  clip: () => withMethods('clip', () => import('./clip.js')),
  practice: () => withMethods('practice', () => import('./practice.js')),
};
