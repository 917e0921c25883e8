// Lines between and behind the points: links of positive pairs, trails, arrows of the forces.

import { TRAIL } from './motion.js';
import { colourOf } from './pictures.js';

/** @typedef {import('./stage.js').Look} Look */
/** @typedef {import('./stage.js').Stage} Stage */

const TRAILS_MAX = 128;   // more trails would hide their points

/** @param {Stage} stage @param {number} a @param {number} b @param {Look} look
 *  @param {number} width @param {number} alpha */
function addLink({ lines, at }, a, b, { view, theme }, width, alpha) {
  lines.add(at[5 * a], at[5 * a + 1], at[5 * b], at[5 * b + 1], width, width, theme.rgb.positive,
    view.flat ? alpha : alpha * (0.7 + 0.3 * at[5 * a + 2]),
    view.flat ? alpha : alpha * (0.7 + 0.3 * at[5 * b + 2]));
}

/** @param {Stage} stage @param {Look} look */
export function addLinks(stage, look) {
  const { roles, motion, shows, anchor } = look;
  const crowd = motion.count > 256;
  for (let i = 0; shows.links && i < motion.count; i++) {
    for (const j of roles.partners(i)) {
      if (i < j && i !== anchor && j !== anchor) addLink(stage, i, j, look, 1.2, crowd ? 0.22 : 0.5);
    }
  }
  if (anchor < 0 || anchor >= motion.count) return;
  for (const j of look.near ?? []) { // over the crowd, which would hide them
    stage.over.add(stage.at[5 * anchor], stage.at[5 * anchor + 1], stage.at[5 * j],
      stage.at[5 * j + 1], 1.8, 1.8, look.theme.rgb.ink, 0.7);
  }
  for (const j of roles.partners(anchor)) addLink(stage, anchor, j, look, 2.4, 0.95);
}

/** @param {Stage} stage @param {Look} look */
export function addTrails({ lines, p }, look) {
  const { motion, view, anchor, roles } = look;
  const all = motion.count <= TRAILS_MAX;
  const last = motion.length - 1;
  for (let i = 0; i < motion.count; i++) {
    if (!all && i !== anchor && !roles.same(i, anchor)) continue;
    const rgb = colourOf(look, i);
    view.project(motion.trail, motion.at(0) + 3 * i, p, 3);
    for (let age = 1; age <= last; age++) {
      view.project(motion.trail, motion.at(age) + 3 * i, p, 0);
      // short segments are merged, so that a slow point needs no more of them than can be seen
      if (age < last && Math.abs(p[0] - p[3]) + Math.abs(p[1] - p[4]) < 3) continue;
      const alpha = 0.7 * (1 - age / TRAIL);
      lines.add(p[0], p[1], p[3], p[4], 1.4, 1.8, rgb, alpha, alpha + 0.05);
      p.copyWithin(3, 0, 3);
    }
  }
}

/** @param {Stage} stage @param {Look} look */
export function addArrows({ lines, at, p }, { forces, view, motion, arrows: scale, theme }) {
  if (!forces) return;
  const n = Math.min(motion.count, forces.length / 3);
  for (let i = 0; i < n; i++) {
    p[3] = motion.shown[3 * i] + forces[3 * i] * scale;
    p[4] = motion.shown[3 * i + 1] + forces[3 * i + 1] * scale;
    p[5] = motion.shown[3 * i + 2] + forces[3 * i + 2] * scale;
    view.project(p, 3, p, 0);
    lines.arrow(at[5 * i], at[5 * i + 1], p[0], p[1], n > 32 ? 1.4 : 2, n > 32 ? 5 : 8,
      theme.rgb.accent, 0.95);
  }
}
