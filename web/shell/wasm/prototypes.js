// What a session knows of its prototypes, for figures: where they are, and which of them items are
// assigned to after each of the first iterations of Sinkhorn-Knopp.

/** @typedef {import('../types.d.ts').Prototypes} Prototypes */

const MOST = 6; // iterations shown
const COLLECTED = 5; // items of each prototype

/** Room in linear memory for items, and for rows and totals; the items' places.
 *  @typedef {{ list: Int32Array, out: Float32Array, positions: Float32Array }} Views */

/** @param {import('./instance.js').Calls} c @param {WebAssembly.Memory} memory
 *  @param {number} epsilon @param {number} sinkhorn the parameters' indices */
export function createPrototypes(c, memory, epsilon, sinkhorn) {
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

  /** @param {number} session @param {number[]} list of items @param {Views} views
   *  @returns {Prototypes} */
  function find(session, list, { list: items, out }) {
    const count = c.ct_session_prototypes(session);
    const n = Math.min(list.length, Math.floor(out.length / count) - 1);
    const places = c.ct_session_prototype_positions(session);
    items.set(list.slice(0, n));
    const rounds = Array.from({ length: MOST + 1 }, (_, iterations) => {
      const totals = out.byteOffset + 4 * n * count;
      c.ct_session_assign(session, iterations, items.byteOffset, n, out.byteOffset, totals);
      return { codes: out.slice(0, n * count), totals: out.slice(n * count, (n + 1) * count) };
    });
    return { count, items: items.slice(0, n), rounds,
      collected: collect(session, count, c.ct_session_get(session, sinkhorn), out),
      positions: new Float32Array(memory.buffer, places, 3 * count).slice() };
  }

  /** Found anew when the items' places or what is asked for have changed.
   *  @param {number} session @param {number[]} list of items @param {Views} views */
  return (session, list, views) => {
    if (!c.ct_session_prototypes(session)) return null;
    const places = views.positions.reduce((sum, x, i) => sum + x * (1 + (i % 97)), 0);
    const asking = `${list} ${c.ct_session_get(session, epsilon)} ${
      c.ct_session_get(session, sinkhorn)} ${places}`;
    if (asking !== asked) known = find(session, list, views);
    asked = asking;
    return known;
  };
}
