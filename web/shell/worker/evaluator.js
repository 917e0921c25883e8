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

/** @param {Engine} engine @param {() => number} clock ms */
function createLook(engine, clock) {
  let under = false; // one is under way
  let cost = 0; // ms that the last one took
  let costing = 0; // ms that the one under way has taken
  return {
    stale: () => engine.read('evaluated_step') !== engine.read('steps'),
    unseen: () => engine.read('evaluated_step') < 0,
    under: () => under,
    cost: () => cost,
    slice() {
      const start = clock();
      const renewed = engine.evaluate(SLICE);
      costing += clock() - start;
      under = !renewed;
      if (!renewed) return;
      cost = costing;
      costing = 0;
    },
    /** The one under way is of weights that are gone. */
    restart() {
      under = false;
      costing = 0;
    },
  };
}

/** What takes longer: the line that R@1 is to beat, the exam, and the exam of raw pixels.
 *  @param {Engine} engine @param {boolean} table which has none of it */
function createExam(engine, table) {
  let lineKnown = table; // R@1 and k-NN of raw pixels, or there are none
  let since = 0; // the step at which training began, or rests
  let pixelsTurn = false;

  const possible = () => !table && !Number.isNaN(engine.read('examined'));
  const examDue = () => possible()
    && (engine.read('examined') > 0 || engine.read('examined_step') !== engine.read('steps'));
  /** Whether an exam that was begun since then has told something. */
  const examined = () => engine.read('examined_step') > since;
  const pixelsDue = () => possible() && Number.isNaN(engine.metric('raw_probe'));

  return {
    due: () => !lineKnown || examDue() || pixelsDue(),
    /** First the line, then the exam; while training runs, the exam until it has been renewed, then
     *  the line, then pixels take turns in the exam. @param {boolean} training */
    slice(training) {
      const urgent = training && examDue() && !examined();
      if (!lineKnown && !urgent) {
        lineKnown = engine.measurePixels(SLICE);
        return;
      }
      pixelsTurn = pixelsDue() && (!examDue() || (examined() && !pixelsTurn));
      if (pixelsTurn) engine.examinePixels(SLICE);
      else engine.examine(SLICE);
    },
    /** Training rests from here on. */
    rest() { since = engine.read('steps'); },
  };
}

/** What look and exam may take while training runs. @param {() => number} clock ms */
function createAccounts(clock) {
  let filled = NaN; // when they were; NaN: training rests
  let account = { look: 0, exam: 0 };
  return {
    training: () => !Number.isNaN(filled),
    rest() { filled = NaN; },
    /** With the time that has passed. @param {number} cost ms that the last look took */
    fill(cost) {
      const now = clock();
      const part = Math.min(LOOK_MOST, cost / PERIOD);
      const passed = now - filled;
      account = Number.isNaN(filled) ? { look: 0, exam: 0 } : {
        look: Math.min(SAVED, account.look + part * passed),
        exam: Math.min(SAVED, account.exam + (SHARE - part) * passed),
      };
      filled = now;
    },
    /** @param {'look' | 'exam'} kind */
    allows: (kind) => account[kind] > 0,
    /** @param {'look' | 'exam'} kind @param {() => void} work */
    pay(kind, work) {
      const start = clock();
      work();
      account[kind] -= clock() - start;
    },
  };
}

/** @param {Engine} engine @param {boolean} table whose every item is looked at at once
 *  @param {() => number} clock ms */
export function createEvaluator(engine, table, clock) {
  const look = createLook(engine, clock);
  const exam = createExam(engine, table);
  const accounts = createAccounts(clock);
  const examine = () => exam.slice(accounts.training());

  /** The next slice that the accounts allow; false when there is none. */
  function afford() {
    if (accounts.allows('look') && look.stale()) accounts.pay('look', look.slice);
    else if (accounts.allows('exam') && exam.due()) accounts.pay('exam', examine);
    else return false;
    return true;
  }

  /** The next slice of what is not known; false when all is. */
  function explore() {
    if (look.stale()) look.slice();
    else if (exam.due()) examine();
    else return false;
    return true;
  }

  return {
    unseen: look.unseen,
    /** Whether something is left to find out at rest. */
    due: () => !table && (look.stale() || exam.due()),
    /** Whether training should wait for the look that was begun while it rested: it is the first,
     *  or what the page shows is older than the rest. */
    blocking: () => !table && (look.unseen() || (look.under() && !accounts.training())),
    /** The whole set with the present weights, whatever it takes. */
    all() {
      if (table) engine.evaluate(engine.count()); // points are moved by hand too
      else while (look.stale()) look.slice();
    },
    /** Slices until a moment; while training runs, as far as their share of the time allows. True
     *  when more could be done at once. @param {boolean} busy @param {number} until */
    some(busy, until) {
      if (table) return false;
      if (busy) accounts.fill(look.cost());
      const next = busy ? afford : explore;
      while (next()) if (clock() >= until) return true;
      return false;
    },
    /** Training rests from here on. */
    rest() {
      accounts.rest();
      exam.rest();
    },
    restart: look.restart,
  };
}

/** @typedef {ReturnType<typeof createEvaluator>} Evaluator */
