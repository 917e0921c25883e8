/* The functions of tests/bench/kernels.c: a native program calls them, JavaScript gets exports. */
#ifndef TESTS_BENCH_KERNELS_H
#define TESTS_BENCH_KERNELS_H

#ifdef __wasm__
#define BENCH_EXPORT(name) __attribute__((export_name(#name)))
#else
#define BENCH_EXPORT(name)
#endif

BENCH_EXPORT(bench_kernel_count) int         bench_kernel_count(void);
BENCH_EXPORT(bench_kernel_name)  const char *bench_kernel_name(int kernel);
/* The unit in which bench_kernel_work counts: "FLOP", "element", "view" or "pair". */
BENCH_EXPORT(bench_kernel_unit)  const char *bench_kernel_unit(int kernel);
BENCH_EXPORT(bench_kernel_work)  double      bench_kernel_work(int kernel);
/* Makes the operands of one kernel, over those of the kernel before, and runs it once. */
BENCH_EXPORT(bench_open)         double      bench_open(int kernel);
/* Runs the opened kernel and returns a number of its result, the same for the same operands (GEMM:
 * the first element, NT-Xent: the loss; NaN when it failed). */
BENCH_EXPORT(bench_run)          double      bench_run(int kernel);
/* The machine's peak without fused multiply-add: 104 operations a turn, all in registers. */
BENCH_EXPORT(bench_peak)         float       bench_peak(int turns);

#define BENCH_PEAK_WORK 104 /* operations a turn of bench_peak */

#endif
