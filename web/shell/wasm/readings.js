// Reads numbers and arrays of a session by the names that the schema gives them; arrays become
// typed arrays of the type and length that the engine reports.

/** @typedef {Float32Array | Float64Array | Int32Array | Uint8Array} Numbers */

/** Typed arrays by type in C. @type {Record<string, new (buffer: ArrayBufferLike, from: number,
 *    length: number) => Numbers>} */
const KINDS = { float: Float32Array, double: Float64Array, int: Int32Array, uint8_t: Uint8Array };

/** Returns a function that finds the index of a name, and throws for an unknown name.
 *  @param {{ name: string }[]} list @param {string} what the word for a row of the list */
export function indexer(list, what) {
  const indices = new Map(list.map(({ name }, i) => [name, i]));
  return (/** @type {string} */ name) => {
    const index = indices.get(name);
    if (index === undefined) throw new Error(`the engine's schema has no ${what} "${name}"`);
    return index;
  };
}

/** The readings of the open session. @param {import('./instance.js').Calls} c
 *  @param {WebAssembly.Memory} memory @param {import('../types.d.ts').Schema} schema
 *  @param {() => import('./room.js').Room} here */
export function createReadings(c, memory, { readings, arrays }, here) {
  const reading = indexer(readings, 'reading');
  const array = indexer(arrays, 'array');
  /** The last view of each array. @type {Numbers[]} */
  const views = [];

  /** An array in the engine's memory, valid until the engine's next call; null: it does not exist
   *  now. A view is made anew only where the array has moved or has another length.
   *  @param {string} name */
  function view(name) {
    const { session, views: { shape } } = here();
    const index = array(name);
    const from = c.ct_session_array(session, index, shape.byteOffset);
    if (!from) return null;
    const length = shape.reduce((n, side) => n * (side || 1), 1);
    const last = views[index];
    const lasts = last?.byteOffset === from && last.length === length
      && last.buffer === memory.buffer;
    return lasts ? last : views[index] = new KINDS[arrays[index].type](memory.buffer, from, length);
  }

  return {
    view,
    /** Reads a number. @param {string} name */
    read: (name) => c.ct_session_read(here().session, reading(name)),
    /** Copies an array. @param {string} name */
    copy: (name) => view(name)?.slice() ?? null,
  };
}

/** @typedef {ReturnType<typeof createReadings>} Readings */
