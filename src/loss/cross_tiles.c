#include "loss/cross_tiles.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

#define SMALL_TILE 64 /* up to SMALL_BATCH pairs: gives tiles to more threads in a round */
#define SMALL_BATCH 512
#define KEPT_MOST 256 /* the most tiles kept: 16 MB */

static size_t tile_floats(const ct_cross_tiles *w) {
  return (size_t)w->side * (size_t)w->side;
}

static float *row_of(const ct_cross_tiles *w, float *at, int i) {
  return at + (size_t)i * (size_t)w->x->D;
}

ct_status ct_cross_layout(ct_cross_tiles *w, const ct_cross *x, int keep, ct_arena *arena) {
  *w = (ct_cross_tiles){.x = x, .rate = (float)x->scale, .gradient = x->da || x->db};
  w->side = x->B <= SMALL_BATCH ? SMALL_TILE : CT_CROSS_TILE;
  w->blocks = (x->B - 1) / w->side + 1;
  size_t blocks = (size_t)w->blocks, all = blocks * blocks, most = keep ? KEPT_MOST : 0;
  size_t passing = all > most ? CT_THREADS_MAX : 0;
  w->kept = (int)(passing ? most : all);
  int given = 1;
  for (int s = 0; s < 2; s++) {
    w->u[s] = ct_take_floats(arena, (uint64_t)x->B, (uint64_t)x->D);
    w->du[s] = ct_take_floats(arena, (uint64_t)x->B, (uint64_t)x->D);
    w->inverse[s] = CT_TAKE(arena, float, x->B);
    given = given && w->u[s] && w->du[s] && w->inverse[s];
  }
  w->positive = CT_TAKE(arena, double, x->B);
  w->pull = CT_TAKE(arena, float, x->B);
  w->slope = CT_TAKE(arena, double, blocks);
  w->status = CT_TAKE(arena, ct_status, 2 * blocks);
  w->tiles = CT_TAKE(arena, float, ((size_t)w->kept + passing) * tile_floats(w));
  given = given && w->positive && w->pull && w->slope && w->status && w->tiles;
  return given ? CT_OK : CT_E_MEMORY;
}

int ct_cross_valid(const ct_cross *x) {
  float rate = (float)x->scale;
  int numbers = ct_finite((double)rate) && ct_finite((double)(float)x->bias);
  return x->B >= 1 && x->D >= 1 && x->scale > 0 && numbers && ct_finite(x->weight);
}

static ct_status first_error(const ct_cross_tiles *w) {
  for (int k = 0; k < 2 * w->blocks; k++)
    if (w->status[k] != CT_OK) return w->status[k];
  return CT_OK;
}

/* ---- the blocks of both batches: task 2 k is block k of a, task 2 k + 1 is block k of b ------ */

static void normalize_block(void *context, int task) {
  ct_cross_tiles *w = context;
  int s = task % 2, block = task / 2, i = block * w->side;
  const float *x = (s ? w->x->b : w->x->a) + (size_t)i * (size_t)w->x->D;
  w->status[task] = ct_normalize_forward(row_of(w, w->u[s], i), w->inverse[s] + i, x,
                                         ct_cross_rows(w, block), w->x->D);
}

static void start_block(void *context, int block) {
  ct_cross_tiles *w = context;
  int first = block * w->side, rows = ct_cross_rows(w, block);
  for (int i = first; i < first + rows; i++)
    w->positive[i] = ct_dot_double(row_of(w, w->u[0], i), row_of(w, w->u[1], i), w->x->D);
  size_t bytes = sizeof(float) * (size_t)rows * (size_t)w->x->D;
  for (int s = 0; s < 2 && w->gradient; s++) memset(row_of(w, w->du[s], first), 0, bytes);
}

ct_status ct_cross_start(ct_cross_tiles *w) {
  ct_parallel_for(normalize_block, w, 2 * w->blocks);
  ct_status status = first_error(w);
  if (status == CT_OK) ct_parallel_for(start_block, w, w->blocks);
  return status;
}

/* ---- tiles ----------------------------------------------------------------------------------- */

