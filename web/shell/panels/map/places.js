// Where the items lie on the map, as places in space that the space's motion can glide between.

/** The places of the latest map; before the first, the two widest directions of the embeddings.
 *  @param {import('../../types').Snapshot} snapshot @returns {Float32Array} [items, 3] */
export function placesOf({ map, picture, positions }) {
  const from = map?.places ?? picture ?? positions;
  const step = map ? 2 : 3;
  const n = from.length / step;
  const out = new Float32Array(3 * n);
  for (let i = 0; i < n; i++) out.set(from.subarray(step * i, step * i + 2), 3 * i);
  return out;
}

/** The item nearest to another in the direction of an arrow key, that one itself where there is
 *  none. @param {Float32Array} at [items, 3] @param {number} item
 *  @param {number} dx @param {number} dy to the right, and downwards */
export function besideOf(at, item, dx, dy) {
  let best = item;
  let least = Infinity;
  for (let i = 0; i < at.length / 3; i++) {
    const x = at[3 * i] - at[3 * item];
    const y = at[3 * item + 1] - at[3 * i + 1];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    const far = along + 2 * aside;
    if (i !== item && along > aside / 2 && along > 0 && far < least) {
      least = far;
      best = i;
    }
  }
  return best;
}
