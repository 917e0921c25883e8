// The temperature over the training: a fixed setting, or a parameter that is trained as well.

import english from '../words/en/tau.js';
import { h, say } from '../base/dom.js';
import { formatNumber } from '../base/format.js';
import { createChart } from './parts/chart.js';
import { createHistory } from './parts/history.js';
import { param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

const t = textsOf('tau', english);

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

/** @param {number} tau */
const format = (tau) => formatNumber(Number(tau.toPrecision(3)));

/** @param {PanelHost} host @returns {Panel} */
export function tau(host) {
  const history = createHistory(1);
  /** @type {import('../types').Snapshot | null} */
  let taken = null;
  let step = 0;
  let dirty = false;
  const now = h('output', { class: 'p-big', textContent: '\u2013' });
  const where = h('span', { class: 'p-unit' });
  const note = h('p', { class: 'p-note' });
  const learned = () => param(host, 'learn_tau') === 'on';
  const chart = createChart(host, {
    lines: [{ label: t('line'), colour: 'accent' }],
    marks: () => [{ value: learned() ? Number(param(host, 'tau')) : NaN, label: t('began'),
      colour: 'faint', dash: [2, 4] }],
    format: (v) => formatNumber(Number(v.toPrecision(2))),
    range: (least, most) => [0, Math.max(most * 1.15, 0.05)],
  });
  const element = h('div', { class: 'panel panel-tau' },
    h('div', { class: 'p-head' }, h('p', {}, now, ' ', where)), chart.element, note);

  return {
    title: t('title'),
    element,
    update(snapshot) {
      history.follow(host.course());
      if (!snapshot) {
        taken = null;
        step = 0;
        history.clear();
      } else if (snapshot !== taken) {
        taken = snapshot;
        if (snapshot.step < step || snapshot.step === 0) history.clear();
        step = snapshot.step;
        history.add(step, snapshot.tau);
      }
      say(now, taken ? format(taken.tau) : '\u2013');
      say(where, taken ? t('at', { step: formatNumber(step) }) : t('unit'));
      say(note, t(learned() ? 'learned' : 'set'));
      dirty = true;
      host.invalidate();
    },
    draw() {
      if (dirty) chart.set(history.columns(), history.before);
      dirty = false;
      chart.draw();
      return false;
    },
    refresh: () => chart.refresh(),
    destroy: () => chart.destroy(),
  };
}
