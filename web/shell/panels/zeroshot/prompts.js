// From what a reader has typed to the prompts of the engine, or to what is wrong with it.

import english from '../../words/en/zeroshot.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('zeroshot', english);

export const TEMPLATE = '{}';
const PLACE = '{}';
const SAYS = /[\p{L}\p{N}]/u; // without any of these a text has no words

/** Words to begin with for classes whose names say little of what their drawings are called. With
 *  the groups' own names fewer are right than by naming the largest class. */
const PLAIN = new Map([
  ['smileys & emotion', 'face'], ['people & body', 'man woman'],
  ['animals & nature', 'animal plant'], ['food & drink', 'food drink'],
  ['travel & places', 'vehicle place'], ['activities', 'sport game'],
  ['objects', 'tool clothing'], ['symbols', 'symbol sign button'],
]);

/** The words that a class begins with: plain ones, or its name as one would say it.
 *  @param {string} name */
export const inWords = (name) => PLAIN.get(name)
  ?? name.replaceAll(' & ', ' and ').replaceAll(' / ', ' or ');

/** at: the class whose words are wrong, -1: the template.
 *  @typedef {{ at: number, text: string }} Wrong */

/** What is wrong; null: nothing. @param {string} template @param {string[]} words
 *  @param {string[]} classes @returns {Wrong | null} */
function wrong(template, words, classes) {
  if (!template.includes(PLACE)) {
    return { at: -1, text: t('noPlace', { place: PLACE }) };
  }
  const [has, needs] = [words.length, classes.length];
  if (has !== needs) {
    const most = Math.min(has, needs - 1);
    return { at: most,
      text: t(has < needs ? 'few' : 'many', { has, needs, more: Math.abs(has - needs) }) };
  }
  const at = words.findIndex((word) => !SAYS.test(word));
  if (at < 0) return null;
  return { at, text: t(words[at].trim() ? 'noWords' : 'empty', { name: classes[at] }) };
}

/** One prompt a line. @param {string} template @param {string[]} words those of each class
 *  @param {string[]} classes @returns {{ text: string, problem: Wrong | null }} */
export function promptsOf(template, words, classes) {
  const problem = wrong(template, words, classes);
  return { problem, text: problem ? ''
    : words.map((word) => template.split(PLACE).join(word.trim())).join('\n') };
}
