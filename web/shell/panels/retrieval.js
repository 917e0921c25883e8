// What the encoder has learned, measured on held-out concepts.

import english from '../words/en/retrieval.js';
import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatPercent } from '../base/format.js';
import { pixelRatio } from '../gl/flat.js';
import { createChart } from './parts/chart.js';
import { toggle } from './parts/dom.js';
import { createHistory } from './parts/history.js';
import { param } from './parts/roles.js';
import { keepTheme } from './parts/theme.js';
import { textsOf } from '../words/words.js';

export { default as css } from './retrieval.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot['metrics']} Metrics */

const t = textsOf('retrieval', english);

/** @type {{ name: 'alignment' | 'uniformity' | 'std' | 'rank', format(x: number): string }[]} */
const STATS = [
  { name: 'alignment', format: formatLoss }, { name: 'uniformity', format: formatLoss },
  { name: 'std', format: formatLoss },
  { name: 'rank', format: (rank) => formatNumber(Number(rank.toFixed(1))) },
];

/** @param {HTMLCanvasElement} canvas @param {{ values: number[] | undefined, colour: string }[]}
 *  curves the last is drawn over the others */
function sparkline(canvas, curves) {
  const ratio = pixelRatio();
  const w = canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  const h = canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  const drawn = curves.map(({ values, colour }) =>
    ({ colour, known: values?.filter(Number.isFinite) ?? [] }))
    .filter(({ known }) => known.length > 1);
  const all = drawn.flatMap(({ known }) => known);
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  for (const { known, colour } of drawn) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.beginPath();
    known.forEach((v, i) => {
      const y = h - ratio * 2 - (v - low) / span * (h - ratio * 4);
      ctx.lineTo(i / (known.length - 1) * (w - 2) + 1, y);
    });
    ctx.stroke();
  }
}

/** The other figures, each with its curve over the training. */
function createStats() {
  const spark = createHistory(STATS.length);
  const stats = STATS.map(({ name }) => {
    const value = h('output', { textContent: '\u2013' });
    const curve = h('canvas', { 'aria-hidden': 'true' });
    const tile = h('div', { class: 'p-stat' }, h('b', { textContent: t(name) }), curve, value,
      h('small', { textContent: t(`${name}Text`) }));
    return { value, curve, tile };
  });
  const element = h('div', { class: 'p-stats' }, ...stats.map(({ tile }) => tile));
  const theme = keepTheme(element);
  return {
    element,
    clear: spark.clear,
    /** @param {number} step @param {Metrics} m */
    add: (step, m) => spark.add(step, ...STATS.map(({ name }) => m[name] ?? NaN)),
    /** @param {Metrics} m */
    say: (m) => stats.forEach(({ value }, k) =>
      say(value, STATS[k].format(m[STATS[k].name] ?? NaN))),
    follow: spark.follow,
    draw() {
      const { accent, faint } = theme.now().css;
      stats.forEach(({ curve }, k) => sparkline(curve, [
        { values: spark.before?.[k + 1], colour: faint },
        { values: spark.columns()[k + 1], colour: accent }]));
    },
    refresh: theme.forget,
  };
}

/** The lines of R@1 and k-NN, the marks of raw pixels, and the legend.
 *  @param {PanelHost} host @param {{ raw: number, rawKnn: number }} known NaN: not yet
 *  @param {() => { first: boolean, near: boolean }} drawn whether R@1 and k-NN are drawn */
function createLines(host, known, drawn) {
  const chart = createChart(host, {
    lines: [{ label: t('recallLine'), colour: 'accent' },
      { label: t('nearestLine'), colour: 'anchor' }],
    marks: () => [
      { value: known.raw, label: t('rawMark', { share: formatPercent(known.raw) }),
        colour: 'negative', dash: [7, 4], below: true },
      { value: drawn().near ? known.rawKnn : NaN,
        label: t('rawNearestMark', { share: formatPercent(known.rawKnn) }), colour: 'negative',
        dash: [2, 4], below: true },
    ],
    format: (v) => `${Math.round(100 * v)} %`,
    range: (least, most) => [Math.max(0, least - 0.04), Math.min(1, Math.max(most + 0.03, 0.1))],
  });
  const keyKnn = h('span', { class: 'line-knn', textContent: t('nearestLine') });
  const legend = h('p', { class: 'p-legend' }, h('span', { textContent: t('encoder') }),
    h('span', { class: 'line-raw', textContent: t('raw') }), keyKnn);
  return {
    chart, legend,
    /** Columns hold steps, R@1, k-NN. @param {number[][]} columns
     *  @param {number[][] | null} before those of the course before */
    set(columns, before) {
      const { first, near } = drawn();
      const lines = (/** @type {number[][]} */ [steps, recall, nearest]) => {
        const none = steps.map(() => null);
        return [steps, first ? recall : none, near ? nearest : none];
      };
      keyKnn.hidden = !near;
      chart.set(lines(columns), before && lines(before));
    },
  };
}

