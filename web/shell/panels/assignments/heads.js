// Draws thumbnails beside the rows of the assignment matrix.

import { CIRCLE, PLAIN, ROOM } from '../../gl/batches.js';

/** @param {import('../../gl/batches.js').Sprites} heads
 *  @param {{ layout: ReturnType<typeof import('./layout.js').layoutOf>, items: ArrayLike<number>,
 *    anchor: number, pictured: boolean, theme: import('../parts/theme.js').Theme }} shown */
export function placeHeads(heads, { layout, items, anchor, pictured, theme: { rgb } }) {
  const { left, top, tall, thumb, names } = layout;
  heads.clear();
  for (let r = 0; r < layout.rows; r++) {
    const item = items[r] ?? -1;
    const picked = item === anchor;
    const shape = picked ? CIRCLE : PLAIN;
    const box = pictured ? Math.min(thumb * ROOM[shape], tall + 4) : thumb * 0.4;
    const x = (names ? left - 4 : thumb + 4) - thumb / 2;
    heads.add(x, top + (r + 0.5) * tall, box, pictured ? item : -1, shape, 1,
      picked ? 2 : 0, picked ? rgb.anchor : rgb.soft);
  }
}
