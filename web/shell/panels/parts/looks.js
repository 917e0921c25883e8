// Figures of the matching of drawings and names over the training. Training goes on while they are
// measured, so that they are renewed now and then: each measurement is a point of their curves. A
// new session, which asks another question or begins anew, begins the curves anew; a setting that
// can change while training goes on does neither.

import { createHistory } from './history.js';

/** @param {string[]} names of the metrics */
export function createLooks(names) {
  const history = createHistory(names.length);
  let step = 0;
  let measured = -1;

  function clear() {
    history.clear();
    measured = -1;
    step = 0;
  }

  return {
    /** The steps, then the values of each metric; null: not known.
     *  @returns {(number | null)[][]} */
    columns: () => history.columns().map((column) =>
      column.map((v) => (Number.isFinite(v) ? v : null))),
    /** @param {import('../../types').Snapshot | null} snapshot */
    take(snapshot) {
      const match = snapshot?.match;
      if (!snapshot || !match || snapshot.step < step || match.step < measured) clear();
      if (!snapshot || !match) return;
      step = snapshot.step;
      if (match.step < 0 || match.step === measured) return;
      measured = match.step;
      history.add(measured, ...names.map((name) => match.metrics[name] ?? NaN));
    },
  };
}
