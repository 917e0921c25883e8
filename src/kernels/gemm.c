#include "kernels/gemm.h"
#include <stddef.h>
#include "base/assert.h"
#include "base/vec.h"

/* Block sizes: a packed panel of B (KC x 8) stays in the first-level cache while all of a packed
 * block of A (MC x KC, second level) passes by it; a block of B is KC x NC. Multiples of 8. */
#define KC 256
#define MC 128
#define NC 512

/* The micro-kernel's tile of C: eight accumulators, two vectors of B and one splat of A fit in the
 * sixteen registers V8 has; larger tiles spill there and lose a third of the speed. */
#define MR 4
#define NR 8

/* One thread's packed blocks. */
typedef struct packs {
  float a[MC * KC]; /* panels of MR rows:    [MC / MR][depth][MR] */
  float b[KC * NC]; /* panels of NR columns: [NC / NR][depth][NR] */
} packs;

static packs only_thread __attribute__((aligned(64)));

static inline int min_int(int a, int b) { return a < b ? a : b; }

/* c [4, 8] = or += a [k, 4]^T b [k, 8].  Never inlined: V8 replaces code by its optimised form when
 * a function is called, so a kernel inlined into a long loop would stay slow. */
__attribute__((noinline))
static void micro_4x8(float *c, int c_columns, const float *a, const float *b, int k,
                      ct_gemm_mode mode) {
  const f32x4 zero = f32x4_splat(0);
  f32x4 c00 = zero, c04 = zero, c10 = zero, c14 = zero;
  f32x4 c20 = zero, c24 = zero, c30 = zero, c34 = zero;
  for (int p = 0; p < k; p++, a += MR, b += NR) {
    f32x4 b0 = f32x4_load(b), b4 = f32x4_load(b + 4), x;
    x = f32x4_splat(a[0]), c00 += x * b0, c04 += x * b4;
    x = f32x4_splat(a[1]), c10 += x * b0, c14 += x * b4;
    x = f32x4_splat(a[2]), c20 += x * b0, c24 += x * b4;
    x = f32x4_splat(a[3]), c30 += x * b0, c34 += x * b4;
  }
  float *r0 = c, *r1 = r0 + c_columns, *r2 = r1 + c_columns, *r3 = r2 + c_columns;
  if (mode == CT_GEMM_ADD) {
    c00 = f32x4_load(r0) + c00, c04 = f32x4_load(r0 + 4) + c04;
    c10 = f32x4_load(r1) + c10, c14 = f32x4_load(r1 + 4) + c14;
    c20 = f32x4_load(r2) + c20, c24 = f32x4_load(r2 + 4) + c24;
    c30 = f32x4_load(r3) + c30, c34 = f32x4_load(r3 + 4) + c34;
  }
  f32x4_store(r0, c00), f32x4_store(r0 + 4, c04);
  f32x4_store(r1, c10), f32x4_store(r1 + 4, c14);
  f32x4_store(r2, c20), f32x4_store(r2 + 4, c24);
  f32x4_store(r3, c30), f32x4_store(r3 + 4, c34);
}

/* The tile at the right or lower edge: made whole aside, of which rows x columns are kept. */
static void micro_edge(float *c, int c_columns, const float *a, const float *b, int k, int rows,
                       int columns, ct_gemm_mode mode) {
  float tile[MR * NR];
  micro_4x8(tile, NR, a, b, k, CT_GEMM_SET);
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      float *at = c + (size_t)i * c_columns + j;
      *at = mode == CT_GEMM_ADD ? *at + tile[i * NR + j] : tile[i * NR + j];
    }
  }
}

/* Four depths of four lanes, each lane in a row: out[d * step + lane] = at[lane * stride + d] */
static void transpose_4x4(float *out, int step, const float *at, int stride) {
  f32x4 r0 = f32x4_load(at), r1 = f32x4_load(at + stride);
  f32x4 r2 = f32x4_load(at + 2 * (ptrdiff_t)stride), r3 = f32x4_load(at + 3 * (ptrdiff_t)stride);
  /* written by lanes, which every compiler turns into its shuffles */
  f32x4_store(out, (f32x4){r0[0], r1[0], r2[0], r3[0]});
  f32x4_store(out + step, (f32x4){r0[1], r1[1], r2[1], r3[1]});
  f32x4_store(out + 2 * step, (f32x4){r0[2], r1[2], r2[2], r3[2]});
  f32x4_store(out + 3 * step, (f32x4){r0[3], r1[3], r2[3], r3[3]});
}

