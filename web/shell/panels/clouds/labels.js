// Text over the two clouds: the length of the gap, and the pair that stands out.

import { formatLoss, formatSimilarity } from '../../base/format.js';
import { drawTip } from '../space/labels.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Look} Look */

/** The length of the gap, beside the middle of its arrow.
 *  @param {CanvasRenderingContext2D} ctx @param {Look} look @param {Scene} scene
 *  @param {number} gap */
export function drawGap(ctx, { theme }, scene, gap) {
  const [drawings, names] = scene.means();
  const [dx, dy] = [drawings.x - names.x, drawings.y - names.y];
  const length = Math.hypot(dx, dy) || 1;
  const off = 18 * theme.size; // aside of the arrow, on its upper side
  const up = dx < 0 ? -1 : 1;
  const x = (drawings.x + names.x) / 2 + up * dy / length * off * 1.4;
  const y = (drawings.y + names.y) / 2 - up * dx / length * off;
  ctx.font = `650 ${13 * theme.size}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.css.panel;
  ctx.fillStyle = theme.css.ink;
  const text = `gap ${formatLoss(gap)}`;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** A small card beside the drawing of a pair. @param {CanvasRenderingContext2D} ctx
 *  @param {Look} look @param {Scene} scene @param {string} name @param {number} cosine
 *  @param {number} width that of the canvas */
export function drawPair(ctx, { theme, pair }, scene, name, cosine, width) {
  drawTip(ctx, { theme, hover: pair }, scene, `${name}  ${formatSimilarity(cosine)}`, width);
}
