// Plots the push on each negative against its cosine with the anchor. The axis of the push is
// logarithmic, so that the points of a softmax lie on a straight line.

import english from '../../words/en/push.js';
import { formatSimilarity } from '../../base/format.js';
import { pixelRatio } from '../../gl/flat.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('push', english);

/** @typedef {import('../../types').Push} Push */
/** @typedef {import('../parts/theme.js').Theme} Theme */

const NEGATIVE = 3;
const FALSE = 4;
const LEAST = -4; // lowest power of ten on the axis
const LABELS = ['100 %', '10 %', '1 %', '0.1 %', '0.01 %'];

/** Each item's share of the push on all negatives; below 0 for an item that is pulled.
 *  @param {Push} push */
export function sharesOf({ push, role }) {
  let all = 0;
  for (let i = 0; i < push.length; i++) if (role[i] >= NEGATIVE && push[i] > 0) all += push[i];
  return push.map((x) => x / (all || 1));
}

/** Where the axis begins: the least cosine, rounded down to halves. @param {Push} push */
function leastOf({ cosine, role }) {
  let least = 0;
  for (let i = 0; i < role.length; i++) if (role[i] >= NEGATIVE) least = Math.min(least, cosine[i]);
  return Math.max(-1, Math.floor(2 * least) / 2);
}

/** @param {HTMLCanvasElement} canvas @param {HTMLElement} box its container @param {Push} own
 *  @param {Push | null} plain @param {Theme} theme */
export function paintPush(canvas, box, own, plain, theme) {
  const ratio = pixelRatio();
  const [width, height] = [box.clientWidth, box.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const ctx = canvas.getContext('2d');
  if (!ctx || width < 60 || height < 60) return;
  ctx.scale(ratio, ratio);
  const text = 13 * theme.size;
  ctx.font = `${text}px ${theme.font}`;
  const named = ctx.measureText(t('levels')).width + 8;
  const [left, right, top] = [Math.max(4.4 * text, Math.min(named, width / 4)), width - 8, 8];
  const shelf = height - 3.4 * text; // the line of the negatives that are not pushed
  const floor = shelf - 1.5 * text;
  const low = leastOf(own);
  const x = (/** @type {number} */ cosine) => left + ((cosine - low) / (1 - low)) * (right - left);
  const y = (/** @type {number} */ share) => {
    const power = Math.max(LEAST, Math.log10(share));
    return top + (power / LEAST) * (floor - top);
  };
  axes(ctx, { x, y, low, left, right, top, floor, shelf, height, text }, theme);
  if (plain) line(ctx, plain, x, y, floor, theme);
  const share = sharesOf(own);
  const order = [...share.keys()].filter((i) => own.role[i] >= NEGATIVE)
    .sort((a, b) => own.role[a] - own.role[b]); // draws false negatives on top
  for (const i of order) {
    const pulled = share[i] < 0;
    const at = share[i] >= 10 ** LEAST ? y(share[i]) : shelf;
    if (pulled) square(ctx, x(own.cosine[i]), at, theme);
    else if (own.role[i] === FALSE) triangle(ctx, x(own.cosine[i]), at, theme);
    else diamond(ctx, x(own.cosine[i]), at, theme);
  }
}

/** @param {CanvasRenderingContext2D} ctx
 *  @param {{ x(c: number): number, y(s: number): number, low: number, left: number, right: number,
 *    top: number, floor: number, shelf: number, height: number, text: number }} at
 *  @param {Theme} theme */
function axes(ctx, { x, y, low, left, right, top, floor, shelf, height, text }, theme) {
  ctx.strokeStyle = theme.css.rule;
  ctx.fillStyle = theme.css.soft;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  LABELS.forEach((label, k) => {
    const level = y(10 ** -k);
    ctx.fillText(label, left - 6, Math.max(level, text / 2));
    ctx.beginPath();
    ctx.moveTo(left, level);
    ctx.lineTo(right, level);
    ctx.stroke();
  });
  ctx.fillText(t('levels'), left - 6, shelf);
  ctx.textBaseline = 'alphabetic';
  for (let c = low; c <= 1; c += 0.5) {
    ctx.textAlign = c === 1 ? 'right' : 'center';
    ctx.fillText(formatSimilarity(c), x(c), height - 3 - 1.25 * text);
    ctx.beginPath();
    ctx.moveTo(x(c), top);
    ctx.lineTo(x(c), floor);
    ctx.stroke();
  }
  ctx.textAlign = 'right';
  ctx.fillText(t('cosine'), right, height - 3);
  ctx.textAlign = 'left';
  ctx.fillText(t('share'), left + 5, top + text);
}

/** The push by NT-Xent. @param {CanvasRenderingContext2D} ctx @param {Push} plain
 *  @param {(c: number) => number} x @param {(s: number) => number} y @param {number} floor
 *  @param {Theme} theme */
function line(ctx, plain, x, y, floor, theme) {
  const share = sharesOf(plain);
  const order = [...share.keys()].filter((i) => plain.role[i] >= NEGATIVE)
    .sort((a, b) => plain.cosine[a] - plain.cosine[b]);
  ctx.save();
  ctx.strokeStyle = theme.css.faint;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([5, 4]);
  ctx.beginPath();
  for (const i of order) if (y(share[i]) < floor) ctx.lineTo(x(plain.cosine[i]), y(share[i]));
  ctx.stroke();
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y
 *  @param {Theme} theme */
function diamond(ctx, x, y, { css }) {
  ctx.strokeStyle = css.negative;
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  ctx.moveTo(x, y - 4);
  ctx.lineTo(x + 4, y);
  ctx.lineTo(x, y + 4);
  ctx.lineTo(x - 4, y);
  ctx.closePath();
  ctx.stroke();
}

/** @type {typeof diamond} */
function triangle(ctx, x, y, { css }) {
  ctx.fillStyle = css.accent;
  ctx.strokeStyle = css.panel;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(x, y - 7);
  ctx.lineTo(x + 6.5, y + 5);
  ctx.lineTo(x - 6.5, y + 5);
  ctx.closePath();
  ctx.stroke();
  ctx.fill();
}

/** @type {typeof diamond} */
function square(ctx, x, y, { css }) {
  ctx.fillStyle = css.positive;
  ctx.strokeStyle = css.panel;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(x - 5, y - 5, 10, 10);
  ctx.fillRect(x - 5, y - 5, 10, 10);
}
