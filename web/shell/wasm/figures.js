// What figures show of the open session, as new typed arrays or filled into given ones.
import { indexer } from './readings.js';
import { sheetOfBytes, sheetOfViews } from './tiles.js';

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */
/** @typedef {import('./readings.js').Readings} Read */

const VIEWS_MOST = 16;

/** The items with their pictures, and the views of the present batch.
 *  @param {Calls} c @param {Here} here @param {Read} of
 *  @param {number} pairs the parameter's index */
export function createPictures(c, here, { read, view }, pairs) {
  /** The shape of the pictures; null: there are none. A vector, whose numbers have no positions, is
   *  shown as a square of greys, row by row. */
  function pictureOf() {
    if (!view('images')) return null;
    const [, ...sides] = here().views.shape;
    const size = sides[0] * sides[1] * sides[2];
    const side = Math.ceil(Math.sqrt(size));
    const [channels, height, width] = sides[1] * sides[2] > 1 ? sides : [1, side, side];
    return { mean: read('mean'), channels, height, width, size };
  }

  return {
    /** @returns {import('../types.d.ts').EngineItems} */
    describe() {
      const { items } = here();
      const picture = pictureOf();
      const ids = /** @type {Int32Array} */ (view('item_ids')).slice();
      const pixels = /** @type {Uint8Array} */ (view('images'));
      const tiles = picture && sheetOfBytes(picture, items, 32, (i) =>
        pixels.subarray(picture.size * ids[i], picture.size * (ids[i] + 1)));
      return { count: items, ids, drawings: read('drawings'), tiles, step: read('steps') };
    },
    /** The first pairs of the present batch, the views of each pair side by side. */
    batchViews() {
      const picture = pictureOf();
      const ids = /** @type {Int32Array} */ (view('view_items'));
      const batch = c.ct_session_get(here().session, pairs);
      const each = ids.length / batch;
      const count = Math.min(Math.floor(VIEWS_MOST / each), batch) * each;
      const pixels = /** @type {Float32Array | null} */ (view('view_images'));
      if (!picture || !pixels || !count) return null;
      /** @param {number} i */
      const row = (i) => Math.floor(i / each) + (i % each) * batch;
      const sheet = sheetOfViews(picture, count, 8, (i) =>
        pixels.subarray(picture.size * row(i), picture.size * (row(i) + 1)));
      return { ...sheet, each, items: Int32Array.from({ length: count }, (_, i) => ids[row(i)]) };
    },
  };
}

/** Figures about relations between items. @param {Calls} c @param {Here} here @param {Read} of
 *  @param {(status: number) => void} must */
export function createRelations(c, here, { read }, must) {
  /** @param {number} method its number; -1: the present method @param {number} anchor */
  function push(method, anchor) {
    const { session, views: { cosine, weight, role } } = here();
    const loss = c.ct_session_push(session, method, anchor, cosine.byteOffset, weight.byteOffset,
      role.byteOffset);
    return Number.isNaN(loss) ? null : { share: c.ct_session_false_push(session, method),
      cosine: cosine.slice(), push: weight.slice(), role: role.slice() };
  }

  return {
    /** Cosines. @param {ArrayLike<number>} list n items @param {Float32Array} out [n, n] */
    similarity(list, out) {
      const { session, views: v } = here();
      v.list.set(list);
      must(c.ct_session_similarity(session, v.list.byteOffset, list.length, v.out.byteOffset));
      out.set(v.out.subarray(0, list.length ** 2));
    },
    /** @param {number} anchor @param {Float32Array} cosine @param {Float32Array} weight [items] */
    breakdown(anchor, cosine, weight) {
      const { session, views: v } = here();
      const loss = c.ct_session_breakdown(session, anchor, v.cosine.byteOffset,
        v.weight.byteOffset);
      cosine.set(v.cosine);
      weight.set(v.weight);
      return loss;
    },
    /** The push on an anchor's negatives, and the share of false ones. @param {number} anchor
     *  @returns {import('../types.d.ts').Negatives} */
    negatives: (anchor) => ({ anchor, inBatch: read('false_negatives'),
      own: push(-1, anchor), plain: push(0, anchor) }),
    /** @param {number} item @param {Int32Array} near @param {Float32Array} cosines [k] */
    neighbours(item, near, cosines) {
      const { session, views: v } = here();
      const n = c.ct_session_neighbours(session, item, near.length, v.near.byteOffset,
        v.cosines.byteOffset);
      near.set(v.near.subarray(0, n));
      cosines.set(v.cosines.subarray(0, n));
      return n;
    },
  };
}

/** Arrays whose numbers have names in the schema. @param {Read} of
 *  @param {import('../types.d.ts').Schema} schema */
export function createResults({ read, view }, schema) {
  const metric = indexer(schema.metrics, 'metric');
  const metrics = () => /** @type {Float64Array} */ (view('metrics'));
  return {
    /** One metric; NaN where not defined or not known yet. @param {string} name */
    metric: (name) => metrics()[metric(name)],
    /** All metrics by name. */
    metrics() {
      const all = metrics();
      return Object.fromEntries(schema.metrics.map(({ name }, i) => [name, all[i]]));
    },
    /** How far the momentum encoder lags behind; null where there is none. */
    lag() {
      const lag = /** @type {Float32Array | null} */ (view('lag'));
      return lag && { step: read('lag_step'), encoders: lag[0], keys: lag.slice(1) };
    },
    /** Shares of right answers by question and by source; NaN where not known. */
    answers() {
      const all = /** @type {Float64Array} */ (view('answers'));
      return Object.fromEntries(schema.questions.map((q, question) => [q.name,
        Object.fromEntries(schema.answers.map((a, whose) =>
          [a.name, all[whose * schema.questions.length + question]]))]));
    },
  };
}
