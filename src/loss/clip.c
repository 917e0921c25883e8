/* The first pass over the tiles sums each row's and each column's negatives, the second turns
 * cosines into the weights of the gradient, which is never stored as a matrix either. As many tiles
 * as fit into 16 MB are kept from the first pass for the second: all of them up to 2,048 pairs.
 * softmax.h has the exponentials. */
#include "loss/clip.h"

#include "base/elementary.h"
#include "base/parallel.h"
#include "loss/cross_tiles.h"
#include "loss/softmax.h"

typedef struct workspace {
  ct_cross_tiles t;
  int shared;            /* one shift for all rows and columns */
  ct_softmax softmax[2]; /* [B] of the rows, whose negatives are rows of b, and of the columns */
  double *loss;          /* [blocks] sum over the block's rows and columns */
} workspace;

static ct_status layout(workspace *w, const ct_cross *x, ct_arena *arena) {
  ct_status status = ct_cross_layout(&w->t, x, 1, arena);
  int given = status == CT_OK;
  for (int s = 0; s < 2; s++) {
    w->softmax[s] = (ct_softmax){CT_TAKE(arena, double, x->B), CT_TAKE(arena, float, x->B),
                                 CT_TAKE(arena, float, x->B)};
    given = given && w->softmax[s].sum && w->softmax[s].shift && w->softmax[s].part;
  }
  w->loss = CT_TAKE(arena, double, w->t.blocks);
  return given && w->loss ? CT_OK : CT_E_MEMORY;
}

size_t ct_clip_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_cross x = {.B = B, .D = D};
  ct_arena_measure(&arena);
  layout(&w, &x, &arena);
  return arena.used;
}

/* ---- one tile ----------------------------------------------------------------------------- */

static ct_softmax softmax_from(const workspace *w, int s, int i) {
  ct_softmax all = w->softmax[s];
  return (ct_softmax){all.sum + i, all.shift + i, all.part + i};
}

static ct_softmax_tile tile_of(const workspace *w, ct_cross_tile at, int fill) {
  ct_softmax_tile t = {.at = at.at, .stride = w->t.side, .rows = at.rows, .columns = at.columns,
                       .rate = w->t.rate, .shared = w->shared};
  if (fill) t.masked = ct_cross_fill(&w->t, at);
  return t;
}

static void sum_tile(void *context, ct_cross_tile at) {
  const workspace *w = context;
  ct_softmax_tile t = tile_of(w, at, 1);
  ct_softmax_sum(&t, softmax_from(w, 0, at.row), softmax_from(w, 1, at.column), 1);
}

static void pull_tile(void *context, ct_cross_tile at) {
  const workspace *w = context;
  ct_softmax_tile t = tile_of(w, at, !at.kept);
  ct_softmax_weigh(&t, softmax_from(w, 0, at.row), softmax_from(w, 1, at.column), at.kept);
  ct_cross_pull(&w->t, at);
}

/* ---- the whole matrix --------------------------------------------------------------------- */

static void start_sums(workspace *w) {
  for (int s = 0; s < 2; s++)
    for (int i = 0; i < w->t.x->B; i++) {
      w->softmax[s].sum[i] = 0;
      w->softmax[s].shift[i] = w->shared ? 1 : (float)w->t.positive[i];
    }
}

/* The losses of a block's rows and columns, and what their pairs lack in the gradient: 1 minus the
 * positive's share, in both softmaxes. */
static void close_block(void *context, int block) {
  workspace *w = context;
  int first = block * w->t.side, end = first + ct_cross_rows(&w->t, block);
  double total = 0;
  for (int i = first; i < end; i++) {
    for (int s = 0; s < 2; s++)
      total += ct_softmax_close(w->softmax[s], i, w->t.positive[i], w->t.rate);
    w->t.pull[i] = (float)(w->softmax[0].sum[i] + w->softmax[1].sum[i]);
  }
  w->loss[block] = total;
}

static ct_status value(workspace *w, double *loss) {
  ct_status status = ct_cross_start(&w->t);
  if (status != CT_OK) return status;
  start_sums(w);
  ct_cross_each(&w->t, sum_tile, w);
  ct_parallel_for(close_block, w, w->t.blocks);
  double total = 0;
  for (int k = 0; k < w->t.blocks; k++) total += w->loss[k];
  *loss = total / (2.0 * w->t.x->B);
  return ct_finite(*loss) ? CT_OK : CT_E_NONFINITE;
}

static ct_status gradient(workspace *w, double *dscale) {
  const ct_cross *x = w->t.x;
  ct_cross_each(&w->t, pull_tile, w);
  return ct_cross_finish(&w->t, x->weight * (double)w->t.rate / (2.0 * x->B), dscale);
}

ct_status ct_clip(ct_cross *x, ct_arena *scratch) {
  if (!ct_cross_valid(x)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  double loss, dscale = 0;
  ct_status status = layout(&w, x, scratch);
  w.shared = ct_softmax_shares(w.t.rate);
  if (status == CT_OK) status = value(&w, &loss);
  if (status == CT_OK && w.t.gradient) status = gradient(&w, &dscale);
  if (status == CT_OK && w.t.gradient) x->dscale = dscale, x->dbias = 0;
  if (status == CT_OK) x->loss = loss;
  ct_arena_release(scratch, mark);
  return status;
}
