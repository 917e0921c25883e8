// Thumbnails in the flow of the page: one tile of the sheet on a small canvas.

import { drawableOf, pixelRatio } from '../../gl/flat.js';
import { h } from '../../base/dom.js';
import { cutout } from './cutout.js';
import { inkOf } from './theme.js';

/** @typedef {import('../../types').PanelHost} PanelHost */

/**
 * A thumbnail, which can later show another item in the same element.
 * @param {PanelHost} host @param {number} side in CSS pixels
 */
export function createThumb(host, side) {
  const canvas = h('canvas', { class: 'p-thumb', 'aria-hidden': 'true' });
  canvas.width = canvas.height = Math.round(side * pixelRatio());
  canvas.style.width = canvas.style.height = `${side}px`;
  let shown = -1;
  /** @type {unknown} */
  let from = null;
  return {
    element: canvas,
    /** @param {number} item -1 shows nothing */
    show(item) {
      const sheet = cutout(host.items.sheet, () => inkOf(canvas));
      if (item === shown && from === sheet) return;
      shown = item;
      from = sheet;
      const ctx = canvas.getContext('2d');
      if (!ctx) return;
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      if (item >= 0 && sheet) drawTile(ctx, sheet, item, 0, 0, canvas.width);
    },
  };
}

/** @param {CanvasRenderingContext2D} ctx
 *  @param {{ image: ImageBitmap | ImageData, tile: number, columns: number }} sheet
 *  @param {number} index @param {number} x @param {number} y @param {number} side */
export function drawTile(ctx, sheet, index, x, y, side) {
  const { tile, columns } = sheet;
  const sx = (index % columns) * tile;
  const sy = Math.floor(index / columns) * tile;
  ctx.imageSmoothingEnabled = side < 3 * tile;
  ctx.drawImage(drawableOf(sheet.image), sx, sy, tile, tile, x, y, side, side);
}
