// Text over the two clouds: the length of the gap, and the pair that stands out.

import english from '../../words/en/clouds.js';
import { formatLoss } from '../../base/format.js';
import { drawTip } from '../space/labels.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('clouds', english);

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
  write(ctx, theme, t('gap', { gap: formatLoss(gap) }), x, y);
}

/** Writes a text over the picture, on a rim that keeps it legible.
 *  @param {CanvasRenderingContext2D} ctx @param {Look['theme']} theme @param {string} text
 *  @param {number} x @param {number} y its middle */
function write(ctx, theme, text, x, y) {
  ctx.font = `650 ${13 * theme.size}px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.css.panel;
  ctx.fillStyle = theme.css.ink;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

/** The name of a pair and its cosine: on a card where it is pointed at; else under its drawing,
 *  where it hides less. @param {CanvasRenderingContext2D} ctx @param {Look} look
 *  @param {Scene} scene @param {string} text @param {boolean} pointed
 *  @param {number} width that of the canvas */
export function drawPair(ctx, { theme, pair }, scene, text, pointed, width) {
  if (pointed) return drawTip(ctx, { theme, hover: pair }, scene, text, width);
  const { x, y, box } = scene.where(pair);
  ctx.font = `650 ${13 * theme.size}px ${theme.font}`;
  const half = Math.min(width / 2, ctx.measureText(text).width / 2 + 4);
  write(ctx, theme, text, Math.max(half, Math.min(width - half, x)),
    y + box / 2 + 9 * theme.size);
}
