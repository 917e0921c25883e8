// The engine in Node on this machine: GEMM, and steps of both labs. One thread, medians.
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
for (const n of [256, 512, 1024]) {
  const speeds = [0, 1, 2, 3].map((form) =>
    (2 * n ** 3) / 1e6 / timed(() => gemm.bench_run(n, n, n, form, 1), 9));
  console.log(`GEMM ${n} (NN TN NT TT): ${speeds.map((s) => s.toFixed(1)).join(' ')} GFLOP/s`);
}
for (const lab of Object.values(labs)) {
  const run = await engine();
  run.open(lab.params, datasetOf(lab.params));
  const network = lab.params.encoder !== 'table';
  const ms = timed(() => run.step(), network ? 20 : 2000);
  console.log(`${lab.id}, ${lab.params.pairs} pairs: ${ms.toPrecision(3)} ms a step`);
}
