// The correct loss and four common mistakes, side by side, for the present points.

import { h, say } from '../../base/dom.js';
import { formatLoss, formatNumber } from '../../base/format.js';

/** A loss this close to ln 2 is marked as ln 2. */
const NEAR = 0.005;

/** What the denominator of each variant holds. @type {{ name: string, title: string,
 *  text: (negatives: number, tau: number) => string }[]} */
const VARIANTS = [
  { name: 'none', title: 'As published',
    text: (n) => `the positive and ${n} negatives` },
  { name: 'self', title: 'Self-similarity left in',
    text: (n) => `the positive, ${n} negatives and the anchor itself: never below ln 2` },
  { name: 'twice', title: 'Positive counted twice',
    text: (n) => `the positive two times and ${n} negatives: never below ln 2` },
  { name: 'left_out', title: 'Positive left out',
    text: (n) => `${n} negatives only: no floor, goes below zero` },
  { name: 'wrong_scale', title: 'Scaled by exp(\u03c4)',
    text: (n, tau) => `similarities times ${formatNumber(Math.exp(tau))} where `
      + `${formatNumber(1 / tau)} is meant: hardly moves` },
];

/** @param {string} group name of the radio buttons @param {(bug: string) => void} choose */
export function createVariants(group, choose) {
  const rows = VARIANTS.map(({ name, title, text }) => {
    const input = h('input', { type: 'radio', name: group, value: name });
    const what = h('small');
    const value = h('output');
    const flag = h('em');
    input.addEventListener('change', () => choose(name));
    const element = h('label', { class: name === 'none' ? 'p-bug' : 'p-bug is-wrong' }, input,
      h('span', {}, title, what), h('span', {}, value, flag));
    return { name, text, input, what, value, flag, element };
  });
  const element = h('div', { class: 'p-bugs' }, h('fieldset', {},
    h('legend', { textContent: 'Find the bug: the same points, five denominators' }),
    ...rows.map((row) => row.element)));

  return {
    element,
    /** @param {{ bug: string, tau: number, losses: Record<string, number>,
     *  negatives: number }} now */
    show({ bug, tau, losses, negatives }) {
      for (const { name, text, input, what, value, flag, element: row } of rows) {
        const on = name === bug;
        if (input.checked !== on) input.checked = on;
        row.classList.toggle('is-on', on);
        say(what, text(negatives, tau));
        const loss = losses[name] ?? NaN;
        say(value, formatLoss(loss));
        const atLn2 = name !== 'none' && Math.abs(loss - Math.LN2) < NEAR;
        say(flag, atLn2 ? 'ln 2 = 0.693' : '');
      }
    },
  };
}
