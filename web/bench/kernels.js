// The kernels of bench.wasm (tests/bench/kernels.c): lists them and runs them.

/** Operations in one turn of the peak's loop: BENCH_PEAK_WORK of tests/bench. */
const PEAK_WORK = 104;

/** @typedef {{ index: number, name: string, unit: string, work: number }} Kernel */

/** @param {WebAssembly.Module} module */
export async function openKernels(module) {
  const { exports } = await WebAssembly.instantiate(module, {});
  const c = /** @type {Record<string, (...a: number[]) => number>} */ (
    /** @type {unknown} */ (exports));
  const { buffer } = /** @type {WebAssembly.Memory} */ (exports.memory);
  c._initialize?.();

  function text(/** @type {number} */ pointer) {
    const bytes = new Uint8Array(buffer, pointer);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  /** @type {Kernel[]} */
  const list = Array.from({ length: c.bench_kernel_count() }, (_, index) => ({
    index, name: text(c.bench_kernel_name(index)), unit: text(c.bench_kernel_unit(index)),
    work: c.bench_kernel_work(index),
  }));

  return {
    list,
    /** @param {number} index makes its operands, which stay until another kernel is opened; returns
     *  a number of the result, NaN when it failed */
    open: (index) => c.bench_open(index),
    /** @param {number} index */
    run: (index) => c.bench_run(index),
    /** @param {number} operations about how many to do, in registers alone; returns their number */
    peak(operations) {
      const turns = Math.max(1, Math.round(operations / PEAK_WORK));
      c.bench_peak(turns);
      return turns * PEAK_WORK;
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openKernels>>} Kernels */
