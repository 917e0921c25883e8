// Trains in chunks short enough that messages get in between, at the speed asked for, and evaluates
// on the side.
import { createYield } from './yield.js';

/** @typedef {import('./wasm.js').Engine} Engine */

const CHUNK = 12; // ms of training between two looks at the messages
const PHASE_PAUSE = 500; // ms from one phase to the next in slow motion
const EVALUATION_SHARE = 0.15; // of the time, for network encoders
const ASKING_SHARE = 0.4; // the same where the exam has all questions
const EXAM_WEIGHT = 2; // of the exam's part, the quick evaluation's being 1
const EVALUATION_SLICE = 24; // items: the least that a call does
const RATE_WINDOW = 500; // ms over which the printed speed is measured

/** @param {Engine} engine @param {boolean} table
 *  @param {{ record(step: number, loss: number): void, changed(): void,
 *    failed(status: number): void, arrived(id: number): void, broke(error: unknown): void,
 *    seen(): boolean }} on seen: whether anybody looks at the lab */
export function createRunner(engine, table, on) {
  const { phases, metrics } = engine.schema;
  const rawProbe = metrics.findIndex((m) => m.name === 'raw_probe');
  /** @type {'phase' | number} */
  let speed = Infinity;
  let playing = false;
  let phase = /** @type {string | null} */ (null);
  let midway = false; // between two phases of a step: no evaluation then
  let owed = 0; // steps of a step(n) still to do
  let owedTo = -1;
  let scheduled = false;
  let timer = 0;
  let last = 0; // when the last step at a given pace was due
  let spent = { training: 0, evaluating: 0 };
  let most = EVALUATION_SHARE;
  let ahead = 0; // ms that the quick evaluation has had more of than is its part
  let pixelsKnown = table; // R@1 and k-NN of raw pixels, or there are none
  let rate = { since: 0, steps: 0, value: 0 };
  const soon = createYield(() => {
    scheduled = false;
    guard(turn);
  });

  /** @param {() => void} work */
  function guard(work) {
    try {
      work();
    } catch (error) {
      stop();
      on.broke(error);
    }
  }

  function schedule() {
    if (!scheduled) soon();
    scheduled = true;
  }

  /** @param {number} ms */
  function later(ms) {
    clearTimeout(timer);
    timer = self.setTimeout(schedule, ms);
  }

  function stop() {
    playing = false;
    owed = 0;
    clearTimeout(timer);
    rate = { since: 0, steps: 0, value: 0 };
  }

  /** One step; false when it failed, and then the runner has stopped. */
  function step() {
    const status = engine.step();
    phase = null;
    midway = false;
    if (status) {
      stop();
      on.failed(status);
      return false;
    }
    on.record(engine.steps(), engine.loss());
    rate.steps++;
    return true;
  }

  function doPhase() {
    if (unseen()) evaluateAll(); // there is no chance to before the step is whole
    const before = engine.steps();
    const done = engine.phase();
    if (done < 0) {
      midway = false;
      stop();
      on.failed(-done);
      return;
    }
    phase = phases[done].name;
    midway = engine.steps() === before;
    if (!midway) on.record(engine.steps(), engine.loss());
  }

  /** @param {number} most @param {number} until */
  function steps(most, until) {
    let done = 0;
    const start = performance.now();
    while (done < most) {
      if (!step()) break;
      done++;
      if (performance.now() >= until) break;
    }
    const now = performance.now();
    spent.training += now - start;
    if (now - rate.since > RATE_WINDOW) {
      rate.value = rate.since ? (1000 * rate.steps) / (now - rate.since) : 0;
      rate.since = now;
      rate.steps = 0;
    }
    return done;
  }

  const stale = () => !midway && engine.evaluatedStep() !== engine.steps();

  /** Whether the pixels, or the exam, have something left to find out. */
  const unexamined = () => !table && !midway && (!pixelsKnown || (!Number.isNaN(engine.examined())
    && (engine.examinedStep() !== engine.steps() || Number.isNaN(engine.metric(rawProbe)))));

  /** Whether the first picture is still being made. */
  const unseen = () => !midway && engine.evaluatedStep() < 0;

  /** Renews the whole set with the present weights, whatever it takes. */
  function evaluateAll() {
    if (midway) return;
    if (table) engine.evaluate(engine.count()); // points are moved by hand too
    else while (stale()) engine.evaluate(EVALUATION_SLICE);
    spent = { training: 0, evaluating: 0 };
  }

  const share = () => spent.evaluating / (spent.training + spent.evaluating || 1);

  /** Slices of evaluation while their share of the time allows it, or training rests. */
  function evaluateSome() {
    if (table || midway) return;
    const start = performance.now();
    const busy = (playing || owed > 0) && !unseen();
    let now = start;
    let renewed = false;
    while (!renewed && now - start < CHUNK && !(busy && share() > most)) {
      // the quick one first when training rests, else by turns; the line to beat before the exam
      const exam = unexamined() && (busy ? ahead > 0 : !stale());
      if (!exam) renewed = engine.evaluate(EVALUATION_SLICE);
      else if (pixelsKnown) renewed = engine.examine(EVALUATION_SLICE);
      else renewed = pixelsKnown = engine.measurePixels(EVALUATION_SLICE);
      const before = now;
      now = performance.now();
      spent.evaluating += now - before;
      if (busy) ahead += exam ? (before - now) / EXAM_WEIGHT : now - before;
    }
    if (renewed) spent = { training: 0, evaluating: 0 };
  }

  function payOwed() {
    const done = steps(owed, performance.now() + CHUNK);
    owed = Math.max(0, owed - done); // after a failure it is 0 already
    schedule(); // more steps, or what is left to find out
    if (owed === 0) on.arrived(owedTo);
  }

  /** @param {number} now */
  function pace(now) {
    const every = 1000 / Number(speed);
    const due = Math.floor((now - last) / every);
    if (due < 1) return later(last + every - now);
    const done = steps(due, now + CHUNK);
    last = done < due ? performance.now() : last + done * every; // behind: do not catch up
    schedule();
  }

  /** One turn of the loop: some training, some evaluation, then the messages. */
  function turn() {
    if (owed > 0) {
      payOwed();
    } else if (playing) {
      const now = performance.now();
      if (speed === 'phase') {
        doPhase();
        later(PHASE_PAUSE);
      } else if (speed === Infinity) {
        steps(Infinity, now + CHUNK);
        if (playing) schedule();
      } else {
        pace(now);
      }
    } else if (!table && (unseen() || (on.seen() && (stale() || unexamined())))) {
      schedule();
    } else {
      return;
    }
    evaluateSome();
    if (unseen()) schedule(); // not at the pace of the steps
    on.changed();
  }

  return {
    stop, evaluateAll, unseen,
    /** The first picture: at once where it is cheap, else as soon as messages leave time for it. */
    begin() {
      if (table) evaluateAll();
      else schedule();
    },
    playing: () => playing,
    training: () => playing || owed > 0,
    describe: () => ({ phase, stepsPerSecond: playing ? rate.value : 0 }),
    /** @param {'phase' | number} pacing */
    play(pacing) {
      speed = pacing;
      playing = true;
      last = performance.now();
      clearTimeout(timer);
      schedule();
    },
    pause() {
      const waiting = owed > 0;
      stop();
      if (waiting) on.arrived(owedTo);
      schedule();
    },
    /** @param {number} n @param {number} id */
    step(n, id) {
      if (owed > 0) on.arrived(owedTo);
      owed = n;
      owedTo = id;
      if (n > 0) schedule();
      else on.arrived(id);
    },
    phase: () => guard(doPhase),
    /** @param {boolean} all whether the exam is to have all questions */
    ask(all) {
      engine.ask(all);
      most = all ? ASKING_SHARE : EVALUATION_SHARE;
    },
    /** The points were changed by hand: the step under way starts over. */
    disturbed() {
      midway = false;
      schedule();
    },
    reset() {
      engine.reset();
      phase = null;
      midway = false;
      if (owed > 0) on.arrived(owedTo);
      owed = 0;
      rate = { since: 0, steps: 0, value: 0 };
      evaluateAll();
      schedule();
    },
  };
}

/** @typedef {ReturnType<typeof createRunner>} Runner */
