// What the two clouds say in words about a pair.

import { formatSimilarity } from '../../base/format.js';

/** @typedef {import('../../types').Match} Match */
/** @typedef {import('../parts/concepts.js').Concepts} Concepts */

/** @param {Match | null} match @param {Concepts} concepts @param {number} pair -1: none */
export function describe(match, concepts, pair) {
  if (!match || pair < 0) {
    return 'Point at a drawing or a name to see its pair; drag beside them to turn the sphere.';
  }
  const name = concepts.name(match.concepts[pair]);
  const cosine = formatSimilarity(match.cosines[pair]);
  return `\u201c${name}\u201d and its drawing by ${concepts.by}: cosine ${cosine}.`;
}
