// What a linear layer can read from the representation although it was not meant to keep it: before
// the first step and now, compared with chance and with what raw pixels reveal.

import english from '../words/en/forgets.js';
import { h, say } from '../base/dom.js';
import { formatNumber, formatPercent } from '../base/format.js';
import { choiceOf } from '../words/labels.js';
import style from './forgets.css';
import { createProgress, css as shared } from './parts/progress.js';
import { param } from './parts/roles.js';
import { textsOf } from '../words/words.js';

export const css = shared + style;

/** @typedef {import('../types').PanelHost} PanelHost */
/** @typedef {import('../types').Panel} Panel */

const t = textsOf('forgets', english);
const NEAR = 0.04; // a share this close to chance is called forgotten: it is two standard errors
                   // of a few hundred to a thousand answers

const QUESTIONS = /** @type {const} */ (['class', 'rotation', 'colour', 'scale', 'artist',
  'style1', 'style2']);

/** @typedef {'emoji' | 'mnist' | 'toy'} Data */
/** What is asked; what the classes are depends on the data.
 *  @param {typeof QUESTIONS[number]} name @param {Data} data */
const textOf = (name, data) => (name === 'class' ? t(`class_${data}`) : t(`${name}Text`));

/** @param {number} now @param {number} before @param {number} chance */
function verdict(now, before, chance) {
  if (!(now >= 0) || !(before >= 0)) return '';
  if (now < chance + NEAR) return t('forgotten');
  const n = Math.abs(Math.round(100 * (now - before)));
  return Math.abs(now - before) < NEAR ? t('same') : t(now > before ? 'learned' : 'fading', { n });
}

/** Says when the exam was measured. @param {number} examStep @param {number} step
 *  @param {boolean} rest whether nothing more is measured at this step */
function whenOf(examStep, step, rest) {
  if (examStep < 0) return t('beforeUnder');
  if (examStep > 0) return t(rest ? 'at' : 'atNext', { step: formatNumber(examStep) });
  return step > 0 ? t('asking') : t('untrained');
}

/** @param {PanelHost} host @returns {Panel} */
export function forgets(host) {
  const rows = QUESTIONS.map((name) => {
    const [about, value, word] = [h('small'), h('output', { textContent: '\u2013' }), h('small')];
    const [bar, start, raw, chance] = [h('i'), h('b'), h('u'), h('s')];
    const track = h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar, chance, raw, start);
    const row = h('li', { hidden: true }, h('b', {}, t(name), ' ', about), value, track, word);
    return { name, row, about, value, word, bar, marks: { start, pixels: raw, chance } };
  });
  const progress = createProgress(t('progress'));
  const what = h('p', { class: 'p-note' });
  const element = h('div', { class: 'panel panel-forgets' },
    h('p', { class: 'p-legend' }, h('span', { class: 'bar-own', textContent: t('now') }),
      h('span', { class: 'mark-start', textContent: t('start') }),
      h('span', { class: 'mark-raw', textContent: t('raw') }),
      h('span', { class: 'mark-chance', textContent: t('guess') })),
    h('ul', { class: 'p-forgets' }, ...rows.map(({ row }) => row)), what, progress.element);

  return {
    title: t('title'),
    element,
    measured: ({ examStep }) => examStep,
    update(snapshot) {
      const { answers = null, examStep = -1, step = 0 } = snapshot ?? {};
      const trained = examStep > 0; // before training there is nothing to compare
      const data = /** @type {Data} */ (param(host, 'data'));
      for (const { name, row, about, value, word, bar, marks } of rows) {
        const own = answers?.[name] ?? {};
        const { start = NaN, chance = NaN } = own;
        const encoder = trained ? own.encoder ?? NaN : NaN;
        const asked = name === 'class' || start >= 0 || chance >= 0;
        row.hidden = !answers || !asked;
        say(about, textOf(name, data));
        bar.style.transform = `scaleX(${encoder >= 0 ? encoder : 0})`;
        for (const [whose, mark] of Object.entries(marks)) {
          mark.hidden = !(own[whose] >= 0);
          mark.style.insetInlineStart = `${100 * (own[whose] ?? 0)}%`;
        }
        say(value, start >= 0
          ? t('change', { from: formatPercent(start), to: formatPercent(encoder) })
          : formatPercent(encoder));
        const text = verdict(encoder, start, chance);
        say(word, !(encoder >= 0) ? t(step > 0 ? 'asked' : 'waits')
          : text && examStep < step ? t('older', { step: formatNumber(examStep), text }) : text);
      }
      say(what, t('note', { read: choiceOf('read', param(host, 'read')) }));
      progress.show(snapshot, (rest) => whenOf(examStep, step, rest));
    },
    destroy() {},
  };
}
