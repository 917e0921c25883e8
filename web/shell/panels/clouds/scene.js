// The picture of the two clouds as batches for the pen: the sphere, a line to each pair, drawings,
// names, and the means of both clouds with an arrow between them.

import { CIRCLE, PLAIN, ROOM, SQUARE } from '../../gl/batches.js';
import { addSphere } from '../space/sphere.js';
import { createStage } from '../space/stage.js';

/** @typedef {import('../space/stage.js').Stage} Stage */
/** @typedef {import('../../gl/renderer.js').Pen} Pen */

/**
 * @typedef {object} Look what to show
 * @property {import('../space/view.js').View} view
 * @property {import('../space/motion.js').Motion} motion of the drawings, then of the names
 * @property {import('../parts/theme.js').Theme} theme
 * @property {import('../../types').Items['sheet']} sheet
 * @property {import('../parts/concepts.js').Concepts} concepts
 * @property {Int32Array} which the concept of each pair
 * @property {number} pair the one that stands out; -1: none
 * @property {boolean} pictures whether a drawing is shown as itself, and not as a dot
 */

const PICTURE = 13; // side of a drawing, in CSS pixels at scale 1
const NAME = 6;
const FAINT = 0.11; // of the lines to the pairs that do not stand out

/** Projects all points; drawings come first. @param {Stage} stage @param {Look} look */
function place(stage, { view, motion }) {
  const n = motion.count;
  if (stage.box.length !== n) {
    stage.at = new Float32Array(3 * n);
    stage.box = new Float32Array(n);
    stage.order = new Uint16Array(n).map((_, i) => i);
  }
  const { at, order } = stage;
  for (let i = 0; i < n; i++) view.project(motion.shown, 3 * i, at, 3 * i);
  order.sort((a, b) => at[3 * a + 2] - at[3 * b + 2]);
}

/** The mean of the points from first on, in the ball. @param {Float32Array} points
 *  @param {number} first @param {number} count */
function meanOf(points, first, count) {
  const mean = [0, 0, 0];
  for (let i = 3 * first; i < 3 * (first + count); i++) mean[i % 3] += points[i] / count;
  return mean;
}

/** @param {Stage} stage @param {Look} look @param {number} pair @param {number} width
 *  @param {number} alpha */
function addLine({ lines, at, box }, { theme }, pair, width, alpha) {
  const [a, b] = [3 * pair, 3 * (pair + box.length / 2)];
  lines.add(at[a], at[a + 1], at[b], at[b + 1], width, width, theme.rgb.positive,
    alpha * (0.7 + 0.3 * at[a + 2]), alpha * (0.7 + 0.3 * at[b + 2]));
}

/** @param {Stage} stage @param {Look} look @param {number} i @param {boolean} strong */
function addPoint({ sprites, at, box }, look, i, strong) {
  const { theme, concepts, which, pictures, sheet } = look;
  const depth = at[3 * i + 2];
  const isName = i >= which.length;
  const tile = isName || !pictures || !sheet ? -1 : concepts.item(which[i]);
  const shape = isName ? SQUARE : tile < 0 || strong ? CIRCLE : PLAIN;
  const side = (isName || tile < 0 ? NAME : PICTURE) * (0.86 + 0.2 * depth) * theme.size
    * (strong ? 1.9 : 1);
  box[i] = side * (tile < 0 ? 1 : ROOM[shape]);
  const rgb = isName ? theme.rgb.positive : theme.rgb.anchor;
  sprites.add(at[3 * i], at[3 * i + 1], box[i], tile, shape, strong ? 1 : 0.55 + 0.4 * depth,
    strong ? 2.4 : 0, rgb);
}

/** Adds all points from the back to the front, then the pair that stands out.
 *  @param {Stage} stage @param {Look} look */
