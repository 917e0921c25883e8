// The address as the save file, read and written: #infonce?tau=0.2&pairs=16;simclr?seed=3
// Parts are set apart by ";", each a lab with the parameters that differ from its defaults. A part
// without "?" is a place on the page, as in any other address. Nothing is passed over in silence:
// what cannot be read is among the problems of the lab that it was meant for.

/** @typedef {import('../types.d.ts').Params} Params */

/** What an address wishes of a lab, what of it cannot be read, and the part as it stands there.
 *  @typedef {{ wishes: Record<string, string>, problems: string[], text: string }} Part */

/** @typedef {{ places: string[], labs: Map<string, Part> }} Address */

/** @param {string} text @returns {string | null} null: a "%" in it stands for no character */
export function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** @param {string} text of one wish, such as "tau=0.2" @param {Part} part to take it */
function readWish(text, { wishes, problems }) {
  const at = text.indexOf('=');
  const name = decoded(at < 0 ? text : text.slice(0, at));
  const value = at < 0 ? '' : decoded(text.slice(at + 1));
  if (name === null || value === null) {
    problems.push(`"${text}" has a "%" that stands for no character`);
  } else if (name !== name.trim() || value !== value.trim()) {
    problems.push(`"${name}=${value}" has a space before or after its name or value`);
  } else if (!name) {
    problems.push(`"${text}" has no name`);
  } else if (!value) {
    problems.push(`${name}: no value is given`);
  } else if (Object.hasOwn(wishes, name)) {
    problems.push(`${name}: it is given twice, as ${wishes[name]} and as ${value}`);
  } else {
    Object.defineProperty(wishes, name, // __proto__ is a name like any other here
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
      part.problems.push('the lab is named twice');
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
