// How many drawings the prompts name rightly, beside what needs no training.

import english from '../../words/en/zeroshot.js';
import { h, say } from '../../base/dom.js';
import { formatPercent } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('zeroshot', english);

const BARS = /** @type {const} */ (['zero_shot', 'majority', 'pixel_class']);

export function createBars() {
  const rows = BARS.map((metric) => {
    const bar = h('i');
    const value = h('output', { textContent: '\u2013' });
    const element = h('li', { class: `bar-${metric}` },
      h('span', {}, h('b', { textContent: t(metric) }), ' ',
        h('small', { textContent: metric === 'zero_shot' ? '' : t(`${metric}Text`) })), value,
      h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar));
    return { metric, bar, value, element };
  });
  return {
    element: h('ul', { class: 'p-right', 'aria-label': t('right') },
      ...rows.map(({ element }) => element)),
    /** @param {Record<string, number>} metrics */
    show: (metrics) => rows.forEach(({ metric, bar, value }) => {
      const share = metrics[metric] ?? NaN;
      bar.style.transform = `scaleX(${Number.isFinite(share) ? share : 0})`;
      say(value, formatPercent(share));
    }),
  };
}
