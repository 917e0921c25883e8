// Steps of the engine, whole or phase by phase: which phase was done last, whether a step is under
// way, and how many steps a second there are.

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const RATE_WINDOW = 500; // ms over which the printed speed is measured

/** Steps a second, renewed once a window. @param {() => number} now ms */
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

  /** One step; false when it failed. */
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
    /** Steps until a moment, at least one; says how many. @param {number} most
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
    /** One phase of a step; false when it failed. */
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
    /** The step under way starts over. */
    startOver() { midway = false; },
    /** Another run: no phase of it is done. */
    forgetPhase() { phase = null; },
  };
}

/** @typedef {ReturnType<typeof createStepper>} Stepper */
