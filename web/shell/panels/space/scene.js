// The picture of the embedding space as batches for the pen: sphere, links, trails, arrows, items.

import { CIRCLE, DIAMOND, PLAIN, ROOM, Segments, Sprites, SQUARE } from '../../gl/batches.js';
import { TRAIL } from './motion.js';
import { graticule } from './view.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./motion.js').Motion} Motion */
/** @typedef {import('../parts/roles.js').Roles} Roles */
/** @typedef {import('../parts/theme.js').Theme} Theme */
/** @typedef {import('../../types').Items['sheet']} Sheet */

/**
 * @typedef {object} Look what is to be shown
 * @property {View} view
 * @property {Motion} motion
 * @property {Roles} roles
 * @property {Theme} theme
 * @property {Sheet} sheet
 * @property {number} anchor
 * @property {number} hover
 * @property {{ links: boolean, trails: boolean, forces: boolean, names: boolean }} shows
 * @property {Float32Array | null} forces
 * @property {Float32Array | null} prototypes [n, 3] places of unit vectors that are no items
 * @property {number} arrows canvas length of a force of 1, in radii
 */

const TRAILS_MAX = 128;   // more would hide what they trail
const GRID = graticule();

/** Side of a thumbnail when `count` of them share a circle of this radius.
 *  @param {number} count @param {number} radius */
export function thumbSide(count, radius) {
  const crowd = [[8, 36], [16, 31], [32, 26], [64, 20], [128, 15], [512, 15]];
  const side = crowd.find(([most]) => count <= most)?.[1] ?? 15;
  return Math.max(10, side * Math.max(0.8, Math.min(1.15, radius / 175)));
}

