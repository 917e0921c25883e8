#include "kernels/tile.h"

/* Eight accumulators, two vectors of b and one splat of a fit in the sixteen registers V8 has;
 * larger tiles spill there and lose a third of the speed. */
#define MR 4
#define NR 8

/* The next depth of a panel of a. The empty statement hides the sum from the compiler, which would
 * rather keep the pointer and add constants to it: V8 folds no constant into a load that splats,
 * so each of them would cost an instruction in the innermost loop. */
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
 * Four depths a turn, since V8 adds an interrupt check and pointer copies to each turn. An exit
 * stands after every depth: between two branches V8 orders operations by the accumulator they end
 * in and so keeps every load of that stretch in a register; two depths without a branch between
 * them spill, and are a third slower than one. */
__attribute__((noinline))
void ct_tile_4x8(float *c0, float *c4, int row, const float *a, const float *b, int k,
                 ct_write how) {
  f32x4 tile[8] = {{0}};
  for (const float *end = a + (ptrdiff_t)k * MR;; b += 4 * NR) {
    add_depth(tile, a, b);
    if ((a = next_depth(a)) == end) break;
    add_depth(tile, a, b + NR);
    if ((a = next_depth(a)) == end) break;
    add_depth(tile, a, b + 2 * NR);
    if ((a = next_depth(a)) == end) break;
    add_depth(tile, a, b + 3 * NR);
    if ((a = next_depth(a)) == end) break;
  }
  for (int i = 0; i < MR; i++, c0 += row, c4 += row) {
    if (how == CT_ADD) {
      tile[2 * i] = f32x4_load(c0) + tile[2 * i];
      tile[2 * i + 1] = f32x4_load(c4) + tile[2 * i + 1];
    }
    f32x4_store(c0, tile[2 * i]);
    f32x4_store(c4, tile[2 * i + 1]);
  }
}
