// The choice of the language that the labs speak; the article itself is English. It stands in the
// page's address (?lang=de), so that a link keeps it, and the page is loaded anew with it.
import { h } from '../shell/base/dom.js';

/** By code (BCP 47), each in its own words. */
const LANGUAGES = [['en', 'English'], ['de', 'Deutsch'], ['es', 'Espa\u00f1ol'], ['fr', 'Fran\u00e7ais'],
  ['zh', '\u4e2d\u6587'], ['hi', '\u0939\u093f\u0928\u094d\u0926\u0940']];

/** Adds the choice to the head of the page. */
export function addLanguages() {
  const query = new URLSearchParams(location.search);
  const now = query.get('lang') ?? 'en';
  const select = h('select', { id: 'lang', onchange: () => {
    if (select.value === 'en') query.delete('lang');
    else query.set('lang', select.value);
    location.search = String(query);
  } }, ...LANGUAGES.map(([code, name]) =>
    h('option', { value: code, lang: code, selected: code === now }, name)));
  document.getElementById('page-tools')?.append(h('div', { class: 'theme' },
    h('label', { for: 'lang' }, h('span', {}, 'Language of the labs'), select)));
}
