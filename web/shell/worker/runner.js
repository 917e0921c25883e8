// Trains in chunks short enough for messages to be handled in between, at the chosen speed, answers
// requests in their order, and leaves a share of the time to measuring (evaluator.js). A chunk may
// end within a step; measuring and all that is not answered within a step then wait for its end.
import { createEvaluator } from './evaluator.js';
import { CHUNK, createPacing } from './pacing.js';
import { createRequests } from './requests.js';
import { createStepper } from './stepper.js';
import { createTurns, realClock } from './turns.js';

/** @typedef {import('../wasm/engine.js').Engine} Engine */
/** @typedef {{ record(step: number, loss: number): void, changed(): void,
 *    failed(error: Error): void, broke(error: unknown): void }} RunnerEvents */

/** @typedef {object} Parts the parts of a runner
 *  @property {RunnerEvents} on
 *  @property {() => number} now
 *  @property {import('./evaluator.js').Evaluator} evaluator
 *  @property {import('./requests.js').Requests} requests
 *  @property {import('./turns.js').Turns} turns
 *  @property {import('./stepper.js').Stepper} stepper
 *  @property {import('./pacing.js').Pacing} pacing
 *  @property {boolean} seen whether the lab can be seen
 *  @property {boolean} measuring whether the next turn is for measuring
 *  @property {number} measured ms of measuring since the last training */

/** @param {unknown} thrown */
export const toError = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Measures for as long as one chance for messages is from the next, in turns that may follow each
 *  other until half the time that the last step took is used up: measuring may have more than its
 *  share of one pause between steps (evaluator.js), because long steps have few. Returns whether
 *  training has to wait for another such turn. @param {Parts} parts @param {boolean} busy */
function measure(parts, busy) {
  const { now, evaluator, turns, stepper } = parts;
  const start = now();
  const more = evaluator.some(busy, start + CHUNK);
  if (more || !busy) turns.schedule(); // measuring need not wait for the next step
  parts.measured += now() - start;
  return more && busy && parts.measured < stepper.cost() / 2;
}

/** One turn of the loop: some training, some measuring, then the messages. @param {Parts} parts */
function takeTurn(parts) {
  const { on, now, evaluator, turns, stepper, pacing } = parts;
  const between = () => !stepper.midway() && !stepper.open();
  const blocked = between() && evaluator.blocking();
  if (parts.measuring) {
    parts.measuring = false;
    turns.schedule(); // then training goes on
  } else if (pacing.busy() && !blocked && pacing.due()) {
    pacing.train(now() + CHUNK);
    parts.measured = 0;
  }
  if (!turns.alive() || stepper.open()) return;
  if (!pacing.busy()) evaluator.rest();
  const idle = stepper.midway() || !evaluator.due() || !(parts.seen || evaluator.unseen());
  if (!pacing.busy() && idle) return on.changed();
  if (!stepper.midway()) parts.measuring = measure(parts, pacing.busy() && !blocked);
  on.changed();
}

/** Completes the step that nobody sees, as if it had been done in one go before the present
 *  message. @param {Parts} parts */
function settle({ stepper, requests }) {
  requests.credit(stepper.complete());
}

/** @param {Parts} parts @param {Error} cause what the waiting requests are rejected with */
function stop({ turns, pacing, requests }, cause) {
  if (!turns.alive()) return;
  pacing.rest();
  turns.end();
  requests.refuse(cause);
}

/** Does the next phase at once; returns false when it failed. @param {Parts} parts */
function doPhase({ evaluator, stepper }) {
  if (evaluator.unseen() && !stepper.midway()) evaluator.all(); // impossible in mid-step
  return stepper.phase();
}

/** @param {Engine} engine @param {boolean} table @param {RunnerEvents} on
 *  @param {import('./turns.js').Clock} clock @returns {Parts} */
function partsOf(engine, table, on, clock) {
  const now = clock.now;
  const requests = createRequests();
  const turns = createTurns(clock, () => {
    try {
      takeTurn(parts);
    } catch (error) {
      stop(parts, toError(error));
      on.broke(error);
    }
  });
  const stepper = createStepper(engine, now, { record: on.record, failed(error) {
    pacing.rest(); // a step that failed ends the training
    on.failed(error);
    requests.refuse(error);
  } });
  const pacing = createPacing({ now, turns, requests, stepper, phase: () => doPhase(parts),
    step: () => engine.read('steps') });
  /** @type {Parts} */
  const parts = { on, now, requests, turns, stepper, pacing, seen: true,
    measuring: false, measured: 0, evaluator: createEvaluator(engine, table, now) };
  return parts;
}

/** Commands that find the step before them done. @param {Parts} parts */
const createCommands = (parts) => ({
  settle: () => settle(parts),
  /** Refuses what waits. @param {string} reason */
  interrupt(reason) {
    settle(parts);
    parts.requests.interrupt(reason);
  },
  /** @param {'phase' | number} speed @param {number} [goal] the step at which it rests */
  play(speed, goal) {
    settle(parts);
    parts.pacing.play(speed, goal);
  },
  pause() {
    settle(parts);
    parts.pacing.rest();
    parts.turns.schedule();
  },
  /** Answers once all earlier requests are answered and so many steps are done.
   *  @param {number} n @param {() => void} answer @param {(error: Error) => void} refuse */
  request(n, answer, refuse) {
    settle(parts);
    parts.requests.add(n, answer, refuse);
    parts.turns.schedule();
  },
});

/** A runner that was stopped is dead: it does nothing any more, and calls nobody back.
 *  @param {Engine} engine @param {boolean} table
 *  @param {RunnerEvents} on @param {import('./turns.js').Clock} [clock] */
export function createRunner(engine, table, on, clock = realClock) {
  const parts = partsOf(engine, table, on, clock);
  const { evaluator, turns, stepper, pacing } = parts;
  return {
    stop: (/** @type {Error} */ cause) => stop(parts, cause),
    /** Whether a step that nobody sees is incomplete: what is shown has to wait for its end. */
    open: stepper.open,
    ...createCommands(parts),
    /** While the lab cannot be seen, nothing is measured at rest. @param {boolean} seen */
    watch(seen) {
      parts.seen = seen;
      turns.schedule();
    },
    /** Called when there may be something new to measure. */
    wake: turns.schedule,
    evaluateAll() { if (!stepper.midway()) evaluator.all(); },
    unseen: () => !stepper.midway() && evaluator.unseen(),
    /** Prepares the first picture: at once where it is cheap, else between messages. */
    begin() {
      if (table) evaluator.all();
      else turns.schedule();
    },
    playing: pacing.playing,
    pacing: pacing.wish,
    training: pacing.busy,
    describe: () => ({ phase: stepper.lastPhase(),
      stepsPerSecond: pacing.playing() ? stepper.rate() : 0 }),
    phase: () => doPhase(parts),
    /** Called when points were moved by hand or weights were loaded: the present step starts over.
     *  @param {boolean} all whether the weights that were being measured are gone */
    disturbed(all) {
      stepper.startOver();
      if (all) evaluator.restart();
      turns.schedule();
    },
    reset() {
      engine.reset();
      stepper.forgetPhase();
      stepper.forgetRate();
      this.disturbed(true);
      evaluator.all();
    },
  };
}

/** @typedef {ReturnType<typeof createRunner>} Runner */
