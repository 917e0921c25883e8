// What the page waits for at the moment, for words in the place of a lab that is on its way.
import { formatNumber } from '../base/format.js';

/** @typedef {{ name: string, size: number, got: number }} Load */

/** @type {Set<Load>} */
const loads = new Set();
/** @type {Set<(words: string) => void>} */
const listeners = new Set();

const kB = (/** @type {number} */ bytes) => formatNumber(Math.round(bytes / 1000));

function words() {
  const parts = [...loads].map(({ name, size, got }) =>
    (size ? `${name}, ${kB(got)} of ${kB(size)} kB` : name));
  return parts.length ? `Waiting for ${parts.join('; ')}` : '';
}

function tell() {
  for (const listener of listeners) listener(words());
}

/** @param {string} name of what is waited for @param {number} [size] its bytes, where that is known */
export function begin(name, size = 0) {
  /** @type {Load} */
  const load = { name, size, got: 0 };
  loads.add(load);
  tell();
  return {
    /** @param {number} got bytes that are there @param {number} of */
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

/** Calls with what is waited for, at once and at every change; the answer ends that.
 *  @param {(words: string) => void} listener @returns {() => void} */
export function whileLoading(listener) {
  listeners.add(listener);
  listener(words());
  return () => { listeners.delete(listener); };
}
