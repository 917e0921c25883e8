// Figures of the matching of drawings and names over the training. Training goes on while they are
// measured, so that they are renewed now and then: each measurement is a point of their curves. A
// new session, which asks another question or begins anew, begins the curves anew; a setting that
// can change while training goes on does neither.

import { createHistory } from './history.js';

/** Columns for a chart. @param {number[][]} columns @returns {(number | null)[][]} */
export const known = (columns) =>
  columns.map((column) => column.map((v) => (Number.isFinite(v) ? v : null)));

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
    /** The steps, then the values of each metric; null: not known. */
    columns: () => known(history.columns()),
    /** The same of the course before. */
    before: () => history.before && known(history.before),
    /** @param {import('../../types').Snapshot | null} snapshot
     *  @param {import('../../types').Course} course */
    take(snapshot, course) {
      history.follow(course);
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
