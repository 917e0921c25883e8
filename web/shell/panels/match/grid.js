// The table of cosines: a name to each row, a drawing to each column, and one cell that the keys
// lead to (the pattern "grid" of WAI-ARIA).

import english from '../../words/en/match.js';
import { h, say } from '../../base/dom.js';
import { formatSimilarity } from '../../base/format.js';
import { groundOf, inkOn } from '../parts/heat.js';
import { createThumb } from '../parts/thumbs.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('match', english);

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../types').Match['matrix']} Matrix */
/** @typedef {import('../parts/concepts.js').Concepts} Concepts */
/** @typedef {{ row: number, col: number }} Cell */
/** @typedef {ReturnType<typeof build>} Parts */

const THUMB = 30; // CSS pixels, where there is room

/** The most similar column of every row, and row of every column.
 *  @param {Float32Array} cosine [n, n] @param {number} n */
export function bestOf(cosine, n) {
  const best = (/** @type {(k: number, j: number) => number} */ at) =>
    Array.from({ length: n }, (_, k) => {
      let most = 0;
      for (let j = 1; j < n; j++) if (at(k, j) > at(k, most)) most = j;
      return most;
    });
  return { rows: best((row, col) => cosine[row * n + col]),
    columns: best((col, row) => cosine[row * n + col]) };
}

/** Makes the cells for n names and n drawings. @param {PanelHost} host @param {number} n */
function build(host, n) {
  const each = Array.from({ length: n }, (_, k) => k);
  const columns = each.map(() => {
    const thumb = createThumb(host, THUMB);
    const name = h('span', { class: 'unseen' });
    return { thumb, name, element: h('th', { scope: 'col' }, thumb.element, name) };
  });
  const rows = each.map((row) => {
    const name = h('span');
    const cells = each.map((col) => {
      const value = h('span');
      return { value, element: h('td', { tabIndex: -1, 'data-row': row, 'data-col': col,
        class: row === col ? 'is-pair' : '' }, value) };
    });
    return { name, cells, element: h('th', { scope: 'row' }, name) };
  });
  const corner = h('td', {}, h('span', { class: 'unseen', textContent: t('corner') }));
  return { columns, rows, parts: [
    h('thead', {}, h('tr', {}, corner, ...columns.map(({ element }) => element))),
    h('tbody', {}, ...rows.map(({ element, cells }) =>
      h('tr', {}, element, ...cells.map((cell) => cell.element)))),
  ] };
}

/** @param {Parts} parts @param {Matrix} matrix @param {Concepts} concepts
 *  @param {import('../parts/theme.js').Theme} theme */
