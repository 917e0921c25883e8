// A curve in bounded memory: when it is full, every second point is dropped; the first one stays.

const MOST = 2000;

/** @param {number} lines number of values at each step */
export function createHistory(lines) {
  let stride = 1;
  let seen = 0;
  /** @type {number[][]} */
  const data = Array.from({ length: lines + 1 }, () => []);
  /** The newest point, shown even where the stride skips it. @type {number[]} */
  let last = [];
  let course = 0;
  /** @type {number[][] | null} */
  let before = null;

  const history = {
    /** The steps, then the values of each line. */
    data,
    get last() { return last; },
    /** The columns of the course before; null: there was none, or it was removed. */
    get before() { return before; },
    /** Begins anew with each course, and keeps the one before.
     *  @param {import('../../types').Course} now */
    follow(now) {
      if (now.id !== course) {
        course = now.id;
        before = data[0].length > 1 ? history.columns().map((column) => [...column]) : null;
        history.clear();
      }
      if (!now.before) before = null;
    },
    clear() {
      stride = 1;
      seen = 0;
      last = [];
      for (const column of data) column.length = 0;
    },
    /** @param {number} step @param {...number} values */
    add(step, ...values) {
      if (last.length && step <= last[0]) history.clear();   // training began anew
      last = [step, ...values];
      if (seen++ % stride) return;
      if (data[0].length >= MOST) halve();
      last.forEach((value, k) => data[k].push(value));
    },
    /** The columns with the newest point at their end, for a chart. */
    columns() {
      if (!last.length || data[0][data[0].length - 1] === last[0]) return data;
      return data.map((column, k) => [...column, last[k]]);
    },
  };

  function halve() {
    for (const column of data) {
      let kept = 0;
      for (let i = 0; i < column.length; i += 2) column[kept++] = column[i];
      column.length = kept;
    }
    stride *= 2;
  }
  return history;
}

/** @typedef {ReturnType<typeof createHistory>} History */
