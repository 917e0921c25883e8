// All panels that labs can show, by the name labs use. The panels of the first lab and the styles
// that all share come with the element; the others are loaded, with their styles, with their lab.

import { late } from '../load/late.js';
import { breakdown } from './breakdown.js';
import { code } from './code.js';
import { loss } from './loss.js';
import { matrix } from './matrix.js';
import { space } from './space.js';
import css from './panels.css';

/** @typedef {import('../types').PanelMaker} PanelMaker */

/** @type {Record<string, PanelMaker>} */
const first = { breakdown, code, loss, matrix, space };

/** Each module exports a factory of the panel's name and its style sheet.
 *  @type {Record<string, () => Promise<Record<string, any>>>} */
const later = {
  assignments: () => import('./assignments.js'),
  clouds: () => import('./clouds.js'),
  collections: () => import('./collections.js'),
  exam: () => import('./exam.js'),
  forgets: () => import('./forgets.js'),
  map: () => import('./map.js'),
  match: () => import('./match.js'),
  matching: () => import('./matching.js'),
  neighbours: () => import('./neighbours.js'),
  push: () => import('./push.js'),
  queue: () => import('./queue.js'),
  retrieval: () => import('./retrieval.js'),
  runs: () => import('./runs.js'),
  search: () => import('./search.js'),
  spectrum: () => import('./spectrum.js'),
  tau: () => import('./tau.js'),
  views: () => import('./views.js'),
  zeroshot: () => import('./zeroshot.js'),
};

/** @param {string} name @returns {Promise<{ name: string, make: PanelMaker, css?: string }>} */
async function panelOf(name) {
  if (name in first) return { name, make: first[name] };
  const module = await late(name, later[name]);
  return { name, make: module[name], css: module.css };
}

/** @param {string[]} names in the order of the lab */
export const panelsOf = (names) => Promise.all(names.map(panelOf));

/** @typedef {Awaited<ReturnType<typeof panelsOf>>} Panels */

export { css };
