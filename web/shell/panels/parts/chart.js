// A line chart by uPlot in the page's look, with horizontal marks that the scale always includes.

import { againButton } from '../../load/again.js';
import { h } from '../../base/dom.js';
import { formatTick } from '../../base/format.js';
import { changesOf, createGhost, nearestTo, together } from './ghost.js';
import { late } from '../../load/late.js';
import { placeOn } from './place.js';
import { keepTheme } from './theme.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('./theme.js').Theme} Theme */
/** @typedef {import('uplot')} uPlot */

/**
 * @typedef {object} Line
 * @property {string} label
 * @property {'accent' | 'anchor' | 'positive' | 'negative' | 'faint'} colour
 * @property {number[]} [dash] left out: a whole line
 */

/**
 * @typedef {object} Mark a horizontal line to compare the curves with
 * @property {number} value NaN: not drawn
 * @property {string} label
 * @property {Line['colour']} colour
 * @property {number[]} dash
 * @property {boolean} [below] whether its label stands under it
 */

/** Gives the library's events the coordinates that it expects on a page without scaling.
 *  @param {uPlot} plot @param {HTMLElement} over @param {(event: MouseEvent) => null} handler */
const unscaled = (plot, over, handler) => (/** @type {MouseEvent} */ event) => {
  const { x, y } = placeOn(over, event);
  const { rect } = plot;
  const { type, movementX, movementY, button } = event;
  return handler(/** @type {MouseEvent} */ (
    { type, movementX, movementY, button, clientX: rect.left + x, clientY: rect.top + y }));
};

/**
 * @typedef {object} Options
 * @property {Line[]} lines
 * @property {() => Mark[]} marks
 * @property {(value: number) => string} format of the vertical axis
 * @property {(least: number, most: number, data: (number | null)[][]) =>
 *   [number, number]} range of the vertical axis, computed from that of the data and the marks
 * @property {(index: number | null) => void} [point] called with the point under the pointer
 */

/** Marks the steps at which settings were changed, and names the last of these changes.
 *  @param {uPlot} u @param {{ step: number, text: string }[]} changes @param {Theme} look */
