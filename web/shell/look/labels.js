// Says in words which values of a lab have changed.
import english from '../words/en/changes.js';
import { choiceOf, labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

export { choiceOf, labelOf };

const t = textsOf('changes', english);

const NAMED = 3; // values that are named: one choice may change many others

/** @typedef {import('../types.d.ts').Params} Params */

/** What is named of changed settings: those that went back to what the lab opened with are not, unless
 *  all did. @param {string[]} names @param {Params} params @param {Params} base the lab's
 *  values as it opened */
export function newsOf(names, params, base) {
  const other = names.filter((name) => params[name] !== base[name]);
  return other.length ? other : names;
}

/** What is named, and that all else is as the lab opened. @param {Node} list
 *  @returns {(Node | string)[]} */
export const andAllElse = (list) => t.pieces('back', { list });

/** @param {import('../types.d.ts').Lab} lab @param {string[]} changed names
 *  @param {Params} params @param {Params} base as newsOf takes it */
export function newValues({ controls, more }, changed, params, base) {
  const names = newsOf(changed, params, base);
  const order = [...controls, ...more, ...names];
  const first = [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, NAMED);
  const n = names.length - first.length;
  const words = first.map((name) =>
    t('value', { label: labelOf(name), value: choiceOf(name, params[name]) }))
    .reduce((list, value) => t('list', { list, value }));
  const all = n ? t('more', { list: words, n }) : words;
  return names.length < changed.length ? t('back', { list: all }) : all;
}
