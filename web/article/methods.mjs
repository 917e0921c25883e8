// The table of all methods on the same drawings, with the figures that `make methods` measured.
import { readFileSync } from 'node:fs';
import { formatNumber } from '../shell/base/format.js';
import { labelOf } from '../shell/methods.js';
import { fixed } from './numbers.mjs';

const measured = readFileSync(new URL('methods.json', import.meta.url), 'utf8');
const { shared, raw, rows } = JSON.parse(measured);

const percent = (share) => fixed(100 * share, 1);
const to = (digits) => (value) => fixed(value, digits);

/** [head of the column, name of the figure, function that writes it] */
const COLUMNS = [
  ['R@1, %', 'recall1', percent], ['k-NN, %', 'knn', percent], ['alignment', 'alignment', to(3)],
  ['uniformity', 'uniformity', to(2)], ['std · √d', 'std', to(2)],
  ['effective rank', 'rank', to(1)],
];

const link = ({ method, lab }) => `<a class="try" href="#${lab}?method=${method}">`
  + `${labelOf(method)}</a>`;

const line = (name, cells) => `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`;

function figures(name, values) {
  return line(name, COLUMNS.map(([, key, text]) =>
    `<td class="n">${Number.isFinite(values[key]) ? text(values[key]) : '–'}</td>`));
}

function settings(name, values) {
  const list = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return line(name, [`<td>${list.join(', ')}</td>`]);
}

function table(caption, heads, lines) {
  const head = heads.map((text, i) =>
    `<th scope="col"${i && heads.length > 2 ? ' class="n"' : ''}>${text}</th>`);
  return `<div class="table" tabindex="0" role="region" aria-label="${caption}"><table>`
    + `<caption>${caption}</caption><thead><tr>${head.join('')}</tr></thead>`
    + `<tbody>${lines.join('\n')}</tbody></table></div>`;
}

/** The best method first, with raw pixels at their rank. */
function ranked() {
  const all = [...rows.map((row) => ({ name: link(row), values: row.last })),
    { name: 'raw pixels', values: raw }];
  return all.sort((a, b) => b.values.recall1 - a.values.recall1);
}

/** The results of every method, and behind a disclosure the settings of each. */
export function methodTables() {
  return table(`All methods on the same drawings, after ${formatNumber(shared.steps)} steps`,
    ['Method', ...COLUMNS.map(([head]) => head)], ranked().map((r) => figures(r.name, r.values)))
    + '<details class="settings"><summary>What each method was given</summary>'
    + table('Settings, by their names in the address', ['Method', 'Settings'],
      [settings('all', shared),
        ...rows.map((row) => settings(labelOf(row.method), row.own))])
    + '</details>';
}
