// What a text turned out to be, in words.
import english from '../../words/en/search.js';
import { formatNumber } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('search', english);

const READ_MOST = 32; // words that the transformer reads: CT_WORDS_MOST

/** @param {string} text of the engine, without a capital or a full stop */
export const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1).replace(/[.]?$/, '.')}`;

/** What the reader has to know of a text beside what it finds; "": nothing.
 *  @param {import('../../types').Found} found
 *  @param {boolean} transformer whether that is the encoder of texts */
export function noteOf({ made: { words, pieces, seen }, step }, transformer) {
  if (!pieces) return t('noWords');
  if (transformer && words > READ_MOST) {
    return t('first', { most: READ_MOST, count: formatNumber(words) });
  }
  if (step === 0) return ''; // before training nothing was seen
  if (!seen) return t('unseen');
  if (seen === pieces) return '';
  return t('seen', { n: pieces, seen: formatNumber(seen), count: formatNumber(pieces) });
}

/** How far the drawings found can be trusted. @param {number} step that they are of
 *  @param {number} now the step of the training */
export function trustOf(step, now) {
  if (step > 0) return t('at', { step: formatNumber(step) });
  return t(now > 0 ? 'still' : 'none');
}
