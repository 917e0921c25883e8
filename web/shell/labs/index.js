import { infonce } from './infonce.js';
import { simclr } from './simclr.js';

/** Every lab by its name. @type {Record<string, import('../types.d.ts').Lab>} */
export const labs = { infonce, simclr };
