// The code of exactly this configuration, to take along.

import { h, say } from '../dom.js';
import { pytorchOf } from './code/pytorch.js';

/** @param {import('../types').PanelHost} host @returns {import('../types').Panel} */
export function code(host) {
  const text = h('code');
  const box = h('pre', { class: 'p-code', tabindex: '0', role: 'region', 'aria-label': 'PyTorch code' },
    text);
  const word = h('span', { role: 'status' });
  const copy = h('button', { type: 'button', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text.textContent ?? '');
      say(word, 'Copied');
    } catch {
      getSelection()?.selectAllChildren(text); // not allowed here: one key press remains
      say(word, 'Selected: copy it with the keyboard');
    }
  } }, 'Copy');
  const details = h('details', {}, h('summary', {}, 'This configuration in PyTorch'),
    h('p', { class: 'p-note' }, 'Follows every control. The random numbers are PyTorch\u2019s own, ',
      'so the figures differ a little from this page\u2019s.'), box,
    h('p', { class: 'p-take' }, copy, ' ', word));

  return {
    title: 'The code',
    element: h('div', { class: 'panel panel-code' }, details),
    update(_, state) {
      const now = pytorchOf(state.params);
      if (text.textContent === now) return;
      text.textContent = now;
      say(word, '');
    },
    destroy() {},
  };
}
