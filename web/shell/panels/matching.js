// How often a name finds its drawing and a drawing its name, over the training.

import english from '../words/en/matching.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { createChart } from './parts/chart.js';
import { questionOf } from './parts/concepts.js';
import { createLooks } from './parts/looks.js';
import { textsOf } from '../words/words.js';

export { default as css } from './matching.css';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */
/** @typedef {import('../types').Match['metrics']} Metrics */

const t = textsOf('matching', english);

const FIRST = [1, 5, 10];
const HALF = 0.5;

/** What the rows of the table say; of: the metric of a way; chance: what guessing among so many
 *  names gets. @type {{ title(): string, of: string, format(value: number): string,
 *   chance(among: number): number }[]} */
const ROWS = [
  ...FIRST.map((k) => ({ title: () => t('recall', { k }), of: `recall${k}`, format: formatPercent,
    chance: (/** @type {number} */ among) => Math.min(1, k / among) })),
  { title: () => t('median'), of: 'median', format: formatNumber,
    chance: (among) => HALF * (among + 1) },
];

/** The columns that are measured, by the stem of their metrics. */
const WAYS = /** @type {const} */ (['name', 'drawing', 'pixel']);

/** The present values, with what raw pixels and guessing reach. */
function createTable() {
  const cells = ROWS.map(() => [...WAYS.map(() => h('td')), h('td')]);
  const heads = [...WAYS.map((stem) =>
    h('th', { scope: 'col', class: `way-${stem}`, textContent: t(stem) })),
  h('th', { scope: 'col', class: 'way-chance', textContent: t('guessing') })];
  const element = h('table', { class: 'p-ways' },
    h('caption', { class: 'unseen', textContent: t('caption') }),
    h('thead', {}, h('tr', {}, h('td'), ...heads)),
    h('tbody', {}, ...ROWS.map(({ title }, row) =>
      h('tr', {}, h('th', { scope: 'row', textContent: title() }), ...cells[row]))));
  const pixels = WAYS.indexOf('pixel');
  return {
    element,
    /** @param {Metrics} metrics @param {import('./parts/concepts.js').Question} question */
    show(metrics, { among, artist }) {
      ROWS.forEach(({ of, format, chance }, row) => {
        WAYS.forEach((stem, col) =>
          say(cells[row][col], format(metrics[`${stem}_${of}`] ?? NaN)));
        say(cells[row][WAYS.length], format(chance(among)));
      });
      // no drawing of a held-out concept is trained on, so that there is nothing to be near to
      for (const cell of [heads[pixels], ...cells.map((row) => row[pixels])]) cell.hidden = !artist;
    },
  };
}

/** @param {PanelHost} host @param {() => Metrics} metrics */
const chartOf = (host, metrics) => createChart(host, {
  lines: [{ label: t('name'), colour: 'accent' },
    { label: t('drawing'), colour: 'anchor', dash: [8, 4] }],
  marks() {
    const pixels = metrics().pixel_recall5 ?? NaN;
    const chance = FIRST[1] / questionOf(host).among;
    return [
      { value: pixels, label: t('pixelsMark', { share: formatPercent(pixels) }), colour: 'negative',
        dash: [7, 4], below: true },
      { value: chance, label: t('guessingMark', { share: formatPercent(chance) }), colour: 'faint',
        dash: [2, 4] },
    ];
  },
  format: (v) => `${Number((100 * v).toFixed(1))} %`,
  range: (least, most) => [0, Math.min(1, Math.max(most * 1.1, 0.1))],
});

/** @param {import('./parts/concepts.js').Question} question @param {Metrics} metrics */
function noteOf({ artist, words }, metrics) {
  const known = Number.isFinite(metrics.pixel_recall5);
  return t(!artist ? 'asked' : known ? 'askedArtist' : 'askedWaits', { question: words });
}

const legend = () => h('p', { class: 'p-legend' },
  h('span', { textContent: t('nameKey') }),
  h('span', { class: 'line-drawing', textContent: t('drawingKey') }));

/** @param {PanelHost} host @returns {Panel} */
export function matching(host) {
  /** @type {Metrics} */
  let metrics = {};
  let dirty = false;
  const looks = createLooks(['name_recall5', 'drawing_recall5']);
  const chart = chartOf(host, () => metrics);
  const table = createTable();
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const when = h('span', { class: 'p-unit' });
  const note = h('p', { class: 'p-note' });

  return {
    title: t('title'),
    element: h('div', { class: 'panel panel-matching' },
      h('div', { class: 'p-head' }, h('p', {}, now, ' ', when)), legend(), chart.element,
      table.element, note),
    measured: (snapshot) => snapshot.match?.step ?? -1,
    update(snapshot) {
      const match = snapshot?.match;
      metrics = match?.metrics ?? {};
      looks.take(snapshot, host.course());
      const question = questionOf(host);
      say(now, formatPercent(metrics.name_recall5 ?? NaN));
      say(when, match && match.step >= 0
        ? t('when', { step: formatNumber(match.step) }) : t('under'));
      say(note, noteOf(question, metrics));
      table.show(metrics, question);
      dirty = true;
      host.invalidate();
    },
    draw() {
      if (dirty) chart.set(looks.columns(), looks.before());
      dirty = false;
      chart.draw();
      return false;
    },
    refresh: () => chart.refresh(),
    destroy: () => chart.destroy(),
  };
}
