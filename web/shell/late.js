// Modules that come in a file of their own once they are needed: web/build.mjs keeps what is imported
// inside a function apart from contrastive-lab.js.
import { fileAt } from './base.js';

let tries = 0;

/** @template T
 *  @param {string} name of the module, as in its file's: contrastive-lab-<name>.js
 *  @param {() => Promise<T>} load the import
 *  @returns {Promise<T>} */
export async function late(name, load) {
  try {
    return await load();
  } catch { // some browsers keep a failure for good: another address is asked for anew
    const file = `contrastive-lab-${name}.js`;
    const again = fileAt(`${file}?again=${++tries}`);
    return import(again.href).catch(() => {
      throw new Error(`${file} could not be loaded`);
    });
  }
}