function fill({ columns, rows }, { concepts: which, cosine }, concepts, theme) {
  const n = which.length;
  const best = bestOf(cosine, n);
  columns.forEach(({ thumb, name, element }, col) => {
    thumb.show(concepts.item(which[col]));
    element.title = concepts.name(which[col]);
    say(name, t('drawingOf', { name: concepts.name(which[col]) }));
  });
  rows.forEach(({ name, cells, element }, row) => {
    element.title = concepts.name(which[row]);
    say(name, concepts.name(which[row]));
    cells.forEach((cell, col) => {
      const value = cosine[row * n + col];
      const ground = groundOf(value, theme.rgb);
      const [ofRow, ofColumn] = [best.rows[row] === col, best.columns[col] === row];
      say(cell.value, formatSimilarity(value));
      cell.element.style.backgroundColor = `rgb(${ground.map((c) => Math.round(255 * c))})`;
      cell.element.style.color = inkOn(ground);
      cell.element.classList.toggle('is-row-best', ofRow);
      cell.element.classList.toggle('is-column-best', ofColumn);
      cell.element.setAttribute('aria-label', [formatSimilarity(value),
        row === col && t('pair'), ofRow && t('row'), ofColumn && t('column')]
        .flatMap((text) => text || []).reduce((first, second) => t('both', { first, second })));
    });
  });
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** Where a key leads to in a grid of n rows. @param {KeyboardEvent} event @param {Cell} from
 *  @param {number} n @returns {Cell | null} */
function led({ key, ctrlKey }, { row, col }, n) {
  const [down, right] = STEPS[/** @type {keyof typeof STEPS} */ (key)] ?? [0, 0];
  if (down || right) {
    const inside = (/** @type {number} */ k) => Math.max(0, Math.min(n - 1, k));
    return { row: inside(row + down), col: inside(col + right) };
  }
  if (key === 'Home') return { row: ctrlKey ? 0 : row, col: 0 };
  if (key === 'End') return { row: ctrlKey ? n - 1 : row, col: n - 1 };
  return null;
}

/** The cell that an event is in. @param {Event} event @returns {Cell | null} */
function cellAt({ target }) {
  const at = target instanceof Element && target.closest('td[data-row]');
  return at instanceof HTMLElement
    ? { row: Number(at.dataset.row), col: Number(at.dataset.col) } : null;
}

/** Pointer and keys. @param {HTMLElement} element @param {() => number} size
 *  @param {{ to(cell: Cell | null): void, focus(cell: Cell): void, pick(cell: Cell): void }} go */
function listen(element, size, go) {
  element.addEventListener('pointerover', (event) => go.to(cellAt(event)));
  element.addEventListener('pointerleave', () => go.to(null));
  element.addEventListener('focusin', (event) => go.to(cellAt(event)));
  element.addEventListener('focusout', () => { if (!element.matches(':hover')) go.to(null); });
  element.addEventListener('click', (event) => {
    const cell = cellAt(event);
    if (cell) go.pick(cell);
  });
  element.addEventListener('keydown', (event) => {
    const from = cellAt(event);
    if (!from || event.altKey || event.metaKey) return;
    const next = led(event, from, size());
    if (next) go.focus(next);
    else if (event.key === 'Enter' || event.key === ' ') go.pick(from);
    else return;
    event.preventDefault();
  });
}

/** @param {PanelHost} host @param {{ point(cell: Cell | null): void, pick(cell: Cell): void }} on
 *  point: called when the pointer or the keys come to another cell, or leave */
export function createGrid(host, { point, pick }) {
  const element = h('table', { class: 'p-match', role: 'grid',
    'aria-label': t('grid') });
  /** @type {Cell | null} */
  let at = null;
  let reach = { row: 0, col: 0 }; // the cell that the Tab key leads to
  /** @type {Parts} */
  let parts = build(host, 0);
  let which = new Int32Array(0);
  const cellOf = (/** @type {Cell} */ { row, col }) => parts.rows[row]?.cells[col]?.element;

  function to(/** @type {Cell | null} */ cell) {
    if (cell?.row === at?.row && cell?.col === at?.col) return;
    at = cell;
    point(at);
  }

  function focus(/** @type {Cell} */ cell) {
    cellOf(reach)?.setAttribute('tabindex', '-1');
    reach = cell;
    cellOf(reach)?.setAttribute('tabindex', '0');
    cellOf(reach)?.focus();
  }

  listen(element, () => which.length, { to, focus, pick });

  return {
    element,
    cell: () => at,
    /** @param {Matrix} matrix @param {Concepts} concepts
     *  @param {import('../parts/theme.js').Theme} theme */
    show(matrix, concepts, theme) {
      const n = matrix.concepts.length;
      if (n !== which.length) {
        parts = build(host, n);
        element.replaceChildren(...parts.parts);
        at = null;
        reach = { row: 0, col: 0 };
        cellOf(reach)?.setAttribute('tabindex', '0');
      }
      which = matrix.concepts.slice();
      fill(parts, matrix, concepts, theme);
    },
    /** Marks the names and drawings of the concept under the pointer, wherever it is, and of the
     *  picked one; -1: none. @param {number} hover @param {number} picked */
    mark(hover, picked) {
      parts.columns.forEach(({ element: head }, col) => {
        head.classList.toggle('is-hover', which[col] === hover);
        head.classList.toggle('is-picked', which[col] === picked);
      });
      parts.rows.forEach(({ element: head }, row) => {
        head.classList.toggle('is-hover', at ? row === at.row : which[row] === hover);
        head.classList.toggle('is-picked', which[row] === picked);
      });
    },
  };
}
