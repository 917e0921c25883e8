// How synthetic items look: a tile in the colour of the item's class, with the number of the class.

import english from '../words/en/toy.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types.d.ts').Items} Items */

const t = textsOf('toy', english);

const CLASSES = 10; // item i is of class i % CLASSES: src/data/toy.h
const TILE = 24;
const COLUMNS = 32;

/** Tol's "muted" colours, which colour-blind readers can tell apart; the number means that nothing
 *  is told by colour alone. https://personal.sron.nl/~pault/. Numbers are dark on the light
 *  colours. */
const COLOURS = ['#332288', '#88ccee', '#44aa99', '#117733', '#999933', '#ddcc77', '#cc6677',
  '#882255', '#aa4499', '#dddddd'];
const LIGHT = new Set([1, 2, 4, 5, 6, 9]);

/** @param {number[]} classes the classes of the items */
async function sheetOf(classes) {
  const canvas = document.createElement('canvas');
  canvas.width = COLUMNS * TILE;
  canvas.height = Math.ceil(classes.length / COLUMNS) * TILE;
  const paint = canvas.getContext('2d');
  if (!paint) return null;
  paint.font = `bold ${TILE - 6}px sans-serif`;
  paint.textAlign = 'center';
  paint.textBaseline = 'middle';
  classes.forEach((own, i) => {
    const [x, y] = [(i % COLUMNS) * TILE, Math.floor(i / COLUMNS) * TILE];
    paint.fillStyle = COLOURS[own];
    paint.fillRect(x, y, TILE, TILE);
    paint.fillStyle = LIGHT.has(own) ? '#000' : '#fff';
    paint.fillText(String(own), x + TILE / 2, y + TILE / 2 + 1);
  });
  return { image: await createImageBitmap(canvas), tile: TILE, columns: COLUMNS };
}

const nameOf = (/** @type {number} */ own) => t('class', { k: own });

/** @param {import('../types.d.ts').EngineItems} engine @returns {Promise<Items>} */
export async function toyItems({ count, ids }) {
  const classes = Array.from(ids, (id) => id % CLASSES);
  return {
    count, ids,
    names: classes.map(nameOf),
    artist: new Uint8Array(count),
    artists: [''],
    kinds: { names: Array.from({ length: CLASSES }, (_, own) => nameOf(own)),
      of: Uint8Array.from(classes) },
    concepts: [], classes: [], languages: [],
    sheet: await sheetOf(classes),
  };
}
