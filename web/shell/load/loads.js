// What the page is loading at the moment, as words for a lab that is not ready yet.
import english from '../words/en/load.js';
import { formatNumber } from '../base/format.js';
import { textsOf } from '../words/words.js';

const t = textsOf('load', english);

/** @typedef {{ name: string, size: number, got: number }} Load */

/** @type {Set<Load>} */
const loads = new Set();
/** @type {Set<(words: string) => void>} */
const listeners = new Set();

const kB = (/** @type {number} */ bytes) => formatNumber(Math.round(bytes / 1000));

function words() {
  const parts = [...loads].map(({ name, size, got }) =>
    (size ? t('size', { file: name, got: kB(got), all: kB(size) }) : name));
  return parts.length
    ? t('waiting', { files: parts.reduce((first, second) => t('list', { first, second })) }) : '';
}

function tell() {
  for (const listener of listeners) listener(words());
}

/** @param {string} name what is loaded @param {number} [size] its size in bytes, where known */
export function begin(name, size = 0) {
  /** @type {Load} */
  const load = { name, size, got: 0 };
  loads.add(load);
  tell();
  return {
    /** @param {number} got bytes loaded so far @param {number} of their final number */
    progress(got, of) {
      Object.assign(load, { got, size: of });
      tell();
    },
    end() {
      loads.delete(load);
      tell();
    },
  };
}

/** Calls the listener with those words now and at every change, until the returned function is
 *  called.
 *  @param {(words: string) => void} listener @returns {() => void} */
export function whileLoading(listener) {
  listeners.add(listener);
  listener(words());
  return () => { listeners.delete(listener); };
}
