// What the two clouds say in words about a pair.

import english from '../../words/en/clouds.js';
import { formatSimilarity } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('clouds', english);

/** @typedef {import('../../types').Match} Match */
/** @typedef {import('../parts/concepts.js').Concepts} Concepts */

/** @param {Match | null} match @param {Concepts} concepts @param {number} pair -1: none */
export function describe(match, concepts, pair) {
  if (!match || pair < 0) return t('hint');
  return t('described', { name: concepts.name(match.concepts[pair]), artist: concepts.by,
    cosine: formatSimilarity(match.cosines[pair]) });
}
