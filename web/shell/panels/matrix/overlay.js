// Draws over the heat map: values, the diagonal, positives, the marked rows, and names.

import { formatSimilarity } from '../../base/format.js';
import { NUMBERED } from './layout.js';
import { groundOf, inkOn } from '../parts/heat.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../parts/theme.js').Theme} Theme */
/** @typedef {import('../parts/roles.js').Roles} Roles */

/**
 * @typedef {object} Shown
 * @property {Layout} layout
 * @property {Theme} theme
 * @property {Roles} roles
 * @property {Int32Array} items
 * @property {Float32Array} cosine
 * @property {number} anchor
 * @property {number} hover the item under the pointer
 * @property {{ row: number, col: number } | null} cell the cell under the pointer or chosen by keys
 */

/** @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
export function drawOverlay(ctx, shown) {
  diagonal(ctx, shown);
  if (shown.layout.cell >= NUMBERED) values(ctx, shown);
  positives(ctx, shown);
  frames(ctx, shown);
  if (shown.layout.names) names(ctx, shown);
}

/** Marks each item's similarity with itself, which is 1 by definition and no part of the loss. */
function diagonal(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Shown} */ shown) {
  const { layout: { n, left, top, cell }, theme } = shown;
  ctx.fillStyle = theme.css.sunken;
  ctx.strokeStyle = theme.css.rule;
  ctx.lineWidth = 1;
  for (let i = 0; i < n; i++) {
    const w = Math.max(1, cell - (cell > 8 ? 1 : 0));
    ctx.fillRect(left + i * cell, top + i * cell, w, w);
    if (cell < 8) continue;
    ctx.beginPath();
    ctx.moveTo(left + i * cell, top + i * cell);
    ctx.lineTo(left + i * cell + w, top + i * cell + w);
    ctx.stroke();
  }
}

const LEAST = 13; // px; smaller numbers are hard to read
const FRAME = 5; // px of a cell's width that its frame and its gap take

/** How numbers are written so that the widest, bold and negative, stays within its frame: two
 *  decimals where they fit, and as large as fits. @param {CanvasRenderingContext2D} ctx
 *  @param {Shown} shown */
function styleOf(ctx, { layout: { cell }, theme }) {
  const room = cell - FRAME;
  ctx.font = `700 ${LEAST}px ${theme.font}`;
  const [one, two] = [1, 2].map((decimals) =>
    ctx.measureText(formatSimilarity(-0.88, decimals)).width);
  const decimals = two <= room ? 2 : 1;
  const width = decimals === 2 ? two : one;
  return { decimals, px: Math.max(LEAST, Math.min(LEAST * theme.size, (LEAST * room) / width)) };
}

function values(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Shown} */ shown) {
  const { layout: { n, left, top, cell }, theme, roles, items, cosine } = shown;
  const { decimals, px } = styleOf(ctx, shown);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      const v = cosine[r * n + c];
      const positive = r !== c && roles.same(items[r], items[c]);
      ctx.fillStyle = r === c ? theme.css.faint : inkOn(groundOf(v, theme.rgb));
      ctx.font = `${positive ? 700 : 400} ${px}px ${theme.font}`;
      ctx.fillText(formatSimilarity(v, decimals), left + (c + 0.5) * cell - 0.5,
        top + (r + 0.5) * cell + 0.5);
    }
  }
}

function positives(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Shown} */ shown) {
  const { layout: { n, left, top, cell }, theme, roles, items } = shown;
  const line = cell > 20 ? 2 : 1;
  if (cell < 4) return;
  ctx.strokeStyle = theme.css.positive;
  ctx.lineWidth = line;
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      if (r === c || !roles.same(items[r], items[c])) continue;
      ctx.strokeRect(left + c * cell + line / 2, top + r * cell + line / 2,
        cell - line - 1, cell - line - 1);
    }
  }
}

/** Frames the anchor's row, and the row and column under the pointer. */
function frames(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Shown} */ shown) {
  const { layout: { n, left, top, cell, side }, theme, items, anchor, hover, cell: at } = shown;
  const row = items.indexOf(anchor);
  ctx.lineWidth = Math.max(1.2, Math.min(2.5, cell * 0.3));
  if (row >= 0) {
    ctx.strokeStyle = theme.css.anchor;
    ctx.strokeRect(left - 1, top + row * cell - 1, side + 1, cell + 1);
  }
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = theme.css.ink;
  const over = items.indexOf(hover);
  if (over >= 0) {
    ctx.strokeRect(left - 1, top + over * cell - 0.5, side + 1, cell);
    if (!at) ctx.strokeRect(left + over * cell - 0.5, top - 1, cell, side + 1);
  }
  if (at && at.row < n && at.col < n) {
    ctx.strokeRect(left + at.col * cell - 0.5, top - 1, cell, side + 1);
    ctx.lineWidth = 3;
    ctx.strokeRect(left + at.col * cell, top + at.row * cell, cell - 1, cell - 1);
  }
}

function names(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {Shown} */ shown) {
  const { layout: { n, left, top, cell, thumb, heads }, theme, roles, items, anchor } = shown;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (let r = 0; r < n; r++) {
    ctx.font = `${items[r] === anchor ? 700 : 400} ${13 * theme.size}px ${theme.font}`;
    ctx.fillStyle = items[r] === anchor ? theme.css.anchor : theme.css.ink;
    // several renditions of one concept share its name, which stands beside the middle one
    const shared = !roles.table && [...items].filter((item) => roles.same(item, items[r]));
    if (shared && shared[shared.length >> 1] !== items[r]) continue;
    const text = shared ? roles.thing(items[r]) : roles.name(items[r]);
    ctx.fillText(clipped(ctx, text, heads - thumb - 12), left - thumb - 9, top + (r + 0.5) * cell);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {string} text @param {number} width */
function clipped(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let end = text.length - 1;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > width) end--;
  return `${text.slice(0, end)}…`;
}
