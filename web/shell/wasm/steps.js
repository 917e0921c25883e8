// Steps and measurements of the open session.

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */

/** @param {Calls} c @param {Here} here */
export const createSteps = (c, here) => ({
  step: () => c.ct_session_step(here().session, 1), // returns a status
  phase: () => c.ct_session_phase(here().session), // returns the phase's index, or minus a status
  preview: () => { c.ct_session_preview(here().session); }, // makes the next step's views
  reset: () => { c.ct_session_reset(here().session); },
  /** @param {number} bug */
  lossWith: (bug) => c.ct_session_loss_now(here().session, bug),
});

/** @param {Calls} c @param {Here} here */
export const createMeasuring = (c, here) => ({
  /** @param {number} budget items to work through; returns true when a whole set was measured */
  evaluate: (budget) => c.ct_session_evaluate(here().session, budget) === 1,
  /** @param {number} budget items to work through; returns true when raw pixels are measured */
  measurePixels: (budget) => c.ct_session_measure_pixels(here().session, budget) === 1,
  /** @param {number} budget renditions to work through; returns true when scores are new */
  examine: (budget) => c.ct_session_examine(here().session, budget) === 1,
  /** @param {number} budget renditions; returns true when the exam of raw pixels has its scores */
  examinePixels: (budget) => c.ct_session_examine_pixels(here().session, budget) === 1,
  /** Sets whether the exam asks all questions. @param {boolean} all */
  ask: (all) => { c.ct_session_ask(here().session, all ? 1 : 0); },
  /** Sets whether a map of neighbours follows each evaluation. @param {boolean} wanted */
  askMap: (wanted) => { c.ct_session_ask_map(here().session, wanted ? 1 : 0); },
});
