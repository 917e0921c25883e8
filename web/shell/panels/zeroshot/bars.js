// How many drawings the prompts name rightly, beside what needs no training.

import { h, say } from '../../base/dom.js';
import { formatPercent } from '../../base/format.js';

const BARS = [
  { metric: 'zero_shot', title: 'these prompts', text: '' },
  { metric: 'majority', title: 'the largest class', text: 'named for every drawing' },
  { metric: 'pixel_class', title: 'nearest pixels', text: 'the class of the training drawing that '
    + 'is nearest pixel by pixel: it is given labels' },
];

export function createBars() {
  const rows = BARS.map(({ metric, title, text }) => {
    const bar = h('i');
    const value = h('output', { textContent: '\u2013' });
    const element = h('li', { class: `bar-${metric}` },
      h('span', {}, h('b', { textContent: title }), ' ', h('small', { textContent: text })), value,
      h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar));
    return { metric, bar, value, element };
  });
  return {
    element: h('ul', { class: 'p-right', 'aria-label': 'Drawings named rightly' },
      ...rows.map(({ element }) => element)),
    /** @param {Record<string, number>} metrics */
    show: (metrics) => rows.forEach(({ metric, bar, value }) => {
      const share = metrics[metric] ?? NaN;
      bar.style.transform = `scaleX(${Number.isFinite(share) ? share : 0})`;
      say(value, formatPercent(share));
    }),
  };
}
