/* GFLOP/s of ct_gemm, one thread; the caller brings the clock, so the same file runs natively
 * (-DNATIVE: prints a table) and inside a wasm module (exports, timed by Node). */
#include <stdint.h>
#include "base/random.h"
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
  for (int t = 0; t < times; t++) ct_gemm(c, n, x, y, m, n, k, CT_GEMM_SET);
}

#ifdef NATIVE
#include <stdio.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(void) {
  static const int shapes[][3] = {{64, 64, 64},    {128, 128, 128},   {256, 256, 256},
                                  {512, 512, 512}, {1024, 1024, 1024}, {512, 256, 3072},
                                  {512, 64, 128},  {512, 2, 128},      {64, 64, 2}, {8, 8, 2}};
  bench_fill();
  printf("%16s %8s %8s %8s %8s  GFLOP/s\n", "m n k", "a b", "a' b", "a b'", "a' b'");
  for (int s = 0; s < (int)(sizeof shapes / sizeof shapes[0]); s++) {
    int m = shapes[s][0], n = shapes[s][1], k = shapes[s][2];
    double work = 2.0 * m * n * k;
    int times = (int)(2e8 / work) + 1;
    printf("%5d %4d %5d", m, n, k);
    for (int form = 0; form < 4; form++) {
      double best = 1e9;
      for (int trial = 0; trial < 7; trial++) {
        double start = seconds();
        bench_run(m, n, k, form, times);
        double took = (seconds() - start) / times;
        if (took < best) best = took;
      }
      printf(" %8.2f", 1e-9 * work / best);
    }
    printf("\n");
  }
  return 0;
}
#endif
