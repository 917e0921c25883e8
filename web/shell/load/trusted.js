// Makes the addresses of scripts acceptable where a page or a worker requires Trusted Types: with a
// policy named contrastive-lab, which passes only addresses that this code has made itself.

import english from '../words/en/load.js';
import { textsOf } from '../words/words.js';

const t = textsOf('load', english);

/** @type {{ createScriptURL(address: string): any } | null} */
let policy = null;

/** @param {string | URL} address that of a script of the build @returns {string} */
export function scriptAddress(address) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (!trustedTypes) return String(address);
  try {
    policy ??= trustedTypes.createPolicy('contrastive-lab',
      { createScriptURL: (/** @type {string} */ text) => text });
  } catch (error) {
    throw new Error(t('trusted',
      { name: 'contrastive-lab', problem: /** @type {Error} */ (error).message }));
  }
  return /** @type {NonNullable<typeof policy>} */ (policy).createScriptURL(String(address));
}
