/* GFLOP/s of ct_gemm and of the machine at best, one thread; the caller brings the clock, so the
 * same file runs natively (-DNATIVE: prints a table) and inside a wasm module (exports, timed by
 * Node). */
#include <stdint.h>
#include "base/random.h"
#include "base/vec.h"
#include "kernels/gemm.h"

#define MOST (4096 * 1024)

#ifdef NATIVE
#define EXPORT(name)
#else
#define EXPORT(name) __attribute__((export_name(name)))
#endif

static float a[MOST], b[MOST], c[MOST];

EXPORT("bench_fill") void bench_fill(void) {
  ct_rng r = ct_rng_make(1, CT_RNG_TEST, 0);
  for (int i = 0; i < MOST; i++) a[i] = ct_rng_range(&r, -1, 1), b[i] = ct_rng_range(&r, -1, 1);
}

/* form: bit 0 A is transposed, bit 1 B is */
EXPORT("bench_run") void bench_run(int m, int n, int k, int form, int times) {
  ct_matrix x = form & 1 ? ct_matrix_transpose(ct_matrix_of(a, m)) : ct_matrix_of(a, k);
  ct_matrix y = form & 2 ? ct_matrix_transpose(ct_matrix_of(b, k)) : ct_matrix_of(b, n);
  for (int t = 0; t < times; t++) ct_gemm(c, n, x, y, m, n, k, CT_SET);
}

#define CHAINS 12

/* The machine's peak without fused multiply-add, for the GEMM's share of it: `times` turns of
 * twelve chains c = c x + y of four floats each, 2 * 4 * 12 operations a turn, all in registers:
 * a multiplication and an addition for every pair the GEMM has, no loads, no stores. Enough chains
 * to hide both latencies, few enough for V8's fifteen registers: on an EPYC 9005, 8 chains give
 * 41 GFLOP/s, 10 give 51, 12 and 13 give 61, 14 spill. */
EXPORT("bench_peak") __attribute__((noinline)) float bench_peak(int times) {
  f32x4 x = f32x4_splat(a[0]), y = f32x4_splat(a[1]), chain[CHAINS], sum = {0};
  for (int i = 0; i < CHAINS; i++) chain[i] = f32x4_load(b + 4 * i);
  for (int t = 0; t < times; t++) {
    for (int i = 0; i < CHAINS; i++) chain[i] = chain[i] * x + y;
  }
  for (int i = 0; i < CHAINS; i++) sum += chain[i];
  return f32x4_sum(sum);
}

#ifdef NATIVE
#include <stdio.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Best GFLOP/s of ct_gemm and of the peak, in turns so that both see the same machine */
static double best_of(int m, int n, int k, int form, double *peak) {
  double work = 2.0 * m * n * k, best = 0;
  int times = (int)(2e8 / work) + 1, turns = (int)(work * times / (8 * CHAINS)) + 1;
  for (int trial = 0; trial < 9; trial++) {
    double start = seconds();
    bench_run(m, n, k, form, times);
    double between = seconds();
    volatile float kept = bench_peak(turns);
    (void)kept;
    double end = seconds();
    double speed = 1e-9 * work * times / (between - start);
    double limit = 1e-9 * 8 * CHAINS * turns / (end - between);
    if (speed > best) best = speed;
    if (limit > *peak) *peak = limit;
  }
  return best;
}

int main(void) {
  static const int shapes[][3] = {{64, 64, 64},    {128, 128, 128},   {256, 256, 256},
                                  {512, 512, 512}, {1024, 1024, 1024}, {512, 256, 3072},
                                  {512, 64, 128},  {512, 2, 128},      {64, 64, 2}, {8, 8, 2}};
  bench_fill();
  printf("%16s %8s %8s %8s %8s %8s  GFLOP/s\n", "m n k", "a b", "a' b", "a b'", "a' b'", "peak");
  for (int s = 0; s < (int)(sizeof shapes / sizeof shapes[0]); s++) {
    int m = shapes[s][0], n = shapes[s][1], k = shapes[s][2];
    double peak = 0;
    printf("%5d %4d %5d", m, n, k);
    for (int form = 0; form < 4; form++) printf(" %8.2f", best_of(m, n, k, form, &peak));
    printf(" %8.2f\n", peak);
  }
  return 0;
}
#endif
