// The notices of the page itself, one below the other at the bottom of the window.
import { h } from '../shell/base/dom.js';

const holder = h('div', { class: 'notices' });

/** Adds a notice that is hidden until it has something to say, and that the reader can dismiss.
 *  @param {string} name a class @param {'alert' | 'status'} role
 *  @param {(string | Node)[]} content what stands beside the button that dismisses it */
export function addNotice(name, role, ...content) {
  const notice = h('div', { class: `notice ${name}`, role, hidden: true }, ...content,
    h('button', { type: 'button', onclick: () => { notice.hidden = true; } }, 'Dismiss'));
  holder.append(notice);
  document.body.append(holder);
  return notice;
}
