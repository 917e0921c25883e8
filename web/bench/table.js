// Shows the results in the tables of the page and gives them as text, formatted in the same way.
import { h, say } from '../shell/base/dom.js';
import { groups, PICTURES } from './rows.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('./worker.js').Figure} Figure */

const NONE = '\u2013';

const number = (/** @type {number} */ value) => value.toLocaleString('en',
  value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

/** The texts of each group's two columns. @type {((f: Figure) => [string, string])[]} */
const columns = [
  ({ perSecond }) => [number(perSecond), number(PICTURES * perSecond)],
  ({ ms, perSecond }) => [number(ms), number(perSecond)],
  ({ perSecond, share }) => [number(perSecond / 1e9), `${(100 * (share ?? NaN)).toFixed(0)} %`],
  ({ perSecond }) => [number(perSecond / 1e6), number(1e9 / perSecond)],
];

/** @param {Row} row @param {Figure} figure */
function textOf(row, { threads }) {
  if (row.threads !== 'all' || !threads) return row.text;
  return row.text.replace('all threads', threads === 1 ? '1 thread' : `${threads} threads`);
}

/** @typedef {Map<string, { row: Row, group: number, line: HTMLElement, head: HTMLElement,
 *   cells: HTMLElement[], figure: Figure | null | undefined }>} Lines lines of the tables by their
 *  ids */

/** All results as lines of plain text. @param {Lines} lines */
function reportOf(lines) {
  const out = [];
  for (const [index, { title, columns: names, rows }] of groups.entries()) {
    out.push('', `${title} (${names.join('; ').toLowerCase()})`);
    for (const { id, text } of rows) {
      const figure = lines.get(id)?.figure;
      if (!figure) out.push(`  ${text}: not measured`);
      else {
        const row = /** @type {Row} */ (rows.find((r) => r.id === id));
        out.push(`  ${textOf(row, figure)}: ${columns[index](figure).join('; ')}`);
      }
    }
  }
  const figures = [...lines.values()].map((l) => l.figure);
  const peaks = figures.flatMap((f) => (f?.peak ? [f.peak] : []));
  const memory = Math.max(0, ...figures.map((f) => f?.memory ?? 0));
  if (peaks.length) out.push('', `Peak of a core: ${number(Math.max(...peaks) / 1e9)} GFLOP/s`);
  if (memory) out.push(`Memory of the larger network: ${number(memory / 1e6)} MB`);
  return out.join('\n').trim();
}

/** @param {HTMLElement} place */
export function createTables(place) {
  /** @type {Lines} */
  const lines = new Map();
  groups.forEach(({ title, about, columns: names, rows }, group) => {
    const body = h('tbody');
    for (const row of rows) {
      const head = h('span', {}, row.text);
      const cells = [h('td', {}, NONE), h('td', {}, NONE)];
      const line = h('tr', {},
        h('th', { scope: 'row' }, head, h('small', {}, row.meaning)), ...cells);
      body.append(line);
      lines.set(row.id, { row, group, line, head, cells, figure: undefined });
    }
    const heads = ['What', ...names].map((name) => h('th', { scope: 'col' }, name));
    place.append(h('section', {}, h('h2', {}, title), h('p', { class: 'note' }, about),
      h('div', { class: 'table', tabIndex: 0, role: 'region', 'aria-label': title },
        h('table', {}, h('thead', {}, h('tr', {}, ...heads)), body))));
  });

  /** @param {string | null} id that of the row being measured */
  function mark(id) {
    for (const [key, { line }] of lines) line.classList.toggle('now', key === id);
  }

  return {
    mark,
    clear() {
      for (const entry of lines.values()) {
        entry.figure = undefined;
        for (const cell of entry.cells) say(cell, NONE);
        say(entry.head, entry.row.text);
      }
    },
    /** @param {string} id @param {Figure | null} figure null: it cannot be measured here */
    show(id, figure) {
      const entry = lines.get(id);
      if (!entry) return;
      entry.figure = figure;
      const values = figure ? columns[entry.group](figure) : ['not here', NONE];
      entry.cells.forEach((cell, i) => say(cell, values[i]));
      if (figure) say(entry.head, textOf(entry.row, figure));
    },
    text: () => reportOf(lines),
  };
}

/** @typedef {ReturnType<typeof createTables>} Tables */
