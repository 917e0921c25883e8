/* The tile from which matrix products and convolutions are computed, four rows by eight columns,
 * and packing rows into its operands. Internal to kernels/. Tests: test_gemm.c, test_conv.c */
#ifndef CT_KERNELS_TILE_H
#define CT_KERNELS_TILE_H

#include <stddef.h>
#include "base/vec.h"
#include "base/write.h"

/* `count` tiles c [4, 8] = or += a [k, 4]^T b [k, 8], k >= 1; the steps are the floats from the
 * operands of one tile to those of the next. The left half of c is at c0 and the right half at c4,
 * which need not be neighbours; the rows of each are `row` floats apart. The k products are summed
 * from the first to the last, and the sum is then added to c. */
typedef struct ct_tiles {
  float *c0, *c4;
  const float *a, *b;
  int row, k;
  ct_write how;
  int count;
  ptrdiff_t c_step, a_step, b_step; /* not used where there is one tile */
} ct_tiles;

void ct_tiles_4x8(const ct_tiles *t);

/* Transposes four columns of four rows: out[d * step + lane] = r_lane[d]. It shuffles in pairs,
 * since vectors gathered lane by lane become slow byte shuffles in wasm. */
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

/* Transposes `columns` columns of four rows r; the four floats of a column lie side by side in
 * out, `step` floats behind those of the column before. Repeats this `rows` times, each time
 * r_step floats further in every r and out_step floats further in out. */
void ct_pack_columns(float *out, int step, const float *const r[4], int columns, int rows,
                     ptrdiff_t r_step, ptrdiff_t out_step);

#endif
