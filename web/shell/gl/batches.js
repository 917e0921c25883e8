// What a panel wants drawn, as plain numbers in arrays that are made once: no GPU objects, and no
// allocation while a batch is refilled. WebGL (renderer.js) and a 2D canvas (flat.js) draw the same
// batches. Positions and sizes are in CSS pixels from the top left; colours are 0..1.

/** Floats of one segment: x0 y0 x1 y1 w0 w1 r g b a0 a1. */
export const SEGMENT = 11;
/** Floats of one sprite: x y box tile shape alpha ring r g b. */
export const SPRITE = 10;

/** Shapes of sprites; a category has the same shape in every panel. */
export const PLAIN = 0;
export const CIRCLE = 1;
export const SQUARE = 2;
export const DIAMOND = 3;

/** By shape, the side of the box that it needs around a picture of side 1. */
export const ROOM = [1, 1.32, 1.24, 1.62];

/** @typedef {[number, number, number]} Rgb */

/**
 * Lines, and arrow heads, which are tapering lines: from (x0, y0), with width w0 and opacity a0, to
 * (x1, y1), with width w1 and opacity a1.
 */
export class Segments {
  /** @param {number} capacity */
  constructor(capacity) {
    this.count = 0;
    this.data = new Float32Array(capacity * SEGMENT);
  }

  clear() { this.count = 0; }

  /**
   * @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
   * @param {number} w0 @param {number} w1 @param {Rgb} rgb @param {number} a0 @param {number} a1
   */
  add(x0, y0, x1, y1, w0, w1, rgb, a0, a1 = a0) {
    let k = this.count * SEGMENT;
    if (k + SEGMENT > this.data.length) this.data = grown(this.data);
    const d = this.data;
    d[k++] = x0; d[k++] = y0; d[k++] = x1; d[k++] = y1;
    d[k++] = w0; d[k++] = w1;
    d[k++] = rgb[0]; d[k++] = rgb[1]; d[k++] = rgb[2];
    d[k++] = a0; d[k] = a1;
    this.count++;
  }

  /** A line with a head of the given length at its end; a short arrow is all head. */
  arrow(/** @type {number} */ x0, /** @type {number} */ y0, /** @type {number} */ x1,
    /** @type {number} */ y1, /** @type {number} */ width, /** @type {number} */ head,
    /** @type {Rgb} */ rgb, /** @type {number} */ alpha) {
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (!(length > 0.5)) return;
    const share = Math.max(0, 1 - head / length);
    const xm = x0 + (x1 - x0) * share;
    const ym = y0 + (y1 - y0) * share;
    const base = Math.min(head, length) * 0.9;
    if (share > 0) this.add(x0, y0, xm, ym, width, width, rgb, alpha);
    this.add(xm, ym, x1, y1, base, 0, rgb, alpha);
  }
}

/** Pictures (a tile of the panel's sheet; -1: none) inside a shape with a ring. */
export class Sprites {
  /** @param {number} capacity */
  constructor(capacity) {
    this.count = 0;
    this.data = new Float32Array(capacity * SPRITE);
  }

  clear() { this.count = 0; }

  /**
   * @param {number} x @param {number} y the centre
   * @param {number} box side of the square that the whole sprite fits in
   * @param {number} tile @param {number} shape @param {number} alpha
   * @param {number} ring width of the outline; 0: none
   * @param {Rgb} rgb colour of the outline, and of the whole shape where there is no picture
   */
  add(x, y, box, tile, shape, alpha, ring, rgb) {
    let k = this.count * SPRITE;
    if (k + SPRITE > this.data.length) this.data = grown(this.data);
    const d = this.data;
    d[k++] = x; d[k++] = y; d[k++] = box; d[k++] = tile; d[k++] = shape;
    d[k++] = alpha; d[k++] = ring;
    d[k++] = rgb[0]; d[k++] = rgb[1]; d[k] = rgb[2];
    this.count++;
  }
}

/** @param {Float32Array} data */
function grown(data) {
  const more = new Float32Array(data.length * 2);
  more.set(data);
  return more;
}
