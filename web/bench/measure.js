// How everything is timed, on the reader's page and in tests/bench: in batches that are long enough
// for a coarse clock, as medians, and with the machine's peak measured in turn with each kernel.

/** @typedef {import('./kernels.js').Kernels} Kernels */
/** @typedef {import('./kernels.js').Kernel} Kernel */
/** batch: least milliseconds timed at once; batches: how many of them, or fewer (but not fewer than
 *  `least`) where they would take longer than `budget` milliseconds altogether
 *  @typedef {{ batch: number, batches: number, least: number, budget: number }} Effort */
/** perSecond: units of work (kernel.unit) per second; ms: of one run; share: of the peak, for a
 *  kernel that counts operations, else null; peak: operations per second
 *  @typedef {{ name: string, unit: string, perSecond: number, ms: number, share: number | null,
 *   peak: number | null }} Speed */

/** @param {number[]} list */
export const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** @param {() => void} run */
function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** How often `run` has to run to take `ms` milliseconds; this warms it up too.
 *  @param {(times: number) => void} run @param {number} ms */
function timesFor(run, ms) {
  let times = 1;
  for (;;) {
    const took = timed(() => run(times));
    if (took >= ms) return times;
    times = Math.ceil(times * Math.min(16, Math.max(1.3, (1.1 * ms) / Math.max(took, 0.05))));
  }
}

/** Times one kernel of the table, in turn with the peak where it counts operations.
 *  @param {Kernels} kernels @param {Kernel} kernel @param {Effort} effort
 *  @returns {Speed | null} null when it does not fit the module's memory */
export function speedOf(kernels, kernel, { batch, batches, least, budget }) {
  const { index, name, unit, work } = kernel;
  if (Number.isNaN(kernels.open(index))) return null;
  const repeat = (/** @type {number} */ n) => {
    for (let i = 0; i < n; i++) kernels.run(index);
  };
  const times = timesFor(repeat, batch);
  const counts = unit === 'FLOP';
  const took = [];
  const peaks = [];
  const shares = []; // of neighbours in time, which changes of the machine's pace hit alike
  const end = performance.now() + budget;
  for (let i = 0; i < batches && (i < least || performance.now() < end); i++) {
    const ms = timed(() => repeat(times)) / times;
    took.push(ms);
    if (!counts) continue;
    let operations = 0;
    const peakMs = timed(() => { operations = kernels.peak(work * times); });
    peaks.push((1000 * operations) / peakMs);
    shares.push((work / ms) / (operations / peakMs));
  }
  const ms = median(took);
  const [share, peak] = counts ? [median(shares), median(peaks)] : [null, null];
  return { name, unit, perSecond: (1000 * work) / ms, ms, share, peak };
}

/** Median milliseconds of `run` after some warm-up runs; each run is a whole training step.
 *  @param {() => void} run @param {{ warm: number, runs: number }} effort */
export function stepTime(run, { warm, runs }) {
  for (let i = 0; i < warm; i++) run();
  return median(Array.from({ length: runs }, () => timed(run)));
}