export function createScene() {
  const back = new Segments(1024);
  const front = new Segments(512);
  const lines = new Segments(8192);
  const dots = new Sprites(256);
  const sprites = new Sprites(1024);
  const marks = new Sprites(128);
  /** Per item: canvas place of the point itself, its depth; then of its picture, and its box. */
  let at = new Float32Array(0);
  let box = new Float32Array(0);
  /** Items from the back to the front. */
  let order = new Uint16Array(0);
  let split = 0;   // sprites before it lie behind the sphere's middle
  const p = new Float32Array(6);

  /** Outline and graticule: the half behind under everything, the half before over the back. */
  function sphere(/** @type {Look} */ { view, theme }) {
    const { rule, faint } = theme.rgb;
    const steps = 96;
    for (let i = 0; i < steps; i++) {
      const a = 2 * Math.PI * i / steps;
      const b = 2 * Math.PI * (i + 1) / steps;
      const { cx, cy, radius: r } = view;
      back.add(cx + r * Math.cos(a), cy + r * Math.sin(a), cx + r * Math.cos(b),
        cy + r * Math.sin(b), 1.4, 1.4, view.flat ? faint : rule, view.flat ? 0.6 : 1);
    }
    if (view.flat) {
      for (const [dx, dy] of [[6, 0], [0, 6]]) {
        back.add(view.cx - dx, view.cy - dy, view.cx + dx, view.cy + dy, 1, 1, faint, 0.5);
      }
      return;
    }
    for (let k = 0; k + 3 < GRID.length; k += 3) {
      if (Number.isNaN(GRID[k]) || Number.isNaN(GRID[k + 3])) continue;
      view.project(GRID, k, p, 0);
      view.project(GRID, k + 3, p, 3);
      const near = p[2] + p[5] > 0;
      (near ? front : back).add(p[0], p[1], p[3], p[4], 1, 1, rule, near ? 0.55 : 0.45);
    }
  }

  /** Places of points and pictures, and the order they are drawn in. */
  function place(/** @type {Look} */ look) {
    const { view, motion, roles } = look;
    const n = motion.count;
    if (box.length !== n) {
      at = new Float32Array(5 * n);
      box = new Float32Array(n);
      order = new Uint16Array(n).map((_, i) => i);
    }
    const side = thumbSide(n, view.radius);
    for (let i = 0; i < n; i++) {
      view.project(motion.shown, 3 * i, at, 5 * i);
      const depth = at[5 * i + 2];
      const size = view.flat ? side : side * (0.86 + 0.2 * depth);
      box[i] = size;
      at[5 * i + 3] = at[5 * i];
      at[5 * i + 4] = at[5 * i + 1];
      if (!roles.table) continue;
      // A pair ends up in one place: its two pictures stand on either side of their points.
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

  /** @param {number} a @param {number} b @param {Look} look @param {number} width
   *  @param {number} alpha */
  function link(a, b, look, width, alpha) {
    const fade = (/** @type {number} */ i) =>
      look.view.flat ? alpha : alpha * (0.7 + 0.3 * at[5 * i + 2]);
    lines.add(at[5 * a], at[5 * a + 1], at[5 * b], at[5 * b + 1], width, width,
      look.theme.rgb.positive, fade(a), fade(b));
  }

  function links(/** @type {Look} */ look) {
    const { roles, motion, shows, anchor } = look;
    const crowd = motion.count > 256;
    for (let i = 0; shows.links && i < motion.count; i++) {
      for (const j of roles.partners(i)) {
        if (i < j && i !== anchor && j !== anchor) link(i, j, look, 1.2, crowd ? 0.22 : 0.5);
      }
    }
    if (anchor < 0 || anchor >= motion.count) return;
    for (const j of roles.partners(anchor)) link(anchor, j, look, 2.4, 0.95);
  }

  function trails(/** @type {Look} */ look) {
    const { motion, view, anchor, roles } = look;
    const all = motion.count <= TRAILS_MAX;
    const last = motion.length - 1;
    for (let i = 0; i < motion.count; i++) {
      if (!all && i !== anchor && !roles.same(i, anchor)) continue;
      const rgb = colour(look, i);
      view.project(motion.trail, motion.at(0) + 3 * i, p, 3);
      for (let age = 1; age <= last; age++) {
        view.project(motion.trail, motion.at(age) + 3 * i, p, 0);
        // short strides are joined: a slow point costs no more segments than it shows
        if (age < last && Math.abs(p[0] - p[3]) + Math.abs(p[1] - p[4]) < 3) continue;
        const alpha = 0.7 * (1 - age / TRAIL);
        lines.add(p[0], p[1], p[3], p[4], 1.4, 1.8, rgb, alpha, alpha + 0.05);
        p.copyWithin(3, 0, 3);
      }
    }
  }

  function arrows(/** @type {Look} */ look) {
    const { forces, view, motion, arrows: scale, theme } = look;
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

  /** The role's colour relative to the picked anchor. @param {Look} look @param {number} i */
  function colour({ anchor, roles, theme }, i) {
    if (anchor < 0) return theme.rgb.soft;
    if (i === anchor) return theme.rgb.anchor;
    return roles.same(i, anchor) ? theme.rgb.positive : theme.rgb.negative;
  }

  function items(/** @type {Look} */ look) {
    const { view, motion, roles, theme, anchor, hover, sheet } = look;
    const few = motion.count <= 16;
    const chosenOf = (/** @type {number} */ i) => anchor >= 0 && anchor < motion.count
      && roles.same(i, anchor);
    split = 0;
    // the one pointed at comes last; in a crowd so do the anchor and, before it, its positives
    for (let o = 0; o < 3 * motion.count; o++) {
      const i = order[o % motion.count];
      const depth = view.flat ? 1 : at[5 * i + 2];
      const chosen = chosenOf(i);
      const turn = i === hover || (i === anchor && !few) ? 2 : chosen && !few ? 1 : 0;
      if (turn !== Math.floor(o / motion.count)) continue;
      if (depth < 0 && turn === 0) split = sprites.count + 1;
      const shape = i === anchor ? CIRCLE : chosen ? SQUARE : few && anchor >= 0 ? DIAMOND
        : sheet ? PLAIN : CIRCLE;
      let alpha = chosen || i === hover ? 1 : view.flat ? 1 : 0.62 + 0.38 * depth;
      if (!chosen && !few) alpha *= 0.94;
      const ring = i === hover ? 3.2 : chosen ? 2.4 : few ? 1.3 : 0;
      const rgb = i === hover && !chosen ? theme.rgb.ink : colour(look, i);
      box[i] *= ROOM[shape] * (i === hover || (!few && chosen) ? 1.25 : 1);
      if (roles.table && (view.flat || motion.count <= 32)) {
        dots.add(at[5 * i], at[5 * i + 1], few ? 7 : 5, -1, CIRCLE, alpha, 0, colour(look, i));
      }
      const size = sheet ? box[i] : box[i] * 0.75;
      sprites.add(at[5 * i + 3], at[5 * i + 4], size, sheet ? i : -1, shape, alpha, ring, rgb);
    }
  }

  function prototypes(/** @type {Look} */ { prototypes: places, view, theme }) {
    for (let k = 0; places && k < places.length; k += 3) {
      view.project(places, k, p, 0);
      marks.add(p[0], p[1], 13, -1, DIAMOND, view.flat || p[2] > 0 ? 1 : 0.3, 0, theme.rgb.accent);
    }
  }

  return {
    /** @param {Look} look @param {import('../../gl/renderer.js').Pen} pen */
    paint(look, pen) {
      for (const batch of [back, front, lines, dots, sprites, marks]) batch.clear();
      sphere(look);
      place(look);
      links(look);
      if (look.shows.trails) trails(look);
      if (look.shows.forces) arrows(look);
      items(look);
      prototypes(look);
      const fill = look.theme.rgb.panel;
      pen.segments(back);
      pen.sprites(sprites, look.sheet, fill, 0, split);
      pen.segments(front);
      pen.segments(lines);
      pen.sprites(dots, null, fill);
      pen.sprites(sprites, look.sheet, fill, split);
      pen.sprites(marks, null, fill);
    },
    /** The item whose picture or point is at a place on the canvas, the front-most first; -1: none.
     *  @param {number} x @param {number} y @param {number} reach least half-width in pixels */
    hit(x, y, reach) {
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
    /** Canvas place of an item's picture, depth of its point, and its box.
     *  @param {number} i */
    where: (i) => ({ x: at[5 * i + 3], y: at[5 * i + 4], depth: at[5 * i + 2], box: box[i] }),
  };
}

/** @typedef {ReturnType<typeof createScene>} Scene */
