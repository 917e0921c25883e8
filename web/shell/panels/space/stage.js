// The parts that the picture of the space is made from: what to show, and the batches to fill.

import { Segments, Sprites } from '../../gl/batches.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {import('./motion.js').Motion} Motion */
/** @typedef {import('../parts/roles.js').Roles} Roles */
/** @typedef {import('../parts/theme.js').Theme} Theme */
/** @typedef {import('../../types').Items['sheet']} Sheet */

/**
 * @typedef {object} Look what to show
 * @property {View} view
 * @property {Motion} motion
 * @property {boolean} round whether points lie on the circle or the sphere, which is then drawn
 * @property {number} [side] of pictures; without it, as many as there are fit on the circle
 * @property {Uint32Array | Int32Array} [near] true neighbours of the anchor, to which lines lead
 * @property {(item: number) => import('../../gl/batches.js').Rgb | null} [tint] the colour of an
 *   item's kind
 * @property {Roles} roles
 * @property {Theme} theme
 * @property {Sheet} sheet
 * @property {number} anchor
 * @property {number} hover
 * @property {{ links: boolean, trails: boolean, forces: boolean, names: boolean }} shows
 * @property {Float32Array | null} forces
 * @property {Float32Array | null} prototypes [n, 3] positions of the prototypes
 * @property {number} arrows canvas length of a force of 1, in radii
 */

/**
 * @typedef {object} Stage the batches and arrays of a picture; reused for the next
 * @property {Segments} back
 * @property {Segments} front
 * @property {Segments} lines
 * @property {Segments} over lines over all pictures
 * @property {Sprites} dots
 * @property {Sprites} sprites
 * @property {Sprites} marks
 * @property {Float32Array} at [items, 5] position on the canvas and depth of each point, then the
 *   position of its picture
 * @property {Float32Array} box side of each item's picture
 * @property {Uint16Array} order items from the back to the front
 * @property {number} split number of sprites to draw before the near half of the sphere
 * @property {Float32Array} p room for two projected points
 */

/** @returns {Stage} */
export const createStage = () => ({
  back: new Segments(1024),
  front: new Segments(512),
  lines: new Segments(8192),
  over: new Segments(16),
  dots: new Sprites(256),
  sprites: new Sprites(1024),
  marks: new Sprites(128),
  at: new Float32Array(0),
  box: new Float32Array(0),
  order: new Uint16Array(0),
  split: 0,
  p: new Float32Array(6),
});
