// Maps the unit circle or sphere to the canvas and back. The projection is orthographic, so that
// the outline of the sphere is always a circle.

/**
 * @param {number} dim 2: the circle, seen from the front; more: the sphere, which can turn
 */
export function createView(dim) {
  const flat = dim === 2;
  let yaw = flat ? 0 : -0.5;
  let pitch = flat ? 0 : 0.35;
  /** Rotation: rows point to the right, up, and towards the reader. */
  const m = new Float64Array(9);

  const view = {
    flat, cx: 0, cy: 0, radius: 1,
    /** @param {number} width @param {number} height @param {number} margin */
    fit(width, height, margin) {
      view.cx = width / 2;
      view.cy = height / 2;
      view.radius = Math.max(10, Math.min(width, height) / 2 - margin);
    },
    /** @param {number} dx @param {number} dy radians */
    turn(dx, dy) {
      if (flat) return;
      yaw += dx;
      pitch = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, pitch + dy));
      setRotation(m, yaw, pitch);
    },
    /** Writes the canvas position and depth (towards the reader) of point k of p to out[o..o+2].
     *  @param {ArrayLike<number>} p @param {number} k @param {Float32Array} out
     *  @param {number} o */
    project(p, k, out, o) {
      const x = p[k];
      const y = p[k + 1];
      const z = p[k + 2];
      out[o] = view.cx + view.radius * (m[0] * x + m[1] * y + m[2] * z);
      out[o + 1] = view.cy - view.radius * (m[3] * x + m[4] * y + m[5] * z);
      out[o + 2] = m[6] * x + m[7] * y + m[8] * z;
    },
    /** The point of the circle or sphere under a point of the canvas; outside it, the nearest one.
     *  @param {number} sx @param {number} sy @param {boolean} far on the half away from the reader
     *  @returns {[number, number, number]} */
    unproject(sx, sy, far) {
      let x = (sx - view.cx) / view.radius;
      let y = (view.cy - sy) / view.radius;
      const r = Math.hypot(x, y);
      if (flat || r > 1) {
        if (r < 1e-6) return [1, 0, 0];
        x /= r;
        y /= r;
      }
      const z = flat || r >= 1 ? 0 : Math.sqrt(1 - r * r) * (far ? -1 : 1);
      return [
        m[0] * x + m[3] * y + m[6] * z,
        m[1] * x + m[4] * y + m[7] * z,
        m[2] * x + m[5] * y + m[8] * z,
      ];
    },
  };

  setRotation(m, yaw, pitch);
  return view;
}

/** @param {Float64Array} m [3, 3] @param {number} yaw @param {number} pitch */
function setRotation(m, yaw, pitch) {
  const cy = Math.cos(yaw);
  const sy = Math.sin(yaw);
  const cp = Math.cos(pitch);
  const sp = Math.sin(pitch);
  m.set([cy, 0, sy, sp * sy, cp, -sp * cy, -cp * sy, sp, cp * cy]);
}

/** @typedef {ReturnType<typeof createView>} View */

/** Meridians and parallels every 30 degrees, as [points, 3]; a NaN point lifts the pen. */
export function graticule() {
  /** @type {number[]} */
  const points = [];
  const steps = 48;
  for (let line = 0; line < 6; line++) {
    const a = line * Math.PI / 6;
    for (let i = 0; i <= steps; i++) {
      const t = 2 * Math.PI * i / steps;
      points.push(Math.cos(t) * Math.cos(a), Math.sin(t), Math.cos(t) * Math.sin(a));
    }
    points.push(NaN, NaN, NaN);
  }
  for (let line = -2; line <= 2; line++) {
    const y = Math.sin(line * Math.PI / 6);
    const r = Math.cos(line * Math.PI / 6);
    for (let i = 0; i <= steps; i++) {
      const t = 2 * Math.PI * i / steps;
      points.push(r * Math.cos(t), y, r * Math.sin(t));
    }
    points.push(NaN, NaN, NaN);
  }
  return new Float32Array(points);
}
