// The language of a page's labs. The first lab that starts settles it: by its attribute, or as
// configure() has said before, else English. Its texts are fetched before that lab starts.
import english from '../words/en/element.js';
import { late } from './late.js';
import { speak, textsOf } from '../words/words.js';

/** @typedef {import('../words/words.js').Language} Language */

const t = textsOf('element', english);

/** A translated language, whose texts are in a file of their own. @param {string} code
 *  @param {() => Promise<{ default: Language['parts'] }>} load @param {string} [lang]
 *  @returns {() => Promise<Language>} */
const translated = (code, load, lang) => async () =>
  ({ code, lang, dir: 'ltr', parts: (await late(code, load)).default });

/** The other languages by their codes (BCP 47). @type {Record<string, () => Promise<Language>>} */
const OTHERS = {
  de: translated('de', () => import('../words/de.js')),
  es: translated('es', () => import('../words/es.js')),
  fr: translated('fr', () => import('../words/fr.js')),
  // without the script, a browser may take Japanese glyphs
  zh: translated('zh', () => import('../words/zh.js'), 'zh-Hans'),
  hi: translated('hi', () => import('../words/hi.js')),
  'en-XA': async () => (await late('pseudo', () => import('../words/pseudo.js'))).accented,
  'ar-XB': async () => (await late('pseudo', () => import('../words/pseudo.js'))).mirrored,
};
const FOR_TESTS = /-X[AB]$/;
const codes = () =>
  ['en', ...Object.keys(OTHERS).filter((code) => !FOR_TESTS.test(code))].join(', ');

let settled = ''; // by the first lab, or by configure()
/** @type {Promise<void> | null} */
let coming = null;

/** Settles the language of all labs. @param {string} code */
export function settle(code) {
  if (code !== 'en' && !Object.hasOwn(OTHERS, code)) {
    throw new Error(t('noLanguage', { asked: code, codes: codes() }));
  }
  if (settled && settled !== code) {
    throw new Error(t('other', { asked: code, spoken: settled }));
  }
  settled = code;
}

/** Settles the language, and resolves once it is spoken. @param {string} code '': the page's
 *  @param {string} mark the element's own `lang`, which counts where nothing else says a language and
 *   there is a translation */
export async function spokenAs(code, mark) {
  const marked = mark.toLowerCase().split('-')[0];
  settle(code || settled || (Object.hasOwn(OTHERS, marked) ? marked : 'en'));
  if (settled === 'en') return;
  coming ??= OTHERS[settled]().then(speak);
  await coming.catch((error) => {
    coming = null; // the next lab tries again
    throw error;
  });
}
