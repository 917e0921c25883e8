// What the popover says of a subject.
import english from '../words/en/popover.js';
import panelWords from '../words/en/panels_help.js';
import termWords from '../words/en/terms.js';
import { h, takesRoom } from '../base/dom.js';
import { formatNumber } from '../base/format.js';
import { ofPanel, ofParam, terms } from './index.js';
import { helpOf, unitOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

/** @typedef {import('./popover.js').Subject} Subject */
/** @typedef {(next: Subject) => void} Go */

const t = textsOf('popover', english);
const of = textsOf('terms', /** @type {Record<string, string>} */ (termWords));
const ofPanels = textsOf('panels_help', /** @type {Record<string, string>} */ (panelWords));

/** A list of terms to go to. @param {string} label @param {string[]} names @param {Go} go */
const links = (label, names, go) => (names.length ? [h('p', { class: 'term-label' }, label),
  h('ul', { class: 'term-links', role: 'list' }, ...names.map((term) => h('li', {},
    h('button', { type: 'button', class: 'term-link', onclick: () => go({ term }) }, of(term)))))]
  : []);

/** @param {string} label @param {string} text */
const field = (label, text) => [h('p', { class: 'term-label' }, label), h('p', {}, text)];

/** @param {string} term @param {Go} go */
function aboutTerm(term, go) {
  const entry = document.getElementById(`term-${term}`); // the article has a glossary
  return [h('p', {}, of(`${term}_what`)),
    ...field(t('how'), of(`${term}_how`)),
    ...(of.has(`${term}_good`) ? field(t('good'), of(`${term}_good`)) : []),
    ...links(t('related'), terms[term], go),
    ...(entry ? [h('p', {}, h('a', { href: `#term-${term}` }, t('glossary')))] : [])];
}

/** What the titles around a word say, which only a mouse would show.
 *  @param {string} place @param {Element} word */
function titlesIn(place, word) {
  const found = word.closest(place)?.querySelectorAll(':is(button, select, input, option)[title]');
  const rows = [...found ?? []].filter(takesRoom).map((e) =>
    [e.getAttribute('aria-label') || e.textContent || '', /** @type {HTMLElement} */ (e).title]);
  const helps = new Map(rows.filter(([name, help]) => name.trim() && help !== name)
    .map(([name, help]) => [name.trim(), help]));
  return helps.size ? [choicesOf([...helps].map(([text, help]) => ({ text, help })))] : [];
}

/** @param {{ text: string, help: string }[]} choices */
const choicesOf = (choices) => h('dl', { class: 'term-choices' }, ...choices.flatMap((c) =>
  [h('dt', {}, c.text), h('dd', {}, c.help)]));

/** @param {string} panel @param {Go} go */
const aboutPanel = (panel, go) => [h('p', {}, ofPanels(panel)),
  ...(ofPanels.has(`${panel}_good`) ? field(t('good'), ofPanels(`${panel}_good`)) : []),
  ...links(t('here'), ofPanel[panel] ?? [], go)];

/** @param {Extract<Subject, { param: unknown }>} subject @param {Go} go */
function aboutParam({ param, range, choices, title }, go) {
  const names = ofParam[param.name] ?? [];
  const own = names.filter((term) => of(term) === title); // the parameter is that term
  const numbers = Number.isFinite(range.min) && Number.isFinite(range.max) && param.type !== 'enum'
    && param.type !== 'axis';
  const limits = numbers && t('range', { min: formatNumber(range.min), max: formatNumber(range.max) });
  const text = helpOf(param);
  return [h('p', {}, t('sentence', { text: `${text[0].toUpperCase()}${text.slice(1)}` })),
    choices.length > 0 && choicesOf(choices),
    h('p', {}, limits && t('sentence', { text: unitOf(param) ? t('unit', { range: limits, unit: unitOf(param) })
      : limits }), ' ',
      t(param.live ? 'live' : 'restart')),
    ...own.flatMap((term) => [h('p', {}, of(`${term}_what`)),
      ...(of.has(`${term}_good`) ? field(t('good'), of(`${term}_good`)) : [])]),
    ...links(t('here'), names, go)].filter((part) => part !== false);
}

/** @param {Subject} subject @param {Element} word the one that opened it @param {Go} go called with the subject of a link that was pressed
 *  @returns {{ title: string, parts: Node[] }} */
export function pageOf(subject, word, go) {
  const byName = (/** @type {string} */ a, /** @type {string} */ b) => of(a).localeCompare(of(b));
  if ('all' in subject) {
    return { title: t('all'), parts: links('', Object.keys(terms).sort(byName), go) };
  }
  const more = h('p', {}, h('button', { type: 'button', class: 'term-link',
    onclick: () => go({ all: true }) }, t('all')));
  if ('term' in subject) {
    return { title: of(subject.term), parts: [...aboutTerm(subject.term, go), more] };
  }
  if ('panel' in subject) {
    return { title: subject.title,
      parts: [...aboutPanel(subject.panel, go), ...titlesIn(subject.place, word), more] };
  }
  if ('place' in subject) {
    return { title: subject.title, parts: [...titlesIn(subject.place, word), more] };
  }
  return { title: subject.title, parts: [...aboutParam(subject, go), more] };
}