function addPoints(stage, look) {
  const { order, at, sprites } = stage;
  const n = look.which.length;
  stage.split = 0;
  for (const i of order) {
    if (i % n === look.pair) continue;
    addPoint(stage, look, i, false);
    if (at[3 * i + 2] < 0) stage.split = sprites.count;
  }
  if (look.pair < 0) return;
  addPoint(stage, look, look.pair, true);
  addPoint(stage, look, look.pair + n, true);
}

/** Adds the means of both clouds, and an arrow from that of the names to that of the drawings.
 *  @param {Stage} stage @param {Look} look @param {Float32Array} means receives where they are */
function addMeans({ marks, front, p }, { view, motion, theme, which }, means) {
  const n = which.length;
  view.project(meanOf(motion.shown, 0, n), 0, p, 0);
  view.project(meanOf(motion.shown, n, n), 0, p, 3);
  means.set(p.subarray(0, 6));
  front.clear();
  const [dx, dy] = [p[0] - p[3], p[1] - p[4]];
  const kept = Math.max(0, 1 - 7 * theme.size / Math.hypot(dx, dy)); // it ends beside the mark
  front.arrow(p[3], p[4], p[3] + kept * dx, p[4] + kept * dy, 3.2, 12, theme.rgb.ink, 1);
  marks.add(p[0], p[1], 15 * theme.size, -1, CIRCLE, 1, 0, theme.rgb.panel);
  marks.add(p[0], p[1], 12 * theme.size, -1, CIRCLE, 1, 0, theme.rgb.anchor);
  marks.add(p[3], p[4], 14 * theme.size, -1, SQUARE, 1, 0, theme.rgb.panel);
  marks.add(p[3], p[4], 11 * theme.size, -1, SQUARE, 1, 0, theme.rgb.positive);
}

export function createScene() {
  const stage = createStage();
  const { back, front, lines, sprites, marks } = stage;
  const means = new Float32Array(6);
  const where = (/** @type {number} */ i) => ({ x: stage.at[3 * i], y: stage.at[3 * i + 1],
    depth: stage.at[3 * i + 2], box: stage.box[i] });
  return {
    /** @param {Look} look @param {Pen} pen */
    paint(look, pen) {
      for (const batch of [back, front, lines, sprites, marks]) batch.clear();
      addSphere(stage, look);
      place(stage, look);
      look.which.forEach((_, pair) => addLine(stage, look, pair, 1, FAINT));
      addPoints(stage, look);
      const fill = look.theme.rgb.panel;
      pen.segments(back);
      pen.sprites(sprites, look.sheet, fill, 0, stage.split);
      pen.segments(front);
      pen.segments(lines);
      pen.sprites(sprites, look.sheet, fill, stage.split, sprites.count - (look.pair < 0 ? 0 : 2));
      lines.clear();
      if (look.pair >= 0) addLine(stage, look, look.pair, 2.4, 1);
      addMeans(stage, look, means);
      pen.segments(front);
      pen.sprites(marks, null, fill);
      pen.segments(lines);
      if (look.pair >= 0) pen.sprites(sprites, look.sheet, fill, sprites.count - 2);
    },
    /** The pair whose front-most drawing or name is near a point of the canvas; -1: none.
     *  @param {number} x @param {number} y @param {number} reach least half-width in pixels */
    hit(x, y, reach) {
      const { at, box, order } = stage;
      let best = -1;
      let least = 1;
      for (let o = box.length - 1; o >= 0 && least >= 0.6; o--) {
        const i = order[o];
        const d = Math.hypot(x - at[3 * i], y - at[3 * i + 1]) / Math.max(reach, box[i] / 2);
        if (d < least) {
          least = d;
          best = i % (box.length / 2);
        }
      }
      return best;
    },
    where,
    /** Where the middles of the drawings and of the names are on the canvas. */
    means: () => [{ x: means[0], y: means[1] }, { x: means[3], y: means[4] }],
  };
}

/** @typedef {ReturnType<typeof createScene>} Scene */
