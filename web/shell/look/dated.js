// Two figures on one card are of one moment, or say of which they are: what is older than the loss
// beside it carries its step and is faded, and there is one loss.
import { h, say } from '../base/dom.js';
import { formatNumber } from '../base/format.js';

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** The loss a card shows: of the points as they are now where that is known, else of the last batch.
 *  @param {Snapshot} snapshot @param {string | number} bug of the loss, as the state has it */
export function lossOf({ step, loss, bugs, phase, phases }, bug) {
  const now = bugs?.[bug] ?? NaN;
  if (Number.isFinite(now)) return { value: now, when: `now, at step ${formatNumber(step)}` };
  const done = phase ? phases.indexOf(phase) : -1;
  const under = done >= 0 && done >= phases.indexOf('loss') && done < phases.length - 1;
  return { value: loss, when: under ? 'of the batch under way' : `at step ${formatNumber(step)}` };
}

/** The head of a panel's box: its title, and of which step its figures are where that is not the
 *  present one. @param {Element} box @param {HTMLElement} title @param {boolean} dates whether they can
 *  be of another */
export function createHead(box, title, dates) {
  const text = h('span', { class: 'dated', hidden: true });
  return {
    element: h('div', { class: 'headline' }, title, ...(dates ? [text] : [])),
    /** @param {number} measured step of the figures; NaN or below 0: there are none, or they are
     *  always of the present one @param {number} now the step */
    date(measured, now) {
      const older = measured >= 0 && measured < now;
      text.hidden = !older;
      if (older) say(text, `of step ${formatNumber(measured)}`);
      box.classList.toggle('is-dated', older);
    },
  };
}
