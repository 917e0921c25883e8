// Shows when the linear layers of the exam were last trained, and how far the next time has come;
// and the style of the marks that their results are compared with.

import { h, say } from '../../base/dom.js';

export { default as css } from './progress.css';

/** @typedef {import('../../types').Snapshot} Snapshot */

/** @param {string} label the words for the work in progress */
export function createProgress(label) {
  const bar = h('progress', { max: 1, value: 0, 'aria-label': label });
  const when = h('span');
  return {
    element: h('p', { class: 'p-note p-progress' }, when, bar),
    /** @param {Snapshot | null} snapshot
     *  @param {(rest: boolean) => string} words rest: nothing more is measured at this step */
    show(snapshot, words) {
      const { examining = NaN, examStep = -1 } = snapshot ?? {};
      const rest = !(examining > 0) && examStep === snapshot?.step;
      say(when, words(rest));
      bar.hidden = rest;
      bar.value = examining > 0 ? examining : 0;
    },
  };
}
