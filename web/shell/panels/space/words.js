// What the space says in words about the anchor and the items nearest to it.

import english from '../../words/en/space.js';
import { formatSimilarity } from '../../base/format.js';
import { textsOf } from '../../words/words.js';

const t = textsOf('space', english);

/** @typedef {import('../../types').Snapshot} Snapshot */
/** @typedef {{ roles: import('../parts/roles.js').Roles, motion: import('./motion.js').Motion,
 *    snapshot: Snapshot | null }} Shown */

/** Cosine with the anchor where it is known exactly, else NaN.
 *  @param {Shown} shown @param {number} anchor @param {number} i */
export function cosineTo({ roles, motion, snapshot }, anchor, i) {
  if (!snapshot || anchor < 0 || anchor >= motion.count) return NaN;
  if (snapshot.breakdown?.anchor === anchor) return snapshot.breakdown.cosine[i];
  if (roles.table) {
    const p = motion.shown;
    const [a, b] = [3 * anchor, 3 * i];
    return p[a] * p[b] + p[a + 1] * p[b + 1] + p[a + 2] * p[b + 2];
  }
  const found = snapshot.neighbours?.item === anchor ? snapshot.neighbours.items.indexOf(i) : -1;
  return found < 0 ? NaN : snapshot.neighbours?.cosines[found] ?? NaN;
}

/** @param {Shown} shown @param {number} anchor */
export function describe(shown, anchor) {
  const { roles, motion, snapshot } = shown;
  if (!snapshot || anchor < 0 || anchor >= motion.count) return t('none');
  const others = [];
  for (let i = 0; i < motion.count; i++) {
    const c = i === anchor ? NaN : cosineTo(shown, anchor, i);
    if (c > -2) others.push({ i, c });
  }
  const near = others.sort((a, b) => b.c - a.c).slice(0, 3)
    .map(({ i, c }) => `${roles.name(i)} ${formatSimilarity(c)}`).join(', ');
  return t('picked', { name: roles.name(anchor), near: near || t('unknown') });
}

/** The text of the tip beside an item. @param {Shown} shown @param {number} anchor
 *  @param {number} i */
export function tipOf(shown, anchor, i) {
  const c = cosineTo(shown, anchor, i);
  const name = shown.roles.name(i);
  return c > -2 && i !== anchor ? `${name}  ${formatSimilarity(c)}` : name;
}
