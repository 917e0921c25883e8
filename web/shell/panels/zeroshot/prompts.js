// From what a reader has typed to the prompts of the engine, or to what is wrong with it.

export const TEMPLATE = 'a drawing of {}';
const PLACE = '{}';

/** The name of a class as one would say it. @param {string} name */
export const inWords = (name) => name.replaceAll(' & ', ' and ').replaceAll(' / ', ' or ');

/** at: the class whose words are wrong, -1: the template.
 *  @typedef {{ at: number, text: string }} Wrong */

/** What is wrong; null: nothing. @param {string} template @param {string[]} words
 *  @param {string[]} classes @returns {Wrong | null} */
function wrong(template, words, classes) {
  if (!template.includes(PLACE)) {
    return { at: -1, text: `The template has no ${PLACE}, so that every class would have the same `
      + 'prompt.' };
  }
  const [has, needs] = [words.length, classes.length];
  if (has !== needs) {
    const most = Math.min(has, needs - 1);
    return { at: most, text: `These are ${has} prompts, one a line, and there are ${needs} `
      + 'classes: ' + (has < needs ? `${needs - has} too few.` : `${has - needs} too many.`) };
  }
  const empty = words.findIndex((word) => !word.trim());
  return empty < 0 ? null : { at: empty,
    text: `The prompt of \u201c${classes[empty]}\u201d is empty: write what such drawings show.` };
}

/** One prompt a line. @param {string} template @param {string[]} words those of each class
 *  @param {string[]} classes @returns {{ text: string, problem: Wrong | null }} */
export function promptsOf(template, words, classes) {
  const problem = wrong(template, words, classes);
  return { problem, text: problem ? ''
    : words.map((word) => template.split(PLACE).join(word.trim())).join('\n') };
}
