// What panels need beside shell/base/dom.js: text for screen readers, and toggle buttons.

import { h, say } from '../../base/dom.js';

/** Text for screen readers: changes at most once in `gap` ms, to the last text given.
 *  @param {HTMLElement} node @param {number} gap */
export function announcer(node, gap = 1000) {
  let timer = 0;
  let last = 0;
  let waiting = '';
  return {
    /** @param {string} text */
    say(text) {
      waiting = text;
      if (timer) return;
      timer = window.setTimeout(() => {
        timer = 0;
        last = performance.now();
        say(node, waiting);
      }, Math.max(0, last + gap - performance.now()));
    },
    stop() { window.clearTimeout(timer); },
  };
}

/** A toggle as a button with a pressed state.
 *  @param {string} label @param {string} help @param {boolean} on
 *  @param {(on: boolean) => void} change */
export function toggle(label, help, on, change) {
  const button = h('button', {
    type: 'button', class: 'p-toggle', 'aria-pressed': String(on), title: help, textContent: label,
  });
  button.addEventListener('click', () => {
    const now = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(now));
    change(now);
  });
  return button;
}
