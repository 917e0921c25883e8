// Trains in chunks short enough that messages get in between, at the speed asked for, answers what
// is asked of it in turn, and leaves a share of the time to what is measured (evaluator.js).
import { EngineError } from '../base/error.js';
import { createEvaluator } from './evaluator.js';
import { createYield } from './yield.js';

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const CHUNK = 12; // ms of training between two looks at the messages
const PHASE_PAUSE = 500; // ms from one phase to the next in slow motion
const RATE_WINDOW = 500; // ms over which the printed speed is measured

/** A request that waits for its turn: steps to do first, then how it is answered, or refused.
 *  @typedef {{ steps: number, done: number, answer(): void, refuse(error: Error): void }} Request */

/** How a runner tells the time and comes back to its work.
 *  @typedef {{ now(): number, createYield: typeof createYield,
 *    setTimeout(call: () => void, ms: number): number, clearTimeout(timer: number): void }} Clock */

/** @type {Clock} */
const real = {
  now: () => performance.now(),
  createYield,
  setTimeout: (call, ms) => self.setTimeout(call, ms),
  clearTimeout: (timer) => self.clearTimeout(timer),
};

/** @param {unknown} thrown */
export const toError = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** A runner that was stopped is dead: nothing of it runs any more, and it calls back no more.
 *  @param {Engine} engine @param {boolean} table
 *  @param {{ record(step: number, loss: number): void, changed(): void,
 *    failed(error: Error): void, broke(error: unknown): void }} on @param {Clock} [clock] */
