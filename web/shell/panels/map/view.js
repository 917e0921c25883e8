// Maps the plane to the canvas, with zoom and a middle that can be moved. It has the shape of the
// space's view (../space/view.js), so that the same scene, pointer and keys serve both.

const MOST = 16;
const CLOSE = 4; // what surrounds a drawing can be told from it

const clamp = (/** @type {number} */ v) => Math.max(-1, Math.min(1, v));

export function createPlane() {
  let [x, y] = [0, 0]; // the place in the middle of the canvas
  let base = 1; // pixels of 1 at zoom 1

  const view = {
    flat: true, cx: 0, cy: 0, radius: 1, zoom: 1,
    /** @param {number} width @param {number} height @param {number} margin */
    fit(width, height, margin) {
      view.cx = width / 2;
      view.cy = height / 2;
      base = Math.max(10, Math.min(width, height) / 2 - margin);
      view.radius = base * view.zoom;
    },
    /** Moves the map under the pointer. @param {number} dx @param {number} dy in radii */
    turn(dx, dy) {
      x = clamp(x - dx);
      y = clamp(y + dy);
    },
    /** Zooms by a factor; the place under a point of the canvas stays where it is.
     *  @param {number} factor @param {number} px @param {number} py */
    zoomBy(factor, px, py) {
      const before = view.radius;
      view.zoom = Math.max(1, Math.min(MOST, view.zoom * factor));
      view.radius = base * view.zoom;
      x = clamp(x + (px - view.cx) * (1 / before - 1 / view.radius));
      y = clamp(y - (py - view.cy) * (1 / before - 1 / view.radius));
      if (view.zoom === 1) [x, y] = [0, 0];
    },
    /** Shows all. */
    whole() {
      view.zoom = 1;
      [x, y] = [0, 0];
      view.radius = base;
    },
    /** Brings a place into the middle, near enough to see what surrounds it.
     *  @param {number} px @param {number} py */
    goTo(px, py) {
      view.zoom = Math.max(view.zoom, CLOSE);
      view.radius = base * view.zoom;
      [x, y] = [clamp(px), clamp(py)];
    },
    /** @param {ArrayLike<number>} p @param {number} k @param {Float32Array} out
     *  @param {number} o */
    project(p, k, out, o) {
      out[o] = view.cx + view.radius * (p[k] - x);
      out[o + 1] = view.cy - view.radius * (p[k + 1] - y);
      out[o + 2] = 0;
    },
    /** @param {number} sx @param {number} sy @returns {[number, number, number]} */
    unproject: (sx, sy) =>
      [x + (sx - view.cx) / view.radius, y + (view.cy - sy) / view.radius, 0],
  };
  return view;
}

/** @typedef {ReturnType<typeof createPlane>} Plane */
