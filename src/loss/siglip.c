/* The terms of the sum do not depend on each other, so one pass over the tiles computes the loss
 * and turns cosines into the weights of the gradient; no tile is kept. */
#include "loss/siglip.h"

#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "loss/cross_tiles.h"

#define BOUNDED 80.0f /* largest |logit| for the exponential that does not test its limits */

typedef struct workspace {
  ct_cross_tiles t;
  float bias;
  int bounded;  /* no logit is beyond BOUNDED */
  double *loss; /* [blocks] sum over the block's rows */
  double *push; /* [blocks] sum over the block's rows of d loss / d logit */
} workspace;

static ct_status layout(workspace *w, const ct_cross *x, ct_arena *arena) {
  ct_status status = ct_cross_layout(&w->t, x, 0, arena);
  w->loss = CT_TAKE(arena, double, w->t.blocks);
  w->push = CT_TAKE(arena, double, w->t.blocks);
  return status == CT_OK && w->loss && w->push ? CT_OK : CT_E_MEMORY;
}

size_t ct_siglip_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_cross x = {.B = B, .D = D};
  ct_arena_measure(&arena);
  layout(&w, &x, &arena);
  return arena.used;
}

/* ---- one tile ----------------------------------------------------------------------------- */

/* Of a pair that does not belong together: its loss log(1 + exp(l)), and sigmoid(l). */
typedef struct pair4 { f32x4 loss, weight; } pair4;

/* Both from e = exp(-|l|) and one division. The loss is max(l, 0) + log(1 + e), and log(1 + e) is
 * 2 atanh(t) with t = e / (2 + e) <= 1/3, so a small e loses no digits. The polynomial is a
 * Chebyshev fit of 2 atanh(t) / t in t^2, to 4e-9. */
static inline pair4 pair_of(f32x4 l, f32x4 e) {
  f32x4 one = e + 1.0f, two = e + 2.0f, once = 1.0f / (one * two);
  f32x4 t = e * one * once, z = t * t;
  f32x4 p = z * 2.81577785e-1f + 2.79651577e-1f;
  p = p * z + 4.00245952e-1f;
  p = p * z + 6.66663216e-1f;
  p = p * z + 2.0f;
  f32x4 zero = f32x4_splat(0), top = f32x4_select(l < zero, e, f32x4_splat(1));
  return (pair4){f32x4_max(l, zero) + t * p, top * two * once};
}

static inline f32x4 minus_size(f32x4 l) {
  return (f32x4)((i32x4)l | (i32x4)f32x4_splat(-0.0f));
}

/* row [columns] holds cosines and gets the weights; adds both sums of the row to `sums`. Minus
 * infinity, which only the exponential with limits takes, gives 0 and 0. */
static __attribute__((noinline))
void weigh_row(const workspace *w, float *row, int columns, int bounded, double *sums) {
  f32x4 rate = f32x4_splat(w->t.rate), bias = f32x4_splat(w->bias);
  f32x4 loss = f32x4_splat(0), push = loss;
  for (int j = 0; j < columns; j += 4) {
    f32x4 l = f32x4_load(row + j) * rate + bias, low = minus_size(l);
    pair4 pair = pair_of(l, bounded ? ct_expf4_bounded(low) : ct_expf4(low));
    f32x4_store(row + j, pair.weight);
    loss += pair.loss;
    push += pair.weight;
  }
  sums[0] += (double)f32x4_sum(loss);
  sums[1] += (double)f32x4_sum(push);
}

static void visit_tile(void *context, ct_cross_tile at) {
  const workspace *w = context;
  int bounded = !ct_cross_fill(&w->t, at) && w->bounded, block = at.row / w->t.side;
  double sums[2] = {0, 0};
  for (int i = 0; i < at.rows; i++)
    weigh_row(w, at.at + i * w->t.side, at.columns, bounded, sums);
  w->loss[block] += sums[0];
  w->push[block] += sums[1];
  if (w->t.gradient) ct_cross_pull(&w->t, at);
}

/* ---- the whole matrix --------------------------------------------------------------------- */

/* Begins a block's sums with the pairs that belong together: log(1 + exp(-l)), whose slope is
 * minus sigmoid(-l). */
static void start_block(void *context, int block) {
  workspace *w = context;
  int first = block * w->t.side, end = first + ct_cross_rows(&w->t, block);
  double loss = 0, push = 0;
  for (int i = first; i < end; i++) {
    double logit = w->t.positive[i] * (double)w->t.rate + (double)w->bias;
    double size = logit < 0 ? -logit : logit, e = ct_exp(-size);
    double lack = (logit < 0 ? 1 : e) / (1 + e);
    loss += (logit < 0 ? size : 0) + ct_log1p(e);
    push -= lack;
    w->t.pull[i] = (float)lack;
  }
  w->loss[block] = loss;
  w->push[block] = push;
}

static ct_status run(workspace *w, ct_cross *sums) {
  const ct_cross *x = w->t.x;
  ct_status status = ct_cross_start(&w->t);
  if (status != CT_OK) return status;
  ct_parallel_for(start_block, w, w->t.blocks);
  ct_cross_each(&w->t, visit_tile, w);
  double loss = 0, push = 0;
  for (int k = 0; k < w->t.blocks; k++) loss += w->loss[k], push += w->push[k];
  sums->loss = loss / x->B;
  sums->dbias = x->weight * push / x->B;
  if (!ct_finite(sums->loss)) return CT_E_NONFINITE;
  if (!w->t.gradient) return CT_OK;
  return ct_cross_finish(&w->t, x->weight * (double)w->t.rate / x->B, &sums->dscale);
}

ct_status ct_siglip(ct_cross *x, ct_arena *scratch) {
  if (!ct_cross_valid(x)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_cross got = *x;
  ct_status status = layout(&w, x, scratch);
  w.bias = (float)x->bias;
  w.bounded = 1.01f * w.t.rate + (w.bias < 0 ? -w.bias : w.bias) <= BOUNDED;
  if (status == CT_OK) status = run(&w, &got);
  if (status == CT_OK) x->loss = got.loss;
  if (status == CT_OK && w.t.gradient) x->dscale = got.dscale, x->dbias = got.dbias;
  ct_arena_release(scratch, mark);
  return status;
}
