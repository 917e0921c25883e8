// What the encoder has learned, measured on concepts it has never seen.

import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatPercent } from '../base/format.js';
import { pixelRatio } from '../gl/flat.js';
import { createChart } from './parts/chart.js';
import { toggle } from './parts/dom.js';
import { createHistory } from './parts/history.js';
import { param } from './parts/roles.js';
import { readTheme } from './parts/theme.js';

export { default as css } from './retrieval.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const STATS = [
  { name: 'alignment', title: 'Alignment', text: 'distance of positives: lower is closer',
    format: formatLoss },
  { name: 'uniformity', title: 'Uniformity', text: 'lower is more evenly spread',
    format: formatLoss },
  { name: 'std', title: 'Spread', text: '1: all over the sphere, 0: one point', format: formatLoss },
  { name: 'rank', title: 'Rank', text: 'dimensions in use (effective)', format: formatNumber },
];

/** What is held out, where it is not concepts. @type {Record<string, string>} */
const HELD_OUT = { mnist: 'digits', toy: 'things' };

/** @param {PanelHost} host @returns {Panel} */
export function retrieval(host) {
  const history = createHistory(2);
  const spark = createHistory(STATS.length);
  let raw = NaN;
  let rawKnn = NaN;
  let knn = false;
  let step = 0;
  let measured = -1;
  let dirty = false;

  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const what = h('span', { class: 'p-unit' });
  const note = h('p', { class: 'p-note' });
  const keyKnn = h('span', { class: 'line-knn', textContent: 'k-NN' });
  const chart = createChart(host, {
    lines: [{ label: 'R@1', colour: 'accent' }, { label: 'k-NN', colour: 'anchor' }],
    marks: () => [
      { value: raw, label: `raw pixels: ${formatPercent(raw)}`, colour: 'negative', dash: [7, 4],
        below: true },
      { value: near() ? rawKnn : NaN, label: `raw pixels, k-NN: ${formatPercent(rawKnn)}`,
        colour: 'negative', dash: [2, 4], below: true },
    ],
    format: (v) => `${Math.round(100 * v)} %`,
    range: (least, most) => [Math.max(0, least - 0.04), Math.min(1, Math.max(most + 0.03, 0.1))],
  });
  const button = toggle('k-NN', 'Also the share of drawings whose nearest five name their subgroup',
    false, (on) => {
      knn = on;
      mark();
    });
  /** Where every thing was drawn once there is no other drawing to find. */
  const once = () => host.items.artists.length < 2;
  const near = () => knn || once();
  const stats = STATS.map(({ title, text }) => {
    const value = h('output', { textContent: '\u2013' });
    const curve = h('canvas', { 'aria-hidden': 'true' });
    const tile = h('div', { class: 'p-stat' }, h('b', { textContent: title }), curve, value,
      h('small', { textContent: text }));
    return { value, curve, tile };
  });
  const element = h('div', { class: 'panel panel-retrieval' },
    h('div', { class: 'p-head' }, h('p', {}, now, ' ', what), button),
    h('p', { class: 'p-legend' }, h('span', { textContent: 'this encoder' }),
      h('span', { class: 'line-raw', textContent: 'raw pixels' }), keyKnn),
    chart.element, note, h('div', { class: 'p-stats' }, ...stats.map(({ tile }) => tile)));

  /** Another run. */
  function clear() {
    history.clear();
    spark.clear();
    measured = -1;
    step = 0;
  }

  function mark() {
    dirty = true;
    host.invalidate();
  }

  /** @param {HTMLCanvasElement} canvas @param {number[]} values @param {string} colour */
  function sparkline(canvas, values, colour) {
    const ratio = pixelRatio();
    const w = canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    const h = canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    const ctx = canvas.getContext('2d');
    const known = values.filter(Number.isFinite);
    if (!ctx || known.length < 2) return;
    const low = Math.min(...known);
    const span = Math.max(...known) - low || 1;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.beginPath();
    known.forEach((v, i) => {
      const y = h - ratio * 2 - (v - low) / span * (h - ratio * 4);
      ctx.lineTo(i / (known.length - 1) * (w - 2) + 1, y);
    });
    ctx.stroke();
  }

  return {
    title: 'Does it know things it has never seen?',
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot) {
      const m = snapshot?.metrics ?? {};
      raw = m.raw_recall1 ?? NaN;
      rawKnn = m.raw_knn ?? NaN;
      if (!snapshot) clear();
      else {
        if (snapshot.step < step) clear();
        step = snapshot.step;
        if (snapshot.metricStep >= 0 && snapshot.metricStep !== measured) {
          measured = snapshot.metricStep;
          if (Number.isFinite(m.recall1) || Number.isFinite(m.knn)) history.add(measured, m.recall1, m.knn);
          spark.add(measured, ...STATS.map(({ name }) => m[name] ?? NaN));
        }
      }
      const value = (once() ? m.knn : m.recall1) ?? NaN;
      button.hidden = once();
      say(now, formatPercent(value));
      say(what, once() ? 'named rightly by the nearest five (k-NN)' : 'found at first try (R@1)');
      const gain = 100 * (value - (once() ? rawKnn : raw));
      const against = Number.isFinite(gain)
        ? `${formatNumber(Math.abs(Number(gain.toFixed(1))))} points `
          + `${gain < 0 ? 'below' : 'above'} raw pixels`
        : 'raw pixels are being measured';
      say(note, Number.isFinite(value)
        ? `Held-out ${HELD_OUT[param(host, 'data')] ?? 'concepts'}, step ${measured}: ${against}. `
          + 'Names are read by this alone.'
        : 'The first measurement is under way, on drawings never trained on.');
      stats.forEach(({ value }, k) => say(value, STATS[k].format(m[STATS[k].name] ?? NaN)));
      mark();
    },
    draw() {
      if (dirty) {
        const [steps, recall, nearest] = history.columns();
        keyKnn.hidden = !near();
        const none = steps.map(() => null);
        chart.set([steps, once() ? none : recall, near() ? nearest : none]);
        const { css } = readTheme(element);
        stats.forEach(({ curve }, k) => sparkline(curve, spark.columns()[k + 1], css.accent));
      }
      dirty = false;
      chart.draw();
      return false;
    },
    refresh() {
      chart.refresh();
      mark();
    },
    destroy: () => chart.destroy(),
  };
}