int ct_cross_fill(const ct_cross_tiles *w, ct_cross_tile at) {
  int D = w->x->D, filled = (at.columns + 3) & ~3;
  ct_matrix a = ct_matrix_of(row_of(w, w->u[0], at.row), D);
  ct_matrix b = ct_matrix_of(row_of(w, w->u[1], at.column), D);
  ct_gemm(at.at, w->side, a, ct_matrix_transpose(b), at.rows, at.columns, D, CT_SET);
  for (int i = 0; i < at.rows; i++) {
    float *row = at.at + i * w->side;
    if (at.row == at.column) row[i] = -__builtin_inff();
    for (int j = at.columns; j < filled; j++) row[j] = -__builtin_inff();
  }
  return at.row == at.column || filled != at.columns;
}

void ct_cross_pull(const ct_cross_tiles *w, ct_cross_tile at) {
  int D = w->x->D;
  ct_matrix tile = ct_matrix_of(at.at, w->side);
  ct_gemm(row_of(w, w->du[0], at.row), D, tile, ct_matrix_of(row_of(w, w->u[1], at.column), D),
          at.rows, D, at.columns, CT_ADD);
  ct_gemm(row_of(w, w->du[1], at.column), D, ct_matrix_transpose(tile),
          ct_matrix_of(row_of(w, w->u[0], at.row), D), at.columns, D, at.rows, CT_ADD);
}

/* A pass over the tiles: round r has the tiles of rows i and columns (i + r) modulo `blocks`. */
typedef struct pass {
  ct_cross_tiles *w;
  ct_cross_visit visit;
  void *context;
  int round;
} pass;

static void visit_tile(void *context, int i) {
  const pass *p = context;
  ct_cross_tiles *w = p->w;
  int j = i + p->round < w->blocks ? i + p->round : i + p->round - w->blocks;
  long count = (long)p->round * w->blocks + i;
  int kept = count < w->kept, place = kept ? (int)count : w->kept + ct_this_thread();
  p->visit(p->context, (ct_cross_tile){i * w->side, ct_cross_rows(w, i), j * w->side,
                                       ct_cross_rows(w, j),
                                       w->tiles + (size_t)place * tile_floats(w), kept});
}

void ct_cross_each(ct_cross_tiles *w, ct_cross_visit visit, void *context) {
  pass p = {.w = w, .visit = visit, .context = context};
  for (; p.round < w->blocks; p.round++) ct_parallel_for(visit_tile, &p, w->blocks);
}

/* ---- the gradient ---------------------------------------------------------------------------- */

typedef struct finish {
  ct_cross_tiles *w;
  float factor;
} finish;

/* du = factor (du - pull u), where u is the other row of the pair */
static void complete_block(void *context, int task) {
  const finish *f = context;
  ct_cross_tiles *w = f->w;
  int s = task % 2, block = task / 2, first = block * w->side, rows = ct_cross_rows(w, block);
  int D = w->x->D;
  double slope = 0;
  for (int i = first; i < first + rows; i++) {
    float *du = row_of(w, w->du[s], i);
    const float *u = row_of(w, w->u[1 - s], i);
    for (int d = 0; d < D; d++) du[d] = f->factor * (du[d] - w->pull[i] * u[d]);
    if (s == 0) slope += ct_dot_double(row_of(w, w->u[0], i), du, D);
  }
  if (s == 0) w->slope[block] = slope;
  w->status[task] = ct_all_finite(row_of(w, w->du[s], first), rows * D) ? CT_OK : CT_E_NONFINITE;
}

static void deliver_block(void *context, int task) {
  ct_cross_tiles *w = context;
  int s = task % 2, block = task / 2, i = block * w->side;
  float *to = s ? w->x->db : w->x->da;
  if (!to) return;
  ct_normalize_backward(to + (size_t)i * (size_t)w->x->D, row_of(w, w->du[s], i),
                        row_of(w, w->u[s], i), w->inverse[s] + i, ct_cross_rows(w, block),
                        w->x->D);
}

/* The loss depends on u of a and the scale only through their products: scaling all these u by
 * 1 + e has the same effect as scaling the scale by it, so the slope by log(scale) is the sum of
 * u . du. */
ct_status ct_cross_finish(ct_cross_tiles *w, double factor, double *dscale) {
  finish f = {w, (float)factor};
  ct_parallel_for(complete_block, &f, 2 * w->blocks);
  ct_status status = first_error(w);
  if (status != CT_OK) return status;
  ct_parallel_for(deliver_block, w, 2 * w->blocks);
  *dscale = 0;
  for (int k = 0; k < w->blocks; k++) *dscale += w->slope[k];
  return CT_OK;
}
