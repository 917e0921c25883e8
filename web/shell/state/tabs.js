// Which tab of a lab's card is open: a parameter of the page alone, so that the address and
// attributes name it as they name any other, and every wrong value is said.
import { checkValue } from './check.js';
import english from '../words/en/form.js';
import { textsOf } from '../words/words.js';

const t = textsOf('form', english);

/** What the card shows besides panels: all other settings, its words, or every panel at once. */
export const SETTINGS = 'settings';
export const ABOUT = 'about';
export const ALL = 'all';

/** @typedef {import('../types.d.ts').Param} Param */

/** @param {import('../types.d.ts').Lab} lab @returns {Param} */
export function tabParam({ panels, form }) {
  const names = [...panels, SETTINGS, ABOUT, ALL];
  /** @type {Param} */
  const param = {
    name: 'tab', type: 'enum', default: '', live: true, page: true,
    help: '',
    choices: names.map((name) => ({ name, help: '' })),
  };
  const check = (/** @type {import('../types.d.ts').Lab} */ lab, /** @type {unknown} */ _,
    /** @type {number | string} */ wish) => {
    if (form?.compact) return { text: t('noTabs') };
    return wish === '' ? { value: wish } : checkValue(lab, param, wish);
  };
  return { ...param, check };
}