export function createRunner(engine, table, on, clock = real) {
  const { phases } = engine.schema;
  const evaluator = createEvaluator(engine, table, clock.now);
  /** @type {'phase' | number} */
  let speed = Infinity;
  let alive = true;
  let seen = true; // whether anybody looks
  let playing = false;
  let phase = /** @type {string | null} */ (null);
  let midway = false; // between two phases of a step: nothing can be measured then
  /** @type {Request[]} */
  let requests = [];
  let scheduled = false;
  let timer = 0;
  let last = 0; // when the last step at a given pace was due
  let rate = { since: 0, steps: 0, value: 0 };
  const soon = clock.createYield(() => {
    scheduled = false;
    if (alive) guard(turn);
  });

  /** @param {() => void} work */
  function guard(work) {
    try {
      work();
    } catch (error) {
      stop(toError(error));
      on.broke(error);
    }
  }

  function schedule() {
    if (alive && !scheduled) {
      scheduled = true;
      soon.ask();
    }
  }

  /** @param {number} ms */
  function later(ms) {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(schedule, ms);
  }

  function rest() {
    playing = false;
    clock.clearTimeout(timer);
    rate = { since: 0, steps: 0, value: 0 };
  }

  /** Refuses all that waits. @param {Error} cause */
  function refuse(cause) {
    const refused = requests;
    requests = [];
    for (const request of refused) request.refuse(cause);
  }

  /** Ends what waits, with the reason and how far it came. @param {string} reason */
  function interrupt(reason) {
    const [first] = requests;
    const far = first?.steps ? ` after ${first.done} of ${first.steps} steps` : '';
    refuse(new EngineError('interrupted', `${reason}${far}`));
  }

  /** @param {Error} cause for those whose requests wait */
  function stop(cause) {
    if (!alive) return;
    rest();
    alive = false;
    soon.end();
    refuse(cause);
  }

  /** @param {number} status */
  function fail(status) {
    const error = engine.failure(status);
    midway = false;
    rest();
    on.failed(error);
    refuse(error);
    return false;
  }

  /** One step; false when it failed: then the training rests. */
  function step() {
    const status = engine.step();
    phase = null;
    midway = false;
    if (status) return fail(status);
    on.record(engine.steps(), engine.loss());
    rate.steps++;
    return true;
  }

  /** One phase of a step; false when it failed. */
  function doPhase() {
    if (evaluator.unseen() && !midway) evaluator.all(); // no chance to before the step is whole
    const before = engine.steps();
    const done = engine.phase();
    if (done < 0) return fail(-done);
    phase = phases[done].name;
    midway = engine.steps() === before;
    if (!midway) on.record(engine.steps(), engine.loss());
    return true;
  }

  /** @param {number} most @param {number} until */
  function steps(most, until) {
    let done = 0;
    while (done < most && step()) {
      done++;
      if (clock.now() >= until) break;
    }
    const now = clock.now();
    if (now - rate.since > RATE_WINDOW) {
      rate.value = rate.since ? (1000 * rate.steps) / (now - rate.since) : 0;
      rate.since = now;
      rate.steps = 0;
    }
    return done;
  }

  /** Goes on with the request whose turn it is. @param {number} until */
  function serve(until) {
    const [request] = requests;
    const left = request.steps - request.done;
    if (left > 0) request.done += steps(left, until);
    if (requests[0] !== request || request.done < request.steps) return; // failed, or not there yet
    try {
      request.answer();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      request.refuse(error);
    }
    if (requests[0] === request) requests.shift(); // else it has failed, and been refused
  }

  /** @param {number} now */
  function pace(now) {
    const every = 1000 / Number(speed);
    const due = Math.floor((now - last) / every);
    if (due < 1) return later(last + every - now);
    const done = steps(due, now + CHUNK);
    last = done < due ? clock.now() : last + done * every; // behind: do not catch up
    schedule();
  }

  /** @param {number} until */
  function train(until) {
    if (requests.length) {
      serve(until);
      schedule(); // the next one, or what is left to find out
    } else if (speed === 'phase') {
      doPhase();
      last = clock.now();
      later(PHASE_PAUSE);
    } else if (speed === Infinity) {
      steps(Infinity, until);
      schedule();
    } else {
      pace(clock.now());
    }
  }

  const isBusy = () => playing || requests.length > 0;
  const isPhaseDue = () => speed !== 'phase' || requests.length > 0
    || clock.now() >= last + PHASE_PAUSE;

  /** One turn of the loop: some training, some measuring, then the messages. */
  function turn() {
    const start = clock.now();
    const blocked = !midway && evaluator.blocking();
    if (isBusy() && !blocked && isPhaseDue()) train(start + CHUNK);
    if (!alive) return;
    if (!isBusy()) evaluator.rest();
    const idle = midway || !evaluator.due() || !(seen || evaluator.unseen());
    if (!isBusy() && idle) return on.changed();
    const busy = isBusy() && !blocked;
    const now = clock.now();
    const room = Math.max(CHUNK, (now - start) / 2); // more than its share after the longest step
    const more = !midway && evaluator.some(busy, now + room);
    if (more || !busy) schedule(); // not at the pace of the steps
    on.changed();
  }

  return {
    stop, interrupt,
    /** Where nobody looks, nothing is found out at rest. @param {boolean} now */
    watch(now) {
      seen = now;
      schedule();
    },
    /** There may be something new to find out. */
    wake: schedule,
    evaluateAll() { if (!midway) evaluator.all(); },
    unseen: () => !midway && evaluator.unseen(),
    /** The first picture: at once where it is cheap, else as soon as messages leave time for it. */
    begin() {
      if (table) evaluator.all();
      else schedule();
    },
    playing: () => playing,
    /** How it plays; null while it does not. */
    pacing: () => (playing ? speed : null),
    training: isBusy,
    describe: () => ({ phase, stepsPerSecond: playing ? rate.value : 0 }),
    /** @param {'phase' | number} pacing */
    play(pacing) {
      speed = pacing;
      playing = true;
      last = pacing === 'phase' ? -Infinity : clock.now();
      clock.clearTimeout(timer);
      schedule();
    },
    pause() {
      rest();
      schedule();
    },
    /** Answers once all that was asked before is answered and so many steps are done.
     *  @param {number} n @param {() => void} answer @param {(error: Error) => void} refuse */
    request(n, answer, refuse) {
      requests.push({ steps: n, done: 0, answer, refuse });
      schedule();
    },
    /** The next phase, at once. */
    phase: doPhase,
    /** The points were changed by hand, or the weights by a file: the step under way starts over.
     *  @param {boolean} all whether what was being measured is of weights that are gone */
    disturbed(all) {
      midway = false;
      if (all) evaluator.restart();
      schedule();
    },
    reset() {
      engine.reset();
      phase = null;
      rate = { since: 0, steps: 0, value: 0 };
      this.disturbed(true);
      evaluator.all();
    },
  };
}

/** @typedef {ReturnType<typeof createRunner>} Runner */
