// Draws the queue as a ring that begins at the top with slot 0 and goes clockwise. Each batch is an
// arc, stronger the newer it is; a frame marks the keys to be replaced next.

import english from '../../words/en/queue.js';
import { h } from '../../base/dom.js';
import { formatNumber } from '../../base/format.js';
import { pixelRatio } from '../../gl/flat.js';
import { placeOn } from '../parts/place.js';
import { keepTheme } from '../parts/theme.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('queue', english);

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../parts/theme.js').Theme} Theme */
/** K: keys in the queue; B: keys of a batch; step: number of batches put in so far
 *  @typedef {{ K: number, B: number, step: number }} Shape */

const ARCS = 200;       // most arcs; with more batches, each stands for several
const FAINTEST = 0.16;  // opacity of the oldest keys
const GAP = 1.2;        // pixels between two arcs that are wide enough

/** How many batches were put in after the one at this point. @param {Shape} shape
 *  @param {number} right distance right of the centre @param {number} up distance above it */
function ageAt({ K, B, step }, right, up) {
  const turn = Math.atan2(right, up) / (2 * Math.PI);
  const slot = Math.floor((turn - Math.floor(turn)) * K);
  const back = (((step * B - 1 - slot) % K) + K) % K; // number of keys put in after this one
  return Math.floor(back / B);
}

/** @param {Shape} shape */
function labelOf({ K, B, step }) {
  const filled = Math.min(step * B, K);
  return t('ring', { count: formatNumber(K), filled: formatNumber(filled), size: formatNumber(B),
    slot: formatNumber((step * B) % K) });
}

/** Clears a canvas and moves its origin to the centre. @param {HTMLCanvasElement} canvas
 *  @param {number} side in CSS pixels */
function penOf(canvas, side) {
  const ratio = pixelRatio();
  canvas.width = canvas.height = Math.round(side * ratio);
  const ctx = canvas.getContext('2d');
  ctx?.scale(ratio, ratio);
  ctx?.translate(side / 2, side / 2);
  return ctx;
}

/** @param {CanvasRenderingContext2D} ctx @param {Theme} theme @param {number} radius
 *  @param {Shape} shape @param {number | null} at age of the batch under the pointer */
function paint(ctx, { css, font, size }, radius, { K, B, step }, at) {
  const batches = Math.ceil(K / B);
  const each = Math.ceil(batches / ARCS);
  const [outer, inner] = [radius - 5, radius * 0.66];
  const middle = (outer + inner) / 2;
  const head = (step * B) % K;
  const angle = (/** @type {number} */ slot) => (2 * Math.PI * slot) / K - Math.PI / 2;
  const gap = (2 * Math.PI * middle * B * each) / K > 5 ? GAP / middle : 0;
  ctx.lineWidth = outer - inner;
  for (let age = 0; age < batches; age += each) {
    const from = angle(head - Math.min((age + each) * B, K));
    const to = angle(head - age * B) - gap;
    const filled = age < step;
    ctx.beginPath();
    ctx.arc(0, 0, middle, from, Math.max(to, from + 0.002));
    ctx.strokeStyle = filled ? css['mag-high'] : css.rule;
    ctx.globalAlpha = filled ? FAINTEST + (1 - FAINTEST) * (1 - age / batches) : 0.6;
    if (at !== null && at >= age && at < age + each) ctx.strokeStyle = css.positive;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.strokeStyle = css.negative;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(0, 0, outer + 2, angle(head), angle(head + B));
  ctx.arc(0, 0, inner - 2, angle(head + B), angle(head), true);
  ctx.closePath();
  ctx.stroke();
  ctx.textAlign = 'center';
  ctx.fillStyle = css.ink;
  ctx.font = `650 ${17 * size}px ${font}`;
  ctx.fillText(formatNumber(K), 0, -2 * size);
  ctx.fillStyle = css.soft;
  ctx.font = `${13 * size}px ${font}`;
  ctx.fillText(t('keys'), 0, 15 * size);
}

/** @param {PanelHost} host @param {(age: number | null) => void} point called with the age, in
 *  batches, of the batch under the pointer */
export function createRing(host, point) {
  const canvas = h('canvas', { role: 'img' });
  const element = h('div', { class: 'p-ring' }, canvas);
  let shape = { K: 1, B: 1, step: 0 };
  const theme = keepTheme(element);
  let dirty = true;
  /** @type {number | null} */
  let at = null;

  function touch() {
    dirty = true;
    host.invalidate();
  }

  /** @param {number | null} age */
  function pointAt(age) {
    at = age;
    point(at);
    touch();
  }

  const resized = new ResizeObserver(touch);
  resized.observe(element);

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    const half = canvas.clientWidth / 2;
    pointAt(ageAt(shape, x - half, half - y));
  });
  canvas.addEventListener('pointerleave', () => pointAt(null));

  function draw() {
    const side = element.clientWidth;
    if (!dirty || side < 2) return;
    dirty = false;
    const ctx = penOf(canvas, side);
    if (ctx) paint(ctx, theme.now(), side / 2, shape, at);
  }

  return {
    element, draw,
    shape: () => shape,
    pointed: () => at !== null,
    /** @param {number} K @param {number} B @param {number} step */
    set(K, B, step) {
      if (K === shape.K && B === shape.B && step === shape.step) return;
      shape = { K, B, step };
      canvas.setAttribute('aria-label', labelOf(shape));
      if (at !== null) point(at);
      touch();
    },
    refresh() {
      theme.forget();
      touch();
    },
    destroy: () => resized.disconnect(),
  };
}
