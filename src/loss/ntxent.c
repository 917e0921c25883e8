/* NT-Xent in O(B D) memory. The matrix of cosines S = u u^T is symmetric, so only the square tiles
 * on and above its diagonal are made: once to sum each row's negatives (a tile serves its rows and,
 * as its transpose, its columns), once more to turn cosines into the weights of the gradient. As
 * many tiles as O(B D) memory holds are kept from the one to the other: all, in small batches.
 *
 * Exponentials are taken against a shift, exp((cosine - shift) / tau). One shift of 1 for all rows
 * lets a pair share one exponential between its two rows; when exp(-2 / tau) would underflow, each
 * row has its own: the largest cosine met so far, sums being rescaled as it rises (Milakov &
 * Gimelshein 2018, arXiv:1805.02867). */
#include "loss/ntxent.h"

#include <string.h>
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

#define TILE 128           /* 64 KB: a tile stays in the second-level cache */
#define KEPT 4             /* matrices of [M, D] that kept tiles may take, beside the two needed */
#define SHARED_LIMIT 80.0f /* exp(-80) is 2e-35, still a normal float */
/* Below this, log(sum) - logit has no cancellation left to fear, while log1p's quotient may
 * overflow. */
#define FAR_BELOW -30.0

typedef struct workspace {
  int B, M, D;
  float rate;          /* 1 / tau */
  int shared;          /* one shift for all rows */
  float *u, *inverse;  /* [M, D] unit rows; [M] */
  float *du;           /* [M, D] */
  double *positive;    /* [M] cosine of the positive */
  double *negative;    /* [M] sum over the negatives of exp((cosine - shift) / tau) */
  float *shift, *part; /* [M]; [M] 1 / (negative + positive term) */
  int kept;            /* tiles kept from the first pass for the second */
  float *tiles;        /* [1 + kept, TILE, TILE]; the first is for those not kept */
} workspace;

/* A tile and its place in the matrix. */
typedef struct window { int row, rows, column, columns; float *tile; } window;

static int lower(int a, int b) { return a < b ? a : b; }
static float *row_of(const workspace *w, float *at, int i) { return at + (size_t)i * (size_t)w->D; }

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  *w = (workspace){.B = B, .M = 2 * B, .D = D};
  size_t M = (size_t)w->M, size = M * (size_t)D, side = (M + TILE - 1) / TILE;
  size_t all = side * (side + 1) / 2, room = KEPT * size / (TILE * TILE);
  w->kept = (int)(all < room ? all : room);
  w->u = CT_TAKE(arena, float, size);
  w->du = CT_TAKE(arena, float, size);
  w->inverse = CT_TAKE(arena, float, M);
  w->positive = CT_TAKE(arena, double, M);
  w->negative = CT_TAKE(arena, double, M);
  w->shift = CT_TAKE(arena, float, M);
  w->part = CT_TAKE(arena, float, M);
  w->tiles = CT_TAKE(arena, float, (1 + w->kept) * TILE * TILE);
  int given = w->u && w->du && w->inverse && w->positive && w->negative && w->shift && w->part;
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

/* Minus infinity for what is no negative (a row and itself, or its positive) and for the columns
 * that fill the last vector up: its exponential is 0 whatever the shift. */
static void mask_tile(const workspace *w, window at) {
  int filled = (at.columns + 3) & ~3;
  for (int i = 0; i < at.rows; i++) {
    float *row = at.tile + i * TILE;
    int self = at.row + i - at.column, apart[3] = {self, self - w->B, self + w->B};
    for (int k = 0; k < 3; k++)
      if (apart[k] >= 0 && apart[k] < at.columns) row[apart[k]] = -__builtin_inff();
    for (int j = at.columns; j < filled; j++) row[j] = -__builtin_inff();
  }
}

