// Every lab by its name. The first comes with the element, the others when they are reached.
import { late } from '../late.js';
import { infonce } from './infonce.js';

/** @type {Record<string, () => Promise<import('../types.d.ts').Lab>>} */
export const labs = {
  infonce: async () => infonce,
  simclr: async () => (await late('simclr', () => import('./simclr.js'))).simclr,
  swav: async () => (await late('swav', () => import('./swav.js'))).swav,
};
