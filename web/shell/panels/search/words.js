// What a text turned out to be, in words.
import { formatNumber } from '../../base/format.js';

const READ_MOST = 32; // words that the transformer reads: CT_WORDS_MOST

/** @param {string} text of the engine, without a capital or a full stop */
export const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1).replace(/[.]?$/, '.')}`;

/** @param {number} n @param {string} one @param {string} many */
const counted = (n, one, many) => `${formatNumber(n)} ${n === 1 ? one : many}`;

/** What the reader has to know of a text beside what it finds; "": nothing.
 *  @param {import('../../types').Found} found
 *  @param {boolean} transformer whether that is the encoder of texts */
export function noteOf({ made: { words, pieces, seen }, step }, transformer) {
  if (!pieces) {
    return 'There are no letters or digits in this: emoji and punctuation have no words, and words '
      + 'are all that the network reads.';
  }
  if (transformer && words > READ_MOST) {
    return `The transformer reads the first ${READ_MOST} words of these ${formatNumber(words)}.`;
  }
  if (step === 0) return ''; // before training nothing was seen
  if (!seen) {
    return 'No piece of this was in any text of the training: the network has never learned what '
      + 'it means, and what it finds is chance.';
  }
  if (seen === pieces) return '';
  return `${formatNumber(seen)} of its ${counted(pieces, 'piece', 'pieces')} were in a text of the `
    + 'training; the others say nothing yet.';
}

/** How far the drawings found can be trusted. @param {number} step that they are of
 *  @param {number} now the step of the training */
export function trustOf(step, now) {
  if (step > 0) return `Drawings of step ${formatNumber(step)}.`;
  return now > 0
    ? 'Still the drawings of step 0, when both networks were random, so this is chance. The next '
      + 'look at the drawings is under way.'
    : 'No step yet: both networks are random, so this is chance. Press Play and watch.';
}