/** Compares a held-out figure with raw pixels, in words. @param {PanelHost} host
 *  @param {number} value @param {number} raw that of raw pixels @param {number} step */
function explain(host, value, raw, step) {
  if (!Number.isFinite(value)) return t('first');
  const gain = 100 * (value - raw);
  const n = Math.abs(Number(gain.toFixed(1)));
  const against = Number.isFinite(gain)
    ? t(gain < 0 ? 'below' : 'above', { n, count: formatNumber(n) }) : t('measuring');
  const data = /** @type {'emoji' | 'mnist' | 'toy'} */ (param(host, 'data'));
  return t(`note_${data}`, { step: formatNumber(step), against });
}

/** Collects the figures over the training. @param {ReturnType<typeof createStats>} stats */
function createCourse(stats) {
  const history = createHistory(2);
  let step = 0;
  let measured = -1;

  function clear() {
    history.clear();
    stats.clear();
    measured = -1;
    step = 0;
  }

  return {
    columns: history.columns,
    before: () => history.before,
    measured: () => measured,
    /** @param {import('../types').Snapshot | null} snapshot
     *  @param {import('../types').Course} now */
    take(snapshot, now) {
      history.follow(now);
      stats.follow(now);
      if (!snapshot || snapshot.step < step) clear(); // training began anew
      if (!snapshot) return;
      step = snapshot.step;
      if (snapshot.metricStep < 0 || snapshot.metricStep === measured) return;
      const { metrics } = snapshot;
      const { recall1, knn } = metrics;
      measured = snapshot.metricStep;
      if (Number.isFinite(recall1) || Number.isFinite(knn)) history.add(measured, recall1, knn);
      stats.add(measured, metrics);
    },
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function retrieval(host) {
  const known = { raw: NaN, rawKnn: NaN };
  let knn = false;
  let dirty = false;
  /** Whether each concept has one rendition only, so that there is no other one to find. */
  const once = () => host.items.artists.length < 2;
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const what = h('span', { class: 'p-unit' });
  const note = h('p', { class: 'p-note' });
  const { chart, legend, set } = createLines(host, known,
    () => ({ first: !once(), near: knn || once() }));
  const stats = createStats();
  const course = createCourse(stats);
  const mark = () => {
    dirty = true;
    host.invalidate();
  };
  const button = toggle(t('nearest'), t('nearestHelp'), false, (on) => {
    knn = on;
    mark();
  });
  const element = h('div', { class: 'panel panel-retrieval' },
    h('div', { class: 'p-head' }, h('p', {}, now, ' ', what), button), legend, chart.element, note,
    stats.element);

  return {
    title: t('title'),
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot) {
      /** @type {Metrics} */
      const m = snapshot?.metrics ?? {};
      known.raw = m.raw_recall1 ?? NaN;
      known.rawKnn = m.raw_knn ?? NaN;
      course.take(snapshot, host.course());
      const value = (once() ? m.knn : m.recall1) ?? NaN;
      button.hidden = once();
      say(now, formatPercent(value));
      say(what, t(once() ? 'named' : 'found'));
      say(note, explain(host, value, once() ? known.rawKnn : known.raw, course.measured()));
      stats.say(m);
      mark();
    },
    draw() {
      if (dirty) {
        set(course.columns(), course.before());
        stats.draw();
      }
      dirty = false;
      chart.draw();
      return false;
    },
    refresh() {
      stats.refresh();
      chart.refresh();
      mark();
    },
    destroy: () => chart.destroy(),
  };
}