/* tile = cosines of rows and columns of the window */
static void fill_tile(const workspace *w, window at) {
  ct_matrix a = ct_matrix_of(row_of(w, w->u, at.row), w->D);
  ct_matrix b = ct_matrix_of(row_of(w, w->u, at.column), w->D);
  ct_gemm(at.tile, TILE, a, ct_matrix_transpose(b), at.rows, at.columns, w->D, CT_GEMM_SET);
  mask_tile(w, at);
}

static void raise_shift(workspace *w, int i, float top) {
  if (!(top > w->shift[i])) return;
  w->negative[i] *= ct_exp(((double)w->shift[i] - (double)top) * (double)w->rate);
  w->shift[i] = top;
}

static void raise_shifts(workspace *w, window at) {
  float below[TILE];
  for (int j = 0; j < TILE; j++) below[j] = -__builtin_inff();
  for (int i = 0; i < at.rows; i++) {
    const float *row = at.tile + i * TILE;
    f32x4 top = f32x4_splat(-__builtin_inff());
    for (int j = 0; j < at.columns; j += 4) {
      f32x4 s = f32x4_load(row + j);
      top = f32x4_max(top, s);
      f32x4_store(below + j, f32x4_max(f32x4_load(below + j), s));
    }
    for (int k = 0; k < 4; k++) raise_shift(w, at.row + i, top[k]);
  }
  for (int j = 0; j < at.columns; j++) raise_shift(w, at.column + j, below[j]);
}

/* Adds the tile's exponentials to the sums of its rows and, off the diagonal, of its columns. */
static void sum_tile(workspace *w, window at) {
  float below[TILE] = {0}, shift[TILE] = {0};
  memcpy(shift, w->shift + at.column, sizeof(float) * (size_t)at.columns);
  f32x4 rate = f32x4_splat(w->rate);
  for (int i = 0; i < at.rows; i++) {
    const float *row = at.tile + i * TILE;
    f32x4 own = f32x4_splat(w->shift[at.row + i]), sum = f32x4_splat(0);
    for (int j = 0; j < at.columns; j += 4) {
      f32x4 s = f32x4_load(row + j), e = ct_expf4((s - own) * rate);
      sum += e;
      if (!w->shared) e = ct_expf4((s - f32x4_load(shift + j)) * rate);
      f32x4_store(below + j, f32x4_load(below + j) + e);
    }
    w->negative[at.row + i] += (double)f32x4_sum(sum);
  }
  if (at.row == at.column) return; /* its transpose is itself */
  for (int j = 0; j < at.columns; j++) w->negative[at.column + j] += (double)below[j];
}

/* tile = softmax weight of the pair in its row's loss plus that in its column's */
static void weigh_tile(const workspace *w, window at) {
  float shift[TILE] = {0}, part[TILE] = {0};
  memcpy(shift, w->shift + at.column, sizeof(float) * (size_t)at.columns);
  memcpy(part, w->part + at.column, sizeof(float) * (size_t)at.columns);
  f32x4 rate = f32x4_splat(w->rate);
  for (int i = 0; i < at.rows; i++) {
    float *row = at.tile + i * TILE;
    f32x4 own = f32x4_splat(w->shift[at.row + i]), share = f32x4_splat(w->part[at.row + i]);
    for (int j = 0; j < at.columns; j += 4) {
      f32x4 s = f32x4_load(row + j), e = ct_expf4((s - own) * rate), p = f32x4_load(part + j);
      f32x4 other = w->shared ? e : ct_expf4((s - f32x4_load(shift + j)) * rate);
      f32x4_store(row + j, e * share + other * p);
    }
  }
}

/* du of the rows += tile u of the columns, and the transpose */
static void pull_tile(const workspace *w, window at) {
  ct_matrix tile = ct_matrix_of(at.tile, TILE);
  ct_gemm(row_of(w, w->du, at.row), w->D, tile, ct_matrix_of(row_of(w, w->u, at.column), w->D),
          at.rows, w->D, at.columns, CT_GEMM_ADD);
  if (at.row == at.column) return;
  ct_gemm(row_of(w, w->du, at.column), w->D, ct_matrix_transpose(tile),
          ct_matrix_of(row_of(w, w->u, at.row), w->D), at.columns, w->D, at.rows, CT_GEMM_ADD);
}

