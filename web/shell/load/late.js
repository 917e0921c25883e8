// Modules that come in a file of their own once they are needed: web/build/element.mjs keeps what is
// imported inside a function apart from the first script.
import { fileAt } from './where.js';
import { begin } from './loads.js';

const ENTRY = 'contrastive-lab.js'; // always names the present script

/** The host has another build by now: only loading the page anew helps. */
export class Outdated extends Error {}

/** That error, if it is so of a file that did not come. It is here, and not with the other words for
 *  what went wrong, because those are in a file that is gone then as well.
 *  @param {string} file @returns {Promise<Outdated | null>} */
export async function outdated(file) {
  const answer = await fetch(fileAt(ENTRY), { cache: 'no-cache' }).catch(() => null);
  const named = answer?.ok && /contrastive-lab-([0-9a-f]+)[.]js/.exec(await answer.text());
  return named && BUILD && named[1] !== BUILD ? new Outdated(`${file} is gone: this page is older `
    + 'than what the server has now. Reloading the page brings the new one') : null;
}

/** For the reader, of what was started on a wish. @param {string} where @param {unknown} error
 *  @returns {import('../types.d.ts').Problem} */
export function failed(where, error) {
  const { message: text, status = 'start' } =
    /** @type {Error & { status?: import('../contrastive-lab.d.ts').ErrorStatus }} */ (error);
  return { where, text, status, outdated: error instanceof Outdated };
}

/** The words for what went wrong with a file, which come only when something did.
 *  @param {string} file
 *  @param {(words: typeof import('./amiss.js')) => Promise<Error>} explain
 *  @returns {Promise<Error>} */
export async function why(file, explain) {
  const words = await late('amiss', () => import('./amiss.js')).catch(() => null);
  if (words) return explain(words);
  return await outdated(file) ?? new Error(`${file} could not be loaded`);
}

let tries = 0;

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
      throw name === 'amiss' ? cause : await why(file, (words) => words.wrongModule(file, cause));
    });
  } finally {
    waiting.end();
  }
}
