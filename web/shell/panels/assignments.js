// Which prototypes drawings are given to, and what Sinkhorn-Knopp does to that, step by step.

import { h, say } from '../base/dom.js';
import { formatNumber, formatSimilarity } from '../base/format.js';
import { onSlide } from '../base/slide.js';
import { CIRCLE, PLAIN, ROOM, Sprites } from '../gl/batches.js';
import { layoutOf } from './assignments/layout.js';
import { paint } from './assignments/paint.js';
import { announcer } from './parts/dom.js';
import { placeOn } from './parts/place.js';
import { param, rolesOf } from './parts/roles.js';
import { createSurface } from './parts/surface.js';

export { default as css } from './assignments.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Prototypes} Prototypes */

const BEAT = 160; // ms an iteration stays when the phase of slow motion goes through them

/** @param {PanelHost} host @returns {Panel} */
export function assignments(host) {
  const surface = createSurface(host, 'assign-canvas');
  const { canvas } = surface;
  const heads = new Sprites(32);
  let roles = rolesOf(host);
  let items = host.items;
  let layout = layoutOf(0, 0, 1, 1, 1);
  /** @type {Prototypes | null} */
  let shown = null;
  /** @type {{ row: number, col: number } | null} */
  let cell = null;
  let chosen = NaN;      // iterations the reader asked for; NaN: those of the training
  let begun = NaN;       // when slow motion began to assign
  let phase = /** @type {string | null} */ (null);
  let seen = { anchor: -1, hover: -1 };

  const last = () => (shown?.rounds.length ?? 1) - 1;
  const ofTraining = () => Number(param(host, 'sinkhorn'));
  const iterations = () => Math.min(last(), Number.isNaN(chosen) ? ofTraining() : chosen);
  /** The iterations on show at the moment. @param {number} now of a frame, which may be of a moment
   *  just before slow motion began */
  const round = (now) => (Number.isNaN(begun) ? iterations()
    : Math.min(iterations(), Math.floor(Math.max(0, now - begun) / BEAT)));

  const slider = h('input', { type: 'range', min: '0', max: '6', step: '1',
    'aria-label': 'Sinkhorn iterations shown' });
  const slide = () => choose(Number(slider.value));
  onSlide(slider, { moved: slide, chosen: slide, undone: () => show() });
  const count = h('output');
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', class: 'p-toggle', onclick }, text);
  const none = button('None', () => choose(0));
  const one = button('One more', () => choose(Math.min(last(), iterations() + 1)));
  const training = button('As in training', () => choose(NaN));
  const empty = h('p', { class: 'p-empty' });
  const readout = h('p', { class: 'p-readout' });
  const note = h('p', { class: 'p-note' });
  const spoken = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const speaker = announcer(spoken);
  surface.element.append(empty);
  const element = h('div', { class: 'panel panel-assignments' },
    h('div', { class: 'p-row p-rounds' }, count, slider,
      h('div', { class: 'p-toggles', role: 'group', 'aria-label': 'Iterations' }, none, one,
        training)),
    surface.element, readout, note, spoken);
  canvas.setAttribute('role', 'img');

  /** @param {number} next */
  function choose(next) {
    chosen = next;
    begun = NaN;
    show();
    speaker.say(`${count.textContent}. ${note.textContent}`);
  }

  /** @param {{ row: number, col: number } | null} next */
  function point(next) {
    if (next?.row === cell?.row && next?.col === cell?.col) return;
    cell = next;
    host.act.hover(next && shown && next.row >= 0 ? shown.items[next.row] : -1);
    show();
  }

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    point(layout.at(x, y));
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('click', () => {
    if (cell && cell.row >= 0 && shown) host.act.pick(shown.items[cell.row]);
  });

  /** Texts of what is on show. */
  function show() {
    surface.touch();
    const n = round(performance.now());
    slider.max = String(last());
    slider.value = String(n);
    slider.setAttribute('aria-valuetext', `${n} iterations`);
    say(count, n === 0 ? 'Softmax, not balanced'
      : `After ${n} ${n === 1 ? 'iteration' : 'iterations'}`);
    training.setAttribute('aria-pressed', String(Number.isNaN(chosen)));
    training.textContent = `As in training: ${ofTraining()}`;
    if (!shown) return;
    const { totals, codes } = shown.rounds[n];
    const share = roles.count / shown.count;
    const [least, most] = [Math.min(...totals), Math.max(...totals)];
    const drawings = (/** @type {number} */ x) => formatNumber(Number(x.toFixed(1)));
    say(note, `All ${roles.count} held-out drawings are shared out among ${shown.count} `
      + `prototypes: the fullest gets ${drawings(most)}, the emptiest ${drawings(least)}; an equal `
      + `share is ${drawings(share)}. Each drawing gives away 1 in all.`);
    canvas.setAttribute('aria-label', `Assignments of ${shown.items.length} drawings to `
      + `${shown.count} prototypes. ${count.textContent}. ${note.textContent}`);
    if (!cell) say(readout, 'Point at a cell to read it; click a row to pick its drawing.');
    else if (cell.row < 0) {
      say(readout, `Prototype ${cell.col + 1}: ${drawings(totals[cell.col])} drawings in all.`);
    } else {
      const value = codes[cell.row * shown.count + cell.col];
      say(readout, `${roles.name(shown.items[cell.row])} \u00b7 prototype ${cell.col + 1}: `
        + formatSimilarity(value));
    }
  }

  /** Thumbnails beside the rows. @param {number} anchor */
  function placeHeads(anchor) {
    const { left, top, tall, thumb, names } = layout;
    const { rgb } = surface.theme;
    heads.clear();
    for (let r = 0; r < layout.rows; r++) {
      const item = shown?.items[r] ?? -1;
      const picked = item === anchor;
      const shape = picked ? CIRCLE : PLAIN;
      const box = host.items.sheet ? Math.min(thumb * ROOM[shape], tall + 4) : thumb * 0.4;
      const x = (names ? left - 4 : thumb + 4) - thumb / 2;
      heads.add(x, top + (r + 0.5) * tall, box, host.items.sheet ? item : -1, shape, 1,
        picked ? 2 : 0, picked ? rgb.anchor : rgb.soft);
    }
  }

  /** @param {number} n */
  function draw(n) {
    const { theme, width, height } = surface;
    const { anchor, hover } = host.state();
    layout = layoutOf(shown?.items.length ?? 0, shown?.count ?? 0, width, height, theme.size);
    const ctx = surface.draw((pen) => {
      if (!shown) return;
      placeHeads(anchor);
      pen.sprites(heads, surface.sheet, theme.rgb.panel);
    });
    if (!ctx || !shown) return;
    const share = roles.count / shown.count;
    const most = Math.max(2 * share, ...shown.rounds[0].totals);
    paint(ctx, { layout, theme, roles, items: shown.items, ...shown.rounds[n], share, most, anchor,
      hover, cell });
  }

  return {
    title: 'Who is given to which prototype?',
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      if (host.items !== items) {
        items = host.items;
        roles = rolesOf(host);
      }
      const next = snapshot?.prototypes ?? null;
      const fresh = next?.rounds[0].codes !== shown?.rounds[0].codes;
      shown = next;
      if (snapshot?.phase === 'assign' && phase !== 'assign' && !host.reducedMotion()) {
        begun = performance.now();
      }
      phase = snapshot?.phase ?? null;
      element.classList.toggle('is-phase', phase === 'assign');
      empty.hidden = shown !== null;
      say(empty, snapshot && !shown ? 'Prototypes are compared with the embeddings after the head: '
        + 'choose to show those.' : 'The assignments appear once the engine is ready.');
      const moved = seen.anchor !== state.anchor || seen.hover !== state.hover;
      seen = { anchor: state.anchor, hover: state.hover };
      if (fresh || moved || !Number.isNaN(begun)) show();
      else if (Number.isNaN(chosen) && Number(slider.value) !== iterations()) show();
    },
    draw(now) {
      const n = round(now);
      const running = !Number.isNaN(begun);
      if (!surface.dirty && !running) return false;
      draw(n);
      if (!running) return false;
      if (n >= iterations()) begun = NaN;
      show();
      return true;
    },
    refresh: () => surface.refresh(),
    destroy() {
      speaker.stop();
      surface.destroy();
    },
  };
}
