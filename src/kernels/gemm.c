#include "kernels/gemm.h"
#include <stddef.h>
#include "base/assert.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/tile.h"

/* Block sizes, multiples of 8: a packed panel of B (KC x 8) stays in the first-level cache while
 * it is multiplied with all of a packed block of A (MC x KC, in the second level); a block of B is
 * KC x NC. */
#define KC 256
#define MC 128
#define NC 512

#define MR 4 /* rows and columns of a tile of C, tile.h */
#define NR 8

/* A task is the fewest rows of A that have at least TASK_PRODUCTS products (some tens of
 * microseconds), but at least MIN_ROWS, which are worth reading a panel of B for. */
#define TASK_PRODUCTS (1 << 20)
#define MIN_ROWS 16
/* Columns of B that a thread packs at a time, and the number of floats below which one thread
 * packs all of them. */
#define PACK_COLUMNS 128
#define PACK_ALONE (1 << 16)

/* The packed blocks of one thread. All threads read the B of the thread that called ct_gemm. */
typedef struct packs {
  float a[MC * KC]; /* panels of MR rows:    [MC / MR][depth][MR] */
  float b[KC * NC]; /* panels of NR columns: [NC / NR][depth][NR] */
} packs;

static packs packs_of[CT_THREADS_MAX] __attribute__((aligned(64)));

static inline int min_int(int a, int b) { return a < b ? a : b; }

/* A tile at the right or lower edge: a whole tile is computed in a buffer, and its first rows x
 * columns are written. */
static void edge_tile(float *c, int c_columns, const float *a, const float *b, int k, int rows,
                      int columns, ct_write how) {
  float tile[MR * NR];
  ct_tiles_4x8(&(ct_tiles){.c0 = tile, .c4 = tile + 4, .row = NR, .a = a, .b = b, .k = k,
                           .how = CT_SET, .count = 1});
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j++) {
      float *at = c + (size_t)i * c_columns + j;
      *at = how == CT_ADD ? *at + tile[i * NR + j] : tile[i * NR + j];
    }
  }
}

/* Packs four lanes of a panel: out[d * step + l] = at[l * lane + d * along], 0 for l >= lanes. */
static void pack_4(float *out, int step, const float *at, int lane, int along, int lanes,
                   int depth) {
  int d = 0;
  if (lanes >= 4 && lane == 1) {
    for (; d < depth; d++) f32x4_store(out + d * step, f32x4_load(at + (ptrdiff_t)d * along));
  } else if (lanes >= 4 && along == 1) {
    for (; d + 4 <= depth; d += 4) {
      const float *r = at + d;
      ct_transpose_4x4(out + d * step, step, r, r + lane, r + 2 * (ptrdiff_t)lane,
                       r + 3 * (ptrdiff_t)lane);
    }
  }
  for (; d < depth; d++) {
    for (int l = 0; l < 4; l++) {
      out[d * step + l] = l < lanes ? at[(ptrdiff_t)l * lane + (ptrdiff_t)d * along] : 0;
    }
  }
}

/* The address at which lane l, a multiple of 4, begins in panels of `width` lanes, a power of two:
 * [lanes / width][depth][width] */
static inline float *lane_of(float *panels, int width, int depth, int l) {
  return panels + (l & -width) * depth + (l & (width - 1));
}

/* Packs sixteen lanes that lie side by side, which are one cache line at each depth. With four
 * lanes at a time each line would be fetched four times, as rows a power of two apart push each
 * other out of the first-level cache. */
static void pack_16(float *panels, int width, const float *at, int along, int l, int depth) {
  float *o0 = lane_of(panels, width, depth, l), *o4 = lane_of(panels, width, depth, l + 4);
  float *o8 = lane_of(panels, width, depth, l + 8), *o12 = lane_of(panels, width, depth, l + 12);
  for (int d = 0; d < depth; d++, at += along) {
    f32x4_store(o0 + d * width, f32x4_load(at));
    f32x4_store(o4 + d * width, f32x4_load(at + 4));
    f32x4_store(o8 + d * width, f32x4_load(at + 8));
    f32x4_store(o12 + d * width, f32x4_load(at + 12));
  }
}

/* Packs lanes x depth elements, (l, d) being at[l * lane + d * along], into panels of `width`
 * lanes (MR or NR), the last of them filled up with zeros. */