/* ---- the whole matrix --------------------------------------------------------------------- */

typedef enum pass { PASS_SUM, PASS_PULL } pass;

static void each_tile(workspace *w, pass what) {
  int count = 0;
  for (int i = 0; i < w->M; i += TILE) {
    for (int j = i; j < w->M; j += TILE, count++) {
      int kept = count < w->kept;
      window at = {i, lower(TILE, w->M - i), j, lower(TILE, w->M - j),
                   w->tiles + (size_t)(kept ? 1 + count : 0) * TILE * TILE};
      if (what == PASS_SUM || !kept) fill_tile(w, at);
      if (what == PASS_PULL) {
        weigh_tile(w, at);
        pull_tile(w, at);
      } else {
        if (!w->shared) raise_shifts(w, at);
        sum_tile(w, at);
      }
    }
  }
}

static void start(workspace *w) {
  for (int i = 0; i < w->M; i++) {
    int p = (i + w->B) % w->M;
    w->positive[i] = ct_dot_double(row_of(w, w->u, i), row_of(w, w->u, p), w->D);
    w->negative[i] = 0;
    w->shift[i] = w->shared ? 1 : (float)w->positive[i];
  }
}

/* Mean loss; part[i] for the gradient, and negative[i] becomes the negatives' share of the softmax:
 * what the positive's share lacks to 1, without a subtraction. */
static double finish(workspace *w) {
  double total = 0;
  for (int i = 0; i < w->M; i++) {
    double logit = (w->positive[i] - (double)w->shift[i]) * (double)w->rate;
    double once = ct_exp(logit), negative = w->negative[i], sum = negative + once;
    total += logit > FAR_BELOW ? ct_log1p(negative / once) : ct_log(sum) - logit;
    w->part[i] = (float)(1 / sum);
    w->negative[i] = negative / sum;
  }
  return total / w->M;
}

/* du = d loss / d u:  rate / M (sum over negatives of both weights u_j - both lacks u_p) */
static void pull_all(workspace *w) {
  memset(w->du, 0, sizeof(float) * (size_t)w->M * (size_t)w->D);
  each_tile(w, PASS_PULL);
  float scale = w->rate / (float)w->M;
  for (int i = 0; i < w->M; i++) {
    int p = (i + w->B) % w->M;
    float lack = (float)(w->negative[i] + w->negative[p]);
    float *du = row_of(w, w->du, i);
    const float *u = row_of(w, w->u, p);
    for (int d = 0; d < w->D; d++) du[d] = scale * (du[d] - lack * u[d]);
  }
}

static ct_status run(workspace *w, const float *z, float *dz, double *loss) {
  ct_status status = ct_normalize_forward(w->u, w->inverse, z, w->M, w->D);
  if (status != CT_OK) return status;
  start(w);
  each_tile(w, PASS_SUM);
  double value = finish(w);
  if (!ct_finite(value)) return CT_E_NONFINITE;
  if (dz) {
    pull_all(w);
    if (!ct_all_finite(w->du, w->M * w->D)) return CT_E_NONFINITE;
    ct_normalize_backward(dz, w->du, w->u, w->inverse, w->M, w->D);
  }
  *loss = value;
  return CT_OK;
}

ct_status ct_ntxent(const float *z, float *dz, int B, int D, float tau, double *loss,
                    ct_arena *scratch) {
  if (B < 1 || D < 1 || !(tau > 0) || !ct_finite((double)tau)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  w.rate = 1 / tau;
  w.shared = 2 * w.rate <= SHARED_LIMIT;
  if (status == CT_OK) status = run(&w, z, dz, loss);
  ct_arena_release(scratch, mark);
  return status;
}
