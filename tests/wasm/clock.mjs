// A clock for the runner that only work and waiting advance,
// so nothing else on the machine counts.

/** When nothing else is left to do, the next due call runs at once.
 *  @param {() => number} spent ms of measured work, beside what spend() is told */
export function createClock(spent = () => 0) {
  let time = 1000;
  const due = [];
  const now = () => time + spent();
  const passTo = (moment) => { time += Math.max(0, moment - now()); };
  return {
    now,
    spend(ms) { time += ms; },
    createYield(call) {
      let alive = true;
      return { ask: () => due.push({ at: now(), call: () => alive && call() }),
        end() { alive = false; } };
    },
    setTimeout(call, ms) {
      const entry = { at: now() + Math.max(1, Math.ceil(ms)), call }; // browsers round up too
      due.push(entry);
      return entry;
    },
    clearTimeout(entry) { if (due.includes(entry)) due.splice(due.indexOf(entry), 1); },
    waiting: () => due.length,
    /** Runs the due calls until a moment, or until none is left. */
    run(until = Infinity) {
      while (due.length && now() < until) {
        const next = due.reduce((a, b) => (b.at < a.at ? b : a));
        if (next.at > until) break;
        due.splice(due.indexOf(next), 1);
        passTo(next.at);
        next.call();
      }
      if (until !== Infinity) passTo(until);
    },
  };
}
