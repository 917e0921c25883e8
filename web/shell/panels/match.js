// Some drawings against some names: the cosine of every two, and who finds whom.

import english from '../words/en/match.js';
import { h, say } from '../base/dom.js';
import { formatSimilarity } from '../base/format.js';
import { bestOf, createGrid } from './match/grid.js';
import { followConcepts } from './parts/concepts.js';
import { readTheme } from './parts/theme.js';
import { textsOf } from '../words/words.js';

export { default as css } from './match.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Match['matrix']} Matrix */
/** @typedef {import('./parts/concepts.js').Concepts} Concepts */
/** @typedef {import('./match/grid.js').Cell} Cell */

const t = textsOf('match', english);

const keyOf = () => h('div', { class: 'p-row' },
  h('div', { class: 'p-scale', role: 'img',
    'aria-label': t('colours') },
  h('span', { textContent: '\u22121' }), h('span', { class: 'p-ramp' }),
  h('span', { textContent: '1' })),
  h('p', { class: 'p-key p-match-key' },
    h('span', { class: 'key-pair', textContent: t('pair') }),
    h('span', { class: 'key-row', textContent: t('row') }),
    h('span', { class: 'key-column', textContent: t('column') })));

/** Counts who finds whom. @param {Matrix} matrix @returns {string} */
function counted({ concepts: { length: n }, cosine }) {
  const { rows, columns } = bestOf(cosine, n);
  const hits = (/** @type {number[]} */ best) => best.filter((at, k) => at === k).length;
  return t('counted', { names: hits(rows), drawings: hits(columns), count: n });
}

/** @param {Matrix} matrix @param {Cell} cell @param {Concepts} concepts */
function wordsOf({ concepts: which, cosine }, { row, col }, concepts) {
  const n = which.length;
  const [name, drawing] = [concepts.name(which[row]), concepts.name(which[col])];
  const value = formatSimilarity(cosine[row * n + col]);
  return t(row === col ? 'cellPair' : 'cell', { name, drawing, artist: concepts.by, value });
}

/** Remembers which cosines are shown, so that only others are shown again. */
function createMemory() {
  let shown = '';
  let of = /** @type {Concepts | null} */ (null);
  return (/** @type {Matrix | null} */ matrix, /** @type {Concepts} */ concepts) => {
    let sum = 0;   // weighted by index, because the memory of the cosines is used again
    matrix?.cosine.forEach((value, i) => { sum += value * (1 + (i % 97)); });
    const now = matrix ? `${matrix.concepts} ${sum}` : '';
    const same = now === shown && of === concepts;
    shown = now;
    of = concepts;
    return !same;
  };
}

/** @param {Concepts} concepts */
const hintOf = ({ by }) => t('hint', { artist: by });

/** @param {PanelHost} host @returns {Panel} */
export function match(host) {
  const conceptsNow = followConcepts(host);
  /** @type {Matrix | null} */
  let matrix = null;
  const empty = h('p', { class: 'p-blank', textContent: t('empty') });
  const sum = h('p', { class: 'p-note' });
  const readout = h('p', { class: 'p-readout' });
  const key = keyOf();
  const changed = createMemory();
  const item = (/** @type {number} */ col) =>
    (matrix ? conceptsNow().item(matrix.concepts[col]) : -1);
  const grid = createGrid(host, {
    point(cell) {
      say(readout, matrix && cell ? wordsOf(matrix, cell, conceptsNow())
        : hintOf(conceptsNow()));
      host.act.hover(cell ? item(cell.col) : -1);
    },
    pick(cell) { if (item(cell.col) >= 0) host.act.pick(item(cell.col)); },
  });
  const element = h('div', { class: 'panel panel-match' }, empty, grid.element, readout, key, sum);

  function show() {
    empty.hidden = matrix !== null;
    for (const part of [grid.element, readout, key, sum]) part.hidden = matrix === null;
    if (!matrix) return;
    const concepts = conceptsNow();
    grid.show(matrix, concepts, readTheme(element));
    say(sum, counted(matrix));
    const cell = grid.cell();
    say(readout, cell ? wordsOf(matrix, cell, concepts) : hintOf(concepts));
  }

  return {
    title: t('title'),
    element,
    measured: (snapshot) => snapshot.match?.step ?? -1,
    update(snapshot, { hover, anchor }) {
      const now = snapshot?.match;
      matrix = now && now.step >= 0 && now.matrix.concepts.length ? now.matrix : null;
      if (changed(matrix, conceptsNow())) show();
      const concepts = conceptsNow();
      grid.mark(concepts.of(hover), concepts.of(anchor));
    },
    refresh: show,
    destroy() {},
  };
}
