// The only code that reads the engine's linear memory. It instantiates the module, places
//   [heap base: dataset][session block][scratch]
// each on 64 bytes, and turns the flat calls of src/api/session.h into texts and typed arrays.
// Memory grows while a session opens and never after, so its views stay good for the session.

import { createCodec } from './codec.js';
import { EngineError } from './error.js';
import { instantiate } from './instance.js';
import { createPrototypes } from './prototypes.js';
import { sheetOfBytes, sheetOfViews } from './tiles.js';

/** @typedef {import('../types.d.ts').Schema} Schema */
/** @typedef {import('../types.d.ts').Params} Params */
/** @typedef {import('../types.d.ts').EngineItems} EngineItems */

const PAGE = 65536;
const HEADER = 64; // bytes of a packed dataset
const MATRIX_MOST = 128; // items of the similarity matrix
const NEAREST_MOST = 64;
const VIEWS_MOST = 16;
const AGES = 8; // CT_LAG_AGES

const align = (/** @type {number} */ n) => Math.ceil(n / 64) * 64;

/** @param {WebAssembly.Module} module */
export async function createEngine(module) {
  const { exports, c, memory, threads } = await instantiate(module);
  const base = align(/** @type {WebAssembly.Global} */ (exports.__heap_base).value);

  function text(/** @type {number} */ pointer) {
    const bytes = new Uint8Array(memory.buffer, pointer);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  const schema = /** @type {Schema} */ (JSON.parse(text(c.ct_schema())));
  const { encode, decode } = createCodec(schema);
  const findPrototypes = createPrototypes(c, memory, encode('epsilon', 0).index,
    encode('sinkhorn', 0).index);
  let session = 0;
  let scratch = 0;
  let scratchSize = 0;
  let items = 0;
  /** @type {(import('./tiles.js').Shape & { size: number }) | null} */
  let picture = null;
  /** @type {{ positions: Float32Array, ids: Int32Array, list: Int32Array, out: Float32Array,
   *   near: Int32Array, cosines: Float32Array, cosine: Float32Array, weight: Float32Array,
   *   role: Int32Array, file: Uint8Array } | null} */
  let views = null;

  const must = (/** @type {number} */ status) => {
    if (status) throw failure(status);
  };

  /** What the engine has just refused. @param {number} [status] */
  function failure(status = c.ct_error_status()) {
    const { name, help } = schema.statuses[status];
    return new EngineError(/** @type {import('../contrastive-lab.d.ts').ErrorStatus} */ (name),
      text(c.ct_error()) || help);
  }

  /** Growth ends every view, also those of a session that goes on because no other could open.
   *  @param {number} end */
  function reserve(end) {
    const more = Math.ceil((end - memory.buffer.byteLength) / PAGE);
    if (more <= 0) return;
    try {
      memory.grow(more);
    } catch {
      const mb = Math.round(end / 1e6);
      throw new EngineError('memory', `this configuration needs ${mb} MB, more than there is`);
    }
    if (views) views = makeViews();
  }

  /** What the session's pictures are like; null: it has none. */
  function pictureOf() {
    const [channels, height, width] = [0, 1, 2].map((k) => c.ct_session_image_shape(session, k));
    const size = channels * height * width;
    return size ? { mean: c.ct_session_mean(session), channels, height, width, size } : null;
  }

  /** Views of the session's results and of the scratch block; all offsets are multiples of 4. */
  function makeViews() {
    const { buffer } = memory;
    let at = scratch;
    /** @param {number} n */
    const take = (n) => (at += 4 * n) - 4 * n;
    return {
      positions: new Float32Array(buffer, c.ct_session_positions(session), 3 * items),
      ids: new Int32Array(buffer, c.ct_session_item_ids(session), items),
      list: new Int32Array(buffer, take(MATRIX_MOST), MATRIX_MOST),
      out: new Float32Array(buffer, take(MATRIX_MOST ** 2), MATRIX_MOST ** 2),
      near: new Int32Array(buffer, take(NEAREST_MOST), NEAREST_MOST),
      cosines: new Float32Array(buffer, take(NEAREST_MOST), NEAREST_MOST),
      cosine: new Float32Array(buffer, take(items), items),
      weight: new Float32Array(buffer, take(items), items),
      role: new Int32Array(buffer, take(items), items),
      file: new Uint8Array(buffer, at, scratch + scratchSize - at),
    };
  }

  /** A dataset's header, which is all that sizes need, where it is in nobody's way: at the dataset's
   *  own place a session may lie. @param {Uint8Array} data */
  function showHeader(data) {
    const place = views ? views.file.byteOffset : base;
    reserve(place + HEADER);
    new Uint8Array(memory.buffer, place, HEADER).set(data.subarray(0, HEADER));
    return place;
  }

  /** Opens a session in the place of the present one. What is refused, and memory that runs out,
   *  leave that as it is.
   *  @param {Params} params @param {Uint8Array | null} data a packed dataset, not decoded
   *  @param {() => void} [replacing] called when all that can be known before is well: from here on
   *   the present session is lost */
  function open(params, data, replacing = () => {}) {
    c.ct_draft_reset();
    for (const [key, value] of Object.entries(params)) {
      const { index, number } = encode(key, value);
      must(c.ct_draft_set(index, number));
    }
    const size = data?.length ?? 0;
    const place = data ? base : 0;
    const bytes = c.ct_session_bytes(data ? showHeader(data) : 0, size) >>> 0;
    if (!bytes) throw failure();
    const block = align(base + size);
    const after = align(block + bytes);
    const most = 4 * (MATRIX_MOST * (MATRIX_MOST + 1) + 2 * NEAREST_MOST
      + 3 * c.ct_measured_items()) + (c.ct_measured_save_bytes() >>> 0) + PAGE;
    reserve(after + most);
    if (views) replacing();
    if (data) new Uint8Array(memory.buffer, base, size).set(data);
    views = null;
    session = c.ct_session_create(block, bytes, place, size);
    if (!session) throw failure();
    items = c.ct_session_items(session);
    picture = pictureOf();
    scratch = after;
    scratchSize = most;
    views = makeViews();
  }

  function seen() {
    if (!views) throw new EngineError('state', 'no session is open');
    return views;
  }

  /** @returns {EngineItems} */
  function describe() {
    const ids = seen().ids.slice();
    const shape = picture;
    const tiles = shape && sheetOfBytes(shape, items, 32, (i) =>
      new Uint8Array(memory.buffer, c.ct_session_image(session, ids[i]), shape.size));
    return { count: items, ids, drawings: c.ct_session_drawings(session), tiles,
      step: c.ct_session_steps(session) };
  }

  /** First pairs of the batch at hand, the views of a pair side by side. */
  function batchViews() {
    const all = c.ct_session_views(session);
    const pairs = c.ct_session_get(session, encode('pairs', 0).index);
    const each = all / pairs;
    const count = Math.min(Math.floor(VIEWS_MOST / each), pairs) * each;
    const pixels = c.ct_session_view_images(session);
    const shape = picture;
    if (!shape || !pixels || !count) return null;
    const ids = new Int32Array(memory.buffer, c.ct_session_view_items(session), all);
    /** @param {number} i */
    const row = (i) => Math.floor(i / each) + (i % each) * pairs;
    const sheet = sheetOfViews(shape, count, 8, (i) =>
      new Float32Array(memory.buffer, pixels + 4 * shape.size * row(i), shape.size));
    return { ...sheet, each, items: Int32Array.from({ length: count }, (_, i) => ids[row(i)]) };
  }

  /** Cosines. @param {ArrayLike<number>} list of n items @param {Float32Array} out [n, n] */
  function similarity(list, out) {
    const v = seen();
    v.list.set(list);
    must(c.ct_session_similarity(session, v.list.byteOffset, list.length, v.out.byteOffset));
    out.set(v.out.subarray(0, list.length ** 2));
  }

  /** @param {number} anchor @param {Float32Array} cosine @param {Float32Array} weight [items] */
  function breakdown(anchor, cosine, weight) {
    const v = seen();
    const at = [v.cosine.byteOffset, v.weight.byteOffset];
    const loss = c.ct_session_breakdown(session, anchor, at[0], at[1]);
    cosine.set(v.cosine);
    weight.set(v.weight);
    return loss;
  }

  /** @param {number} method by its number; -1: the one at work @param {number} anchor */
  function push(method, anchor) {
    const { cosine, weight, role } = seen();
    const loss = c.ct_session_push(session, method, anchor, cosine.byteOffset, weight.byteOffset,
      role.byteOffset);
    return Number.isNaN(loss) ? null : { share: c.ct_session_false_push(session, method),
      cosine: cosine.slice(), push: weight.slice(), role: role.slice() };
  }

  /** What becomes of an anchor's negatives, and how many are false. @param {number} anchor
   *  @returns {import('../types.d.ts').Negatives} */
  const negatives = (anchor) => ({ anchor, inBatch: c.ct_session_false_negatives(session),
    own: push(-1, anchor), plain: push(0, anchor) });

  /** @param {number} item @param {Int32Array} near @param {Float32Array} cosines [k] */
  function neighbours(item, near, cosines) {
    const v = seen();
    const at = [v.near.byteOffset, v.cosines.byteOffset];
    const n = c.ct_session_neighbours(session, item, near.length, at[0], at[1]);
    near.set(v.near.subarray(0, n));
    cosines.set(v.cosines.subarray(0, n));
    return n;
  }

  /** @param {Float32Array} out [items, 3]; false when the encoder has no forces */
  function forces(out) {
    const pointer = c.ct_session_forces(session);
    if (pointer) out.set(new Float32Array(memory.buffer, pointer, 3 * items));
    return pointer !== 0;
  }

  /** How far the encoder that follows is behind; null where there is none. */
  function lag() {
    const pointer = c.ct_session_lag(session);
    if (!pointer) return null;
    const [encoders, ...keys] = new Float32Array(memory.buffer, pointer, 1 + 2 * AGES);
    return { step: c.ct_session_lag_step(session), encoders, keys: Float32Array.from(keys) };
  }

  function save() {
    const { file } = seen();
    const size = c.ct_session_save(session, file.byteOffset, file.length);
    if (!size) throw failure();
    return file.slice(0, size);
  }

  /** @param {Uint8Array} bytes */
  function load(bytes) {
    const { file } = seen();
    if (bytes.length > file.length) {
      throw new EngineError('format', 'the file is larger than any checkpoint of this lab');
    }
    file.set(bytes);
    must(c.ct_session_load(session, file.byteOffset, bytes.length));
  }

  /** The values a file's run was saved with. @param {Uint8Array} bytes the file's, or its first,
   *  as far as its header goes */
  function settings(bytes) {
    const { file } = seen();
    const size = Math.min(bytes.length, file.length);
    file.set(bytes.subarray(0, size));
    must(c.ct_draft_load(file.byteOffset, size));
    return decode((index) => c.ct_draft_get(index));
  }

  return {
    schema, open, describe, batchViews, similarity, breakdown, negatives, neighbours, forces, lag,
    save, load, settings,
    failure, threads,
    isOpen: () => views !== null,
    count: () => items,
    /** Bytes of linear memory, everything included. */
    memory: () => memory.buffer.byteLength,
    /** A copy of the trainable parameters. */
    params: () => new Float32Array(memory.buffer, c.ct_session_params(session),
      c.ct_session_param_count(session)).slice(),
    steps: () => c.ct_session_steps(session),
    /** Names of the phases of a step. */
    phases: () => schema.phases.filter((_, i) => (c.ct_session_phases(session) >> i) & 1)
      .map(({ name }) => name),
    loss: () => c.ct_session_loss(session),
    /** Singular values of the embeddings of the last evaluation, falling. */
    spectrum: () => new Float32Array(memory.buffer, c.ct_session_spectrum(session),
      c.ct_session_width(session)).slice(),
    rate: () => c.ct_session_rate(session),
    tau: () => c.ct_session_tau(session),
    floor: () => c.ct_session_floor(session),
    /** @param {number} metric */
    metric: (metric) => c.ct_session_metric(session, metric),
    /** @param {number} bug */
    lossWith: (bug) => c.ct_session_loss_now(session, bug),
    step: () => c.ct_session_step(session, 1), // its status
    phase: () => c.ct_session_phase(session), // its index, or minus a status
    reset: () => { c.ct_session_reset(session); },
    /** @param {number} budget items; true when a whole set was renewed */
    evaluate: (budget) => c.ct_session_evaluate(session, budget) === 1,
    /** @param {number} budget items; true when the metrics of raw pixels are known */
    measurePixels: (budget) => c.ct_session_measure_pixels(session, budget) === 1,
    /** Share done of the evaluation under way, and the step of the last whole one. */
    evaluated: () => c.ct_session_evaluated(session),
    evaluatedStep: () => c.ct_session_evaluated_step(session),
    /** @param {number} budget drawings; true when scores of the exam became known */
    examine: (budget) => c.ct_session_examine(session, budget) === 1,
    /** @param {number} budget drawings; true when those of raw pixels are known */
    examinePixels: (budget) => c.ct_session_examine_pixels(session, budget) === 1,
    /** Share done of the exam under way, NaN where there is none; step of the last whole one. */
    examined: () => c.ct_session_examined(session),
    examinedStep: () => c.ct_session_examined_step(session),
    /** Whether the exam has all questions. @param {boolean} all */
    ask: (all) => { c.ct_session_ask(session, all ? 1 : 0); },
    /** By question and by whose answers: shares of right ones, NaN where not known. */
    answers: () => Object.fromEntries(schema.questions.map((q, question) => [q.name,
      Object.fromEntries(schema.answers.map((a, whose) =>
        [a.name, c.ct_session_answer(session, whose, question)]))])),
    /** @param {number[]} list items whose assignments are asked for */
    prototypes: (list) => findPrototypes(session, list, seen()),
    /** @param {Float32Array} out [items, 3] */
    positions: (out) => out.set(seen().positions),
    /** @param {string} param @param {number | string} value */
    set(param, value) {
      seen();
      const { index, number } = encode(param, value);
      must(c.ct_session_set(session, index, number));
    },
    /** @param {number} item @param {number} x @param {number} y @param {number} z */
    move(item, x, y, z) {
      seen();
      must(c.ct_session_move(session, item, x, y, z));
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof createEngine>>} Engine */
