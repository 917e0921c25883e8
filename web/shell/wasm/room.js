// Where things lie in the engine's linear memory:
//   [heap base: dataset][session block][scratch]
// each on 64 bytes. Memory grows while a session opens and never after, so its views stay good for
// the session.
import { EngineError } from '../base/error.js';

const PAGE = 65536;
const AXES = 4; // CT_ARRAY_AXES
const HEADERS = 320; // bytes of a packed dataset, CT_PACK_HEADERS_MAX
const MATRIX_MOST = 128; // items of the similarity matrix
const NEAREST_MOST = 64;

const align = (/** @type {number} */ n) => Math.ceil(n / 64) * 64;

/** The session that is open: its handle, how many items it shows, and views of the scratch block.
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
    file: new Uint8Array(buffer, at, to - at),
  };
}

/** @param {WebAssembly.Memory} memory @param {number} end @returns {boolean} whether it had to */
function grow(memory, end) {
  const more = Math.ceil((end - memory.buffer.byteLength) / PAGE);
  if (more <= 0) return false;
  try {
    memory.grow(more);
  } catch {
    const mb = Math.round(end / 1e6);
    throw new EngineError('memory', `this configuration needs ${mb} MB, more than there is`);
  }
  return true;
}

/** @param {import('./instance.js').Calls} c @param {WebAssembly.Memory} memory
 *  @param {number} heap where what is free begins @param {() => EngineError} failure */
export function createRooms(c, memory, heap, failure) {
  const base = align(heap);
  let [from, to] = [0, 0]; // of the scratch block
  /** @type {Room | null} */
  let room = null;

  /** Growth ends every view, also those of a session that goes on because no other could open.
   *  @param {number} end */
  function reserve(end) {
    if (!grow(memory, end) || !room) return;
    room.views = viewsOf(memory.buffer, room.items, from, to);
  }

  /** A dataset's headers, which are all that sizes need, where they are in nobody's way: at the
   *  dataset's own place a session may lie. @param {Uint8Array} data */
  function showHeaders(data) {
    const place = room ? room.views.file.byteOffset : base;
    reserve(place + HEADERS);
    new Uint8Array(memory.buffer, place, HEADERS).set(data.subarray(0, HEADERS));
    return place;
  }

  /** A session of the draft in the place of the present one. What is refused, and memory that runs
   *  out, leave that as it is. @param {Uint8Array | null} data a packed dataset, not decoded
   *  @param {() => void} replacing called when all that can be known before is well: from here on the
   *   present session is lost */
  function open(data, replacing) {
    const size = data?.length ?? 0;
    const bytes = c.ct_session_bytes(data ? showHeaders(data) : 0, size) >>> 0;
    if (!bytes) throw failure();
    const block = align(base + size);
    const after = align(block + bytes);
    const items = c.ct_measured_items();
    const end = after + 4 * (AXES + MATRIX_MOST * (MATRIX_MOST + 1) + 2 * NEAREST_MOST + 3 * items)
      + (c.ct_measured_save_bytes() >>> 0) + PAGE;
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
    /** The one that is open. @returns {Room} */
    here() {
      if (!room) throw new EngineError('state', 'no session is open');
      return room;
    },
  };
}

/** @typedef {ReturnType<typeof createRooms>} Rooms */
