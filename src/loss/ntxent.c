/* NT-Xent in O(B D) memory. The matrix of cosines S = u u^T is symmetric, so only the square tiles
 * on and above its diagonal are computed. The first pass sums each row's negatives (a tile serves
 * its rows and, as its transpose, its columns), the second turns cosines into the weights of the
 * gradient. As many tiles as fit into 16 MB are kept from the first pass for the second: all of
 * them up to 1,408 pairs. softmax.h has the exponentials.
 *
 * Tiles are spread over threads in rounds. In a round every block of rows belongs to one tile,
 * whose task alone adds to that block's sums and gradients. So there are no partial sums to join,
 * and the order of additions is the same for any number of threads. */
#include "loss/ntxent.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "loss/softmax.h"

#define SMALL_TILE 64 /* up to SMALL_BATCH views: gives tiles to more threads in a round */
#define SMALL_BATCH 1024
#define KEPT_MOST 256 /* the most tiles kept: 16 MB */

typedef struct workspace {
  int B, M, D;
  int side, blocks;    /* rows of a tile; blocks of so many rows, the last may be shorter */
  float rate;          /* 1 / tau */
  int shared;          /* one shift for all rows */
  const float *z;      /* [M, D] */
  float *dz;           /* [M, D] */
  float *u, *inverse;  /* [M, D] unit rows; [M] */
  float *du;           /* [M, D] */
  double *positive;    /* [M] cosine of the positive */
  ct_softmax softmax;  /* [M] */
  double *loss;        /* [blocks] sum over the block's rows */
  double *slope;       /* [blocks] sum over the block's rows of u . du */
  ct_status *status;   /* [blocks] */
  int kept;            /* tiles kept from the first pass for the second */
  float *tiles;        /* [kept, side, side], then one for each thread if some are not kept */
} workspace;

/* A tile and its position in the matrix. */
typedef struct window {
  int row, rows, column, columns;
  float *tile; /* [side, side], of which rows x columns are used */
  int kept;
} window;

static int lower(int a, int b) { return a < b ? a : b; }
static float *row_of(const workspace *w, float *at, int i) { return at + (size_t)i * (size_t)w->D; }
static int rows_of(const workspace *w, int block) {
  return lower(w->side, w->M - block * w->side);
}

static size_t tile_floats(const workspace *w) { return (size_t)w->side * (size_t)w->side; }

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  *w = (workspace){.B = B, .M = 2 * B, .D = D};
  w->side = w->M <= SMALL_BATCH ? SMALL_TILE : CT_SOFTMAX_TILE;
  w->blocks = (w->M + w->side - 1) / w->side;
  size_t M = (size_t)w->M, size = M * (size_t)D, blocks = (size_t)w->blocks;
  size_t all = blocks * (blocks + 1) / 2, passing = all > KEPT_MOST ? CT_THREADS_MAX : 0;
  w->kept = (int)(passing ? KEPT_MOST : all);
  w->u = CT_TAKE(arena, float, size);
  w->du = CT_TAKE(arena, float, size);
  w->inverse = CT_TAKE(arena, float, M);
  w->positive = CT_TAKE(arena, double, M);
  w->softmax.sum = CT_TAKE(arena, double, M);
  w->softmax.shift = CT_TAKE(arena, float, M);
  w->softmax.part = CT_TAKE(arena, float, M);
  w->loss = CT_TAKE(arena, double, blocks);
  w->slope = CT_TAKE(arena, double, blocks);
  w->status = CT_TAKE(arena, ct_status, blocks);
  w->tiles = CT_TAKE(arena, float, ((size_t)w->kept + passing) * tile_floats(w));
  int given = w->u && w->du && w->inverse && w->positive && w->loss && w->slope && w->status;
  given = given && w->softmax.sum && w->softmax.shift && w->softmax.part;
  return given && w->tiles ? CT_OK : CT_E_MEMORY;
}

size_t ct_ntxent_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, B, D, &arena);
  return arena.used;
}

/* ---- one tile ----------------------------------------------------------------------------- */

static ct_softmax softmax_from(const workspace *w, int i) {
  return (ct_softmax){w->softmax.sum + i, w->softmax.shift + i, w->softmax.part + i};
}

static ct_softmax_tile tile_of(const workspace *w, window at) {
  return (ct_softmax_tile){.at = at.tile, .stride = w->side, .rows = at.rows,
                           .columns = at.columns, .rate = w->rate, .shared = w->shared};
}

