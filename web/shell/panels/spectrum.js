// Whether the embeddings have collapsed: how far they spread, how many dimensions they use, and how
// much they use each dimension, as singular values.

import english from '../words/en/spectrum.js';
import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatPercent } from '../base/format.js';
import { createSurface } from './parts/surface.js';
import { param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

export { default as css } from './spectrum.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const t = textsOf('spectrum', english);

const POINT = 0.2; // with a spread below this, all embeddings are nearly one point
const LOST = 0.01; // a dimension below this share of the largest singular value counts as lost
const TOP = 10; // upper end of the scale, where 1 means that all dimensions are used alike
const DECADES = 5; // powers of ten that the scale covers below its upper end
const ROOM = { left: 54, right: 6, top: 8, bottom: 20 }; // CSS pixels around the bars

/** Height of a value on the scale, 0..1. @param {number} value */
const height = (value) =>
  Math.min(1, Math.max(0, 1 + (Math.log10(Math.max(value, 1e-30) / TOP)) / DECADES));

/** @param {string} title @param {string} low @param {string} high meanings of its two ends */
function meter(title, low, high) {
  const [bar, value] = [h('i'), h('output', { textContent: '\u2013' })];
  const element = h('li', {}, h('b', { textContent: title }), value,
    h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar),
    h('small', { textContent: low }), h('small', { textContent: high }));
  return {
    element,
    /** @param {number} share of the track to fill @param {string} text @param {boolean} bad */
    show(share, text, bad) {
      bar.style.transform = `scaleX(${Number.isFinite(share) ? Math.min(1, share) : 0})`;
      element.classList.toggle('is-bad', bad);
      say(value, text);
    },
  };
}

/** Scales singular values of unit rows so that all are 1 where every dimension is used alike.
 *  @param {Float32Array} given */
const inShares = (given) => given.map((v) => v * Math.sqrt(given.length));

/** Keeps the latest singular values, and those of the first measurement. */
function createCourse() {
  const known = { values: new Float32Array(0), first: /** @type {Float32Array | null} */ (null),
    measured: -1 };
  let step = 0;

  function forget() {
    known.values = new Float32Array(0);
    known.first = null;
    known.measured = -1;
    step = 0;
  }

  return {
    known, forget,
    /** @param {import('../types').Snapshot} snapshot */
    take({ spectrum: given, metricStep, step: now }) {
      if (now < step) known.first = null; // training began anew
      step = now;
      if (metricStep < 0) forget();
      if (metricStep === known.measured && known.values.length) return;
      known.measured = metricStep;
      if (!given || metricStep < 0) return;
      known.values = inShares(given);
      if (known.first?.length !== known.values.length) known.first = known.values;
    },
  };
}

/** @typedef {ReturnType<typeof createCourse>['known']} Known */

/** @param {Known} known @param {number} std @param {number} knn */
function explain({ values, measured }, std, knn) {
  if (!values.length) return t('first');
  const step = formatNumber(measured);
  if (std < POINT) {
    return t(Number.isFinite(knn) ? 'collapsedNear' : 'collapsed',
      { step, share: formatPercent(knn) });
  }
  const n = values.filter((v) => !(v >= LOST * values[0])).length;
  return t(n ? 'lost' : 'whole', { step, n, all: values.length });
}

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {number[]} dash
 *  @param {number[]} xs @param {(k: number) => number} y */
function line(ctx, colour, dash, xs, y) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.setLineDash(dash);
  ctx.beginPath();
  xs.forEach((x, k) => ctx.lineTo(x, y(k)));
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {CanvasRenderingContext2D} ctx @param {ReturnType<typeof createSurface>} surface
 *  @param {Known} known */
function paint(ctx, surface, { values, first }) {
  const { css, font, size } = surface.theme;
  const { width, height: tall } = surface;
  const [right, foot] = [width - ROOM.right, tall - ROOM.bottom];
  const [wide, high] = [right - ROOM.left, foot - ROOM.top];
  const y = (/** @type {number} */ value) => foot - height(value) * high;
  const x = (/** @type {number} */ k) => ROOM.left + wide * k / Math.max(1, values.length);
  ctx.font = `${13 * size}px ${font}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (let power = 1; power >= 1 - DECADES; power--) {
    ctx.fillStyle = css.rule;
    ctx.fillRect(ROOM.left, y(10 ** power) - 0.5, wide, 1);
    ctx.fillStyle = css.soft;
    ctx.fillText(String(Number((10 ** power).toPrecision(1))), ROOM.left - 6, y(10 ** power));
  }
  const gap = wide / Math.max(1, values.length) > 5 ? 1 : 0;
  values.forEach((v, k) => {
    ctx.fillStyle = v >= LOST * values[0] ? css.accent : css.negative;
    ctx.fillRect(x(k), y(v), x(k + 1) - x(k) - gap, foot - y(v));
  });
  line(ctx, css.positive, [7, 4], [ROOM.left, right], () => y(1));
  if (first && first !== values) {
    const from = first;
    line(ctx, css.ink, [2, 3], [...from.keys(), from.length].map(x),
      (k) => y(from[Math.min(k, from.length - 1)]));
  }
  ctx.fillStyle = css.soft;
  ctx.textAlign = 'left';
  ctx.fillText(t('largest'), ROOM.left, foot + 11);
  ctx.textAlign = 'right';
  ctx.fillText(t('smallest', { count: values.length || '\u2013' }), right, foot + 11);
}

/** @param {PanelHost} host @returns {Panel} */
export function spectrum(host) {
  const surface = createSurface(host, 'spectrum-canvas');
  const spread = meter(t('spread'), t('spreadLow'), t('spreadHigh'));
  const rank = meter(t('rank'), t('rankLow'), t('rankHigh'));
  const note = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-spectrum' },
    h('ul', { class: 'p-meters' }, spread.element, rank.element),
    h('p', { class: 'p-legend' }, h('span', { class: 'bar-value', textContent: t('values') }),
      h('span', { class: 'line-even', textContent: t('even') }),
      h('span', { class: 'line-first', textContent: t('before') })),
    surface.element, note);
  surface.canvas.setAttribute('role', 'img');
  const { known, take, forget } = createCourse();

  return {
    title: t('title'),
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot) {
      const m = snapshot?.metrics ?? {};
      if (snapshot) take(snapshot);
      else forget();
      const [std, used] = [m.std ?? NaN, m.rank ?? NaN];
      const all = known.values.length;
      spread.show(std, formatLoss(std), std < POINT);
      const point = std < POINT; // what little differs then may differ in many directions
      rank.show(used / all, t(point ? 'rankLeft' : 'rankValue',
        { used: formatNumber(Number(used.toFixed(1))), all: all || '\u2013' }),
        point || used < all / 4);
      say(note, explain(known, std, param(host, 'data') === 'mnist' ? NaN : m.knn ?? NaN));
      surface.canvas.setAttribute('aria-label', note.textContent ?? '');
      surface.touch();
    },
    draw() {
      if (!surface.dirty) return false;
      const ctx = surface.draw(() => {});
      if (ctx) paint(ctx, surface, known);
      return false;
    },
    refresh: () => surface.refresh(),
    destroy: () => surface.destroy(),
  };
}
