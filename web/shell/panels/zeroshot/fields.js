// The words of each class, which a reader edits, and how many drawings of the class were found.

import english from '../../words/en/zeroshot.js';
import { fresh, h, say } from '../../base/dom.js';
import { formatPercent } from '../../base/format.js';
import { inWords } from './prompts.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('zeroshot', english);

/** @typedef {import('./prompts.js').Wrong} Wrong */
/** @typedef {NonNullable<import('../../types').Match['classes']>} Classes */

/** How many drawings of a class got its prompt. */
function createShare() {
  const bar = h('i');
  const value = h('output', { textContent: '\u2013' });
  return {
    track: h('div', { class: 'p-track', 'aria-hidden': 'true' }, bar), value,
    /** @param {number} hits @param {number} count NaN: not known */
    show(hits, count) {
      const share = count > 0 ? hits / count : NaN;
      bar.style.transform = `scaleX(${Number.isFinite(share) ? share : 0})`;
      say(value, count === 0 ? t('noneAsked') : formatPercent(share));
      value.title = Number.isFinite(share) ? t('hits', { n: count, hits, count }) : '';
    },
  };
}

/** A field to each class. @param {string[]} classes @param {() => void} changed */
function createInputs(classes, changed) {
  const rows = classes.map((name) => {
    const [id, why] = [fresh('prompt'), fresh('prompt-problem')];
    const input = h('input', { id, type: 'text', value: inWords(name), 'aria-describedby': why,
      oninput: changed });
    const problem = h('small', { id: why, class: 'p-problem' });
    const share = createShare();
    const element = h('li', {}, h('label', { for: id, textContent: name }), input, share.track,
      share.value, problem);
    return { input, problem, share, element };
  });
  return {
    element: h('ul', { class: 'p-prompts' }, ...rows.map(({ element }) => element)),
    shares: rows.map(({ share }) => share),
    words: () => rows.map(({ input }) => input.value),
    /** @param {Wrong | null} wrong */
    blame: (wrong) => rows.forEach(({ input, problem }, k) => {
      input.setAttribute('aria-invalid', String(wrong?.at === k));
      say(problem, wrong?.at === k ? wrong.text : '');
    }),
  };
}

/** One field for all, a line to each class. @param {string[]} classes
 *  @param {() => void} changed */
function createLines(classes, changed) {
  const [id, why, shares] = [fresh('prompts'), fresh('prompts-problem'), fresh('prompts-shares')];
  const field = h('textarea', { id, rows: 8, value: classes.map(inWords).join('\n'),
    'aria-describedby': why, wrap: 'off', oninput: changed });
  const problem = h('small', { id: why, class: 'p-problem' });
  const rows = classes.map((name) => ({ name, share: createShare() }));
  return {
    element: h('div', { class: 'p-lines' },
      h('div', {}, h('label', { for: id, textContent: t('lines') }),
        field, problem),
      h('div', {}, h('p', { id: shares,
        textContent: t('shares', { count: classes.length }) }),
      h('div', { class: 'p-scroll', role: 'region', tabIndex: 0, 'aria-labelledby': shares },
        h('ul', { class: 'p-prompts p-many' }, ...rows.map(({ name, share }) =>
          h('li', {}, h('span', { textContent: name }), share.track, share.value)))))),
    shares: rows.map(({ share }) => share),
    words: () => field.value.replace(/\n$/, '').split('\n'),
    /** @param {Wrong | null} wrong */
    blame(wrong) {
      field.setAttribute('aria-invalid', String(wrong !== null));
      say(problem, wrong ? t('line', { line: wrong.at + 1, text: wrong.text }) : '');
    },
  };
}

/** @param {string[]} classes @param {boolean} few whether each class has a field of its own
 *  @param {() => void} changed */
export function createFields(classes, few, changed) {
  const { element, shares, words, blame } = (few ? createInputs : createLines)(classes, changed);
  return {
    element, words, blame,
    /** @param {Classes | null} found */
    show: (found) => shares.forEach((share, k) =>
      share.show(found?.hits[k] ?? NaN, found?.counts[k] ?? NaN)),
  };
}
