// A word that opens its explanation: a button with the text that stood there before. The popover
// and all its texts are loaded with the first press.
import { h } from '../base/dom.js';
import { failed, late } from '../load/late.js';

/** What a button explains: a panel, a parameter or a term, by name.
 *  @typedef {import('../terms/popover.js').Subject} Subject */

/** @param {Pick<import('./view.js').ViewGiven, 'lab' | 'state' | 'root'>} given
 *  @param {Subject} subject @param {{ id?: string }} [props] @param {...(Node | string)} text */
export function termButton(given, subject, props, ...text) {
  const button = h('button', { type: 'button', class: 'term', 'aria-haspopup': 'dialog', ...props,
    onclick: async () => {
      try {
        const { explain } = await late('popover', () => import('../terms/popover.js'));
        explain(given, subject, button);
      } catch (error) {
        given.state.patch({ problem: failed('guide', error) });
      }
    } }, ...text);
  return button;
}
