// Text over the embedding space: names, the item under the pointer, and the scale of the arrows.

import english from '../../words/en/space.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('space', english);

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./stage.js').Look} Look */

/** @param {CanvasRenderingContext2D} ctx @param {Look} look @param {Scene} scene */
export function drawNames(ctx, look, scene) {
  const { motion, roles, theme, view } = look;
  style(ctx, look, 13, 500);
  ctx.textAlign = 'center';
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = theme.css.panel;
  ctx.fillStyle = theme.css.ink;
  const covered = coverOf();
  for (let i = 0; i < motion.count; i++) {
    const { x, y, depth, box } = scene.where(i);
    if (i === look.hover) continue;
    const first = i < motion.count / 2;
    // on the circle names stand above or below, away from the positive's name; at the sides below
    const lean = (view.cy - y) / view.radius;
    const up = view.flat ? (Math.abs(lean) > 0.5 && (lean > 0) === first) : first;
    ctx.globalAlpha = view.flat ? 1 : 0.6 + 0.4 * depth;
    const ty = y + (up ? -1 : 1) * (box / 2 + 9 * theme.size);
    const text = roles.name(i);
    if (covered(x, ty, ctx.measureText(text).width, 13 * theme.size)) continue;
    ctx.strokeText(text, x, ty);
    ctx.fillText(text, x, ty);
  }
  ctx.globalAlpha = 1;
}

/** Tells whether a name would cover one that is written already, where both would be illegible. */
function coverOf() {
  /** @type {{ x: number, y: number, width: number }[]} */
  const written = [];
  /** @param {number} x its middle @param {number} y @param {number} width @param {number} height */
  return (x, y, width, height) => {
    const covers = written.some((other) => Math.abs(other.y - y) < 0.8 * height
      && Math.abs(other.x - x) < (other.width + width) / 2 - 3);
    if (!covers) written.push({ x, y, width });
    return covers;
  };
}

/** A small card above the item under the pointer, or below it.
 *  @param {CanvasRenderingContext2D} ctx @param {Pick<Look, 'theme' | 'hover'>} look
 *  @param {Pick<Scene, 'where'>} scene @param {string} text @param {number} width that of the canvas */
export function drawTip(ctx, look, scene, text, width) {
  const { theme, hover } = look;
  const { x, y, box } = scene.where(hover);
  style(ctx, look, 13, 600);
  const w = ctx.measureText(text).width + 16;
  const h = 24 * theme.size;
  const left = Math.max(2, Math.min(width - w - 2, x - w / 2));
  const above = y - box / 2 - h - 6;
  const top = above > 2 ? above : y + box / 2 + 6;
  ctx.fillStyle = theme.css.ink;
  ctx.beginPath();
  if (ctx.roundRect) ctx.roundRect(left, top, w, h, 5);
  else ctx.rect(left, top, w, h);
  ctx.fill();
  ctx.fillStyle = theme.css.panel;
  ctx.textAlign = 'left';
  ctx.fillText(text, left + 8, top + h / 2 + 0.5);
}

/** The scale of the arrows, bottom left: an arrow of a round length and its force.
 *  @param {CanvasRenderingContext2D} ctx @param {Look} look @param {number} height */
export function drawArrowKey(ctx, look, height) {
  const { theme, view, arrows } = look;
  const perPixel = 1 / (arrows * view.radius);
  const unit = nice(56 * perPixel);
  const length = unit / perPixel;
  const y = height - 12 * theme.size;
  style(ctx, look, 13, 400);
  ctx.strokeStyle = ctx.fillStyle = theme.css.accent;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(8, y);
  ctx.lineTo(8 + length - 7, y);
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(8 + length - 8, y - 4);
  ctx.lineTo(8 + length, y);
  ctx.lineTo(8 + length - 8, y + 4);
  ctx.fill();
  ctx.fillStyle = theme.css.soft;
  ctx.textAlign = 'left';
  ctx.fillText(t('push', {
    push: unit < 0.01 ? unit.toExponential(0) : String(unit) }), 16 + length, y);
}

/** The largest 1, 2 or 5 times a power of ten not above `value`. @param {number} value */
function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = value / power >= 5 ? 5 : value / power >= 2 ? 2 : 1;
  return Number((digit * power).toPrecision(1));
}

/** @param {CanvasRenderingContext2D} ctx @param {Pick<Look, 'theme'>} look
 *  @param {number} px @param {number} weight */
function style(ctx, { theme }, px, weight) {
  ctx.font = `${weight} ${px * theme.size}px ${theme.font}`;
  ctx.textBaseline = 'middle';
}
