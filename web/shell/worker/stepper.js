// Steps of the engine, whole or phase by phase: knows the last phase, whether a step is incomplete,
// and the number of steps per second.

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const RATE_WINDOW = 500; // ms over which the displayed speed is measured

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
  let midway = false;
  const rate = createRate(now);

  /** @param {number} status */
  function fail(status) {
    const error = engine.failure(status);
    midway = false;
    on.failed(error);
    return false;
  }

  /** Does one step; returns false when it failed. */
  function step() {
    const status = engine.step();
    phase = null;
    midway = false;
    if (status) return fail(status);
    on.record(engine.read('steps'), engine.read('loss'));
    rate.count();
    return true;
  }

  return {
    /** Does steps until a given time, at least one; returns their number. @param {number} most
     *  @param {number} until */
    steps(most, until) {
      let done = 0;
      while (done < most && step()) {
        done++;
        if (now() >= until) break;
      }
      rate.measure();
      return done;
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
    /** Whether it is between two phases of a step: nothing can be measured then. */
    midway: () => midway,
    /** The phase just done; null after a whole step. */
    lastPhase: () => phase,
    rate: rate.value,
    forgetRate: rate.clear,
    /** The incomplete step starts over. */
    startOver() { midway = false; },
    /** Training starts anew: none of its phases is done. */
    forgetPhase() { phase = null; },
  };
}

/** @typedef {ReturnType<typeof createStepper>} Stepper */
