// Every pair's cosine similarity as a heat map, with the numbers where they fit.

import { h, say } from '../base/dom.js';
import { Sprites } from '../gl/batches.js';
import { formatSimilarity } from '../base/format.js';
import { announcer } from './parts/dom.js';
import { placeOn } from './parts/place.js';
import { rolesOf } from './parts/roles.js';
import { createSurface } from './parts/surface.js';
import { placeHeads } from './matrix/heads.js';
import { layoutOf } from './matrix/layout.js';
import { drawOverlay } from './matrix/overlay.js';
import { createTable } from './matrix/table.js';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Snapshot} Snapshot */

/** @param {PanelHost} host @returns {Panel} */
export function matrix(host) {
  const surface = createSurface(host, 'matrix-canvas');
  const { canvas } = surface;
  const heads = new Sprites(64);
  let roles = rolesOf(host);
  let items = host.items;
  let layout = layoutOf(0, 1, 1, 1, 0);
  /** @type {Snapshot['matrix'] | null} */
  let shown = null;
  /** @type {{ row: number, col: number } | null} */
  let cell = null;

  const empty = h('p', { class: 'p-empty',
    textContent: 'The similarities appear once there are points.' });
  const readout = h('p', { class: 'p-readout' });
  const table = createTable();
  const spoken = h('p', { class: 'unseen', 'aria-live': 'polite' });
  const speaker = announcer(spoken, 400);
  surface.element.append(empty);
  const element = h('div', { class: 'panel panel-matrix' }, surface.element, readout,
    h('div', { class: 'p-row' },
      h('div', { class: 'p-scale', 'aria-label': 'Colour of a similarity from minus one to one',
        role: 'img' },
        h('span', { textContent: '\u22121' }), h('span', { class: 'p-ramp' }),
        h('span', { textContent: '1' })),
      h('p', { class: 'p-key' },
        h('span', { class: 'key-positive', textContent: 'positive pairs' }),
        h('span', { class: 'key-self', textContent: 'with itself: not used' }))),
    h('div', { class: 'unseen' }, table.element), spoken);

  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-roledescription', 'similarity matrix');
  canvas.setAttribute('aria-label', 'Similarity matrix. Arrow keys go through the cells, Enter '
    + 'picks the row as the anchor.');

  /** @param {{ row: number, col: number } | null} next */
  function point(next) {
    if (next?.row === cell?.row && next?.col === cell?.col) return;
    cell = next;
    host.act.hover(next && shown ? shown.items[next.row] : -1);
    describe();
    surface.touch();
  }

  function describe() {
    if (!shown || !cell || cell.row >= shown.items.length || cell.col >= shown.items.length) {
      say(readout, 'Point at a cell to read it; click to make its row the anchor.');
      return;
    }
    const a = shown.items[cell.row];
    const b = shown.items[cell.col];
    const role = a === b ? 'with itself' : roles.same(a, b) ? 'positive' : 'negative';
    const value = formatSimilarity(shown.cosine[cell.row * shown.items.length + cell.col]);
    say(readout, `${roles.name(a)} \u00b7 ${roles.name(b)}: ${value}, ${role}`);
    if (canvas.matches(':focus')) speaker.say(readout.textContent ?? '');
  }

  canvas.addEventListener('pointermove', (event) => {
    const { x, y } = placeOn(canvas, event);
    point(layout.at(x, y));
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('blur', () => { if (!canvas.matches(':hover')) point(null); });
  canvas.addEventListener('click', () => {
    if (cell && shown) host.act.pick(shown.items[cell.row]);
  });
  canvas.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[
      event.key];
    const n = layout.n;
    if (step && n) {
      const row = cell ? cell.row + step[0] : 0;
      const col = cell ? cell.col + step[1] : 0;
      point({ row: (row + n) % n, col: (col + n) % n });
      event.preventDefault();
    } else if (event.key === 'Enter' && cell && shown) host.act.pick(shown.items[cell.row]);
  });

  let drawn = { n: 0, anchor: -1, hover: -1, sum: NaN };
  /** Whether anything that is drawn differs from what was. @param {{ anchor: number,
   *  hover: number }} state */
  function changed({ anchor, hover }) {
    const cosine = shown?.cosine ?? [];
    let sum = 0;   // a sum weighted by place: cheaper than keeping a copy of recycled memory
    for (let i = 0; i < cosine.length; i++) sum += cosine[i] * (1 + (i % 97));
    const before = drawn;
    drawn = { n: cosine.length, anchor, hover, sum };
    return before.n !== drawn.n || before.anchor !== anchor || before.hover !== hover
      || !(before.sum === sum);
  }

  return {
    title: 'How similar every two are',
    element,
    measured: ({ metricStep }) => metricStep,
    update(snapshot, state) {
      if (host.items !== items) {
        items = host.items;
        roles = rolesOf(host);
      }
      shown = snapshot && snapshot.matrix.items.length ? snapshot.matrix : null;
      empty.hidden = shown !== null;
      if (!changed(state)) return;
      describe();
      table.renew(shown, roles.name);
      surface.touch();
    },
    draw() {
      if (!surface.dirty) return false;
      const { theme, width, height } = surface;
      const n = shown?.items.length ?? 0;
      layout = layoutOf(n, width, height, theme.size, roles.table ? 54 : 76);
      const { anchor, hover } = host.state();
      const ctx = surface.draw((pen) => {
        if (!shown) return;
        placeHeads(heads, { which: shown.items, layout, theme, anchor,
          pictured: Boolean(host.items.sheet) });
        const { left, top, side } = layout;
        const map = { minus: theme.rgb['sim-minus'], zero: theme.rgb['sim-zero'],
          plus: theme.rgb['sim-plus'] };
        pen.heat(shown.cosine, n, left, top, side, layout.cell > 8 ? 1 / layout.cell : 0, map);
        pen.sprites(heads, surface.sheet, theme.rgb.panel);
      });
      if (!ctx || !shown) return false;
      drawOverlay(ctx, { layout, theme, roles, items: shown.items, cosine: shown.cosine, anchor,
        hover, cell });
      return false;
    },
    refresh: () => surface.refresh(),
    destroy() {
      speaker.stop();
      surface.destroy();
    },
  };
}
