// What labels can be read from the representation: a linear probe and a few shots, each compared
// with raw pixels in the same exam.

import { h, say } from '../base/dom.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { choiceOf } from '../look/labels.js';
import style from './exam.css';
import { createProgress, css as shared } from './parts/progress.js';
import { param } from './parts/roles.js';

export const css = shared + style;

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const MEASURES = [
  { name: 'probe', title: 'Linear probe', text: 'a linear layer from all training labels' },
  { name: 'shot10', title: '10 shots', text: 'a linear layer from 10 labels of each class' },
  { name: 'shot5', title: '5 shots', text: 'from 5 of each class' },
  { name: 'shot1', title: '1 shot', text: 'from a single label of each class' },
];

/** The question by data set. */
const CLASSES = {
  emoji: 'of 8 groups is a held-out emoji in',
  mnist: 'of 10 digits is a held-out one',
};

/** A difference of two shares in percentage points, with its sign. @param {number} gain */
const points = (gain) => `${gain < 0 ? '\u2212' : '+'}${Math.abs(100 * gain).toFixed(1)} points`;

/** @param {PanelHost} host @returns {Panel} */
export function exam(host) {
  const rows = MEASURES.map(({ name, title, text }) => {
    const [bar, mark] = [h('i'), h('u')];
    const [value, raw] = [h('output', { textContent: '\u2013' }), h('small')];
    const row = h('li', {}, h('b', {}, title, ' ', h('small', {}, text)), value,
      h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar, mark), raw);
    return { name, bar, mark, value, raw, row, own: NaN, of: -1 };
  });
  let step = 0;
  const what = h('p', { class: 'p-note' });
  const progress = createProgress('Exam under way');
  const element = h('div', { class: 'panel panel-exam' },
    h('p', { class: 'p-legend' }, h('span', { class: 'bar-own', textContent: 'this encoder' }),
      h('span', { class: 'mark-raw', textContent: 'raw pixels' })),
    h('ul', { class: 'p-exam' }, ...rows.map(({ row }) => row)), what, progress.element);

  return {
    title: 'What labels can be read from it?',
    element,
    measured: ({ examStep }) => examStep,
    update(snapshot) {
      const { metrics: m = {}, examStep = -1 } = snapshot ?? {};
      const anew = !snapshot || snapshot.step < step || examStep < 0; // training began anew
      step = snapshot?.step ?? 0;
      for (const known of rows) {
        const { name, bar, mark, value, raw } = known;
        if (anew) Object.assign(known, { own: NaN, of: -1 });
        else if (Number.isFinite(m[name])) Object.assign(known, { own: m[name], of: examStep });
        const { own, of } = known; // this row's last result, until it is measured again
        const pixels = m[`raw_${name}`] ?? NaN;
        bar.style.transform = `scaleX(${Number.isFinite(own) ? own : 0})`;
        mark.hidden = !Number.isFinite(pixels);
        mark.style.left = `${100 * pixels}%`;
        say(value, formatPercent(own));
        const at = of < examStep && of >= 0 ? `of step ${formatNumber(of)}; ` : '';
        say(raw, at + (Number.isFinite(pixels) ? `raw pixels ${formatPercent(pixels)}${
          Number.isFinite(own) ? `: ${points(own - pixels)}` : ''}` : 'raw pixels: to come'));
      }
      const data = /** @type {keyof typeof CLASSES} */ (param(host, 'data'));
      say(what, `Which ${CLASSES[data]}? The encoder stays as it is; a linear layer on what `
        + `it says ${choiceOf('read', param(host, 'read'))} learns to tell from training drawings. `
        + 'The training itself never reads a label. Shots: mean of 10 choices of the labelled.');
      progress.show(snapshot, (rest) => (examStep < 0 ? 'First exam under way: '
        : `Measured at step ${formatNumber(examStep)}.${rest ? '' : ' The next: '}`));
    },
    destroy() {},
  };
}
