// The line of a lab that says what went wrong and what can be done about it.
import { h, say } from '../base/dom.js';
import { reload } from '../base/reload.js';
import english from '../words/en/notice.js';
import { textsOf } from '../words/words.js';

const t = textsOf('notice', english);

/** @typedef {import('../types.d.ts').Problem} Problem */

/** @param {Problem} problem */
export function explain({ where, text }) {
  const key = where === 'attributes together' ? 'together' : where;
  return t.has(key) ? t(key, { text }) : text;
}

/** @param {{ reset(): void, redraw(): void, dismiss(): void }} act */
export function createNotice({ reset, redraw, dismiss }) {
  const words = h('span');
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', onclick }, text);
  const again = button(t('reset'), reset);
  const retry = button(t('again'), redraw);
  const anew = button(t('reload'), reload);
  const element = h('div', { class: 'notice', role: 'alert', hidden: true }, words, again, retry, anew,
    button(t('dismiss'), dismiss));
  return {
    element,
    /** @param {Problem | null} problem */
    update(problem) {
      element.hidden = !problem;
      if (!problem) return;
      const { where, outdated = false } = problem;
      again.hidden = where !== 'engine';
      retry.hidden = where !== 'drawings' || outdated;
      anew.hidden = !outdated;
      say(words, explain(problem));
    },
  };
}
