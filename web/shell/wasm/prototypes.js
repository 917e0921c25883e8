// The prototypes of a session, for figures: their positions, and the items assigned to each of them
// after each of the first iterations of Sinkhorn-Knopp.

/** @typedef {import('../types.d.ts').Prototypes} Prototypes */

const MOST = 6; // most iterations shown
const COLLECTED = 5; // most items shown of each prototype

/** @param {import('./instance.js').Calls} c @param {() => import('./room.js').Room} here
 *  @param {import('./readings.js').Readings} of
 *  @param {number} epsilon @param {number} sinkhorn the parameters' indices */
export function createPrototypes(c, here, { read, view, copy }, epsilon, sinkhorn) {
  let asked = '';
  /** @type {Prototypes | null} */
  let known = null;

  /** @param {number} session @param {number} count @param {number} iterations
   *  @param {Float32Array} out @returns {Prototypes['collected']} */
  function collect(session, count, iterations, out) {
    const room = new Int32Array(out.buffer, out.byteOffset, count * (1 + COLLECTED));
    c.ct_session_collect(session, iterations, COLLECTED, room.byteOffset,
      room.byteOffset + 4 * count);
    return { most: COLLECTED, counts: room.slice(0, count), items: room.slice(count) };
  }

  /** @param {number[]} list the items @param {number} count @returns {Prototypes} */
  function find(list, count) {
    const { session, views: { list: items, out } } = here();
    const n = Math.min(list.length, Math.floor(out.length / count) - 1);
    const positions = /** @type {Float32Array} */ (copy('prototype_positions'));
    items.set(list.slice(0, n));
    const rounds = Array.from({ length: MOST + 1 }, (_, iterations) => {
      const totals = out.byteOffset + 4 * n * count;
      c.ct_session_assign(session, iterations, items.byteOffset, n, out.byteOffset, totals);
      return { codes: out.slice(0, n * count), totals: out.slice(n * count, (n + 1) * count) };
    });
    return { count, items: items.slice(0, n), rounds, positions,
      collected: collect(session, count, c.ct_session_get(session, sinkhorn), out) };
  }

  /** Computed anew only when the positions, the settings or the list have changed.
   *  @param {number[]} list items whose assignments are wanted */
  return (list) => {
    const count = read('prototypes');
    if (!count) return null;
    const { session } = here();
    const positions = /** @type {Float32Array} */ (view('positions'));
    const places = positions.reduce((sum, x, i) => sum + x * (1 + (i % 97)), 0);
    const asking = `${list} ${c.ct_session_get(session, epsilon)} ${
      c.ct_session_get(session, sinkhorn)} ${places}`;
    if (asking !== asked) known = find(list, count);
    asked = asking;
    return known;
  };
}