static void pack(float *panels, int width, const float *at, int lane, int along, int lanes,
                 int depth) {
  int l = 0;
  if (lane == 1) {
    for (; l + 16 <= lanes; l += 16) pack_16(panels, width, at + l, along, l, depth);
  }
  for (int all = (lanes + width - 1) & -width; l < all; l += 4) {
    pack_4(lane_of(panels, width, depth, l), width, at + (ptrdiff_t)l * lane, lane, along,
           lanes - l, depth);
  }
}

/* c [m, columns] = or += a [m, depth] b [depth, columns]: one block of columns and of the depth */
typedef struct block {
  float *c;
  ct_matrix a, b;
  float *packed;          /* b */
  int c_columns, m, columns, depth;
  int rows;               /* rows of a task; the last task may have fewer */
  ct_write how;
} block;

static void pack_columns(void *context, int index) {
  const block *k = context;
  int j = index * PACK_COLUMNS, columns = min_int(PACK_COLUMNS, k->columns - j);
  pack(k->packed + (ptrdiff_t)j * k->depth, NR, k->b.at + (ptrdiff_t)j * k->b.col, k->b.col,
       k->b.row, columns, k->depth);
}

static void multiply_rows(void *context, int index) {
  const block *k = context;
  int i0 = index * k->rows, rows = min_int(k->rows, k->m - i0), depth = k->depth;
  float *packed = packs_of[ct_this_thread()].a, *c = k->c + (size_t)i0 * k->c_columns;
  pack(packed, MR, k->a.at + (ptrdiff_t)i0 * k->a.row, k->a.row, k->a.col, rows, depth);
  for (int j = 0; j < k->columns; j += NR) {
    const float *b = k->packed + (size_t)j * depth;
    int columns = min_int(NR, k->columns - j), whole = columns == NR ? rows / MR : 0;
    ct_tiles_4x8(&(ct_tiles){.c0 = c + j, .c4 = c + j + 4, .row = k->c_columns, .a = packed,
                             .b = b, .k = depth, .how = k->how, .count = whole,
                             .c_step = MR * (ptrdiff_t)k->c_columns,
                             .a_step = MR * (ptrdiff_t)depth});
    for (int i = whole * MR; i < rows; i += MR)
      edge_tile(c + (size_t)i * k->c_columns + j, k->c_columns, packed + (size_t)i * depth, b,
                depth, min_int(MR, rows - i), columns, k->how);
  }
}

/* The length of a block when `total` is cut into as few blocks of at most `most` as possible. They
 * are nearly equal, because packing would not pay for a thin last block. */
static int block_length(int total, int most, int multiple) {
  int blocks = (total + most - 1) / most;
  int length = (total + blocks - 1) / blocks;
  return (length + multiple - 1) / multiple * multiple;
}

/* The rows of a task, where each row has `products` products. */
static int task_rows(int m, int products) {
  int rows = TASK_PRODUCTS / products;
  return block_length(m, rows < MIN_ROWS ? MIN_ROWS : min_int(rows, MC), MR);
}

static void clear(float *c, int c_columns, int m, int n) {
  for (int i = 0; i < m; i++) memset(c + (size_t)i * c_columns, 0, sizeof(float) * (size_t)n);
}

void ct_gemm(float *c, int c_columns, ct_matrix a, ct_matrix b, int m, int n, int k,
             ct_write how) {
  CT_ASSERT(m >= 0 && n >= 0 && k >= 0 && c_columns >= n);
  if (m == 0 || n == 0) return;
  if (k == 0) {
    if (how == CT_SET) clear(c, c_columns, m, n);
    return;
  }
  int kc = block_length(k, KC, 1), nc = block_length(n, NC, NR);
  for (int j = 0; j < n; j += nc) {
    for (int l = 0; l < k; l += kc) {
      block part = {.c = c + j, .c_columns = c_columns, .m = m, .columns = min_int(nc, n - j),
                    .depth = min_int(kc, k - l), .how = l == 0 ? how : CT_ADD,
                    .packed = packs_of[ct_this_thread()].b, .a = a, .b = b};
      part.a.at += (ptrdiff_t)l * a.col;
      part.b.at += (ptrdiff_t)l * b.row + (ptrdiff_t)j * b.col;
      part.rows = task_rows(m, part.columns * part.depth);
      int packers = (part.columns + PACK_COLUMNS - 1) / PACK_COLUMNS;
      if (part.columns * part.depth >= PACK_ALONE) ct_parallel_for(pack_columns, &part, packers);
      else for (int t = 0; t < packers; t++) pack_columns(&part, t);
      ct_parallel_for(multiply_rows, &part, (m + part.rows - 1) / part.rows);
    }
  }
}
