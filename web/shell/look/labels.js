// Says in words which values of a lab have changed.
import english from '../words/en/changes.js';
import { choiceOf, labelOf } from '../words/labels.js';
import { textsOf } from '../words/words.js';

export { choiceOf, labelOf };

const t = textsOf('changes', english);

const NAMED = 3; // values that are named: one choice may change many others

/** @param {import('../types.d.ts').Lab} lab
 *  @param {string[]} names @param {import('../types.d.ts').Params} params */
export function newValues({ controls, more }, names, params) {
  const order = [...controls, ...more, ...names];
  const first = [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, NAMED);
  const n = names.length - first.length;
  const words = first.map((name) =>
    t('value', { label: labelOf(name), value: choiceOf(name, params[name]) }))
    .reduce((list, value) => t('list', { list, value }));
  return n ? t('more', { list: words, n }) : words;
}
