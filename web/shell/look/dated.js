// Two figures on one card belong to the same step, or say to which step they belong: a figure that
// is older than the loss beside it names its step, and is faded where nothing renews it for a while.
// A card shows one loss only.
import { h, say } from '../base/dom.js';
import english from '../words/en/dated.js';
import { formatNumber } from '../base/format.js';
import { textsOf } from '../words/words.js';

const t = textsOf('dated', english);

const OLD = 3000; // ms after which figures that have not been renewed are faded

/** @typedef {import('../types.d.ts').Snapshot} Snapshot */

/** The loss a card shows: that of the present points where it is known, else that of the last
 *  batch. under: whether that batch is under way. when: the same in words.
 *  @param {Snapshot} snapshot @param {string | number} bug the state's parameter `bug` */
export function lossOf({ step, loss, bugs, phase, phases }, bug) {
  const now = bugs?.[bug] ?? NaN;
  const at = { step: formatNumber(step) };
  if (Number.isFinite(now)) return { value: now, under: false, when: t('now', at) };
  const done = phase ? phases.indexOf(phase) : -1;
  const under = done >= 0 && done >= phases.indexOf('loss') && done < phases.length - 1;
  return { value: loss, under, when: under ? t('batch') : t('at', at) };
}

/** The head of a panel's box: its title, and the step its figures belong to where that is not the
 *  present one. @param {Element} box @param {HTMLElement} title @param {boolean} dates whether they
 *  can belong to another step */
export function createHead(box, title, dates) {
  const text = h('span', { class: 'dated', hidden: true });
  let shown = NaN; // the step of the figures, while they are older than the loss
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    element: h('div', { class: 'headline' }, title, ...(dates ? [text] : [])),
    /** @param {number} measured step of the figures; NaN or below 0: there are none, or they always
     *  belong to the present step @param {number} now the present step */
    date(measured, now) {
      const older = measured >= 0 && measured < now;
      if (older && measured === shown) return;
      shown = older ? measured : NaN;
      text.hidden = !older;
      if (older) say(text, t('of', { step: formatNumber(measured) }));
      clearTimeout(timer);
      box.classList.remove('is-old');
      if (older) timer = setTimeout(() => box.classList.add('is-old'), OLD);
    },
  };
}
