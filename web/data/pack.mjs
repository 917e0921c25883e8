// Writes the packed dataset that src/data/pack.h and track.h describe, in Node and in browsers.

const VERSION = 3;
const HEADER = 64;
const KINDS = ['pixels', 'vector', 'tokens', 'frames', 'text']; // CT_TRACK_LIST of data/choices.h
const SPLITS = ['shuffled', 'last', 'listed']; // CT_SPLIT_LIST

/** A picture with few colours. @typedef {{ index: Uint8Array, colours: number[][] }} Palette */
/** Numbers of 0..1 in 255 steps, equally many in every item. shape: [channels, height, width] of
 *  pixels, [length] of vectors, [steps, bands] of frames; mean: roughly, that of all numbers, 0..1.
 *  @typedef {{ kind: 'pixels' | 'vector' | 'frames', renditions?: number, shape: number[],
 *    mean: number, items: (Uint8Array | Palette)[] }} Dense */
/** @typedef {{ kind: 'tokens', renditions?: number, vocabulary: number,
 *    items: number[][] }} Tokens */
/** @typedef {{ kind: 'text', renditions?: number, items: string[] }} Texts */
/** The renditions of all concepts in one modality: items [concepts * renditions], a concept's side
 *  by side; a missing text or list of tokens is empty. @typedef {Dense | Tokens | Texts} Track */

/** @param {number[]} values */
function u32(values) {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(4 * i, value, true));
  return bytes;
}

/** @param {number[]} values */
function u16(values) {
  const bytes = new Uint8Array(2 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint16(2 * i, value, true));
  return bytes;
}

/** Joins parts, each padded with 0 to a multiple of `unit`.
 *  @param {Uint8Array[]} parts @param {number} [unit] */
function joined(parts, unit = 1) {
  const room = (/** @type {Uint8Array} */ part) => unit * Math.ceil(part.length / unit);
  const all = new Uint8Array(parts.reduce((sum, part) => sum + room(part), 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += room(part);
  }
  return all;
}

/** @param {Dense} track */
function dense({ kind, shape, mean, items }) {
  const size = shape.reduce((product, n) => product * n);
  const block = new Uint8Array(items.length * size);
  items.forEach((item, i) => {
    const grey = item instanceof Uint8Array;
    const length = grey ? item.length : 3 * item.index.length;
    if (length !== size) throw new Error(`${kind} ${i}: ${length} numbers instead of ${size}`);
    block.set(grey ? item : item.index, i * size);
    if (!grey) block.set(item.colours.flat(), i * size + item.index.length);
  });
  const encoding = items[0] instanceof Uint8Array ? 0 : 1;
  return { encoding, shape, mean: Math.round(1000 * mean), block };
}

/** Where each item begins and where the last one ends, followed by all items.
 *  @param {{ length: number }[]} items @param {Uint8Array} units */
function ragged(items, units) {
  const starts = [0];
  for (const { length } of items) starts.push(starts[starts.length - 1] + length);
  return joined([u32(starts), units]);
}

/** @param {{ length: number }[]} items */
const longest = (items) => items.reduce((most, { length }) => Math.max(most, length), 1);

/** @param {Tokens} track */
function tokens({ vocabulary, items }) {
  items.forEach((ids, i) => {
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabulary);
    if (wrong !== undefined) throw new Error(`tokens ${i}: ${wrong} is no id below ${vocabulary}`);
  });
  return { encoding: 0, shape: [vocabulary, longest(items)], mean: 0,
    block: ragged(items, u16(items.flat())) };
}

/** @param {Texts} track */
function texts({ items }) {
  items.forEach((text, i) => {
    if (/\p{Surrogate}/u.test(text)) throw new Error(`text ${i}: half of a surrogate pair`);
  });
  const bytes = items.map((text) => new TextEncoder().encode(text));
  return { encoding: 0, shape: [longest(bytes)], mean: 0, block: ragged(bytes, joined(bytes)) };
}

/** @param {Track} track */
const written = (track) => (track.kind === 'tokens' ? tokens(track)
  : track.kind === 'text' ? texts(track) : dense(track));

/** @param {Track} track @param {number} concepts */
function trackOf(track, concepts) {
  const { kind, renditions = 1, items } = track;
  if (items.length !== concepts * renditions) {
    throw new Error(`${kind}: ${items.length} items, not ${renditions} of each of ${concepts} concepts`);
  }
  const { encoding, shape, mean, block } = written(track);
  const [first, second = 1, third = 1] = shape;
  const header = u32([KINDS.indexOf(kind), encoding, renditions, first, second, third, mean,
    block.length]);
  return { header, block };
}

/**
 * @param {object} set
 * @param {Track[]} set.tracks
 * @param {{ of: number[], classes: number }[]} [set.labels]   kinds of labels, `of` by concept
 * @param {{ last: number } | { listed: number[] }} [set.heldOut]   the last so many concepts, or
 *   the listed ones; without it the fifth that the engine picks at random
 * @returns {Uint8Array}
 */
export function packed({ tracks, labels = [], heldOut }) {
  const concepts = Math.floor(tracks[0].items.length / (tracks[0].renditions ?? 1));
  const parts = tracks.map((track) => trackOf(track, concepts));
  const listed = heldOut && 'listed' in heldOut ? new Set(heldOut.listed) : null;
  const split = !heldOut ? 'shuffled' : listed ? 'listed' : 'last';
  const count = listed ? listed.size : heldOut && 'last' in heldOut ? heldOut.last : 0;
  const classes = [0, 1, 2, 3].map((k) => labels[k]?.classes ?? 0);
  const header = joined([new TextEncoder().encode('CTPK'), u32([VERSION, concepts, tracks.length,
    labels.length, ...classes, SPLITS.indexOf(split), count])]);
  return joined([
    joined([header], HEADER), ...parts.map((part) => part.header),
    u16(labels.flatMap(({ of }) => of)),
    Uint8Array.from({ length: listed ? concepts : 0 }, (_, i) => Number(listed?.has(i))),
    ...parts.map(({ block }) => block),
  ], 4);
}
