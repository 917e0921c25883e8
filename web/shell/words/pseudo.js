// Languages for tests, made from English: every letter gets a mark and every text grows by two
// fifths, so that a text which is in no catalogue, or a box that is too small, is seen at once.

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MARKED = '\u00e0\u0180\u0107\u010f\u00e9\u0192\u011d\u0125\u00ed\u0135\u0137\u013a\u0271'
  + '\u00f1\u00f3\u00fe\u01eb\u0155\u0161\u0165\u00fa\u1e7d\u0175\u1e8b\u00fd\u017e\u00c0\u0181'
  + '\u0106\u010e\u00c9\u0191\u011c\u0124\u00cd\u0134\u0136\u0139\u1e40\u00d1\u00d3\u00de\u01ea'
  + '\u0154\u0160\u0164\u00da\u1e7c\u0174\u1e8a\u00dd\u017d';
const MORE = 0.4; // by which a translation may be longer than English
const WORD = 8; // letters of an added word, before which a line can break

/** Changes a text outside its {holes}.
 *  @param {string} text @param {(part: string) => string} change */
const around = (text, change) =>
  text.split(/(\{\w+\})/).map((part, k) => (k % 2 ? part : part && change(part))).join('');

const marked = (/** @type {string} */ text) => around(text, (part) =>
  part.replace(/[a-z]/gi, (letter) => MARKED[PLAIN.indexOf(letter)]));

/** What makes a text longer. @param {string} text */
function padding({ length }) {
  const all = '\u00f8'.repeat(Math.ceil(MORE * length));
  return all.replace(new RegExp(`.{${WORD}}(?=.)`, 'g'), '$& ');
}

/** @type {import('./words.js').Language} */
export const accented = { code: 'en-XA', dir: 'ltr', parts: {},
  transform: (text) => `[${marked(text)} ${padding(text)}]` };

/** @type {import('./words.js').Language} */
export const mirrored = { code: 'ar-XB', dir: 'rtl', parts: {},
  transform: (text) => around(marked(text), (part) => `\u202e${part}\u202c`) };
