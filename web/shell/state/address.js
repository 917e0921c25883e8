// Reads and writes the address, in which labs are saved: #infonce?tau=0.2&pairs=16;simclr?seed=3
// ";" separates its parts, each a lab with the parameters that differ from its defaults. A part
// without "?" is a place on the page, as in any other address. Nothing is ignored silently:
// whatever cannot be read is listed among the problems of the lab it was meant for.

import english from '../words/en/address.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').Params} Params */

const t = textsOf('address', english);

/** What an address asks for in a lab, what of that cannot be read, and the part as it is written.
 *  @typedef {{ wishes: Record<string, string>, problems: string[], text: string }} Part */

/** @typedef {{ places: string[], labs: Map<string, Part> }} Address */

/** @param {string} text @returns {string | null} null: a "%" in it encodes no character */
export function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** @param {string} text one wish, such as "tau=0.2" @param {Part} part the part that receives it */
function readWish(text, { wishes, problems }) {
  const at = text.indexOf('=');
  const name = decoded(at < 0 ? text : text.slice(0, at));
  const value = at < 0 ? '' : decoded(text.slice(at + 1));
  if (name === null || value === null) {
    problems.push(t('percent', { text }));
  } else if (name !== name.trim() || value !== value.trim()) {
    problems.push(t('space', { text: `${name}=${value}` }));
  } else if (!name) {
    problems.push(t('noName', { text }));
  } else if (!value) {
    problems.push(t('noValue', { name }));
  } else if (Object.hasOwn(wishes, name)) {
    problems.push(t('twice', { name, first: wishes[name], second: value }));
  } else {
    Object.defineProperty(wishes, name, // so that even __proto__ is an ordinary name
      { value, enumerable: true, configurable: true, writable: true });
  }
}

/** @param {string} hash with its "#" @returns {Address} */
export function parseAddress(hash) {
  /** @type {Map<string, Part>} */
  const labs = new Map();
  const places = [];
  for (const text of hash.slice(1).split(';')) {
    const at = text.indexOf('?');
    if (at < 0) {
      if (text) places.push(text);
      continue;
    }
    const lab = decoded(text.slice(0, at)) ?? text.slice(0, at);
    const twice = labs.get(lab);
    const part = twice ?? { wishes: {}, problems: [], text };
    labs.set(lab, part);
    if (twice) {
      part.text += `;${text}`;
      part.problems.push(t('labTwice'));
    } else {
      for (const wish of text.slice(at + 1).split('&')) if (wish) readWish(wish, part);
    }
  }
  return { places, labs };
}

/** @param {string} lab @param {Params} params */
export function partOf(lab, params) {
  const texts = Object.entries(params).map(([name, value]) => [name, String(value)]);
  return `${lab}?${new URLSearchParams(texts)}`;
}
