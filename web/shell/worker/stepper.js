// Steps of the engine, whole or phase by phase: knows the last phase, whether a step is incomplete,
// and the number of steps per second. A long step is done in its phases, so that messages can be
// answered in between; all else waits until it is complete.

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const RATE_WINDOW = 500; // ms over which the displayed speed is measured
const WHOLE = 8; // ms of the longest step that is done as a whole

/** Steps per second, renewed once per window. @param {() => number} now ms */
function createRate(now) {
  let [since, steps, value] = [0, 0, 0];
  return {
    value: () => value,
    count() { steps++; },
    measure() {
      const end = now();
      if (end - since <= RATE_WINDOW) return;
      value = since ? (1000 * steps) / (end - since) : 0;
      since = end;
      steps = 0;
    },
    clear() { since = steps = value = 0; },
  };
}

/** phase: the last one done in slow motion; midway: whether the reader sees a step that is
 *  incomplete; open: whether a step that nobody sees is incomplete; cost: ms that the last step
 *  took; costing: ms that the open step has taken so far.
 *  @typedef {{ phase: string | null, midway: boolean, open: boolean, cost: number,
 *   costing: number }} Now */
/** @typedef {{ record(step: number, loss: number): void,
 *   failed(error: Error): void }} StepEvents */

/** @param {Now} s */
function startOver(s) {
  s.midway = s.open = false;
  s.costing = 0;
}

/** @param {Engine} engine @param {Now} s @param {StepEvents} on @param {number} status */
function fail(engine, s, on, status) {
  const error = engine.failure(status);
  startOver(s);
  on.failed(error);
  return false;
}

/** Does one step, or as much of a long one as can be done without a chance for messages; returns
 *  false when it failed. @param {Engine} engine @param {Now} s @param {() => number} now ms
 *  @param {StepEvents} on */
function advance(engine, s, now, on) {
  const start = now();
  const before = engine.read('steps');
  const result = s.open || s.cost > WHOLE ? engine.phase() : -engine.step();
  s.phase = null;
  s.midway = false;
  s.costing += now() - start;
  if (result < 0) return fail(engine, s, on, -result);
  s.open = engine.read('steps') === before;
  if (s.open) return true;
  s.cost = s.costing;
  s.costing = 0;
  on.record(engine.read('steps'), engine.read('loss'));
  return true;
}

/** @param {Engine} engine @param {() => number} now ms @param {StepEvents} on */
export function createStepper(engine, now, on) {
  const { phases } = engine.schema;
  /** @type {Now} */
  const s = { phase: null, midway: false, open: false, cost: 0, costing: 0 };
  const rate = createRate(now);

  return {
    /** Does steps until a given time, at least one of them or a part of one, and no more than one
     *  that is long, so that measuring gets its turn; returns the number of steps that were
     *  completed. @param {number} most @param {number} until */
    steps(most, until) {
      let done = 0;
      while (done < most && advance(engine, s, now, on)) {
        if (!s.open) {
          done++;
          rate.count();
        }
        if (now() >= until || (!s.open && s.cost > WHOLE)) break;
      }
      rate.measure();
      return done;
    },
    /** Completes the step that nobody sees, if there is one; returns the number of steps that were
     *  completed, 0 or 1. */
    complete() {
      if (!s.open) return 0;
      while (s.open) if (!advance(engine, s, now, on)) return 0;
      rate.count();
      return 1;
    },
    /** Does one phase of a step; returns false when it failed. */
    phase() {
      const before = engine.read('steps');
      const done = engine.phase();
      if (done < 0) return fail(engine, s, on, -done);
      s.phase = phases[done].name;
      s.midway = engine.read('steps') === before;
      if (!s.midway) on.record(engine.read('steps'), engine.read('loss'));
      return true;
    },
    /** Whether it is between two phases of a step, and the reader sees that. */
    midway: () => s.midway,
    /** Whether it is between two phases of a step that only let messages come in between. To
     *  everything but questions about texts this is the middle of a step. */
    open: () => s.open,
    /** The ms that the last step took. */
    cost: () => s.cost,
    /** The phase just done in slow motion; null after a whole step. */
    lastPhase: () => s.phase,
    rate: rate.value,
    forgetRate: rate.clear,
    /** The incomplete step starts over. */
    startOver: () => startOver(s),
    /** Training starts anew: none of its phases is done. */
    forgetPhase() { s.phase = null; },
  };
}

/** @typedef {ReturnType<typeof createStepper>} Stepper */
