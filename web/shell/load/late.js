// Loads modules that have a file of their own when they are needed: web/build/element.mjs keeps
// what is imported inside a function apart from the first script.
import english from '../words/en/load.js';
import { fileAt } from './where.js';
import { begin } from './loads.js';
import { textsOf } from '../words/words.js';

const t = textsOf('load', english);

const ENTRY = 'contrastive-lab.js'; // this file names the script of the host's present build

/** The host has a newer build: only reloading the page helps. */
export class Outdated extends Error {}

/** That error, if it is the reason why a file did not load. It is defined here and not with the
 *  other messages, because on such a host their file is gone as well.
 *  @param {string} file @returns {Promise<Outdated | null>} */
export async function outdated(file) {
  const answer = await fetch(fileAt(ENTRY), { cache: 'no-cache' }).catch(() => null);
  const named = answer?.ok && /contrastive-lab-([0-9a-f]+)[.]js/.exec(await answer.text());
  return named && BUILD && named[1] !== BUILD ? new Outdated(t('gone', { file })) : null;
}

/** The problem to show after a failed request. @param {string} where @param {unknown} error
 *  @returns {import('../types.d.ts').Problem} */
export function failed(where, error) {
  const { message: text, status = 'start' } =
    /** @type {Error & { status?: import('../contrastive-lab.d.ts').ErrorStatus }} */ (error);
  return { where, text, status, outdated: error instanceof Outdated };
}

/** Explains why a file failed; the messages are loaded only now.
 *  @param {string} file
 *  @param {(words: typeof import('./amiss.js')) => Promise<Error>} explain
 *  @returns {Promise<Error>} */
export async function why(file, explain) {
  const words = await late('amiss', () => import('./amiss.js')).catch(() => null);
  if (words) return explain(words);
  return await outdated(file) ?? new Error(t('failed', { file }));
}

let tries = 0;

/** @template T
 *  @param {string} name the module's, as in its file: contrastive-lab-<name>-<hash>.js
 *  @param {() => Promise<T>} load imports it
 *  @returns {Promise<T>} */
export async function late(name, load) {
  const file = `contrastive-lab-${name}-${BUILD}.js`;
  const waiting = begin(file);
  try {
    return await load();
  } catch { // some browsers remember a failed import for ever: another address is tried
    const again = fileAt(`${file}?again=${++tries}`);
    return await import(again.href).catch(async (/** @type {Error} */ cause) => {
      throw name === 'amiss' ? cause : await why(file, (words) => words.wrongModule(file, cause));
    });
  } finally {
    waiting.end();
  }
}
