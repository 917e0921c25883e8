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

/** @param {Engine} engine @param {() => number} now ms
 *  @param {{ record(step: number, loss: number): void, failed(error: Error): void }} on */
export function createStepper(engine, now, on) {
  const { phases } = engine.schema;
  let phase = /** @type {string | null} */ (null);
  let midway = false; // whether the reader sees a step that is incomplete
  let open = false; // whether a step that nobody sees is incomplete
  let cost = 0; // ms that the last step took
  let costing = 0; // ms that the open step has taken so far
  const rate = createRate(now);

  /** @param {number} status */
  function fail(status) {
    const error = engine.failure(status);
    midway = open = false;
    costing = 0;
    on.failed(error);
    return false;
  }

  /** Does one step, or as much of a long one as can be done without a chance for messages; returns
   *  false when it failed. */
  function advance() {
    const start = now();
    const before = engine.read('steps');
    const result = open || cost > WHOLE ? engine.phase() : -engine.step();
    phase = null;
    midway = false;
    costing += now() - start;
    if (result < 0) return fail(-result);
    open = engine.read('steps') === before;
    if (open) return true;
    cost = costing;
    costing = 0;
    on.record(engine.read('steps'), engine.read('loss'));
    rate.count();
    return true;
  }

  return {
    /** Does steps until a given time, at least one of them or a part of one, and no more than one
     *  that is long, so that measuring gets its turn; returns the number of steps that were
     *  completed. @param {number} most @param {number} until */
    steps(most, until) {
      let done = 0;
      while (done < most && advance()) {
        if (!open) done++;
        if (now() >= until || (!open && cost > WHOLE)) break;
      }
      rate.measure();
      return done;
    },
    /** Completes the step that nobody sees, if there is one; returns the number of steps that were
     *  completed, 0 or 1. */
    complete() {
      if (!open) return 0;
      while (open) if (!advance()) return 0;
      return 1;
    },
    /** Does one phase of a step; returns false when it failed. */
    phase() {
      const before = engine.read('steps');
      const done = engine.phase();
      if (done < 0) return fail(-done);
      phase = phases[done].name;
      midway = engine.read('steps') === before;
      if (!midway) on.record(engine.read('steps'), engine.read('loss'));
      return true;
    },
    /** Whether it is between two phases of a step, and the reader sees that. */
    midway: () => midway,
    /** Whether it is between two phases of a step that only let messages come in between. To
     *  everything but questions about texts this is the middle of a step. */
    open: () => open,
    /** The ms that the last step took. */
    cost: () => cost,
    /** The phase just done in slow motion; null after a whole step. */
    lastPhase: () => phase,
    rate: rate.value,
    forgetRate: rate.clear,
    /** The incomplete step starts over. */
    startOver() {
      midway = open = false;
      costing = 0;
    },
    /** Training starts anew: none of its phases is done. */
    forgetPhase() { phase = null; },
  };
}

/** @typedef {ReturnType<typeof createStepper>} Stepper */
