// Which files of data the values of a lab read.

/** @typedef {import('../types.d.ts').Params} Params */

/** How the names of the files of the data start, by choice of `data`; the synthetic data has none.
 *  @type {Record<string, string>} */
const FILES = { cards: 'cards', emoji: 'emoji', mnist: 'mnist' };
const PACKED = ['emoji', 'mnist']; // those with a packed dataset
/** What the concepts of a dataset are called: a dataset of texts that is read behind it.
 *  @type {Record<string, string>} */
const TEXTS = { emoji: 'names' };
const READ_TEXTS = ['clip']; // methods

/** @param {unknown} data @param {unknown} method */
const textsOf = (data, method) =>
  (READ_TEXTS.some((name) => name === method) && TEXTS[String(data)]) || null;

/** The packed datasets that make up the data of a session, in their order: of "emoji" there are
 *  emoji.pack.gz and emoji.json. @param {Params} values some may not be checked yet
 *  @returns {string[]} */
export function packsOf({ data, method }) {
  const packed = PACKED.filter((name) => name === data);
  const texts = packed.length ? textsOf(data, method) : null;
  return texts ? [...packed, texts] : packed;
}

/** Whether the data of one session serves the other. @param {Params} a @param {Params} b */
export const sameData = (a, b) => a.data === b.data && String(packsOf(a)) === String(packsOf(b));

/** How the names of the files start that a lab may read.
 *  @param {import('../types.d.ts').Lab} lab @returns {string[]} */
export function filesOf({ params, limits }) {
  const methods = limits?.method?.choices ?? [params.method];
  const starts = (limits?.data?.choices ?? []).flatMap((data) => [FILES[data],
    ...methods.map((method) => textsOf(data, method))]);
  return [...new Set(starts)].flatMap((start) => start ?? []);
}
