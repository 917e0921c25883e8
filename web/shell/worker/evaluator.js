// Decides what is measured beside the training, and when. At rest, everything that is not known yet
// is measured at once; while training goes on, measuring may take only a share of the time. There
// are two kinds of work: the look (positions, neighbours, R@1 and the other quick figures, all of
// one step; then the map of neighbours, where a panel shows it) and the exam (probe, shots,
// questions, and what raw pixels score).
//
// Each kind has an account of milliseconds: passing time fills it, work empties it, and work is
// allowed while the account is above 0. An account starts at 0 when training begins, so that work
// done at rest is never owed. The look receives what one look per PERIOD costs, at most LOOK_MOST;
// the exam receives the rest of SHARE. Hence, over any stretch of training, both together take no
// more than SHARE of it, plus what two slices overrun and what a pause had saved up (at most SAVED
// each); and looks that cost less than LOOK_MOST of a PERIOD follow each other at that period.
// Tests: tests/wasm/pace.mjs

/** @typedef {import('../wasm/engine.js').Engine} Engine */

const SHARE = 0.195; // share of the time for all that is measured while training goes on
const PERIOD = 750; // ms from one look to the next
const LOOK_MOST = 0.165; // the look's greatest share of the time, where that period cannot be kept
const SAVED = 200; // the most ms that an account holds
const SLICE = 48; // items that one call works through, which takes some milliseconds

/** @param {Engine} engine @param {() => number} clock ms */
function createLook(engine, clock) {
  let under = false; // whether a look has begun and is not complete
  let cost = 0; // ms that the last complete look took
  let costing = 0; // ms that the present look has taken so far
  /** The step of the last whole look, whose last part is the matching of drawings and names in
   *  sessions that have one; -1 before the first. */
  const step = () => engine.read(Number.isNaN(engine.read('matched')) ? 'evaluated_step'
    : 'matched_step');
  /** Whether the map, where one is asked for, is older than the figures: then it comes next. */
  const unmapped = () => engine.read('mapped_step') < engine.read('evaluated_step');
  return {
    stale: () => step() !== engine.read('steps') || unmapped(),
    unseen: () => step() < 0,
    under: () => under,
    cost: () => cost,
    slice() {
      const start = clock();
      const mapping = unmapped();
      const renewed = engine.evaluate(SLICE);
      costing += clock() - start;
      under = !renewed && !mapping; // the map shows figures that are known already
      if (!renewed) return;
      const whole = !unmapped();
      // While the map is to come, what is known of the cost counts: with none, a training that began
      // at this point would allow no look ever.
      cost = whole ? costing : Math.max(cost, costing);
      if (whole) costing = 0;
    },
    /** Drops the present look: the weights it has measured are gone. */
    restart() {
      under = false;
      costing = 0;
    },
  };
}

/** The longer work: the baseline of R@1 (that of raw pixels), the exam, and the exam of raw pixels.
 *  @param {Engine} engine @param {boolean} table free points, which need none of it */
function createExam(engine, table) {
  let lineKnown = table; // whether R@1 and k-NN of raw pixels are known, or not needed
  let since = 0; // the step at which training began or rests
  let pixelsTurn = false;

  const possible = () => !table && !Number.isNaN(engine.read('examined'));
  const examDue = () => possible()
    && (engine.read('examined') > 0 || engine.read('examined_step') !== engine.read('steps'));
  /** Whether an exam that began since then has given results. */
  const examined = () => engine.read('examined_step') > since;
  const pixelsDue = () => possible() && Number.isNaN(engine.metric('raw_probe'));

  return {
    due: () => !lineKnown || examDue() || pixelsDue(),
    /** At rest, first the baseline, then the exam; while training goes on, first the exam until it
     *  has results, then the baseline, then the exam and that of raw pixels in turn.
     *  @param {boolean} training */
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
    /** Called when training rests. */
    rest() { since = engine.read('steps'); },
  };
}

/** The time that look and exam may take while training goes on. @param {() => number} clock ms */
function createAccounts(clock) {
  let filled = NaN; // when the accounts were filled last; NaN: training rests
  let account = { look: 0, exam: 0 };
  return {
    training: () => !Number.isNaN(filled),
    rest() { filled = NaN; },
    /** Adds the time that has passed. @param {number} cost ms that the last look took */
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

/** @param {Engine} engine @param {boolean} table free points, which one call measures completely
 *  @param {() => number} clock ms */
export function createEvaluator(engine, table, clock) {
  const look = createLook(engine, clock);
  const exam = createExam(engine, table);
  const accounts = createAccounts(clock);
  const examine = () => exam.slice(accounts.training());

  /** Does the next slice that the accounts allow; returns false when there is none. */
  function afford() {
    if (accounts.allows('look') && look.stale()) accounts.pay('look', look.slice);
    else if (accounts.allows('exam') && exam.due()) accounts.pay('exam', examine);
    else return false;
    return true;
  }

  /** Does the next slice of what is not known; returns false when everything is. */
  function explore() {
    if (look.stale()) look.slice();
    else if (exam.due()) examine();
    else return false;
    return true;
  }

  return {
    unseen: look.unseen,
    /** Whether something remains to be measured at rest. */
    due: () => !table && (look.stale() || exam.due()),
    /** Whether training has to wait for a look that began at rest: because it is the first one, or
     *  because the page would otherwise show figures from before the rest. */
    blocking: () => !table && (look.unseen() || (look.under() && !accounts.training())),
    /** Measures the whole set with the present weights, however long it takes. */
    all() {
      if (table) engine.evaluate(engine.count()); // points are moved by hand too
      else while (look.stale()) look.slice();
    },
    /** Does slices until a given time; while training goes on, only those that the accounts allow.
     *  Returns true when more can be done at once. @param {boolean} busy @param {number} until */
    some(busy, until) {
      if (table) return false;
      if (busy) accounts.fill(look.cost());
      const next = busy ? afford : explore;
      while (next()) if (clock() >= until) return true;
      return false;
    },
    /** Called when training rests. */
    rest() {
      accounts.rest();
      exam.rest();
    },
    restart: look.restart,
  };
}

/** @typedef {ReturnType<typeof createEvaluator>} Evaluator */
