// How many iterations of Sinkhorn-Knopp are shown: as many as training does, as many as the reader
// has chosen, or, when slow motion comes to its phase `assign`, one after the other.

import english from '../../words/en/assignments.js';
import { h, say } from '../../base/dom.js';
import { onSlide } from '../../base/slide.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('assignments', english);

const BEAT = 160; // ms that slow motion shows each iteration

/** @param {{ last(): number, ofTraining(): number, chosen(): void, undone(): void }} given last:
 *  the most iterations that can be shown; chosen: called when the reader has chosen another
 *  number */
export function createRounds({ last, ofTraining, chosen: told, undone }) {
  let chosen = NaN;      // iterations the reader has chosen; NaN: as many as training does
  let begun = NaN;       // when slow motion began to show them one by one
  const iterations = () => Math.min(last(), Number.isNaN(chosen) ? ofTraining() : chosen);

  /** @param {number} next */
  function choose(next) {
    chosen = next;
    begun = NaN;
    told();
  }

  const slider = h('input', { type: 'range', min: '0', max: '6', step: '1',
    'aria-label': t('slider') });
  const slide = () => choose(Number(slider.value));
  onSlide(slider, { moved: slide, chosen: slide, undone });
  const count = h('output');
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', class: 'p-toggle', onclick }, text);
  const training = button('', () => choose(NaN));
  return {
    element: h('div', { class: 'p-row p-rounds' }, count, slider,
      h('div', { class: 'p-toggles', role: 'group', 'aria-label': t('choices') },
        button(t('none'), () => choose(0)),
        button(t('more'), () => choose(Math.min(last(), iterations() + 1))), training)),
    /** The number of iterations shown now. @param {number} now the time of a frame, which may lie
     *  just before slow motion began */
    at: (now) => (Number.isNaN(begun) ? iterations()
      : Math.min(iterations(), Math.floor(Math.max(0, now - begun) / BEAT))),
    begin() { begun = performance.now(); },
    running: () => !Number.isNaN(begun),
    /** Ends slow motion once all iterations were shown. @param {number} n number shown */
    endAt(n) { if (n >= iterations()) begun = NaN; },
    /** Whether training now does another number of iterations than the one shown. */
    outdated: () => Number.isNaN(chosen) && Number(slider.value) !== iterations(),
    text: () => count.textContent ?? '',
    /** @param {number} n number of iterations shown */
    show(n) {
      slider.max = String(last());
      slider.value = String(n);
      slider.setAttribute('aria-valuetext', t('value', { n }));
      say(count, n === 0 ? t('softmax') : t('after', { n }));
      training.setAttribute('aria-pressed', String(Number.isNaN(chosen)));
      training.textContent = t('training', { count: ofTraining() });
    },
  };
}
