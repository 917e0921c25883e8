// The guided starts and challenges of all labs; each is data, and loaded when its reader opens it.
import { late } from '../load/late.js';

/** @typedef {import('./conditions.js').Condition} Condition */
/** @typedef {import('../types.d.ts').Params} Params */

/** A step sets the lab to values, asks for a prediction, trains and compares. In `words` it has
 *  `<id>_see`, `<id>_ask`, a text for each option, and one, `<id>_was_<option>`, for each outcome.
 *  steps: how many it trains; grid: it trains the lab's grid instead; after: the reading that says
 *  of which step its figures are, for figures that are measured later than the loss; outcomes: the
 *  first whose condition holds is what happened; holes: which readings fill the outcome's text.
 *  @typedef {{ id: string, set: Params, options: string[], steps?: number, grid?: boolean,
 *   after?: 'measured' | 'examined' | 'matched', outcomes: { option: string, when: Condition }[],
 *   holes: Record<string, string> }} Step */
/** A challenge is met when its condition holds, and shows a reading. solve: a way to meet it, which
 *  the tests take. @typedef {{ id: string, value: string, when: Condition,
 *   solve: { set: Params, steps: number, hover?: boolean, grid?: boolean } }} Challenge */
/** @typedef {{ lab: string, words: Record<string, string>, steps: Step[],
 *   challenges: Challenge[] }} Tour */

/** @type {Record<string, () => Promise<{ tour: Tour }>>} */
export const tours = {
  infonce: () => late('infonce_tour', () => import('./infonce_tour.js')),
  temperature: () => late('temperature_tour', () => import('./temperature_tour.js')),
  negatives: () => late('negatives_tour', () => import('./negatives_tour.js')),
  augment: () => late('augment_tour', () => import('./augment_tour.js')),
  byol: () => late('byol_tour', () => import('./byol_tour.js')),
  simclr: () => late('simclr_tour', () => import('./simclr_tour.js')),
  moco: () => late('moco_tour', () => import('./moco_tour.js')),
  swav: () => late('swav_tour', () => import('./swav_tour.js')),
  clip: () => late('clip_tour', () => import('./clip_tour.js')),
  practice: () => late('practice_tour', () => import('./practice_tour.js')),
};
