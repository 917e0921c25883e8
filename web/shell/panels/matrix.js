// The cosine similarity of every pair as a heat map, with the numbers where there is room.

import english from '../words/en/matrix.js';
import { h, say } from '../base/dom.js';
import { Sprites } from '../gl/batches.js';
import { formatSimilarity } from '../base/format.js';
import { announcer } from './parts/dom.js';
import { placeOn } from './parts/place.js';
import { followRoles } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { placeHeads } from './matrix/heads.js';
import { layoutOf } from './matrix/layout.js';
import { drawOverlay } from './matrix/overlay.js';
import { createTable } from './matrix/table.js';
import { textsOf } from '../words/words.js';

const t = textsOf('matrix', english);

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

/** @typedef {{ row: number, col: number }} Cell */

/** @typedef {object} Shown what the panel shows, and where the reader points
 *  @property {import('./parts/roles.js').Roles} roles
 *  @property {ReturnType<typeof layoutOf>} layout
 *  @property {Snapshot['matrix'] | null} matrix
 *  @property {Cell | null} cell */

/** The scale of colours and the legend of the marks. @param {HTMLElement} self of a point with itself */
const keyOf = (self) => h('div', { class: 'p-row' },
  h('div', { class: 'p-scale', 'aria-label': t('colours'), role: 'img' },
  h('span', { textContent: '\u22121' }), h('span', { class: 'p-ramp' }),
  h('span', { textContent: '1' })),
  h('p', { class: 'p-key' },
    h('span', { class: 'key-positive', textContent: t('positives') }),
    self));

/** @param {HTMLCanvasElement} canvas */
function label(canvas) {
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', t('role'));
  canvas.setAttribute('aria-label', t('label'));
}

/** Pointer and keys on the cells. @param {HTMLCanvasElement} canvas @param {PanelHost} host
 *  @param {Shown} shown @param {(cell: Cell | null) => void} point */
function listen(canvas, host, shown, point) {
  const pick = () => {
    const { cell, matrix } = shown;
    if (cell && matrix) host.act.pick(matrix.items[cell.row]);
  };
  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    point(shown.layout.at(x, y));
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('blur', () => { if (!canvas.matches(':hover')) point(null); });
  canvas.addEventListener('click', pick);
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[
      event.key];
    const { cell, layout: { n } } = shown;
    if (step && n) {
      const row = cell ? cell.row + step[0] : 0;
      const col = cell ? cell.col + step[1] : 0;
      point({ row: (row + n) % n, col: (col + n) % n });
      event.preventDefault();
    } else if (event.key === 'Enter') pick();
  });
}

/** Describes the cell under the pointer; null: there is none. @param {Shown} shown */
function wordsOf({ matrix, cell, roles }) {
  const n = matrix?.items.length ?? 0;
  if (!matrix || !cell || cell.row >= n || cell.col >= n) return null;
  const a = matrix.items[cell.row];
  const b = matrix.items[cell.col];
  const value = formatSimilarity(matrix.cosine[cell.row * n + cell.col]);
  return t(a === b ? 'cellSelf' : roles.same(a, b) ? 'cellPositive' : 'cellNegative',
    { a: roles.name(a), b: roles.name(b), value });
}

/** Remembers what was drawn, so that only a difference is drawn again. */
function createMemory() {
  let drawn = { n: 0, anchor: -1, hover: -1, sum: NaN };
  /** @param {ArrayLike<number>} cosine @param {{ anchor: number, hover: number }} state */
  return (cosine, { anchor, hover }) => {
    let sum = 0;   // weighted by index: cheaper than a copy of an array whose memory is reused
    for (let i = 0; i < cosine.length; i++) sum += cosine[i] * (1 + (i % 97));
    const before = drawn;
    drawn = { n: cosine.length, anchor, hover, sum };
    return before.n !== drawn.n || before.anchor !== anchor || before.hover !== hover
      || !(before.sum === sum);
  };
}

/** @param {PanelHost} host @param {import('./parts/surface.js').Surface} surface
 *  @param {Sprites} heads @param {Shown} shown */
function paint(host, surface, heads, shown) {
  const { matrix, roles, cell } = shown;
  const { theme, width, height } = surface;
  const n = matrix?.items.length ?? 0;
  const layout = layoutOf(n, width, height, theme.size, roles.table ? 54 : 76);
  shown.layout = layout;
  const { anchor, hover } = host.state();
  const ctx = surface.draw((pen) => {
    if (!matrix) return;
    placeHeads(heads, { which: matrix.items, layout, theme, anchor,
      pictured: Boolean(host.items.sheet) });
    const { left, top, side } = layout;
    const map = { minus: theme.rgb['sim-minus'], zero: theme.rgb['sim-zero'],
      plus: theme.rgb['sim-plus'] };
    pen.heat(matrix.cosine, n, left, top, side, layout.cell > 8 ? 1 / layout.cell : 0, map);
    pen.sprites(heads, surface.sheet, theme.rgb.panel);
  });
  if (!ctx || !matrix) return;
  drawOverlay(ctx, { layout, theme, roles, items: matrix.items, cosine: matrix.cosine, anchor, hover,
    cell });
}

/** @param {PanelHost} host @returns {Panel} */
export function matrix(host) {
  const surface = createSurface(host, 'matrix-canvas');
  const { canvas } = surface;
  const heads = new Sprites(64);
  const rolesNow = followRoles(host);
  /** @type {Shown} */
  const shown = { roles: rolesNow(), layout: layoutOf(0, 1, 1, 1, 0),
    matrix: null, cell: null };
  const empty = h('p', { class: 'p-empty', textContent: t('empty') });
  const readout = h('p', { class: 'p-readout' });
  const table = createTable();
  const spoken = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const speaker = announcer(spoken, 400);
  const changed = createMemory();
  const self = h('span', { class: 'key-self' });
  surface.element.append(empty);
  label(canvas);

  function describe() {
    const words = wordsOf(shown);
    say(readout, words ?? t('hint'));
    if (words && canvas.matches(':focus')) speaker.say(words);
  }

  listen(canvas, host, shown, (next) => {
    const { cell, matrix: now } = shown;
    if (next?.row === cell?.row && next?.col === cell?.col) return;
    shown.cell = next;
    host.act.hover(next && now ? now.items[next.row] : -1);
    describe();
    surface.touch();
  });

  return {
    title: t('title'),
    element: h('div', { class: 'panel panel-matrix' }, surface.element, readout, keyOf(self),
      h('div', { class: 'unseen' }, table.element), spoken),
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      shown.roles = rolesNow();
      shown.matrix = snapshot && snapshot.matrix.items.length ? snapshot.matrix : null;
      empty.hidden = shown.matrix !== null;
      say(self, t(state.params.bug === 'self' ? 'selfUsed' : 'self'));
      if (!changed(shown.matrix?.cosine ?? [], state)) return;
      describe();
      table.renew(shown.matrix, shown.roles.name);
      surface.touch();
    },
    draw() {
      if (surface.dirty) paint(host, surface, heads, shown);
      return false;
    },
    refresh: () => surface.refresh(),
    destroy() {
      speaker.stop();
      surface.destroy();
    },
  };
}
