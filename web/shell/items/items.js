// The items a lab shows, for every panel: their names, artists and tiles.
import { gunzip, image, json } from '../client/assets.js';
import { packsOf } from '../state/datasets.js';
import { failed, late } from '../load/late.js';

/** @typedef {import('../types.d.ts').Items} Items */
/** @typedef {import('../types.d.ts').EngineItems} EngineItems */
/** @typedef {import('../types.d.ts').Lab} Lab */
/** @typedef {import('../types.d.ts').Params} Params */

/** @typedef {{ artists: string[], names: string[],
 *   sheets: { file: string, from: number, to: number, tile: number, columns: number }[] }} Cards */

/** A sheet with item i at tile i, from the card sheets, which go by concept. @param {Cards} cards
 *  @param {number} pairs */
async function cardSheet(cards, pairs) {
  const needed = cards.sheets.filter((s) => s.from < pairs);
  const images = await Promise.all(needed.map((s) => image(s.file)));
  const { tile } = cards.sheets[0];
  const columns = 16;
  const canvas = document.createElement('canvas');
  canvas.width = columns * tile;
  canvas.height = Math.ceil((2 * pairs) / columns) * tile;
  const paint = canvas.getContext('2d');
  if (!paint) return null;
  for (let i = 0; i < 2 * pairs; i++) {
    const concept = i % pairs;
    const k = needed.findIndex((s) => concept >= s.from && concept < s.to);
    const sheet = needed[k];
    const from = (concept - sheet.from) * cards.artists.length + Math.floor(i / pairs);
    const [x, y] = [from % sheet.columns, Math.floor(from / sheet.columns)];
    paint.drawImage(images[k], x * sheet.tile, y * sheet.tile, sheet.tile, sheet.tile,
      (i % columns) * tile, Math.floor(i / columns) * tile, tile, tile);
  }
  return { image: await createImageBitmap(canvas), tile, columns };
}

/** One dataset behind the other, which the engine reads as one. @param {ArrayBuffer[]} parts */
function joined(parts) {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return all.buffer;
}

/** Loads the data that a lab's values read: the packed dataset (null: none), and its names for
 *  later use. @param {Params} values perhaps not checked yet @returns {Promise<ArrayBuffer | null>} */
export async function loadData(values) {
  if (values.data === 'cards') { // loaded early; a failure is reported when they are needed
    json('cards.json').then((cards) => image(cards.sheets[0].file)).catch(() => {});
  }
  const names = packsOf(values);
  if (!names.length) return null;
  const [parts] = await Promise.all([Promise.all(names.map((name) => gunzip(`${name}.pack.gz`))),
    ...names.map((name) => json(`${name}.json`))]);
  return joined(parts);
}

/** @param {Pick<EngineItems, 'count' | 'ids'>} engine @param {number} pairs @returns {Promise<Items>} */
async function cardItems({ count, ids }, pairs) {
  /** @type {Cards} */
  const cards = await json('cards.json');
  // Without the drawings the lab still works and shows shapes in their place.
  /** @type {import('../types.d.ts').Problem | undefined} */
  let lack;
  const sheet = await cardSheet(cards, pairs).catch((error) => {
    lack = failed('drawings', error);
    return null;
  });
  return {
    count, ids,
    names: Array.from({ length: count }, (_, i) => cards.names[i % pairs]),
    artist: Uint8Array.from({ length: count }, (_, i) => (i < pairs ? 0 : 1)),
    artists: cards.artists,
    kinds: null,
    concepts: [], classes: [], languages: [],
    sheet, lack,
  };
}

/** Loads the drawings of the same items again. @param {Items} items @param {Params} params */
export const redrawn = (items, params) => cardItems(items, Number(params.pairs));

/** What kind of thing each item is: its group or, where things have no groups, its name if there are
 *  as few names as there are digits. @param {string[]} names of the items
 *  @param {number[] | undefined} group of each item @param {string[]} [groups] their names
 *  @returns {Items['kinds']} */
function kindsOf(names, group, groups) {
  if (group && groups) return { names: groups, of: Uint8Array.from(group) };
  const each = [...new Set(names)].sort();
  return each.length > 10 ? null
    : { names: each, of: Uint8Array.from(names, (name) => each.indexOf(name)) };
}

