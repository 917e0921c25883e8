// The table of all methods on the same drawings, with the figures that `make methods` measured.
import { readFileSync } from 'node:fs';
import { formatNumber } from '../shell/base/format.js';
import { labelOf } from '../shell/methods.js';
import { drawing } from './bars.mjs';
import { fixed } from './numbers.mjs';

const measured = readFileSync(new URL('methods.json', import.meta.url), 'utf8');
const { shared, raw, rows } = JSON.parse(measured);

/** Methods by family; a new method has to be given one. Inside a family they stand by name. */
const FAMILIES = [
  ['A softmax over negatives', ['simclr', 'moco', 'moco3', 'npair', 'bank']],
  ['The same, with negatives weighed', ['decoupled', 'debiased', 'hard', 'mined']],
  ['Margins and squares', ['triplet', 'spectral']],
  ['Prediction, no negatives', ['byol', 'simsiam']],
  ['Decorrelation, no negatives', ['vicreg', 'barlow_twins']],
  ['Clusters', ['swav']],
  ['With labels', ['supcon']],
];

/** [head of the column, name of the figure, what it is multiplied by, digits] */
const COLUMNS = [
  ['R@1, %', 'recall1', 100, 1], ['k-NN, %', 'knn', 100, 1], ['alignment', 'alignment', 1, 2],
  ['uniformity', 'uniformity', 1, 2], ['std · √d', 'std', 1, 2], ['effective rank', 'rank', 1, 0],
];

const link = ({ method, lab }) => `<a class="try" href="#${lab}?method=${method}">`
  + `${labelOf(method)}</a>`;

const line = (name, cells) => `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`;

/** The mean of all seeds, and below it the least and the most where there are several. */
function cell(values, [, , times, digits]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const text = (value) => fixed(times * value, digits);
  const spread = values.length > 1
    ? `<small>${text(Math.min(...values))}–${text(Math.max(...values))}</small>` : '';
  return `<td class="n">${text(mean)}${spread}</td>`;
}

function figures({ last, ...row }) {
  const seeds = Object.values(last);
  const recalls = seeds.map(({ recall1 }) => 100 * recall1);
  const range = drawing(Math.min(...recalls) - 0.4, Math.max(...recalls) + 0.4, 100 * raw.recall1);
  return line(link(row), [`<td class="n">${seeds.length}</td>`,
    `<td class="drawn">${range}</td>`,
    ...COLUMNS.map((column) => cell(seeds.map((values) => values[column[1]]), column))]);
}

function settings(name, values) {
  const list = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  return line(name, [`<td>${list.join(', ')}</td>`]);
}

function table(caption, heads, bodies, size = '') {
  const head = heads.map((text, i) =>
    `<th scope="col"${i && heads.length > 2 ? ' class="n"' : ''}>${text}</th>`);
  return `<div class="table${size}" tabindex="0" role="region" aria-label="${caption}"><table>`
    + `<caption>${caption}</caption><thead><tr>${head.join('')}</tr></thead>`
    + `${bodies.map((lines) => `<tbody>${lines.join('\n')}</tbody>`).join('')}</table></div>`;
}

/** A family's heading and its methods. */
function family([name, methods]) {
  const own = rows.filter(({ method }) => methods.includes(method))
    .sort((a, b) => labelOf(a.method).localeCompare(labelOf(b.method), 'en'));
  return [`<tr class="family"><th scope="rowgroup" colspan="${COLUMNS.length + 3}">${name}</th></tr>`,
    ...own.map(figures)];
}

const pixels = () => [line('raw pixels', ['<td class="n">–</td>',
  `<td class="drawn">${drawing(0, 0, 100 * raw.recall1)}</td>`,
  ...COLUMNS.map(([, key, times, digits]) =>
    `<td class="n">${key in raw ? fixed(times * raw[key], digits) : '–'}</td>`)])];

/** The results of every method, and behind a disclosure the settings of each. */
export function methodTables() {
  const placed = FAMILIES.flatMap(([, methods]) => methods);
  const lost = rows.find(({ method }) => !placed.includes(method));
  if (lost) throw new Error(`the method ${lost.method} has no family`);
  return table(`All methods on the same drawings, after ${formatNumber(shared.steps)} steps: `
    + 'the mean of the seeds, and their least and most',
  ['Method', 'Seeds', 'R@1, 0 to 100 %', ...COLUMNS.map(([head]) => head)],
  [pixels(), ...FAMILIES.map(family)], ' big')
    + '<details class="settings"><summary>What each method was given</summary>'
    + table('Settings, by their names in the address', ['Method', 'Settings'],
      [[settings('all', shared),
        ...rows.map((row) => settings(labelOf(row.method), row.own))]])
    + '</details>';
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five'];

/** A sentence that says from how many seeds the rows are. */
export function seedsSaid() {
  const counts = rows.map(({ last }) => Object.keys(last).length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map((n) => NUMBERS[n]);
  const runs = least === most ? least : `${least} to ${most}`;
  return `Each row is of ${runs} ${runs === 'one' ? 'run' : 'runs'}, and another seed may move it by `
    + 'more than some rows are apart.';
}
