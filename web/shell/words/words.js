// Every text that a reader sees, by language. English stands in words/en/, one file for each part
// of the page, and comes with that part. Another language is one file, words/<code>.js, with an
// object for each part; it is fetched when a page asks for it, before its first lab starts. All
// labs of a page speak one language.

/** A text with {holes}; or, where a number decides the form, texts by the plural categories of
 *  Unicode CLDR (one, other, ...), of which the hole {n} picks one.
 *  @typedef {string | Record<string, string>} Entry */
/** @typedef {Readonly<Record<string, Entry>>} Part */
/** @typedef {Record<string, string | number>} Holes */

/** What differs between languages. parts: texts by part and key; transform: makes a text of this
 *  language from the English one, for tests; lang: the code with the script, where fonts need it.
 *  @typedef {{ code: string, lang?: string, dir: 'ltr' | 'rtl', parts: Record<string, Part>,
 *   transform?(text: string): string }} Language */

/** @type {Language} */
let language = { code: 'en', dir: 'ltr', parts: {} };
let plurals = new Intl.PluralRules('en');

/** Speaks another language from now on. @param {Language} next */
export function speak(next) {
  language = next;
  plurals = new Intl.PluralRules(next.code);
}

/** The language spoken now: its code (BCP 47), its mark for elements and its direction. */
export const spoken = () =>
  ({ code: language.code, lang: language.lang ?? language.code, dir: language.dir });

/** One part of the language spoken, to be sent where the rest is not known.
 *  @param {string} part @param {Part} english its texts @returns {Language} */
export function carried(part, english) {
  const { code, dir, parts, transform } = language;
  const made = transform ? Object.fromEntries(Object.entries(english).map(([key, entry]) =>
    [key, typeof entry === 'string' ? transform(entry) : Object.fromEntries(Object.entries(entry)
      .map(([form, text]) => [form, transform(text)]))])) : {};
  return { code, dir, parts: { [part]: { ...made, ...parts[part] } } };
}

/** The text of one key, where its English text is known only now. @param {string} part
 *  @param {string} key @param {string} english @returns {string} */
export function spokenText(part, key, english) {
  const own = language.parts[part]?.[key];
  if (typeof own === 'string') return own;
  return language.transform ? language.transform(english) : english;
}

const HOLE = /\{(\w+)\}/g;

/** What fills a hole, set apart where one reads from right to left, so that a number keeps its sign
 *  and its unit where they belong. @param {string | number} value */
const apart = (value) => (language.dir === 'ltr' ? String(value)
  : `${/\p{L}/u.test(String(value)) ? '\u2068' : '\u2066'}${value}\u2069`);

/** Fills the holes of a text. @param {string} text @param {Holes} holes */
const filled = (text, holes) => text.replace(HOLE, (all, name) =>
  (holes[name] === undefined ? all : apart(holes[name])));

/** Texts of one part of the page, in the language spoken when they are asked for.
 *  @template {Part} P @param {string} part its name: that of its file in words/en/
 *  @param {P} english its texts */
export function textsOf(part, english) {
  /** The entry in its plural form. @param {keyof P & string} key @param {Holes} holes */
  const entry = (key, holes) => {
    const own = language.parts[part]?.[key];
    const found = own ?? english[key];
    const text = typeof found === 'string' ? found
      : found[plurals.select(Number(holes.n))] ?? found.other;
    return own === undefined && language.transform ? language.transform(text) : text;
  };

  /** @param {keyof P & string} key @param {Holes} [holes] @returns {string} */
  const t = (key, holes = {}) => filled(entry(key, holes), holes);

  /** A text whose holes may be elements: its pieces in order, to be appended.
   *  @param {keyof P & string} key @param {Record<string, Node | string | number>} holes
   *  @returns {(Node | string)[]} */
  t.pieces = (key, holes) => {
    const plain = /** @type {Holes} */ (holes); // only {n}, a number, decides the form
    return entry(key, plain).split(HOLE).map((piece, k) => {
      if (k % 2 === 0) return piece;
      const value = holes[piece] ?? `{${piece}}`;
      return value instanceof Node ? value : apart(value);
    }).filter((piece) => piece !== '');
  };

  /** Whether the part has a text of this key. @param {string} key
   *  @returns {key is keyof P & string} */
  t.has = (key) => Object.hasOwn(english, key);
  return t;
}
