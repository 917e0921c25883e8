// Draws thumbnails beside the rows of the heat map and above its columns.
import { CIRCLE, PLAIN, ROOM } from '../../gl/batches.js';

/** @param {import('../../gl/batches.js').Sprites} heads filled anew
 *  @param {{ which: Int32Array, layout: import('./layout.js').Layout,
 *   theme: import('../parts/theme.js').Theme, anchor: number, pictured: boolean }} shown pictured:
 *   whether the items have tiles */
export function placeHeads(heads, { which, layout, theme, anchor, pictured }) {
  const { left, top, cell: size, thumb } = layout;
  heads.clear();
  for (let k = 0; thumb && k < which.length; k++) {
    const at = (k + 0.5) * size;
    const picked = which[k] === anchor;
    const shape = picked ? CIRCLE : PLAIN;
    const box = (picked ? thumb + 4 : thumb * 0.92) * (pictured ? 1 : 0.4);
    const tile = pictured ? which[k] : -1;
    const rgb = picked ? theme.rgb.anchor : theme.rgb.soft;
    const side = picked ? Math.min(box, (thumb + 6) * ROOM[CIRCLE]) : box;
    heads.add(left - 4 - thumb / 2, top + at, side, tile, shape, 1, picked ? 2 : 0, rgb);
    heads.add(left + at, top - 4 - thumb / 2, side, tile, shape, 1, picked ? 2 : 0, rgb);
  }
}
