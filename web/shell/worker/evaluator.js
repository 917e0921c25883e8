// What is measured beside the training, and when. At rest everything that is not known yet is found
// out at once; while training runs, only as much as a share of the time allows. Two things are
// measured: the look (positions, neighbours, R@1 and the other quick figures, all of one step) and
// the exam (probe, shots, questions, and what raw pixels score).
//
// Each has an account of milliseconds, which the passing time fills and its work empties, and it may
// work while there is something in it. An account begins at 0 when training begins, whatever was
// done while it rested, so nothing of before is owed. The look gets what one look a PERIOD costs,
// at most LOOK_MOST; the exam gets the rest of SHARE. Hence, over any stretch of training, both
// together take no more than SHARE of it, what two slices go beyond, and what a pause had saved up
// (at most SAVED each); and looks that cost less than LOOK_MOST of a PERIOD follow each other at
// that period. Tests: tests/wasm/pace.mjs

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const SHARE = 0.195; // of the time, for all that is measured while training runs
const PERIOD = 750; // ms of that time from look to look
const LOOK_MOST = 0.14; // the look's part of the time at most, on machines too slow for that period
const SAVED = 200; // ms in an account at most
const SLICE = 48; // items a call works through: some milliseconds

/** @param {Engine} engine @param {boolean} table whose every item is looked at at once
 *  @param {() => number} clock ms */
export function createEvaluator(engine, table, clock) {
  let lineKnown = table; // R@1 and k-NN of raw pixels, or there are none
  let under = false; // a look is under way
  let cost = 0; // ms that the last look took
  let costing = 0; // ms that the one under way has taken
  let last = NaN; // when the accounts were filled; NaN: training rests
  let account = { look: 0, exam: 0 };
  let since = 0; // the step at which training began, or rests
  let pixelsTurn = false;

  const stale = () => engine.read('evaluated_step') !== engine.read('steps');
  const unseen = () => engine.read('evaluated_step') < 0;

  const possible = () => !table && !Number.isNaN(engine.read('examined'));
  const examDue = () => possible()
    && (engine.read('examined') > 0 || engine.read('examined_step') !== engine.read('steps'));
  /** Whether an exam that was begun since then has told something. */
  const examined = () => engine.read('examined_step') > since;
  const pixelsDue = () => possible() && Number.isNaN(engine.metric('raw_probe'));
  const known = () => !stale() && lineKnown && !examDue() && !pixelsDue();

  /** One slice of the look; true when with it the look is renewed. */
  function look() {
    const start = clock();
    const renewed = engine.evaluate(SLICE);
    costing += clock() - start;
    under = !renewed;
    if (renewed) {
      cost = costing;
      costing = 0;
    }
    return renewed;
  }

  /** One slice of what takes longer: first the line that R@1 is to beat, then the exam; while training
   *  runs, the exam until it has been renewed, then the line, then pixels take turns in the exam.
   *  True when something is to show. */
  function examine() {
    const urgent = !Number.isNaN(last) && examDue() && !examined();
    if (!lineKnown && !urgent) return lineKnown = engine.measurePixels(SLICE);
    pixelsTurn = pixelsDue() && (!examDue() || (examined() && !pixelsTurn));
    if (pixelsTurn) return engine.examinePixels(SLICE);
    return engine.examine(SLICE);
  }

  const examineDue = () => !table && (!lineKnown || examDue() || pixelsDue());

  /** @param {number} now */
  function fill(now) {
    const passed = now - last;
    last = now;
    const part = Math.min(LOOK_MOST, cost / PERIOD);
    account.look = Math.min(SAVED, account.look + part * passed);
    account.exam = Math.min(SAVED, account.exam + (SHARE - part) * passed);
  }

  /** The next slice that the accounts allow; false when there is none. */
  function afford() {
    const start = clock();
    const kind = account.look > 0 && stale() ? 'look'
      : account.exam > 0 && examineDue() ? 'exam' : null;
    if (!kind) return false;
    if (kind === 'look') look();
    else examine();
    account[kind] -= clock() - start;
    return true;
  }

  /** The next slice of what is not known; false when all is. */
  function explore() {
    if (stale()) look();
    else if (examineDue()) examine();
    else return false;
    return true;
  }

  return {
    unseen,
    /** Whether something is left to find out at rest. */
    due: () => !table && !known(),
    /** Whether training should wait for the look that was begun while it rested: it is the first,
     *  or what the page shows is older than the rest. */
    blocking: () => !table && (unseen() || (under && Number.isNaN(last))),
    /** The whole set with the present weights, whatever it takes. */
    all() {
      if (table) engine.evaluate(engine.count()); // points are moved by hand too
      else while (stale()) look();
    },
    /** Slices until a moment; while training runs, as far as their share of the time allows. True
     *  when more could be done at once. @param {boolean} busy @param {number} until */
    some(busy, until) {
      if (table) return false;
      if (busy && Number.isNaN(last)) {
        last = clock();
        account = { look: 0, exam: 0 };
      } else if (busy) fill(clock());
      const next = busy ? afford : explore;
      while (next()) if (clock() >= until) return true;
      return false;
    },
    /** Training rests from here on. */
    rest() {
      last = NaN;
      since = engine.read('steps');
    },
    /** The look begun is of weights that are gone. */
    restart() {
      under = false;
      costing = 0;
    },
  };
}

/** @typedef {ReturnType<typeof createEvaluator>} Evaluator */
