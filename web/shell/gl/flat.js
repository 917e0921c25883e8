// The renderer's pen for a 2D canvas: for browsers without WebGL2, and while a lost context has not
// come back yet. It is slower, but draws the same picture.

import { CIRCLE, DIAMOND, ROOM, SEGMENT, SPRITE, SQUARE } from './batches.js';

/** @typedef {import('./renderer.js').Renderer} Renderer */
/** @typedef {import('./renderer.js').Pen} Pen */
/** @typedef {import('./renderer.js').Sheet} Sheet */

/** Device pixels per CSS pixel: more than two would take time without a visible gain. */
export function pixelRatio() {
  return Math.min(globalThis.devicePixelRatio || 1, 2);
}

/** Canvases made from ImageData sheets, which drawImage does not accept.
 *  @type {WeakMap<object, CanvasImageSource>} */
const drawable = new WeakMap();

/** @param {Sheet['image']} image @returns {CanvasImageSource} */
export function drawableOf(image) {
  if (!(image instanceof ImageData)) return image;
  let made = drawable.get(image);
  if (!made) {
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    drawable.set(image, made = canvas);
  }
  return made;
}

/** @returns {Renderer} */
export function createFlat() {
  return {
    canvas: document.createElement('canvas'),
    lost: () => false,
    forget() {},
    onChange: () => () => {},
    draw(target, width, height, paint) {
      const ratio = pixelRatio();
      const w = Math.max(1, Math.round(width * ratio));
      const h = Math.max(1, Math.round(height * ratio));
      if (target.width !== w || target.height !== h) { target.width = w; target.height = h; }
      const ctx = target.getContext('2d');
      if (!ctx) return null;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      paint(penOn(ctx));
      ctx.globalAlpha = 1;
      return ctx;
    },
  };
}

/** @param {number} r @param {number} g @param {number} b @param {number} a */
const css = (r, g, b, a) => `rgb(${r * 255} ${g * 255} ${b * 255} / ${a})`;

/** @param {CanvasRenderingContext2D} ctx @returns {Pen} */
function penOn(ctx) {
  return {
    segments(batch, from = 0, to = batch.count) {
      const d = batch.data;
      for (let k = from * SEGMENT; k < to * SEGMENT; k += SEGMENT) segment(ctx, d, k);
    },
    sprites(batch, sheet, fill, from = 0, to = batch.count) {
      const image = sheet && drawableOf(sheet.image);
      const back = css(fill[0], fill[1], fill[2], 1);
      const d = batch.data;
      for (let k = from * SPRITE; k < to * SPRITE; k += SPRITE) {
        const pictured = d[k + 3] >= 0 && sheet !== null;
        ctx.globalAlpha = d[k + 5];
        if (d[k + 4] > 0 || !pictured) {
          outline(ctx, d, k, 0);
          ctx.fillStyle = pictured ? back : css(d[k + 7], d[k + 8], d[k + 9], 1);
          ctx.fill();
        }
        if (pictured && image && sheet) picture(ctx, d, k, image, sheet);
        if (d[k + 6] > 0) {
          outline(ctx, d, k, d[k + 6]);
          ctx.strokeStyle = css(d[k + 7], d[k + 8], d[k + 9], 1);
          ctx.lineWidth = d[k + 6];
          ctx.stroke();
        }
      }
      ctx.globalAlpha = 1;
    },
    heat(values, n, x, y, side, gap, map) {
      const cell = side / n;
      for (let i = 0; i < n * n; i++) {
        const v = Math.max(-1, Math.min(1, values[i] || 0));
        const end = v < 0 ? map.minus : map.plus;
        const [r, g, b] = map.zero.map((z, c) => z + (end[c] - z) * Math.abs(v));
        ctx.fillStyle = css(r, g, b, 1);
        const w = cell * (1 - gap);
        ctx.fillRect(x + (i % n) * cell, y + Math.floor(i / n) * cell, w, w);
      }
    },
  };
}

/** @param {CanvasRenderingContext2D} ctx @param {Float32Array} d @param {number} k */
function segment(ctx, d, k) {
  const [x0, y0, x1, y1, w0, w1, r, g, b, a0, a1] = d.subarray(k, k + SEGMENT);
  const style = css(r, g, b, (a0 + a1) / 2);
  if (w1 > 0) {
    ctx.strokeStyle = style;
    ctx.lineWidth = (w0 + w1) / 2;
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
    return;
  }
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const nx = (y0 - y1) / length * w0 / 2;
  const ny = (x1 - x0) / length * w0 / 2;
  ctx.fillStyle = style;
  ctx.beginPath();
  ctx.moveTo(x0 + nx, y0 + ny);
  ctx.lineTo(x1, y1);
  ctx.lineTo(x0 - nx, y0 - ny);
  ctx.fill();
}

/** The path of sprite d[k], with an outline of the given width that stays inside its box.
 *  @param {CanvasRenderingContext2D} ctx @param {Float32Array} d @param {number} k
 *  @param {number} width */
function outline(ctx, d, k, width) {
  const x = d[k];
  const y = d[k + 1];
  const half = (d[k + 2] - width) / 2;
  ctx.beginPath();
  if (d[k + 4] === CIRCLE) ctx.arc(x, y, Math.max(0, half), 0, 2 * Math.PI);
  else if (d[k + 4] === DIAMOND) {
    const reach = half - width * 0.2;
    ctx.moveTo(x, y - reach);
    ctx.lineTo(x + reach, y);
    ctx.lineTo(x, y + reach);
    ctx.lineTo(x - reach, y);
    ctx.closePath();
  } else if (d[k + 4] === SQUARE && ctx.roundRect) {
    ctx.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.2);
  } else ctx.rect(x - half, y - half, 2 * half, 2 * half);
}

/** @param {CanvasRenderingContext2D} ctx @param {Float32Array} d @param {number} k
 *  @param {CanvasImageSource} image @param {Sheet} sheet */
function picture(ctx, d, k, image, sheet) {
  const side = d[k + 2] / ROOM[d[k + 4]];
  const sx = (d[k + 3] % sheet.columns) * sheet.tile;
  const sy = Math.floor(d[k + 3] / sheet.columns) * sheet.tile;
  const { tile } = sheet;
  ctx.drawImage(image, sx, sy, tile, tile, d[k] - side / 2, d[k + 1] - side / 2, side, side);
}
