// Every panel a lab can show, by the name labs use. Those of the first lab and what all share of
// style come with the element; the others, with their own, when a lab that shows them is reached.

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

/** Modules of a factory of their name and its stylesheet.
 *  @type {Record<string, () => Promise<Record<string, any>>>} */
const later = {
  assignments: () => import('./assignments.js'),
  collections: () => import('./collections.js'),
  exam: () => import('./exam.js'),
  forgets: () => import('./forgets.js'),
  neighbours: () => import('./neighbours.js'),
  push: () => import('./push.js'),
  queue: () => import('./queue.js'),
  retrieval: () => import('./retrieval.js'),
  runs: () => import('./runs.js'),
  spectrum: () => import('./spectrum.js'),
  tau: () => import('./tau.js'),
  views: () => import('./views.js'),
};

/** @param {string} name @returns {Promise<{ name: string, make: PanelMaker, css?: string }>} */
async function panelOf(name) {
  if (name in first) return { name, make: first[name] };
  const module = await late(name, later[name]);
  return { name, make: module[name], css: module.css };
}

/** @param {string[]} names in a lab's order */
export const panelsOf = (names) => Promise.all(names.map(panelOf));

/** @typedef {Awaited<ReturnType<typeof panelsOf>>} Panels */

export { css };
