#include "kernels/tile.h"

/* Eight accumulators, two vectors of b and one splat of a fit into the sixteen registers of V8;
 * larger tiles spill there and lose a third of the speed. */
#define MR 4
#define NR 8

/* Moves to the next depth of a panel of a. The empty statement hides the addition from the
 * compiler, which would otherwise keep the pointer and add constants to it: V8 folds no constant
 * into a load that splats, so each of them would cost an instruction in the innermost loop. */
static inline const float *next_depth(const float *a) {
  a += MR;
  __asm__("" : "+r"(a));
  return a;
}

/* tile [4, 8] += a [4] b [8]^T */
static inline void add_depth(f32x4 tile[8], const float *a, const float *b) {
  f32x4 b0 = f32x4_load(b), b4 = f32x4_load(b + 4), x;
  x = f32x4_splat(a[0]), tile[0] += x * b0, tile[1] += x * b4;
  x = f32x4_splat(a[1]), tile[2] += x * b0, tile[3] += x * b4;
  x = f32x4_splat(a[2]), tile[4] += x * b0, tile[5] += x * b4;
  x = f32x4_splat(a[3]), tile[6] += x * b0, tile[7] += x * b4;
}

/* Never inlined: V8 replaces code by its optimised form when a function is called, so a kernel
 * inlined into a long loop would stay slow.
 *
 * Each turn of the loop does four depths, since V8 adds an interrupt check and pointer copies to
 * each turn. There is an exit after every depth, because between two branches V8 orders operations
 * by their accumulator and so keeps every load of that stretch in a register: two depths without a
 * branch between them spill, and are a third slower than one. */
__attribute__((noinline))
void ct_tiles_4x8(const ct_tiles *t) {
  float *first0 = t->c0, *first4 = t->c4;
  const float *first_a = t->a, *first_b = t->b;
  ptrdiff_t row = t->row, depth = (ptrdiff_t)t->k * MR;
  for (int n = t->count; n > 0; n--) {
    f32x4 tile[8] = {{0}};
    const float *a = first_a, *b = first_b;
    for (const float *end = a + depth;; b += 4 * NR) {
      add_depth(tile, a, b);
      if ((a = next_depth(a)) == end) break;
      add_depth(tile, a, b + NR);
      if ((a = next_depth(a)) == end) break;
      add_depth(tile, a, b + 2 * NR);
      if ((a = next_depth(a)) == end) break;
      add_depth(tile, a, b + 3 * NR);
      if ((a = next_depth(a)) == end) break;
    }
    float *c0 = first0, *c4 = first4;
    for (int i = 0; i < MR; i++, c0 += row, c4 += row) {
      if (t->how == CT_ADD) {
        tile[2 * i] = f32x4_load(c0) + tile[2 * i];
        tile[2 * i + 1] = f32x4_load(c4) + tile[2 * i + 1];
      }
      f32x4_store(c0, tile[2 * i]);
      f32x4_store(c4, tile[2 * i + 1]);
    }
    first0 += t->c_step, first4 += t->c_step, first_a += t->a_step, first_b += t->b_step;
  }
}

__attribute__((noinline))
void ct_pack_columns(float *out, int step, const float *const r[4], int columns, int rows,
                     ptrdiff_t r_step, ptrdiff_t out_step) {
  const float *r0 = r[0], *r1 = r[1], *r2 = r[2], *r3 = r[3];
  for (int i = 0; i < rows; i++, out += out_step) {
    float *to = out;
    int j = 0;
    for (; j + 4 <= columns; j += 4, to += 4 * step)
      ct_transpose_4x4(to, step, r0 + j, r1 + j, r2 + j, r3 + j);
    for (; j < columns; j++, to += step) f32x4_store(to, (f32x4){r0[j], r1[j], r2[j], r3[j]});
    r0 += r_step, r1 += r_step, r2 += r_step, r3 += r_step;
  }
}
