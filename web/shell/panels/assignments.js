// Shows which prototypes the items are assigned to, and how Sinkhorn-Knopp changes that step by
// step.

import english from '../words/en/assignments.js';
import { h, say } from '../base/dom.js';
import { textsOf } from '../words/words.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { Sprites } from '../gl/batches.js';
import { placeHeads } from './assignments/heads.js';
import { layoutOf } from './assignments/layout.js';
import { paint } from './assignments/paint.js';
import { createRounds } from './assignments/rounds.js';
import { announcer } from './parts/dom.js';
import { placeOn } from './parts/place.js';
import { followRoles, param } from './parts/roles.js';
import { createSurface } from './parts/surface.js';

export { default as css } from './assignments.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Prototypes} Prototypes */

const t = textsOf('assignments', english);

/** The elements of the panel that hold text. */
const createWords = () => ({
  empty: h('p', { class: 'p-empty' }),
  readout: h('p', { class: 'p-readout' }),
  note: h('p', { class: 'p-note' }),
  spoken: h('p', { class: 'unseen', 'aria-live': 'polite' }),
});

/** @typedef {{ row: number, col: number }} Cell */

/** @typedef {object} Shown what the panel shows, and where the reader points
 *  @property {import('./parts/roles.js').Roles} roles
 *  @property {ReturnType<typeof layoutOf>} layout
 *  @property {Prototypes | null} prototypes
 *  @property {Cell | null} cell
 *  @property {number} anchor
 *  @property {number} hover
 *  @property {string | null} phase */

const drawings = (/** @type {number} */ x) => formatNumber(Number(x.toFixed(1)));

/** Says how evenly the items are shared out. @param {Shown} shown @param {Prototypes} prototypes
 *  @param {number} n iterations */
function noteOf({ roles }, { rounds, count }, n) {
  const { totals } = rounds[n];
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  return t('note', { items: formatNumber(roles.count), count: formatNumber(count),
    most: drawings(most), least: drawings(least), share: drawings(roles.count / count) });
}

/** Describes the cell under the pointer. @param {Shown} shown @param {Prototypes} prototypes
 *  @param {number} n iterations */
function wordsOf({ cell, roles }, { rounds, count, items }, n) {
  const { totals, codes } = rounds[n];
  if (!cell) return t('hint');
  const k = cell.col + 1;
  if (cell.row < 0) return t('total', { k, n: drawings(totals[cell.col]) });
  return t('cell', { name: roles.name(items[cell.row]), k,
    share: formatPercent(codes[cell.row * count + cell.col]) });
}

/** @param {ReturnType<typeof createWords>} words @param {HTMLCanvasElement} canvas
 *  @param {Shown} shown @param {Prototypes} prototypes @param {number} n iterations
 *  @param {string} round the words for that number of iterations */
function showWords({ note, readout }, canvas, shown, prototypes, n, round) {
  say(note, noteOf(shown, prototypes, n));
  canvas.setAttribute('aria-label', t('label', { items: prototypes.items.length,
    count: prototypes.count, round, note: note.textContent ?? '' }));
  say(readout, wordsOf(shown, prototypes, n));
}

/** @param {PanelHost} host @param {import('./parts/surface.js').Surface} surface
 *  @param {Sprites} heads @param {Shown} shown @param {number} n iterations */
function draw(host, surface, heads, shown, n) {
  const { prototypes, roles, cell } = shown;
  const { theme, width, height } = surface;
  const { anchor, hover } = host.state();
  const layout = layoutOf(prototypes?.items.length ?? 0, prototypes?.count ?? 0, width, height,
    theme.size);
  shown.layout = layout;
  const ctx = surface.draw((pen) => {
    if (!prototypes) return;
    placeHeads(heads, { layout, items: prototypes.items, anchor, theme,
      pictured: Boolean(host.items.sheet) });
    pen.sprites(heads, surface.sheet, theme.rgb.panel);
  });
  if (!ctx || !prototypes) return;
  const share = roles.count / prototypes.count;
  const most = Math.max(2 * share, ...prototypes.rounds[0].totals);
  paint(ctx, { layout, theme, roles, items: prototypes.items, ...prototypes.rounds[n], share, most,
    anchor, hover, cell });
}

