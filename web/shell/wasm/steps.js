// Steps, measurements and single numbers of the session that is open.

/** @typedef {import('./instance.js').Calls} Calls */
/** @typedef {() => import('./room.js').Room} Here */

/** @param {Calls} c @param {Here} here */
export const createSteps = (c, here) => ({
  step: () => c.ct_session_step(here().session, 1), // its status
  phase: () => c.ct_session_phase(here().session), // its index, or minus a status
  reset: () => { c.ct_session_reset(here().session); },
  steps: () => c.ct_session_steps(here().session),
  loss: () => c.ct_session_loss(here().session),
  rate: () => c.ct_session_rate(here().session),
  tau: () => c.ct_session_tau(here().session),
  floor: () => c.ct_session_floor(here().session),
  /** @param {number} bug */
  lossWith: (bug) => c.ct_session_loss_now(here().session, bug),
});

/** @param {Calls} c @param {Here} here */
export const createMeasuring = (c, here) => ({
  /** @param {number} metric */
  metric: (metric) => c.ct_session_metric(here().session, metric),
  /** @param {number} budget items; true when a whole set was renewed */
  evaluate: (budget) => c.ct_session_evaluate(here().session, budget) === 1,
  /** @param {number} budget items; true when the metrics of raw pixels are known */
  measurePixels: (budget) => c.ct_session_measure_pixels(here().session, budget) === 1,
  /** Share done of the evaluation under way, and the step of the last whole one. */
  evaluated: () => c.ct_session_evaluated(here().session),
  evaluatedStep: () => c.ct_session_evaluated_step(here().session),
  /** @param {number} budget drawings; true when scores of the exam became known */
  examine: (budget) => c.ct_session_examine(here().session, budget) === 1,
  /** @param {number} budget drawings; true when those of raw pixels are known */
  examinePixels: (budget) => c.ct_session_examine_pixels(here().session, budget) === 1,
  /** Share done of the exam under way, NaN where there is none; step of the last whole one. */
  examined: () => c.ct_session_examined(here().session),
  examinedStep: () => c.ct_session_examined_step(here().session),
  /** Whether the exam has all questions. @param {boolean} all */
  ask: (all) => { c.ct_session_ask(here().session, all ? 1 : 0); },
});
