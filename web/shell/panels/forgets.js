// What a linear layer can read from the representation although it was not meant to keep it: before
// the first step and now, compared with chance and with what raw pixels reveal.

import { h, say } from '../base/dom.js';
import { formatPercent } from '../base/format.js';
import { choiceOf } from '../look/labels.js';
import style from './forgets.css';
import { createProgress, css as shared } from './parts/progress.js';
import { param } from './parts/roles.js';

export const css = shared + style;

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const NEAR = 0.04; // a share this close to chance is called forgotten: it is two standard errors
                   // of a few hundred to a thousand answers

/** The words of each question; those for the class depend on the data. */
const QUESTIONS = [
  { name: 'class', title: 'What it is', text: '' },
  { name: 'rotation', title: 'Rotation', text: 'by 0, 90, 180 or 270 degrees?' },
  { name: 'colour', title: 'Colour', text: 'hue shifted by 0, 90, 180 or 270 degrees?' },
  { name: 'scale', title: 'Scale', text: 'which of four zooms?' },
  { name: 'artist', title: 'Artist', text: 'whose drawing is it?' },
  { name: 'style1', title: 'Style, numbers 1 to 4', text: 'which of four?' },
  { name: 'style2', title: 'Style, numbers 5 to 8', text: 'which of four?' },
];
const CLASSES = { emoji: 'which of 8 groups?', mnist: 'which of 10 digits?',
  toy: 'which of 10 classes?' };

/** @param {number} now @param {number} before @param {number} chance */
function verdict(now, before, chance) {
  if (!(now >= 0) || !(before >= 0)) return '';
  if (now < chance + NEAR) return 'forgotten: no better than guessing';
  const points = (100 * (now - before)).toFixed(0);
  return Math.abs(now - before) < NEAR ? 'about as before'
    : `${now > before ? 'learned: +' : 'fading: \u2212'}${Math.abs(Number(points))} points`;
}

/** Says when the exam was measured. @param {number} examStep @param {number} step
 *  @param {boolean} rest whether nothing more is measured at this step */
function whenOf(examStep, step, rest) {
  if (examStep < 0) return 'The answers before training are under way: ';
  if (examStep > 0) return `Measured at step ${examStep}.${rest ? '' : ' The next: '}`;
  if (step > 0) {
    return 'What the training has changed is being asked; while it rests, that is quicker: ';
  }
  return `Measured at step 0: there is nothing to compare before it has trained.${rest ? '' : ' '}`;
}

/** @param {PanelHost} host @returns {Panel} */
export function forgets(host) {
  const rows = QUESTIONS.map((question) => {
    const [about, value, word] = [h('small'), h('output', { textContent: '\u2013' }), h('small')];
    const [bar, start, raw, chance] = [h('i'), h('b'), h('u'), h('s')];
    const track = h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar, chance, raw, start);
    const row = h('li', { hidden: true }, h('b', {}, question.title, ' ', about), value, track, word);
    return { ...question, row, about, value, word, bar, marks: { start, pixels: raw, chance } };
  });
  const progress = createProgress('Questions under way');
  const what = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-forgets' },
    h('p', { class: 'p-legend' }, h('span', { class: 'bar-own', textContent: 'now' }),
      h('span', { class: 'mark-start', textContent: 'before the first step' }),
      h('span', { class: 'mark-raw', textContent: 'raw pixels' }),
      h('span', { class: 'mark-chance', textContent: 'guessing' })),
    h('ul', { class: 'p-forgets' }, ...rows.map(({ row }) => row)), what, progress.element);

  return {
    title: 'What can still be read from the representation?',
    element,
    measured: ({ examStep }) => examStep,
    update(snapshot) {
      const { answers = null, examStep = -1, step = 0 } = snapshot ?? {};
      const trained = examStep > 0; // before training there is nothing to compare
      const data = /** @type {'emoji' | 'mnist' | 'toy'} */ (param(host, 'data'));
      for (const { name, row, text, about, value, word, bar, marks } of rows) {
        const own = answers?.[name] ?? {};
        const { start = NaN, chance = NaN } = own;
        const encoder = trained ? own.encoder ?? NaN : NaN;
        const asked = name === 'class' || start >= 0 || chance >= 0;
        row.hidden = !answers || !asked;
        say(about, text || CLASSES[data]);
        bar.style.transform = `scaleX(${encoder >= 0 ? encoder : 0})`;
        for (const [whose, mark] of Object.entries(marks)) {
          mark.hidden = !(own[whose] >= 0);
          mark.style.left = `${100 * (own[whose] ?? 0)}%`;
        }
        say(value, start >= 0 ? `${formatPercent(start)} \u2192 ${formatPercent(encoder)}`
          : formatPercent(encoder));
        const older = examStep < step ? `at step ${examStep} ` : '';
        say(word, encoder >= 0 ? `${older}${verdict(encoder, start, chance)}`
          : step > 0 ? 'being asked' : 'before training');
      }
      say(what, 'Everything held out is given to the frozen encoder in one of the versions; a '
        + `linear layer on what it says ${choiceOf('read', param(host, 'read'))} learned from `
        + 'what was trained on which version is which. The encoder never sees these answers.');
      progress.show(snapshot, (rest) => whenOf(examStep, step, rest));
    },
    destroy() {},
  };
}
