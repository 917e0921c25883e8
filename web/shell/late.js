// Modules that come in a file of their own once they are needed: web/build/element.mjs keeps what is
// imported inside a function apart from the first script.
import { fileAt } from './base.js';
import { begin } from './engine/loads.js';

/** The host has another build by now: only loading the page anew helps. */
export class Outdated extends Error {}

let tries = 0;

/** @param {string} file @param {Error} cause @returns {Promise<Error>} */
async function failure(file, cause) {
  const plain = new Error(`${file} could not be loaded`);
  if (file.includes('-amiss-')) return plain;
  const words = await late('amiss', () => import('./engine/amiss.js')).catch(() => null);
  return words ? words.wrongModule(file, cause) : plain;
}

/** @template T
 *  @param {string} name of the module, as in its file's: contrastive-lab-<name>-<hash>.js
 *  @param {() => Promise<T>} load the import
 *  @returns {Promise<T>} */
export async function late(name, load) {
  const file = `contrastive-lab-${name}-${BUILD}.js`;
  const waiting = begin(file);
  try {
    return await load();
  } catch { // some browsers keep a failure for good: another address is asked for anew
    const again = fileAt(`${file}?again=${++tries}`);
    return await import(again.href).catch(async (/** @type {Error} */ cause) => {
      throw await failure(file, cause);
    });
  } finally {
    waiting.end();
  }
}
