// The engine in Node on this machine: GEMM beside the peak, and steps of both labs. One thread,
// medians.
import { readFileSync } from 'node:fs';
import { labs } from '../../web/shell/labs/index.js';
import { datasetOf, engine } from '../wasm/native.mjs';

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** Median milliseconds of `run` over `times` runs, after as many to warm up. */
function timed(run, times) {
  for (let i = 0; i < times; i++) run();
  return median(Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }));
}

const bytes = readFileSync(new URL('../../build/wasm/bench_gemm.wasm', import.meta.url));
const { exports: gemm } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
gemm._initialize?.();
gemm.bench_fill();
/** GFLOP/s of one call whose work is `operations` */
function speed(run, operations) {
  const start = performance.now();
  run();
  return operations / 1e6 / (performance.now() - start);
}

/**
 * The GEMM and the peak in turns, the same number of operations each, so that both see the same
 * machine. speed: median GFLOP/s; share: of the median peak; best: best over best peak.
 */
function gemmSpeed(n, form) {
  const turns = Math.round((2 * n ** 3) / 96); // bench_peak does 96 operations a turn
  const [ours, peak] = [[], []];
  for (let i = 0; i < 12 + 2e9 / n ** 3; i++) {
    ours.push(speed(() => gemm.bench_run(n, n, n, form, 1), 2 * n ** 3));
    peak.push(speed(() => gemm.bench_peak(turns), 96 * turns));
  }
  const [warm, warmPeak] = [ours.slice(3), peak.slice(3)];
  return { speed: median(warm), share: median(warm) / median(warmPeak),
    best: Math.max(...warm) / Math.max(...warmPeak), peak: Math.max(...warmPeak) };
}

for (const n of [256, 512, 1024]) {
  ['NN', 'TN', 'NT', 'TT'].forEach((name, form) => {
    const { speed: median, share, best, peak } = gemmSpeed(n, form);
    console.log(`GEMM ${n} ${name}: ${median.toFixed(1)} GFLOP/s, ` +
      `${(100 * share).toFixed(0)} % of the peak by medians, ` +
      `${(100 * best).toFixed(0)} % by the best (peak ${peak.toFixed(1)})`);
  });
}
for (const lab of Object.values(labs)) {
  const run = await engine();
  run.open(lab.params, datasetOf(lab.params));
  const network = lab.params.encoder !== 'table';
  const ms = timed(() => run.step(), network ? 20 : 2000);
  console.log(`${lab.id}, ${lab.params.pairs} pairs: ${ms.toPrecision(3)} ms a step`);
}