/* Four lanes of a panel: out[d * step + l] = at[l * lane + d * along], 0 for l >= lanes. */
static void pack_lanes(float *out, int step, const float *at, int lane, int along, int lanes,
                       int depth) {
  int d = 0;
  if (lanes >= 4 && lane == 1) {
    for (; d < depth; d++) f32x4_store(out + d * step, f32x4_load(at + (ptrdiff_t)d * along));
  } else if (lanes >= 4 && along == 1) {
    for (; d + 4 <= depth; d += 4) transpose_4x4(out + d * step, step, at + d, lane);
  }
  for (; d < depth; d++) {
    for (int l = 0; l < 4; l++) {
      out[d * step + l] = l < lanes ? at[(ptrdiff_t)l * lane + (ptrdiff_t)d * along] : 0;
    }
  }
}

/* rows x depth of A from `at`, as panels of MR rows */
static void pack_a(float *out, const float *at, int row, int col, int rows, int depth) {
  for (int i = 0; i < rows; i += MR, out += MR * depth) {
    pack_lanes(out, MR, at + (ptrdiff_t)i * row, row, col, rows - i, depth);
  }
}

/* depth x columns of B from `at`, as panels of NR columns */
static void pack_b(float *out, const float *at, int row, int col, int columns, int depth) {
  for (int j = 0; j < columns; j += NR, out += NR * depth) {
    pack_lanes(out, NR, at + (ptrdiff_t)j * col, col, row, columns - j, depth);
    pack_lanes(out + 4, NR, at + (ptrdiff_t)(j + 4) * col, col, row, columns - j - 4, depth);
  }
}

/* c [rows, columns] = or += packed A block times packed B block */
static void macro(float *c, int c_columns, const packs *p, int rows, int columns, int depth,
                  ct_gemm_mode mode) {
  for (int j = 0; j < columns; j += NR) {
    const float *b = p->b + (size_t)j * depth;
    for (int i = 0; i < rows; i += MR) {
      const float *a = p->a + (size_t)i * depth;
      float *at = c + (size_t)i * c_columns + j;
      int tile_rows = min_int(MR, rows - i), tile_columns = min_int(NR, columns - j);
      if (tile_rows == MR && tile_columns == NR) micro_4x8(at, c_columns, a, b, depth, mode);
      else micro_edge(at, c_columns, a, b, depth, tile_rows, tile_columns, mode);
    }
  }
}

/* Length of each block when `total` is cut into the fewest of at most `most`, nearly equal ones: a
 * thin last block would pay for its packing without using it. */
static int block_length(int total, int most, int multiple) {
  int blocks = (total + most - 1) / most;
  int length = (total + blocks - 1) / blocks;
  return (length + multiple - 1) / multiple * multiple;
}

static void clear(float *c, int c_columns, int m, int n) {
  for (int i = 0; i < m; i++) memset(c + (size_t)i * c_columns, 0, sizeof(float) * (size_t)n);
}

void ct_gemm(float *c, int c_columns, ct_matrix a, ct_matrix b, int m, int n, int k,
             ct_gemm_mode mode) {
  CT_ASSERT(m >= 0 && n >= 0 && k >= 0 && c_columns >= n);
  if (m == 0 || n == 0) return;
  if (k == 0) {
    if (mode == CT_GEMM_SET) clear(c, c_columns, m, n);
    return;
  }
  packs *p = &only_thread;
  int kc = block_length(k, KC, 1), mc = block_length(m, MC, MR), nc = block_length(n, NC, NR);
  for (int j = 0; j < n; j += nc) {
    int columns = min_int(nc, n - j);
    for (int l = 0; l < k; l += kc) {
      int depth = min_int(kc, k - l);
      ct_gemm_mode how = l == 0 ? mode : CT_GEMM_ADD;
      pack_b(p->b, b.at + (ptrdiff_t)l * b.row + (ptrdiff_t)j * b.col, b.row, b.col, columns,
             depth);
      for (int i = 0; i < m; i += mc) {
        int rows = min_int(mc, m - i);
        pack_a(p->a, a.at + (ptrdiff_t)i * a.row + (ptrdiff_t)l * a.col, a.row, a.col, rows,
               depth);
        macro(c + (size_t)i * c_columns + j, c_columns, p, rows, columns, depth, how);
      }
    }
  }
}
