// Draws the items: where each one's point and picture are, and how its role makes them look.

import { CIRCLE, DIAMOND, PLAIN, ROOM, SQUARE } from '../../gl/batches.js';

/** @typedef {import('./stage.js').Look} Look */
/** @typedef {import('./stage.js').Stage} Stage */

/** Side of a thumbnail when `count` of them share a circle of this radius.
 *  @param {number} count @param {number} radius */
export function thumbSide(count, radius) {
  const crowd = [[8, 36], [16, 31], [32, 26], [64, 20], [128, 15], [512, 15]];
  const side = crowd.find(([most]) => count <= most)?.[1] ?? 15;
  return Math.max(10, side * Math.max(0.8, Math.min(1.15, radius / 175)));
}

/** The colour of an item's role towards the anchor. @param {Look} look @param {number} i */
export function colourOf({ anchor, roles, theme, tint }, i) {
  const own = i === anchor ? null : tint?.(i);
  if (own) return own;
  if (anchor < 0) return theme.rgb.soft;
  if (i === anchor) return theme.rgb.anchor;
  return roles.same(i, anchor) ? theme.rgb.positive : theme.rgb.negative;
}

/** Computes where points and pictures are, and in which order they are drawn.
 *  @param {Stage} stage @param {Look} look */
export function placeItems(stage, { view, motion, roles, side: given }) {
  const n = motion.count;
  if (stage.box.length !== n) {
    stage.at = new Float32Array(5 * n);
    stage.box = new Float32Array(n);
    stage.order = new Uint16Array(n).map((_, i) => i);
  }
  const { at, box, order } = stage;
  const side = given ?? thumbSide(n, view.radius);
  for (let i = 0; i < n; i++) {
    view.project(motion.shown, 3 * i, at, 5 * i);
    const depth = at[5 * i + 2];
    const size = view.flat ? side : side * (0.86 + 0.2 * depth);
    box[i] = size;
    at[5 * i + 3] = at[5 * i];
    at[5 * i + 4] = at[5 * i + 1];
    if (!roles.table) continue;
    // The points of a pair meet in training, so their pictures stand on either side of them.
    const first = i < n / 2 ? 1 : -1;
    if (view.flat) {
      const out = 1 + first * (size * 0.72 + 4) / view.radius;
      at[5 * i + 3] = view.cx + (at[5 * i] - view.cx) * out;
      at[5 * i + 4] = view.cy + (at[5 * i + 1] - view.cy) * out;
    } else if (n <= 32) {
      at[5 * i + 3] += first * size * 0.42;
      at[5 * i + 4] -= first * size * 0.42;
    }
  }
  if (!view.flat) order.sort((a, b) => at[5 * a + 2] - at[5 * b + 2]);
}

/** Adds one item's point and picture. @param {Stage} stage @param {Look} look @param {number} i
 *  @param {boolean} chosen whether it is the anchor or its positive @param {boolean} few */
function addItem({ at, box, dots, sprites }, look, i, chosen, few) {
  const { view, motion, roles, theme, anchor, hover, sheet } = look;
  const depth = view.flat ? 1 : at[5 * i + 2];
  const tinted = !chosen && look.tint?.(i);
  const shape = i === anchor || tinted ? CIRCLE : chosen ? SQUARE : few && anchor >= 0 ? DIAMOND
    : sheet ? PLAIN : CIRCLE;
  let alpha = chosen || i === hover ? 1 : view.flat ? 1 : 0.62 + 0.38 * depth;
  if (!chosen && !few) alpha *= 0.94;
  const ring = i === hover ? 3.2 : chosen ? 2.4 : few ? 1.3 : tinted ? 1.6 : 0;
  const rgb = i === hover && !chosen ? theme.rgb.ink
    : chosen && i !== anchor ? theme.rgb.positive : colourOf(look, i);
  box[i] *= ROOM[shape] * (i === hover || (!few && chosen) ? 1.25 : 1);
  if (roles.table && (view.flat || motion.count <= 32)) {
    dots.add(at[5 * i], at[5 * i + 1], few ? 7 : 5, -1, CIRCLE, alpha, 0, colourOf(look, i));
  }
  const size = sheet ? box[i] : box[i] * 0.75;
  sprites.add(at[5 * i + 3], at[5 * i + 4], size, sheet ? i : -1, shape, alpha, ring, rgb);
}

/** Whether there are so few items that the role of each is told by its frame. @param {number} count */
export const isFew = (count) => count <= 16;

/** Adds all items, from the back to the front. @param {Stage} stage @param {Look} look */
export function addItems(stage, look) {
  const { view, motion, roles, anchor, hover } = look;
  const few = isFew(motion.count);
  stage.split = 0;
  // the item under the pointer comes last; in a crowd the positives and the anchor come late too
  for (let o = 0; o < 3 * motion.count; o++) {
    const i = stage.order[o % motion.count];
    const chosen = anchor >= 0 && anchor < motion.count && roles.same(i, anchor);
    const turn = i === hover || (i === anchor && !few) ? 2 : chosen && !few ? 1 : 0;
    if (turn !== Math.floor(o / motion.count)) continue;
    if (!view.flat && stage.at[5 * i + 2] < 0 && turn === 0) stage.split = stage.sprites.count + 1;
    addItem(stage, look, i, chosen, few);
  }
}
