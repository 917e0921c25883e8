// Every lab by its name. The first comes with the element, the others when they are reached.
import { late } from '../load/late.js';
import { infonce } from './infonce.js';

/** @type {Record<string, () => Promise<import('../types.d.ts').Lab>>} */
export const labs = {
  infonce: async () => infonce,
  temperature: async () => (await late('temperature', () => import('./temperature.js'))).temperature,
  negatives: async () => (await late('negatives', () => import('./negatives.js'))).negatives,
  augment: async () => (await late('augment', () => import('./augment.js'))).augment,
  byol: async () => (await late('byol', () => import('./byol.js'))).byol,
  simclr: async () => (await late('simclr', () => import('./simclr.js'))).simclr,
  moco: async () => (await late('moco', () => import('./moco.js'))).moco,
  swav: async () => (await late('swav', () => import('./swav.js'))).swav,
  practice: async () => (await late('practice', () => import('./practice.js'))).practice,
};