/** @param {EngineItems} engine @param {Params} params @returns {Promise<Items>} */
async function drawingItems({ count, ids, drawings, tiles }, params) {
  const [first, texts] = packsOf(params);
  /** @type {{ names: string[], artists: string[], groups?: string[], subgroups?: string[],
   *    group?: number[] }} */
  const set = await json(`${first}.json`);
  const { languages } = texts ? await json(`${texts}.json`) : { languages: [] };
  const of = Array.from(ids, (id) => Math.floor(id / drawings));
  const names = of.map((concept) => set.names[concept]);
  const { group } = set;
  return {
    count, ids, names,
    kinds: kindsOf(names, group && of.map((concept) => group[concept]), set.groups),
    artist: Uint8Array.from(ids, (id) => id % drawings),
    artists: set.artists,
    concepts: set.names, classes: [set.groups ?? [], set.subgroups ?? []], languages,
    sheet: tiles,
  };
}

/** @param {EngineItems} engine @param {Params} params @returns {Promise<Items>} */
async function newItems(engine, params) {
  if (params.data === 'cards') return cardItems(engine, Number(params.pairs));
  if (params.data !== 'toy') return drawingItems(engine, params);
  return (await late('toy', () => import('./toy.js'))).toyItems(engine);
}

/** The pixels of tiles, one number each. @param {Items['sheet'] | undefined} sheet
 *  @returns {Uint32Array | null} null where they are no pixels */
const pixelsOf = (sheet) => (sheet?.image instanceof ImageData
  ? new Uint32Array(sheet.image.data.buffer) : null);

/** Whether two sheets look the same, tile by tile. @param {Items['sheet']} one
 *  @param {Items['sheet'] | undefined} other */
function alike(one, other) {
  const [a, b] = [pixelsOf(one), pixelsOf(other)];
  if (!a || !b || one?.tile !== other?.tile || one?.columns !== other?.columns) return false;
  let k = 0;
  while (k < a.length && a[k] === b[k]) k++;
  return k === a.length && k === b.length;
}

/** The items of a session. Tiles that look as those shown before stay the same object, so that what
 *  was made of them (cutouts, textures, thumbnails) need not be made again.
 *  @param {EngineItems} engine @param {Params} params @param {Items} [before]
 *  @returns {Promise<Items>} */
export async function itemsOf(engine, params, before) {
  const items = await newItems(engine, params);
  return before && alike(items.sheet, before.sheet) ? { ...items, sheet: before.sheet } : items;
}

/** Things that anyone knows, with which a lab opens, the first that it shows. */
const FAMILIAR = ['Cat', 'cat face', 'cat', 'dog face', 'dog', 'red apple', 'automobile', 'banana',
  'airplane', 'house', 'horse face', 'pizza', 'cow face', 'fish', 'sun', 'bicycle'];

/** The item that is the anchor until the reader picks one. @param {Items} items */
export function firstAnchor({ names }) {
  const known = FAMILIAR.find((name) => names.includes(name));
  return known === undefined ? 0 : names.indexOf(known);
}

const DRAWINGS_SHOWN = 18;
const NAMES_SHOWN = 12;

/** Chooses the items of the similarity matrix: renditions of one concept, or items of one name,
 *  side by side; of many concepts, the anchor's and a few spread evenly over the rest.
 *  @param {Items} items @param {Params} params
 *  @param {number} anchor */
export function matrixItems(items, params, anchor) {
  if (params.data === 'cards') {
    const pairs = items.count / 2;
    return Array.from({ length: items.count }, (_, i) => (i >> 1) + (i & 1) * pairs);
  }
  const drawings = items.artists.length;
  const concepts = items.count / drawings;
  const first = Math.floor(anchor / drawings);
  const shown = Math.max(1, Math.floor(DRAWINGS_SHOWN / drawings));
  const list = Array.from({ length: shown * drawings }, (_, i) => {
    const shift = Math.floor((Math.floor(i / drawings) * concepts) / shown);
    return ((first + shift) % concepts) * drawings + (i % drawings);
  });
  const name = (/** @type {number} */ i) => items.names[i];
  return drawings > 1 ? list : list.sort((a, b) => name(a).localeCompare(name(b)));
}

/** @param {Items} items @param {number} item */
export const conceptOf = ({ ids, artists }, item) => Math.floor(ids[item] / artists.length);

/** Chooses the concepts whose names are compared with their drawings, where names are read: the
 *  anchor's and a few spread evenly over the rest of those shown.
 *  @param {Items} items @param {number} anchor */
export function matrixConcepts(items, anchor) {
  if (!items.languages.length) return [];
  const all = [...new Set(Array.from(items.ids, (_, item) => conceptOf(items, item)))];
  const first = all.indexOf(conceptOf(items, anchor));
  const count = Math.min(NAMES_SHOWN, all.length);
  return Array.from({ length: count }, (_, i) =>
    all[(first + Math.floor((i * all.length) / count)) % all.length]);
}
