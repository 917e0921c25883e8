// What labels can be read from the representation: a linear probe and a few shots, each compared
// with raw pixels in the same exam.

import english from '../words/en/exam.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { choiceOf } from '../words/labels.js';
import style from './exam.css';
import { createProgress, css as shared } from './parts/progress.js';
import { param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

export const css = shared + style;

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const t = textsOf('exam', english);

const MEASURES = /** @type {const} */ (['probe', 'shot10', 'shot5', 'shot1']);

/** Compares a share with that of raw pixels. @param {number} own @param {number} raw */
function comparedTo(own, raw) {
  if (!Number.isFinite(raw)) return t('toCome');
  const pixels = formatPercent(raw);
  if (!Number.isFinite(own)) return t('pixels', { pixels });
  const size = Math.abs(100 * (own - raw)).toFixed(1);
  const gain = t('gain', { sign: own < raw ? '\u2212' : '+', size, n: Number(size) });
  return t('compared', { gain, pixels });
}

/** @param {PanelHost} host @returns {Panel} */
export function exam(host) {
  const rows = MEASURES.map((name) => {
    const [bar, mark] = [h('i'), h('u')];
    const [value, raw] = [h('output', { textContent: '\u2013' }), h('small')];
    const row = h('li', {}, h('b', {}, t(name), ' ', h('small', {}, t(`${name}Text`))), value,
      h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar, mark), raw);
    return { name, bar, mark, value, raw, row, own: NaN, of: -1 };
  });
  let step = 0;
  const what = h('p', { class: 'p-note' });
  const progress = createProgress(t('progress'));
  const element = h('div', { class: 'panel panel-exam' },
    h('p', { class: 'p-legend' }, h('span', { class: 'bar-own', textContent: t('own') }),
      h('span', { class: 'mark-raw', textContent: t('raw') })),
    h('ul', { class: 'p-exam' }, ...rows.map(({ row }) => row)), what, progress.element);

  return {
    title: t('title'),
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
        mark.style.insetInlineStart = `${100 * pixels}%`;
        say(value, formatPercent(own));
        const text = comparedTo(own, pixels);
        say(raw, of < examStep && of >= 0 ? t('older', { step: formatNumber(of), text }) : text);
      }
      const data = /** @type {'emoji' | 'mnist'} */ (param(host, 'data'));
      say(what, t(data, { read: choiceOf('read', param(host, 'read')) }));
      progress.show(snapshot, (rest) => (examStep < 0 ? t('first')
        : t(rest ? 'at' : 'atNext', { step: formatNumber(examStep) })));
    },
    destroy() {},
  };
}