/* Sets to minus infinity the entries that are not negatives (of a row with itself or its positive)
 * and the columns that fill up the last vector: their exponential is 0 for any shift. Returns 0
 * when the tile has no such entries. */
static int mask_tile(const workspace *w, window at, const ct_softmax_tile *t) {
  int masked = 0;
  for (int k = -1; k <= 1; k++) {
    int apart = at.row - at.column + k * w->B; /* column of the first row's self or positive */
    for (int i = 0; i < at.rows; i++) {
      if (i + apart < 0 || i + apart >= at.columns) continue;
      at.tile[i * w->side + i + apart] = -__builtin_inff();
      masked = 1;
    }
  }
  return ct_softmax_fill_up(t) || masked;
}

/* tile = cosines of the rows and the columns of the window */
static void fill_tile(const workspace *w, window at, ct_softmax_tile *t) {
  ct_matrix a = ct_matrix_of(row_of(w, w->u, at.row), w->D);
  ct_matrix b = ct_matrix_of(row_of(w, w->u, at.column), w->D);
  ct_gemm(at.tile, w->side, a, ct_matrix_transpose(b), at.rows, at.columns, w->D, CT_SET);
  t->masked = mask_tile(w, at, t);
}

/* Off the diagonal a tile serves its columns too; on it, its transpose is itself. */
static void sum_tile(const workspace *w, window at) {
  ct_softmax_tile t = tile_of(w, at);
  fill_tile(w, at, &t);
  ct_softmax_sum(&t, softmax_from(w, at.row), softmax_from(w, at.column), at.row != at.column);
}

static void weigh_tile(const workspace *w, window at) {
  ct_softmax_tile t = tile_of(w, at);
  if (!at.kept) fill_tile(w, at, &t);
  ct_softmax_weigh(&t, softmax_from(w, at.row), softmax_from(w, at.column), at.kept);
}

/* du of the rows += tile times u of the columns, and the transpose likewise */
static void pull_tile(const workspace *w, window at) {
  ct_matrix tile = ct_matrix_of(at.tile, w->side);
  ct_gemm(row_of(w, w->du, at.row), w->D, tile, ct_matrix_of(row_of(w, w->u, at.column), w->D),
          at.rows, w->D, at.columns, CT_ADD);
  if (at.row == at.column) return;
  ct_gemm(row_of(w, w->du, at.column), w->D, ct_matrix_transpose(tile),
          ct_matrix_of(row_of(w, w->u, at.row), w->D), at.columns, w->D, at.rows, CT_ADD);
}

/* ---- the whole matrix --------------------------------------------------------------------- */

/* A pass over the tiles, round by round: round r has the tiles of those blocks i and j whose
 * indices add up to r modulo `blocks`. Each tile is in one round; in a round each block is in one
 * tile. */
typedef struct pass {
  workspace *w;
  int pull;        /* 1 in the second pass */
  int round, done; /* done: tiles of the earlier rounds */
} pass;

static int round_tiles(int blocks, int round) {
  return round % 2 ? (blocks + 1) / 2 : blocks / 2 + 1;
}

static void do_tile(void *context, int index) {
  const pass *p = context;
  workspace *w = p->w;
  int low = p->round / 2 - index, high = (p->round + 1) / 2 + index, count = p->done + index;
  if (low < 0) low += w->blocks;
  if (high >= w->blocks) high -= w->blocks;
  int i = low < high ? low : high, j = low < high ? high : low, kept = count < w->kept;
  int place = kept ? count : w->kept + ct_this_thread();
  window at = {i * w->side, rows_of(w, i), j * w->side, rows_of(w, j),
               w->tiles + (size_t)place * tile_floats(w), kept};
  if (!p->pull) {
    sum_tile(w, at);
  } else {
    weigh_tile(w, at);
    pull_tile(w, at);
  }
}

static void each_tile(workspace *w, int pull) {
  pass p = {.w = w, .pull = pull};
  for (; p.round < w->blocks; p.round++) {
    int count = round_tiles(w->blocks, p.round);
    ct_parallel_for(do_tile, &p, count);
    p.done += count;
  }
}

static void normalize_block(void *context, int block) {
  workspace *w = context;
  int i = block * w->side;
  w->status[block] = ct_normalize_forward(row_of(w, w->u, i), w->inverse + i,
                                          w->z + (size_t)i * (size_t)w->D, rows_of(w, block), w->D);
}

