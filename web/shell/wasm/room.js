// How the engine's linear memory is divided:
//   [heap base: dataset][session block][scratch]
// each part aligned to 64 bytes. Memory grows only while a session opens, so that the views stay
// valid for the whole session.
import english from '../words/en/worker.js';
import { EngineError } from '../base/error.js';
import { textsOf } from '../words/words.js';

const t = textsOf('worker', english);

const PAGE = 65536;
const AXES = 4; // CT_ARRAY_AXES
const HEADERS = 320; // most bytes of the headers of a part of a dataset: CT_PACK_HEADERS_MAX
const MATRIX_MOST = 128; // most items of the similarity matrix
const NEAREST_MOST = 192;
const TEXT_MOST = 16384; // bytes of the longest text that a reader may type: CT_PHRASE_BYTES
const MADE = 4; // numbers that say what such a text is made of, and one to spare

const align = (/** @type {number} */ n) => Math.ceil(n / 64) * 64;

/** The open session: its handle, the number of items it shows, and views of the scratch block.
 *  @typedef {{ session: number, items: number, views: Views }} Room */
/** @typedef {ReturnType<typeof viewsOf>} Views */

/** All offsets are multiples of 4. @param {ArrayBufferLike} buffer @param {number} items
 *  @param {number} from where the scratch block begins @param {number} to where it ends */
function viewsOf(buffer, items, from, to) {
  let at = from;
  /** @param {number} n */
  const take = (n) => (at += 4 * n) - 4 * n;
  return {
    shape: new Int32Array(buffer, take(AXES), AXES),
    list: new Int32Array(buffer, take(MATRIX_MOST), MATRIX_MOST),
    out: new Float32Array(buffer, take(MATRIX_MOST ** 2), MATRIX_MOST ** 2),
    near: new Int32Array(buffer, take(NEAREST_MOST), NEAREST_MOST),
    cosines: new Float32Array(buffer, take(NEAREST_MOST), NEAREST_MOST),
    cosine: new Float32Array(buffer, take(items), items),
    weight: new Float32Array(buffer, take(items), items),
    role: new Int32Array(buffer, take(items), items),
    made: new Int32Array(buffer, take(MADE), MADE),
    text: new Uint8Array(buffer, take(TEXT_MOST / 4), TEXT_MOST),
    file: new Uint8Array(buffer, at, to - at),
  };
}

/** @param {WebAssembly.Memory} memory @param {number} end @returns {boolean} whether it grew */
function grow(memory, end) {
  const more = Math.ceil((end - memory.buffer.byteLength) / PAGE);
  if (more <= 0) return false;
  try {
    memory.grow(more);
  } catch {
    const mb = Math.round(end / 1e6);
    throw new EngineError('memory', t('memory', { mb }));
  }
  return true;
}

/** The bytes that a session needs with a dataset; 0: it is refused. The headers of its parts are
 *  enough to compute that.
 *  @param {import('./instance.js').Calls} c @param {WebAssembly.Memory} memory
 *  @param {number} place where there is room for them @param {Uint8Array} data */
function bytesWith(c, memory, place, data) {
  const second = place + HEADERS;
  const show = (/** @type {number} */ at, /** @type {number} */ from) =>
    new Uint8Array(memory.buffer, at, HEADERS).set(data.subarray(from, from + HEADERS));
  show(place, 0);
  show(second, c.ct_session_second(place, data.length) >>> 0);
  return c.ct_session_bytes_peeked(place, second, data.length) >>> 0;
}

/** @param {import('./instance.js').Calls} c @param {WebAssembly.Memory} memory
 *  @param {number} heap where free memory begins @param {() => EngineError} failure */
export function createRooms(c, memory, heap, failure) {
  const base = align(heap);
  let [from, to] = [0, 0]; // bounds of the scratch block
  /** @type {Room | null} */
  let room = null;

  /** Growing makes all views invalid, even those of a session that stays because a new one failed.
   *  @param {number} end */
  function reserve(end) {
    if (!grow(memory, end) || !room) return;
    room.views = viewsOf(memory.buffer, room.items, from, to);
  }

  /** The bytes that a session needs with a dataset, whose headers are copied to memory that is not
   *  in use: a session may lie where the dataset will be. @param {Uint8Array} data */
  function sessionBytes(data) {
    const place = room ? room.views.file.byteOffset : base;
    reserve(place + 2 * HEADERS);
    return bytesWith(c, memory, place, data);
  }

  /** Opens a session with the draft's values, which replaces the present one. Refused values and a
   *  lack of memory leave the present one as it is.
   *  @param {Uint8Array | null} data a packed dataset, not decoded
   *  @param {() => void} replacing called when everything that can be checked before is right:
   *   after this call the present session is lost */
  function open(data, replacing) {
    const size = data?.length ?? 0;
    const bytes = data ? sessionBytes(data) : c.ct_session_bytes(0, 0) >>> 0;
    if (!bytes) throw failure();
    const block = align(base + size);
    const after = align(block + bytes);
    const items = c.ct_measured_items();
    const end = after + 4 * (AXES + MATRIX_MOST * (MATRIX_MOST + 1) + 2 * NEAREST_MOST + 3 * items
      + MADE) + TEXT_MOST + (c.ct_measured_save_bytes() >>> 0) + PAGE;
    reserve(end);
    if (room) replacing();
    if (data) new Uint8Array(memory.buffer, base, size).set(data);
    room = null;
    const session = c.ct_session_create(block, bytes, data ? base : 0, size);
    if (!session) throw failure();
    [from, to] = [after, end];
    room = { session, items, views: viewsOf(memory.buffer, items, from, to) };
  }

  return {
    open,
    isOpen: () => room !== null,
    /** The open session. @returns {Room} */
    here() {
      if (!room) throw new EngineError('state', t('none'));
      return room;
    },
  };
}

/** @typedef {ReturnType<typeof createRooms>} Rooms */
