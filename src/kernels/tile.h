/* The tile that matrix products and convolutions are made of, four rows by eight columns, and how
 * four rows are turned into its operands. Internal to kernels/. Tests: test_gemm.c, test_conv.c */
#ifndef CT_KERNELS_TILE_H
#define CT_KERNELS_TILE_H

#include <stddef.h>
#include "base/vec.h"
#include "base/write.h"

/* Tiles c [4, 8] = or += a [k, 4]^T b [k, 8], k >= 1: `count` of them, the operands of each so many
 * floats behind those of the one before. The left half of c is at c0 and the right one at c4, which
 * need not be neighbours; `row` floats lead from a row of either to the next. Sums are taken from
 * the first of the k products to the last, and then added to c. */
typedef struct ct_tiles {
  float *c0, *c4;
  const float *a, *b;
  int row, k;
  ct_write how;
  int count;
  ptrdiff_t c_step, a_step, b_step; /* not read where there is one tile */
} ct_tiles;

void ct_tiles_4x8(const ct_tiles *t);

/* Four columns of four rows, each column's four side by side: out[d * step + lane] = r_lane[d].
 * Shuffled in pairs: vectors gathered lane by lane become slow byte shuffles in wasm. */
static inline void ct_transpose_4x4(float *out, ptrdiff_t step, const float *r0, const float *r1,
                                    const float *r2, const float *r3) {
  f32x4 a = f32x4_load(r0), b = f32x4_load(r1), c = f32x4_load(r2), d = f32x4_load(r3);
  f32x4 low_ab = f32x4_shuffle(a, b, 0, 4, 1, 5), high_ab = f32x4_shuffle(a, b, 2, 6, 3, 7);
  f32x4 low_cd = f32x4_shuffle(c, d, 0, 4, 1, 5), high_cd = f32x4_shuffle(c, d, 2, 6, 3, 7);
  f32x4_store(out, f32x4_shuffle(low_ab, low_cd, 0, 1, 4, 5));
  f32x4_store(out + step, f32x4_shuffle(low_ab, low_cd, 2, 3, 6, 7));
  f32x4_store(out + 2 * step, f32x4_shuffle(high_ab, high_cd, 0, 1, 4, 5));
  f32x4_store(out + 3 * step, f32x4_shuffle(high_ab, high_cd, 2, 3, 6, 7));
}

/* Columns of four rows, each column's four side by side in the first four of `step` floats of out;
 * and so for `rows` rows of each: r_step floats on, and from out_step floats on. */
void ct_pack_columns(float *out, int step, const float *const r[4], int columns, int rows,
                     ptrdiff_t r_step, ptrdiff_t out_step);

#endif