static void start_block(void *context, int block) {
  workspace *w = context;
  for (int i = block * w->side, end = i + rows_of(w, block); i < end; i++) {
    const float *u = row_of(w, w->u, i), *other = row_of(w, w->u, (i + w->B) % w->M);
    w->positive[i] = ct_dot_double(u, other, w->D);
    w->softmax.sum[i] = 0;
    w->softmax.shift[i] = w->shared ? 1 : (float)w->positive[i];
  }
}

static void finish_block(void *context, int block) {
  workspace *w = context;
  double total = 0;
  for (int i = block * w->side, end = i + rows_of(w, block); i < end; i++)
    total += ct_softmax_close(w->softmax, i, w->positive[i], w->rate);
  w->loss[block] = total;
}

/* du = d loss / d u:  rate / M (sum over negatives j of both weights u_j - both lacks u_p), where
 * a lack is 1 minus the positive's share */
static void complete_block(void *context, int block) {
  workspace *w = context;
  float scale = w->rate / (float)w->M;
  int first = block * w->side, rows = rows_of(w, block);
  double slope = 0;
  for (int i = first; i < first + rows; i++) {
    int p = (i + w->B) % w->M;
    float lack = (float)(w->softmax.sum[i] + w->softmax.sum[p]);
    float *du = row_of(w, w->du, i);
    const float *u = row_of(w, w->u, p);
    for (int d = 0; d < w->D; d++) du[d] = scale * (du[d] - lack * u[d]);
    slope += ct_dot_double(row_of(w, w->u, i), du, w->D);
  }
  w->slope[block] = slope;
  int fine = ct_all_finite(row_of(w, w->du, first), rows * w->D);
  w->status[block] = fine ? CT_OK : CT_E_NONFINITE;
}

static void deliver_block(void *context, int block) {
  workspace *w = context;
  int i = block * w->side;
  ct_normalize_backward(w->dz + (size_t)i * (size_t)w->D, row_of(w, w->du, i), row_of(w, w->u, i),
                        w->inverse + i, rows_of(w, block), w->D);
}

static ct_status first_error(const workspace *w) {
  for (int b = 0; b < w->blocks; b++)
    if (w->status[b] != CT_OK) return w->status[b];
  return CT_OK;
}

static ct_status value(workspace *w, double *loss) {
  double total = 0;
  ct_parallel_for(normalize_block, w, w->blocks);
  ct_status status = first_error(w);
  if (status != CT_OK) return status;
  ct_parallel_for(start_block, w, w->blocks);
  each_tile(w, 0);
  ct_parallel_for(finish_block, w, w->blocks);
  for (int b = 0; b < w->blocks; b++) total += w->loss[b];
  *loss = total / w->M;
  return ct_finite(*loss) ? CT_OK : CT_E_NONFINITE;
}

/* The loss depends on u and tau only through the products u_i . u_j / tau: scaling all u by 1 + e
 * has the same effect as scaling 1 / tau by 1 + 2 e, so d loss / d log(1 / tau) is half the sum of
 * u . du. */
static ct_status gradient(workspace *w, double *dscale) {
  memset(w->du, 0, sizeof(float) * (size_t)w->M * (size_t)w->D);
  each_tile(w, 1);
  ct_parallel_for(complete_block, w, w->blocks);
  ct_status status = first_error(w);
  if (status != CT_OK) return status;
  ct_parallel_for(deliver_block, w, w->blocks);
  *dscale = 0;
  for (int b = 0; b < w->blocks; b++) *dscale += w->slope[b] / 2;
  return CT_OK;
}

ct_status ct_ntxent(const float *z, float *dz, int B, int D, float tau, double *loss,
                    ct_arena *scratch) {
  double dscale;
  return ct_ntxent_learned(z, dz, &dscale, B, D, tau, loss, scratch);
}

ct_status ct_ntxent_learned(const float *z, float *dz, double *dscale, int B, int D, float tau,
                            double *loss, ct_arena *scratch) {
  if (B < 1 || D < 1 || !(tau > 0) || !ct_finite((double)tau)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  double mean = 0;
  w.z = z;
  w.dz = dz;
  w.rate = 1 / tau;
  w.shared = ct_softmax_shares(w.rate);
  if (status == CT_OK) status = value(&w, &mean);
  if (status == CT_OK && dz) status = gradient(&w, dscale);
  if (status == CT_OK) *loss = mean;
  ct_arena_release(scratch, mark);
  return status;
}
