// What a chart shows of the course before: its lines under those of the present one, and a button
// that names it by the settings that differ and removes it from all charts of the lab.

import { h, say } from '../../base/dom.js';
import { choiceOf, labelOf } from '../../look/labels.js';
import english from '../../words/en/chart.js';
import { textsOf } from '../../words/words.js';

/** @typedef {import('../../types').PanelHost} PanelHost */
/** @typedef {(number | null | undefined)[][]} Columns steps, then each line */

const NAMED = 2; // settings that are named: one choice may bring many others with it

const t = textsOf('chart', english);

/** @param {string[]} names @param {import('../../types').Params} params */
const settings = (names, params) => names.slice(0, NAMED)
  .map((name) => `${labelOf(name)} ${choiceOf(name, params[name])}`).join(', ');

/** Settings that differ and that the lab has controls for, in their order: which tab is open, for
 *  one, changes nothing in a chart. @param {PanelHost} host @param {string[]} names */
const inOrder = ({ lab }, names) =>
  [...lab.controls, ...lab.more].filter((name) => names.includes(name));

/** The index of the point that is nearest to a step. @param {(number | null | undefined)[]} steps
 *  rising @param {number} step */
export function nearestTo(steps, step) {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (steps[middle]) < step) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [steps[low - 1] ?? -Infinity, steps[low] ?? Infinity];
  return step - before < after - step ? low - 1 : low;
}

/** Both courses over the same steps: the one before, then the present one.
 *  @param {typeof import('uplot')} Plot @param {Columns | null} before @param {Columns} now */
export function together(Plot, before, now) {
  const tables = /** @type {import('uplot').AlignedData[]} */ ([before, now]);
  if (before?.[0].length && now[0].length) return Plot.join(tables);
  const none = (/** @type {Columns} */ of, /** @type {Columns} */ as) =>
    of.slice(1).map(() => as[0].map(() => null));
  const data = before?.[0].length ? [before[0], ...before.slice(1), ...none(now, before)]
    : [now[0], ...none(now, now), ...now.slice(1)];
  return /** @type {import('uplot').AlignedData} */ (data);
}

/** The button that names the course before and removes it. @param {PanelHost} host */
export function createGhost(host) {
  const words = h('span');
  const element = h('button', { type: 'button', class: 'p-ghost', hidden: true,
    onclick: () => host.act.forgetCourse() }, words, h('span', { 'aria-hidden': 'true' }, '\u00d7'),
  h('span', { class: 'unseen' }, t('remove')));
  return {
    element,
    /** @param {boolean} drawn whether it is in the chart */
    update(drawn) {
      const { before, differs, mixed } = host.course();
      element.hidden = !drawn || !before;
      if (!before) return;
      const names = settings(inOrder(host, differs), before);
      const kind = names ? mixed ? 'mixedBefore' : 'before' : mixed ? 'mixed' : 'again';
      say(words, t(kind, { settings: names }));
    },
  };
}

/** Settings that were changed on the way, with their steps. @param {PanelHost} host */
export const changesOf = (host) => host.course().changes
  .map(({ step, names, params }) => ({ step, text: settings(inOrder(host, names), params) }))
  .filter(({ text }) => text);
