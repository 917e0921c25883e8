// Steps and measurements of the session that is open.

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */

/** @param {Calls} c @param {Here} here */
export const createSteps = (c, here) => ({
  step: () => c.ct_session_step(here().session, 1), // its status
  phase: () => c.ct_session_phase(here().session), // its index, or minus a status
  reset: () => { c.ct_session_reset(here().session); },
  /** @param {number} bug */
  lossWith: (bug) => c.ct_session_loss_now(here().session, bug),
});

/** @param {Calls} c @param {Here} here */
export const createMeasuring = (c, here) => ({
  /** @param {number} budget items; true when a whole set was renewed */
  evaluate: (budget) => c.ct_session_evaluate(here().session, budget) === 1,
  /** @param {number} budget items; true when the metrics of raw pixels are known */
  measurePixels: (budget) => c.ct_session_measure_pixels(here().session, budget) === 1,
  /** @param {number} budget drawings; true when scores of the exam became known */
  examine: (budget) => c.ct_session_examine(here().session, budget) === 1,
  /** @param {number} budget drawings; true when those of raw pixels are known */
  examinePixels: (budget) => c.ct_session_examine_pixels(here().session, budget) === 1,
  /** Whether the exam has all questions. @param {boolean} all */
  ask: (all) => { c.ct_session_ask(here().session, all ? 1 : 0); },
});