function drawChanges(u, changes, look) {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = look.css.faint;
  ctx.fillStyle = look.css.soft;
  ctx.font = `${13 * look.size * ratio}px ${look.font}`;
  ctx.textBaseline = 'top';
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  changes.forEach(({ step, text }, k) => {
    const x = Math.round(u.valToPos(step, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (k < changes.length - 1) return;
    const left = x - bbox.left > bbox.width / 2;
    ctx.textAlign = left ? 'right' : 'left';
    ctx.fillText(text, x + (left ? -4 : 4) * ratio, bbox.top + 2 * ratio);
  });
  ctx.restore();
}

/** @param {uPlot} u @param {Mark[]} marks @param {Theme} look */
function drawMarks(u, marks, look) {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${13 * look.size * ratio}px ${look.font}`;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'right';
  for (const mark of marks) {
    if (!Number.isFinite(mark.value)) continue;
    const y = Math.round(u.valToPos(mark.value, 'y', true));
    if (y < bbox.top - 1 || y > bbox.top + bbox.height + 1) continue;
    ctx.strokeStyle = ctx.fillStyle = look.css[mark.colour];
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(mark.dash.map((d) => d * ratio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const up = !mark.below && y - bbox.top > 16 * ratio;
    ctx.textBaseline = up ? 'bottom' : 'top';
    ctx.fillText(mark.label, bbox.left + bbox.width - 4 * ratio, y + (up ? -2 : 3) * ratio);
  }
  ctx.restore();
}

/** @param {PanelHost} host @param {HTMLElement} element @param {Options} given
 *  @param {() => Theme} look @param {() => (number | null)[][]} data @returns {uPlot.Options} */
function optionsOf(host, element, { lines, marks, format, range, point }, look, data) {
  const axis = {
    stroke: () => look().css.soft, font: `${13 * look().size}px ${look().font}`,
    ticks: { show: false }, grid: { stroke: () => look().css.rule, width: 1 },
  };
  const width = 56 * look().size;
  return {
    width: Math.max(80, element.clientWidth), height: Math.max(80, element.clientHeight),
    legend: { show: false },
    padding: [8, 16, 0, 0],
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 },
      bind: { mousemove: unscaled, mouseenter: unscaled, mousedown: unscaled } },
    scales: {
      x: { time: false,
        range: (_, least, most) => [Math.min(0, least ?? 0), Math.max(20, most ?? 0)] },
      y: {
        range: (_, least, most) => {
          const values = marks().map((m) => m.value).filter(Number.isFinite);
          return range(Math.min(least ?? 0, ...values), Math.max(most ?? 0, ...values), data());
        },
      },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 28 * look().size, space: 60,
        values: (_, splits) => splits.map((v) => (Number.isInteger(v) ? formatTick(v) : '')) },
      { ...axis, size: width, space: 34, values: (_, splits) => splits.map((v) => format(v)) },
    ],
    series: [{}, ...lines.map(({ dash, label }) => ({ // the course before, under the present one
      label, stroke: () => look().css.faint, width: 1.5, dash, points: { show: false },
      spanGaps: true,
    })), ...lines.map(({ colour, label, dash }) => ({
      label, stroke: () => look().css[colour], width: 2, dash, points: { show: false },
      spanGaps: true,
    }))],
    hooks: { drawAxes: [(u) => drawMarks(u, marks(), look()),
      (u) => drawChanges(u, changesOf(host), look())],
    setCursor: [({ cursor: { idx }, data: [steps] }) => point?.(
      typeof idx === 'number' && data()[0].length ? nearestTo(data()[0], steps[idx]) : null)] },
  };
}

/** The charting library, which is loaded once; if that fails, a message stands in the chart's
 *  place.
 *  @param {PanelHost} host @param {HTMLElement} element */
function createLibrary(host, element) {
  let loading = false;
  /** @type {typeof import('uplot') | null} */
  let Plot = null;

  async function load() {
    if (loading) return;
    loading = true;
    element.replaceChildren();
    try {
      Plot = (await late('plot', () => import('./plot.js'))).uPlot;
      host.invalidate();
    } catch (error) {
      const again = () => {
        loading = false;
        void load();
      };
      element.replaceChildren(h('p', { class: 'p-blank' }, `${/** @type {Error} */ (error).message}. `,
        againButton(error, again)));
    }
  }
  return { load, come: () => Plot };
}

/** Names the picture by the lines in it. @param {uPlot} plot @param {Line[]} lines
 *  @param {(number | null)[][]} data */
function name({ ctx: { canvas } }, lines, data) {
  const drawn = lines.filter((_, k) => data[k + 1].some((value) => value !== null));
  const label = (drawn.length ? drawn : lines).map((l) => l.label).join(', ');
  if (canvas.getAttribute('aria-label') === label) return;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
}

/** @param {PanelHost} host @param {Options} given */
export function createChart(host, given) {
  const place = h('div', { class: 'p-plot' });
  const ghost = createGhost(host);
  const element = h('div', { class: 'p-chart' }, place, ghost.element);
  /** @type {uPlot | null} */
  let plot = null;
  let dirty = true;
  /** @type {(number | null)[][]} */
  let data = [[], ...given.lines.map(() => [])];
  /** @type {(number | null)[][] | null} */
  let before = null;
  const theme = keepTheme(place);
  const library = createLibrary(host, place);
  const touch = () => {
    dirty = true;
    host.invalidate();
  };
  const resized = new ResizeObserver(touch);
  resized.observe(place);

  return {
    element,
    /** @param {(number | null)[][]} columns steps, then each line; null: no value
     *  @param {(number | null)[][] | null} last those of the course before, where there is one */
    set(columns, last) {
      data = columns;
      before = last;
      ghost.update(last !== null);
      touch();
    },
    draw() {
      if (!dirty || place.clientWidth < 2) return;
      const Plot = library.come();
      if (!Plot) return void library.load();
      dirty = false;
      const size = { width: place.clientWidth, height: place.clientHeight };
      const both = together(Plot, before, data);
      plot ??= new Plot(optionsOf(host, place, given, theme.now, () => data), both, place);
      if (plot.width !== size.width || plot.height !== size.height) plot.setSize(size);
      plot.setData(both);
      name(plot, given.lines, data);
    },
    refresh() {
      theme.forget();
      plot?.destroy();   // a plot's fonts and sizes are fixed when it is made
      plot = null;
      touch();
    },
    destroy() {
      resized.disconnect();
      plot?.destroy();
    },
  };
}
