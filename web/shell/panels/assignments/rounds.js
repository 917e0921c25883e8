// Which iteration of Sinkhorn-Knopp is on show: the training's own, one that the reader has chosen,
// or, as slow motion assigns, one after the other.

import { h, say } from '../../base/dom.js';
import { onSlide } from '../../base/slide.js';

const BEAT = 160; // ms an iteration stays when the phase of slow motion goes through them

/** @param {{ last(): number, ofTraining(): number, chosen(): void, undone(): void }} given last: how
 *  many are known; chosen: the reader has chosen another */
export function createRounds({ last, ofTraining, chosen: told, undone }) {
  let chosen = NaN;      // iterations the reader asked for; NaN: those of the training
  let begun = NaN;       // when slow motion began to assign
  const iterations = () => Math.min(last(), Number.isNaN(chosen) ? ofTraining() : chosen);

  /** @param {number} next */
  function choose(next) {
    chosen = next;
    begun = NaN;
    told();
  }

  const slider = h('input', { type: 'range', min: '0', max: '6', step: '1',
    'aria-label': 'Sinkhorn iterations shown' });
  const slide = () => choose(Number(slider.value));
  onSlide(slider, { moved: slide, chosen: slide, undone });
  const count = h('output');
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h('button', { type: 'button', class: 'p-toggle', onclick }, text);
  const training = button('As in training', () => choose(NaN));
  return {
    element: h('div', { class: 'p-row p-rounds' }, count, slider,
      h('div', { class: 'p-toggles', role: 'group', 'aria-label': 'Iterations' },
        button('None', () => choose(0)),
        button('One more', () => choose(Math.min(last(), iterations() + 1))), training)),
    /** The iterations on show at the moment. @param {number} now of a frame, which may be of a
     *  moment just before slow motion began */
    at: (now) => (Number.isNaN(begun) ? iterations()
      : Math.min(iterations(), Math.floor(Math.max(0, now - begun) / BEAT))),
    begin() { begun = performance.now(); },
    running: () => !Number.isNaN(begun),
    /** Slow motion stops once it has shown them all. @param {number} n shown */
    endAt(n) { if (n >= iterations()) begun = NaN; },
    /** Whether the training's own are another number than is on show. */
    outdated: () => Number.isNaN(chosen) && Number(slider.value) !== iterations(),
    text: () => count.textContent ?? '',
    /** @param {number} n on show */
    show(n) {
      slider.max = String(last());
      slider.value = String(n);
      slider.setAttribute('aria-valuetext', `${n} iterations`);
      say(count, n === 0 ? 'Softmax, not balanced'
        : `After ${n} ${n === 1 ? 'iteration' : 'iterations'}`);
      training.setAttribute('aria-pressed', String(Number.isNaN(chosen)));
      training.textContent = `As in training: ${ofTraining()}`;
    },
  };
}
