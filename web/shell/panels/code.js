// The PyTorch code of exactly this configuration; the module that writes it is loaded on demand.

import english from '../words/en/code.js';
import { againButton } from '../load/again.js';
import { h, say } from '../base/dom.js';
import { late } from '../load/late.js';
import { textsOf } from '../words/words.js';

const t = textsOf('code', english);

/** @param {import('../types').PanelHost} host @returns {import('../types').Panel} */
export function code(host) {
  const text = h('code');
  const box = h('pre', { class: 'p-code', tabindex: '0', role: 'region', 'aria-label': t('label') },
    text);
  const word = h('span', { role: 'status' });
  const copy = h('button', { type: 'button', onclick: async () => {
    try {
      await navigator.clipboard.writeText(text.textContent ?? '');
      say(word, t('copied'));
    } catch {
      getSelection()?.selectAllChildren(text); // the browser forbids copying: one key press remains
      say(word, t('selected'));
    }
  } }, t('copy'));
  /** @type {typeof import('./code/pytorch.js').pytorchOf | null} */
  let pytorchOf = null;
  let loading = false;

  async function load() {
    if (!details.open || pytorchOf || loading) return;
    loading = true;
    try {
      ({ pytorchOf } = await late('pytorch', () => import('./code/pytorch.js')));
      show(host.state());
    } catch (error) {
      text.replaceChildren(`${/** @type {Error} */ (error).message}. `, againButton(error, load));
    }
    loading = false;
  }

  /** @param {import('../types').LabState} state */
  function show(state) {
    const now = pytorchOf?.(state.params) ?? '';
    if (!now || text.textContent === now) return;
    text.textContent = now;
    say(word, '');
  }

  const details = h('details', { ontoggle: load }, h('summary', {}, t('summary')),
    h('p', { class: 'p-note' }, t('note')), box,
    h('p', { class: 'p-take' }, copy, ' ', word));

  return {
    title: t('title'),
    element: h('div', { class: 'panel panel-code' }, details),
    update: (_, state) => show(state),
    destroy() {},
  };
}
