// The picture of the embedding space as batches for the pen: sphere, links, trails, arrows, items.

import { DIAMOND } from '../../gl/batches.js';
import { addArrows, addLinks, addTrails } from './lines.js';
import { addItems, placeItems } from './pictures.js';
import { addSphere } from './sphere.js';
import { createStage } from './stage.js';

/** @typedef {import('./stage.js').Look} Look */
/** @typedef {import('./stage.js').Stage} Stage */

/** @param {Stage} stage @param {Look} look */
function addPrototypes({ marks, p }, { prototypes: places, view, theme }) {
  for (let k = 0; places && k < places.length; k += 3) {
    view.project(places, k, p, 0);
    marks.add(p[0], p[1], 13, -1, DIAMOND, view.flat || p[2] > 0 ? 1 : 0.3, 0, theme.rgb.accent);
  }
}

export function createScene() {
  const stage = createStage();
  const { back, front, lines, over, dots, sprites, marks } = stage;
  const batches = [back, front, lines, over, dots, sprites, marks];
  return {
    /** @param {Look} look @param {import('../../gl/renderer.js').Pen} pen */
    paint(look, pen) {
      for (const batch of batches) batch.clear();
      if (look.round) addSphere(stage, look);
      placeItems(stage, look);
      addLinks(stage, look);
      if (look.shows.trails) addTrails(stage, look);
      if (look.shows.forces) addArrows(stage, look);
      addItems(stage, look);
      addPrototypes(stage, look);
      const fill = look.theme.rgb.panel;
      pen.segments(back);
      pen.sprites(sprites, look.sheet, fill, 0, stage.split);
      pen.segments(front);
      pen.segments(lines);
      pen.sprites(dots, null, fill);
      pen.sprites(sprites, look.sheet, fill, stage.split);
      pen.segments(over);
      pen.sprites(marks, null, fill);
    },
    /** The front-most item whose picture or point is near a point of the canvas; -1: none.
     *  @param {number} x @param {number} y @param {number} reach least half-width in pixels */
    hit(x, y, reach) {
      const { at, box, order } = stage;
      let best = -1;
      let least = 1;
      for (let o = box.length - 1; o >= 0; o--) {
        const i = order[o];
        const half = Math.max(reach, box[i] / 2);
        const picture = Math.hypot(x - at[5 * i + 3], y - at[5 * i + 4]) / half;
        const d = Math.min(picture, Math.hypot(x - at[5 * i], y - at[5 * i + 1]) / reach);
        if (d < least) { least = d; best = i; if (d < 0.6) break; }
      }
      return best;
    },
    /** Where an item's picture is on the canvas, the depth of its point, and the picture's side.
     *  @param {number} i */
    where(i) {
      const { at, box } = stage;
      return { x: at[5 * i + 3], y: at[5 * i + 4], depth: at[5 * i + 2], box: box[i] };
    },
  };
}

/** @typedef {ReturnType<typeof createScene>} Scene */