/** @param {HTMLCanvasElement} canvas @param {PanelHost} host @param {Shown} shown
 *  @param {() => void} show */
function listen(canvas, host, shown, show) {
  canvas.setAttribute('role', 'img');

  /** @param {Cell | null} next */
  function point(next) {
    const { cell, prototypes } = shown;
    if (next?.row === cell?.row && next?.col === cell?.col) return;
    shown.cell = next;
    host.act.hover(next && prototypes && next.row >= 0 ? prototypes.items[next.row] : -1);
    show();
  }

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    point(shown.layout.at(x, y));
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('click', () => {
    const { cell, prototypes } = shown;
    if (cell && cell.row >= 0 && prototypes) host.act.pick(prototypes.items[cell.row]);
  });
}

/** The panel's first content. @param {import('./parts/roles.js').Roles} roles @returns {Shown} */
const shownAtFirst = (roles) => ({ roles, layout: layoutOf(0, 0, 1, 1, 1), prototypes: null,
  cell: null, anchor: -1, hover: -1, phase: null });

/** Takes new prototypes and state. @param {Shown} shown
 *  @param {Prototypes | null} next @param {import('../types').LabState} state
 *  @returns {boolean} whether the texts may have to change */
function take(shown, next, { anchor, hover }) {
  const fresh = next?.rounds[0].codes !== shown.prototypes?.rounds[0].codes;
  const moved = shown.anchor !== anchor || shown.hover !== hover;
  Object.assign(shown, { prototypes: next, anchor, hover });
  return fresh || moved;
}

/** @param {PanelHost} host @returns {Panel} */
export function assignments(host) {
  const surface = createSurface(host, 'assign-canvas');
  const { canvas } = surface;
  const heads = new Sprites(32);
  const rolesNow = followRoles(host);
  const shown = shownAtFirst(rolesNow());
  const words = createWords();
  const { empty, readout, note, spoken } = words;
  const speaker = announcer(spoken);
  const rounds = createRounds({ undone: show,
    last: () => (shown.prototypes?.rounds.length ?? 1) - 1,
    ofTraining: () => Number(param(host, 'sinkhorn')),
    chosen() {
      show();
      speaker.say(t('said', { round: rounds.text(), note: note.textContent ?? '' }));
    } });
  surface.element.append(empty);
  const element = h('div', { class: 'panel panel-assignments' }, rounds.element, surface.element,
    readout, note, spoken);
  listen(canvas, host, shown, show);

  /** Writes the texts for what is shown. */
  function show() {
    surface.touch();
    const n = rounds.at(performance.now());
    rounds.show(n);
    if (shown.prototypes) showWords(words, canvas, shown, shown.prototypes, n, rounds.text());
  }

  return {
    title: t('title'),
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      shown.roles = rolesNow();
      const other = take(shown, snapshot?.prototypes ?? null, state);
      const phase = snapshot?.phase ?? null;
      if (phase === 'assign' && shown.phase !== phase && !host.reducedMotion()) rounds.begin();
      shown.phase = phase;
      element.classList.toggle('is-phase', phase === 'assign');
      empty.hidden = shown.prototypes !== null;
      say(empty, snapshot && !shown.prototypes ? t('elsewhere') : t('soon'));
      if (other || rounds.running() || rounds.outdated()) show();
    },
    draw(now) {
      const n = rounds.at(now);
      const running = rounds.running();
      if (surface.dirty || running) draw(host, surface, heads, shown, n);
      if (running) rounds.endAt(n);
      if (running) show();
      return running;
    },
    refresh: surface.refresh,
    destroy() {
      speaker.stop();
      surface.destroy();
    },
  };
}
