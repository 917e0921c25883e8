// The colours of kinds: as far apart as ten can be, each dark enough on light and light enough on
// dark to be told from the background (Okabe & Ito 2008, with three more).
import english from '../../words/en/map.js';
import { h } from '../../base/dom.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('map', english);

/** @typedef {import('../../types').Items['kinds']} Kinds */
/** @typedef {import('../../gl/batches.js').Rgb} Rgb */

const HEX = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a5a2b', '#7b5cd6',
  '#8f9a1c', '#6d7785'];
const RGB = HEX.map((hex) => /** @type {Rgb} */ ([1, 3, 5].map((k) =>
  Number.parseInt(hex.slice(k, k + 2), 16) / 255)));

/** @param {Kinds} kinds @returns {((item: number) => Rgb | null) | undefined} */
export const tintOf = (kinds) => kinds
  ? (item) => RGB[kinds.of[item]] ?? null : undefined;

/** Classes whose names are numbers have no others. @param {string} name */
function nameOf(name) {
  const key = `kind_${name}`;
  return t.has(key) ? t(key) : name;
}

/** A dot and a name for each kind that is shown. @param {NonNullable<Kinds>} kinds */
export function legendOf(kinds) {
  const shown = new Set(kinds.of);
  return kinds.names.flatMap((name, k) => (shown.has(k)
    ? [h('li', {}, h('span', { class: 'p-dot', 'aria-hidden': 'true', style: `--dot: ${HEX[k]}` }),
      nameOf(name))] : []));
}
