// The grid as a table whose cells are the darker the greater their value: a heat map with numbers.

import english from '../../words/en/runs.js';
import { fresh, h, say } from '../../base/dom.js';
import { helpOf, labelOf } from '../../words/labels.js';
import { METRICS, bestOf, knownOf, rawText, titleOf } from './cells.js';
import { valueText } from './planner.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('runs', english);

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {import('../../types').LabState} LabState */
/** @typedef {ReturnType<typeof import('../../runs/grid.js').gridOf>} Grid */

const DARKEST = 50; // % of the magnitude colour, on which text can still be read
const [LABEL, COLUMN] = [3.6, 4]; // widths in em; a table too wide for its place scrolls

/** @param {PanelHost} host */
export function createMap(host) {
  const shows = host.schema.params.find((p) => p.name === 'shows');
  const choices = shows?.choices ?? [];
  const id = fresh('shows');
  const select = h('select', { id, onchange: () => {
    host.act.set('shows', choices[select.selectedIndex].name);
  } }, ...choices.map(({ name }) =>
    h('option', { title: shows && helpOf(shows, name) }, titleOf(name))));
  const table = h('table', {});
  const raw = h('span', { class: 'p-unit' });
  const element = h('div', { class: 'runs-map' },
    h('p', { class: 'runs-shows' }, h('label', { for: id }, labelOf('shows')), select, raw),
    h('div', { class: 'runs-scroll', tabIndex: 0, role: 'region',
      'aria-label': t('map') }, table));
  let shape = '';
  /** @type {ReturnType<typeof createCell>[]} */
  let cells = [];

  /** Makes new elements when the axes have changed. @param {Grid} grid */
  function lay({ across, down }) {
    const now = JSON.stringify([across, down]);
    if (now === shape) return;
    shape = now;
    cells = [];
    table.style.minWidth = `${LABEL + COLUMN * across.values.length}em`;
    const head = h('tr', {}, h('td', {}), ...across.values.map((v) =>
      h('th', { scope: 'col' }, valueText(across.name, v))));
    const rows = down.values.map((v) => h('tr', {},
      h('th', { scope: 'row' }, valueText(down.name, v)),
      ...across.values.map((u) => {
        const cell = createCell(host, { [across.name]: u, [down.name]: v });
        cells.push(cell);
        return cell.element;
      })));
    table.replaceChildren(h('caption', {}, t('axes', { across: labelOf(across.name),
      down: labelOf(down.name) })), head, ...rows);
  }

  return {
    element,
    /** @param {Grid} grid @param {LabState} state
     *  @param {import('../../types').Snapshot | null} snapshot */
    update(grid, { trials, params }, snapshot) {
      lay(grid);
      const metric = String(params.shows);
      say(raw, rawText(snapshot, metric));
      select.selectedIndex = choices.findIndex((c) => c.name === metric);
      const known = grid.cells.map((cell) => knownOf(trials, cell, metric));
      const means = known.map((k) => k.mean).filter(Number.isFinite);
      const [least, most] = [Math.min(...means), Math.max(...means)];
      const best = METRICS[metric].best ? bestOf(known) : NaN;
      known.forEach((k, i) => cells[i].show(k, metric, (k.mean - least) / (most - least || 1),
        k.share === 1 && k.mean === best));
    },
  };
}

/** @param {PanelHost} host @param {Record<string, number | string>} params the cell's setting */
function createCell(host, params) {
  const value = h('b');
  const small = h('small');
  const button = h('button', { type: 'button', title: t('set'),
    onclick: () => host.act.apply(params) }, value, small);
  const element = h('td', {}, button);
  const setting = Object.entries(params).map(([name, v]) =>
    t('setting', { label: labelOf(name), value: valueText(name, v) }))
    .reduce((first, second) => t('list', { first, second }));
  return {
    element,
    /** @param {import('./cells.js').Known} known @param {string} metric @param {number} share 0 for
     *  the least value of the grid, 1 for the greatest @param {boolean} best */
    show({ values, mean, spread, share: done, problem }, metric, share, best) {
      const { format } = METRICS[metric];
      const shade = Number.isFinite(share) ? DARKEST * share : 0;
      element.style.setProperty('--shade', `${shade.toFixed(1)}%`);
      element.classList.toggle('is-known', values.length > 0);
      element.classList.toggle('is-best', best);
      const under = done > 0 && done < 1;
      const text = values.length ? format(mean) : problem ? t('cellFailed') : under ? '' : '\u2013';
      say(value, text);
      const word = values.length > 1 ? t('spread', { spread: format(spread) }) : problem;
      say(small, under ? t('share', { share: Math.round(100 * done) })
        : best ? t('best', { text: word }).trim() : word);
      const plain = text || (small.textContent ?? '');
      button.setAttribute('aria-label', t(best ? 'cellBest' : 'cell', { setting,
        title: titleOf(metric), value: values.length > 1
          ? t('plusMinus', { value: plain, spread: format(spread) }) : plain }));
    },
  };
}
