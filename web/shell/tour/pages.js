// What a page of the guide shows: a step, or the challenges.
import english from '../words/en/guide.js';
import { fresh, h } from '../base/dom.js';
import { formatNumber } from '../base/format.js';
import { earlier, lacksEarlier } from './flow.js';
import { asText, filledBy } from './numbers.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('./tours.js').Tour} Tour */
/** @typedef {import('./flow.js').Flow} Flow */
/** @typedef {import('./progress.js').Store} Store */
/** @typedef {ReturnType<typeof textsOf<Record<string, string>>>} Words the words of a tour */

const t = textsOf('guide', english);

/** The question of a step and its options: native radio buttons, of which the outcome is marked
 *  once it is known. @param {Tour['steps'][number]} step @param {Words} w @param {Store} store
 *  @param {boolean} done */
function questionOf(step, w, store, done) {
  const { choices, results } = store.now();
  const result = done ? results[step.id] : null;
  const chosen = result ? result.choice : choices[step.id];
  const name = fresh('guess');
  const options = step.options.map((option) => {
    const right = result?.outcome === option;
    const radio = h('input', { type: 'radio', name, value: option, checked: chosen === option,
      disabled: Boolean(result),
      onchange: () => store.set({ choices: { ...store.now().choices, [step.id]: option } }) });
    return h('label', { class: `guide-option${right ? ' is-right' : ''}` }, radio,
      h('span', {}, w(`${step.id}_${option}`), right && ` \u2713`,
        right && h('span', { class: 'unseen' }, ` (${t('right')})`)));
  });
  return h('fieldset', {}, h('legend', {}, w(`${step.id}_ask`)), ...options);
}

/** The comparison of a step that was run, as nodes. @param {Tour} tour
 *  @param {Tour['steps'][number]} step @param {Words} w @param {Store} store
 *  @param {import('../types.d.ts').Schema} schema */
export function comparisonOf(tour, step, w, store, schema) {
  const { results } = store.now();
  const { choice, outcome, readings } = results[step.id];
  if (!outcome) return [t(lacksEarlier(tour, step, results) ? 'lacks' : 'unclear')];
  const verdict = !choice ? 'none' : choice === outcome ? 'held' : 'failed';
  const holes = filledBy(step.holes, { ...earlier(tour, schema, results), ...readings });
  return [h('span', { class: 'guide-verdict' }, t(verdict)), ' ',
    w(`${step.id}_was_${outcome}`, holes)];
}

/** @param {Tour['steps'][number]} step @param {Words} w @param {Store} store
 *  @param {boolean} done */
export const stepPage = (step, w, store, done) => [
  h('p', { class: 'guide-see' }, w(`${step.id}_see`)), questionOf(step, w, store, done)];

/** @param {Tour} tour @param {Words} w @param {Store} store
 *  @param {(id: string) => boolean} already whether a challenge has held since it was opened */
export function challengesPage({ challenges, lab }, w, store, already) {
  const { met } = store.now();
  return [h('p', {}, t('last')), h('ul', { class: 'guide-list', role: 'list' },
    ...challenges.map(({ id, value }) => {
      const at = met[id];
      return h('li', { class: at ? 'is-met' : '' },
        h('span', { 'aria-hidden': 'true' }, at ? '\u2713' : '\u25cb'), h('span', {}, w(id)),
        at && h('small', {}, t(lab === 'practice' ? 'metGrid' : 'met',
          { value: asText(value, at.value), step: formatNumber(at.step) })),
        !at && already(id) && h('small', {}, t('already')));
    }))];
}
