// Paints the assignment matrix: magnitudes as colour, totals as bars against the equal share.

import english from '../../words/en/assignments.js';
import { textsOf } from '../../words/words.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../parts/theme.js').Theme} Theme */
/** @typedef {import('../../gl/batches.js').Rgb} Rgb */

/**
 * @typedef {object} Shown
 * @property {Layout} layout
 * @property {Theme} theme
 * @property {import('../parts/roles.js').Roles} roles
 * @property {Int32Array} items the items of the rows
 * @property {Float32Array} codes [rows, columns]
 * @property {Float32Array} totals [columns]
 * @property {number} share the total of each prototype if all were equal
 * @property {number} most the total that a bar of full height stands for
 * @property {number} anchor
 * @property {number} hover the item under the pointer
 * @property {{ row: number, col: number } | null} cell a row of -1 means the totals
 */

const t = textsOf('assignments', english);

const STEPS = 32; // number of shades

/** @param {Rgb} low @param {Rgb} high */
const ramp = (low, high) => Array.from({ length: STEPS + 1 }, (_, i) => {
  const mixed = low.map((v, k) => Math.round(255 * (v + (high[k] - v) * (i / STEPS))));
  return `rgb(${mixed.join(',')})`;
});

/** @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
export function paint(ctx, shown) {
  totals(ctx, shown);
  cells(ctx, shown);
  names(ctx, shown);
  frames(ctx, shown);
}

/** @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
function totals(ctx, { layout, theme, totals: values, share, most, cell }) {
  const { left, wide, bars, right } = layout;
  const gap = wide > 5 ? 1 : 0;
  const height = (/** @type {number} */ v) => Math.min(1, v / most) * bars;
  for (let k = 0; k < values.length; k++) {
    ctx.fillStyle = cell?.col === k ? theme.css.ink : theme.css.accent;
    const tall = Math.max(0.75, height(values[k]));
    ctx.fillRect(left + k * wide, 4 + bars - tall, Math.max(0.5, wide - gap), tall);
  }
  const line = Math.round(4 + bars - height(share)) + 0.5;
  ctx.strokeStyle = theme.css.positive;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([6, 4]);
  ctx.beginPath();
  ctx.moveTo(left, line);
  ctx.lineTo(right, line);
  ctx.stroke();
  ctx.setLineDash([]);
  const beside = left > 44 * theme.size; // room to the left, where names are
  write(ctx, theme, beside ? 'right' : 'left', theme.css.positive);
  const at = beside ? left - 6 : right + 4;
  const label = Math.min(line, bars - 8 * theme.size);
  const room = beside ? at : ctx.canvas.clientWidth - at; // long words are drawn narrower
  ctx.fillText(t('equal'), at, label - 6 * theme.size, room);
  ctx.fillText(t('share'), at, label + 6 * theme.size, room);
}

/** @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
function cells(ctx, { layout, theme, codes }) {
  const { rows, columns, left, top, wide, tall, right } = layout;
  const colours = ramp(theme.rgb['mag-low'], theme.rgb['mag-high']);
  const [gx, gy] = [wide > 6 ? 1 : 0, tall > 6 ? 1 : 0];
  ctx.fillStyle = theme.css.sunken;
  ctx.fillRect(left, top, right - left, rows * tall);
  write(ctx, theme, 'left', theme.css.soft);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) {
      const v = codes[r * columns + k];
      sum += v;
      ctx.fillStyle = colours[Math.round(Math.min(1, v) * STEPS)];
      ctx.fillRect(left + k * wide, top + r * tall, Math.max(0.5, wide - gx), tall - gy);
    }
    ctx.fillStyle = theme.css.soft;
    if (tall > 11) ctx.fillText(sum.toFixed(2), right + 4, top + (r + 0.5) * tall);
  }
}

/** Writes one name for the renditions of a concept, beside the middle one.
 *  @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
function names(ctx, { layout, theme, roles, items, anchor }) {
  const { rows, top, tall, thumb, left, names: room } = layout;
  if (!room) return;
  for (let r = 0; r < rows; r++) {
    const same = [...items].filter((item) => roles.same(item, items[r]));
    if (same[same.length >> 1] !== items[r]) continue;
    write(ctx, theme, 'right', same.includes(anchor) ? theme.css.anchor : theme.css.ink);
    let text = roles.thing(items[r]);
    while (text.length > 2 && ctx.measureText(text).width > room - 4) {
      text = `${text.slice(0, -2)}\u2026`;
    }
    ctx.fillText(text, left - thumb - 9, top + (r + 0.5) * tall);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {Shown} shown */
function frames(ctx, { layout, theme, items, anchor, hover, cell }) {
  const { rows, left, top, wide, tall, right, bars } = layout;
  const frame = (/** @type {number} */ item, /** @type {string} */ colour) => {
    const row = items.indexOf(item);
    if (row < 0 || row >= rows) return;
    ctx.strokeStyle = colour;
    ctx.strokeRect(left - 1, top + row * tall - 1, right - left + 1, tall);
  };
  ctx.lineWidth = 2;
  frame(anchor, theme.css.anchor);
  ctx.lineWidth = 1.5;
  frame(hover, theme.css.ink);
  ctx.strokeStyle = theme.css.ink;
  if (cell) ctx.strokeRect(left + cell.col * wide - 1, 3, wide + 1, bars + 7 + rows * tall);
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {CanvasTextAlign} align
 *  @param {string} colour */
function write(ctx, theme, align, colour) {
  ctx.font = `${13 * theme.size}px ${theme.font}`;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colour;
}
