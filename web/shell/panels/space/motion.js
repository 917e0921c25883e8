// Where the points are shown now: free points follow every snapshot at once, those of a network
// (which are measured now and then) glide to it. Keeps the past positions of each point too.

const GLIDE = 140;    // ms that a point glides
export const TRAIL = 40;

/** @param {boolean} glides @param {boolean} [round] whether points keep to the sphere as they glide */
export function createMotion(glides, round = true) {
  let n = 0;
  let step = -1;
  let started = NaN;   // when the present glide began
  let from = new Float32Array(0);
  let to = new Float32Array(0);
  let trail = new Float32Array(0);   // [TRAIL, n, 3], used as a ring buffer
  let head = 0;

  const motion = {
    shown: new Float32Array(0),
    length: 0,
    get count() { return n; },
    /** Where the ring holds the positions shown `age` snapshots ago; 0 is the newest.
     *  @param {number} age @returns {number} offset into trail */
    at: (age) => ((head - 1 - age + 2 * TRAIL) % TRAIL) * n * 3,
    get trail() { return trail; },
    /** @param {Float32Array} positions @param {number} at the step @param {boolean} still no glide
     *  @returns {boolean} whether the picture changes */
    take(positions, at, still) {
      if (at === step && positions.length === n * 3 && !differ(positions, to)) return false;
      const fresh = positions.length !== n * 3;
      if (fresh) {
        n = positions.length / 3;
        motion.shown = new Float32Array(positions);
        from = new Float32Array(positions);
        to = new Float32Array(positions);
        trail = new Float32Array(TRAIL * n * 3);
      }
      if (fresh || at < step) motion.length = head = 0;
      const moved = fresh || differ(positions, to);
      if (moved && !fresh && glides && !still) {
        from.set(motion.shown);
        started = performance.now();
      } else if (moved) motion.shown.set(positions);
      if (motion.length === 0 || (at !== step && (moved || !glides))) {
        trail.set(positions, head * n * 3);
        head = (head + 1) % TRAIL;
        motion.length = Math.min(TRAIL, motion.length + 1);
      }
      to.set(positions);
      const older = at < step;
      step = at;
      return moved || older || !glides;
    },
    /** @param {number} now @returns {boolean} whether it has moved, and may go on */
    advance(now) {
      if (Number.isNaN(started)) return false;
      const t = Math.min(1, Math.max(0, (now - started) / GLIDE));
      const ease = 1 - (1 - t) ** 3;
      for (let i = 0; i < n * 3; i += 3) glide(motion.shown, from, to, i, ease, round);
      if (t >= 1) started = NaN;
      return true; // its end is to be drawn as well
    },
  };
  return motion;
}

/** @typedef {ReturnType<typeof createMotion>} Motion */

/** A point of the way; on the sphere that of the chord, moved outwards to the surface where it is not
 *  too close to the centre. */
function glide(/** @type {Float32Array} */ out, /** @type {Float32Array} */ a,
  /** @type {Float32Array} */ b, /** @type {number} */ k, /** @type {number} */ t,
  /** @type {boolean} */ round) {
  const x = a[k] + (b[k] - a[k]) * t;
  const y = a[k + 1] + (b[k + 1] - a[k + 1]) * t;
  const z = a[k + 2] + (b[k + 2] - a[k + 2]) * t;
  const r = Math.hypot(x, y, z);
  const s = round && r > 1e-3 ? 1 / r : 1;
  out[k] = x * s;
  out[k + 1] = y * s;
  out[k + 2] = z * s;
}

/** @param {Float32Array} a @param {Float32Array} b */
function differ(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return true;
  return false;
}
