// What figures show of the session that is open, as typed arrays of their own or filled in.
import { sheetOfBytes, sheetOfViews } from './tiles.js';

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */

const VIEWS_MOST = 16;
const AGES = 8; // CT_LAG_AGES

/** The items and their pictures, and the views of the batch at hand.
 *  @param {Calls} c @param {WebAssembly.Memory} memory @param {Here} here
 *  @param {number} pairs the parameter's index */
export function createPictures(c, memory, here, pairs) {
  return {
    /** @returns {import('../types.d.ts').EngineItems} */
    describe() {
      const { session, items, picture, views } = here();
      const ids = views.ids.slice();
      const tiles = picture && sheetOfBytes(picture, items, 32, (i) =>
        new Uint8Array(memory.buffer, c.ct_session_image(session, ids[i]), picture.size));
      return { count: items, ids, drawings: c.ct_session_drawings(session), tiles,
        step: c.ct_session_steps(session) };
    },
    /** First pairs of the batch at hand, the views of a pair side by side. */
    batchViews() {
      const { session, picture } = here();
      const all = c.ct_session_views(session);
      const batch = c.ct_session_get(session, pairs);
      const each = all / batch;
      const count = Math.min(Math.floor(VIEWS_MOST / each), batch) * each;
      const pixels = c.ct_session_view_images(session);
      if (!picture || !pixels || !count) return null;
      const ids = new Int32Array(memory.buffer, c.ct_session_view_items(session), all);
      /** @param {number} i */
      const row = (i) => Math.floor(i / each) + (i % each) * batch;
      const sheet = sheetOfViews(picture, count, 8, (i) =>
        new Float32Array(memory.buffer, pixels + 4 * picture.size * row(i), picture.size));
      return { ...sheet, each, items: Int32Array.from({ length: count }, (_, i) => ids[row(i)]) };
    },
  };
}

/** What is measured between items. @param {Calls} c @param {Here} here
 *  @param {(status: number) => void} must */
export function createRelations(c, here, must) {
  /** @param {number} method by its number; -1: the one at work @param {number} anchor */
  function push(method, anchor) {
    const { session, views: { cosine, weight, role } } = here();
    const loss = c.ct_session_push(session, method, anchor, cosine.byteOffset, weight.byteOffset,
      role.byteOffset);
    return Number.isNaN(loss) ? null : { share: c.ct_session_false_push(session, method),
      cosine: cosine.slice(), push: weight.slice(), role: role.slice() };
  }

  return {
    /** Cosines. @param {ArrayLike<number>} list of n items @param {Float32Array} out [n, n] */
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
    /** What becomes of an anchor's negatives, and how many are false. @param {number} anchor
     *  @returns {import('../types.d.ts').Negatives} */
    negatives: (anchor) => ({ anchor, inBatch: c.ct_session_false_negatives(here().session),
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

/** The rest that is more than a number. @param {Calls} c @param {WebAssembly.Memory} memory
 *  @param {Here} here @param {import('../types.d.ts').Schema} schema */
export function createResults(c, memory, here, schema) {
  /** @param {number} pointer @param {number} n */
  const floats = (pointer, n) => new Float32Array(memory.buffer, pointer, n);
  return {
    /** @param {Float32Array} out [items, 3] */
    positions: (out) => out.set(here().views.positions),
    /** @param {Float32Array} out [items, 3]; false when the encoder has no forces */
    forces(out) {
      const { session, items } = here();
      const pointer = c.ct_session_forces(session);
      if (pointer) out.set(floats(pointer, 3 * items));
      return pointer !== 0;
    },
    /** How far the encoder that follows is behind; null where there is none. */
    lag() {
      const { session } = here();
      const pointer = c.ct_session_lag(session);
      if (!pointer) return null;
      const [encoders, ...keys] = floats(pointer, 1 + 2 * AGES);
      return { step: c.ct_session_lag_step(session), encoders, keys: Float32Array.from(keys) };
    },
    /** Singular values of the embeddings of the last evaluation, falling. */
    spectrum() {
      const { session } = here();
      return floats(c.ct_session_spectrum(session), c.ct_session_width(session)).slice();
    },
    /** A copy of the trainable parameters. */
    params() {
      const { session } = here();
      return floats(c.ct_session_params(session), c.ct_session_param_count(session)).slice();
    },
    /** By question and by whose answers: shares of right ones, NaN where not known. */
    answers() {
      const { session } = here();
      return Object.fromEntries(schema.questions.map((q, question) => [q.name,
        Object.fromEntries(schema.answers.map((a, whose) =>
          [a.name, c.ct_session_answer(session, whose, question)]))]));
    },
  };
}
