// The correct loss and four common mistakes, side by side, for the present points.

import english from '../../words/en/breakdown.js';
import { h, say } from '../../base/dom.js';
import { formatLoss, formatNumber } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('breakdown', english);

/** A loss this close to ln 2 is marked as ln 2. */
const NEAR = 0.005;

const VARIANTS = /** @type {const} */ (['none', 'self', 'twice', 'left_out', 'wrong_scale']);

/** @param {string} group name of the radio buttons @param {(bug: string) => void} choose */
export function createVariants(group, choose) {
  const rows = VARIANTS.map((name) => {
    const input = h('input', { type: 'radio', name: group, value: name });
    const what = h('small');
    const value = h('output');
    const flag = h('em');
    input.addEventListener('change', () => choose(name));
    const element = h('label', { class: name === 'none' ? 'p-bug' : 'p-bug is-wrong' }, input,
      h('span', {}, t(name), what), h('span', {}, value, flag));
    return { name, input, what, value, flag, element };
  });
  const element = h('div', { class: 'p-bugs' }, h('fieldset', {},
    h('legend', { textContent: t('variants') }),
    ...rows.map((row) => row.element)));

  return {
    element,
    /** @param {{ bug: string, tau: number, losses: Record<string, number>,
     *  negatives: number }} now */
    show({ bug, tau, losses, negatives }) {
      for (const { name, input, what, value, flag, element: row } of rows) {
        const on = name === bug;
        if (input.checked !== on) input.checked = on;
        row.classList.toggle('is-on', on);
        say(what, t(`${name}Text`, { negatives, factor: formatNumber(Math.exp(tau)),
          right: formatNumber(1 / tau) }));
        const loss = losses[name] ?? NaN;
        say(value, formatLoss(loss));
        const atLn2 = name !== 'none' && Math.abs(loss - Math.LN2) < NEAR;
        say(flag, atLn2 ? t('atLn2') : '');
      }
    },
  };
}
