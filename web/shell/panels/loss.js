// The loss over the whole training, between the cost of guessing and the least it can be.

import english from '../words/en/loss.js';
import { lossOf } from '../look/dated.js';
import { h, say } from '../base/dom.js';
import { formatLoss, formatNumber, formatTick } from '../base/format.js';
import { createChart } from './parts/chart.js';
import { createHistory } from './parts/history.js';
import { createInformation } from './loss/information.js';
import { methodOf, param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const t = textsOf('loss', english);

const FLAT = 0.0005;   // a floor below this counts as none
const FLATTENED = 2;   // from this many times the height on, a curve counts as pressed flat

/** Whether the items are free points. Then the loss that a step reports belongs to the points
 *  before the step, and the loss of the present points is known too. @param {PanelHost} host */
const isFree = (host) => param(host, 'encoder') === 'table';

/** Among how many views an anchor's positive is to be found: with free points all others, else by
 *  the method; NaN where the loss is no such choice. @param {PanelHost} host */
const candidatesOf = (host) => (isFree(host) ? 2 * Number(param(host, 'pairs')) - 1
  : methodOf(host).candidates?.(host.state().params) ?? NaN);

/** @typedef {ReturnType<typeof createHistory>} History */
/** What the loss panel knows so far. @typedef {{ taken: import('../types').Snapshot | null,
 *  floor: number, chance: number, step: number }} Known floor, chance: NaN where there is none */

/** @param {PanelHost} host */
const collapseOf = (host) => methodOf(host).collapse;

/** The range of the axis. The first tenth of the curve may leave it where it would press the rest
 *  flat.
 *  @param {number} chance @param {number} least @param {number} most
 *  @param {(number | null)[]} values @returns {[number, number]} */
export function rangeOf(chance, least, most, values) {
  const low = least < -0.02 ? least * 1.08 : 0;
  let top = Number.isFinite(chance) ? chance * 1.3 : 0.1;
  const from = values.length > 40 ? Math.floor(values.length / 10) : 0;
  for (let i = from; i < values.length; i++) top = Math.max(top, (values[i] ?? 0) * 1.08);
  if (most * 1.08 < FLATTENED * top) top = Math.max(top, most * 1.08);
  return [low, Math.max(Math.min(top, most * 1.3), low + 0.1)];
}

/** @param {PanelHost} host @param {Known} known @param {(index: number | null) => void} point */
const chartOf = (host, known, point) => createChart(host, {
  lines: [{ label: t('line'), colour: 'accent' },
    { label: t('information'), colour: 'anchor', dash: [8, 3] }],
  marks() {
    const { chance, floor } = known;
    const collapse = collapseOf(host);
    return [
      { value: chance,
        label: t(collapse ? 'collapsedMark' : 'guessingMark', { loss: formatLoss(chance) }),
        colour: collapse ? 'negative' : 'faint', dash: [2, 4] },
      { value: floor,
        label: t(floor === Math.LN2 ? 'ln2Mark' : 'floorMark', { loss: formatLoss(floor) }),
        colour: 'positive', dash: [7, 4] },
    ];
  },
  format: formatTick,
  range: (least, most, [, values]) => rangeOf(known.chance, least, most, values),
  point,
});

/** Says what the numbers mean. @param {PanelHost} host @param {Known} known */
function explain(host, { chance, floor, step }) {
  const pairs = Number(param(host, 'pairs'));
  const all = candidatesOf(host);
  if (Number.isNaN(all)) return '';
  const collapse = collapseOf(host);
  if (collapse) return collapse(host.state().params, formatLoss(chance));
  if (step === 0) {
    return t('before', { count: formatNumber(all), loss: formatLoss(chance) });
  }
  if (floor === Math.LN2) return t('bug');
  if (param(host, 'bug') === 'left_out') return t('leftOut');
  if (Number.isFinite(floor) && floor > FLAT) {
    return t(Number(param(host, 'dim')) === 2 ? 'circle' : 'apart',
      { pairs, loss: formatLoss(floor) });
  }
  if (Number.isFinite(floor)) return t('room');
  return t('random', { count: formatNumber(all), loss: formatLoss(chance) });
}

/** Computes the costs that the curve is compared with; they follow from the values alone.
 *  @param {PanelHost} host @param {Known} known */
function compare(host, known) {
  known.chance = Math.log(candidatesOf(host));
  // with these two bugs it is never below ln 2; the others have another minimum, or none
  const bug = String(param(host, 'bug'));
  known.floor = bug === 'none' ? known.taken?.floor ?? NaN
    : bug === 'self' || bug === 'twice' ? Math.LN2 : NaN;
}

/** @param {PanelHost} host @param {History} history @param {Known} known
 *  @param {import('../types').Snapshot | null} snapshot */
function take(host, history, known, snapshot) {
  if (!snapshot) {
    known.taken = null;
    known.step = 0;
    history.clear();
  } else if (snapshot !== known.taken) {   // hovering repeats the same snapshot
    known.taken = snapshot;
    if (snapshot.step < known.step || snapshot.step === 0) history.clear();
    known.step = snapshot.step;
    const n = Math.min(snapshot.steps.length, snapshot.losses.length);
    const before = isFree(host) ? 1 : 0;
    for (let i = 0; i < n; i++) history.add(snapshot.steps[i] - before, snapshot.losses[i]);
  }
}

/** The curve, up to the present points where the items are free points. @param {PanelHost} host
 *  @param {History} history @param {Known} known */
function columnsOf(host, history, { taken, step }) {
  const known = history.columns();
  const value = taken && isFree(host) ? lossOf(taken, param(host, 'bug')).value : NaN;
  return Number.isFinite(value) ? [[...known[0], step], [...known[1], value]] : known;
}

/** What stands around the chart. @param {HTMLElement} chart
 *  @param {ReturnType<typeof createInformation>} information */
function createFrame(chart, information) {
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const where = h('span', { class: 'p-unit', textContent: t('unit') });
  const note = h('p', { class: 'p-note' });
  const keyChance = h('span', { class: 'line-chance' });
  const keyFloor = h('span', { class: 'line-floor', textContent: t('floor') });
  const legend = h('p', { class: 'p-legend' }, h('span', { textContent: t('batch') }), keyFloor,
    keyChance, information.key);
  return {
    now, where, note,
    element: h('div', { class: 'panel panel-loss' }, h('div', { class: 'p-head' },
      h('p', {}, now, ' ', where), legend, information.button), chart, note),
    /** Names the lines. @param {Known} known @param {boolean} collapse whether they compare with a
     *  collapse */
    name({ floor, chance }, collapse) {
      say(keyChance, t(collapse ? 'collapsed' : 'guessing'));
      keyFloor.hidden = !Number.isFinite(floor);
      keyChance.hidden = !Number.isFinite(chance);
    },
  };
}

/** @param {PanelHost} host @returns {Panel} */
export function loss(host) {
  const history = createHistory(1);
  /** @type {Known} */
  const known = { taken: null, floor: NaN, chance: NaN, step: 0 };
  let dirty = false;
  let at = /** @type {number | null} */ (null);
  const chart = chartOf(host, known, (index) => {
    at = index;
    show();
  });
  const information = createInformation(tell);
  const { element, now, where, note, name } = createFrame(chart.element, information);

  function show() {
    const [steps, losses] = columnsOf(host, history, known);
    const unit = methodOf(host).unit ?? t('unit');
    if (at !== null && at < steps.length) {
      say(now, formatLoss(losses[at]));
      say(where, t('at', { unit, step: formatNumber(steps[at]) }));
      return;
    }
    const { taken } = known;
    const { value, when } = taken ? lossOf(taken, param(host, 'bug')) : { value: NaN, when: '' };
    say(now, formatLoss(value));
    say(where, when ? t('when', { unit, when }) : unit);
  }

  function tell() {
    compare(host, known);
    const { chance, taken } = known;
    const collapse = collapseOf(host) !== undefined;
    information.update(Number.isFinite(chance) && !collapse
      && ['none', undefined].includes(host.state().params.bug?.toString()));
    name(known, collapse);
    show();
    const last = taken ? lossOf(taken, param(host, 'bug')).value : NaN;
    say(note, information.words(chance, last, candidatesOf(host)) ?? explain(host, known));
    dirty = true;
    host.invalidate();
  }

  return {
    title: t('title'),
    element,
    update(snapshot) {
      history.follow(host.course());
      take(host, history, known, snapshot);
      tell();
    },
    draw() {
      if (dirty) chart.set(information.columns(columnsOf(host, history, known), known.chance),
        history.before && information.columns(history.before, known.chance));
      dirty = false;
      chart.draw();
      return false;
    },
    refresh: chart.refresh,
    destroy: chart.destroy,
  };
}
