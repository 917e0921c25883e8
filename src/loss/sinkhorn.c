/* With x = scores / epsilon the result is exp(x_bk + f_b + g_k): one iteration sets
 * g_k = -log sum_b exp(x_bk + f_b), then f_b = -log sum_k exp(x_bk + g_k). The totals B / K and 1
 * would add the same constant to all g and to all f, which cancels out. */
#include "loss/sinkhorn.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/pairs.h"

typedef struct workspace {
  int B, K;
  float rate;       /* 1 / epsilon */
  float *f, *g;     /* [B], [K] */
  float *row, *top; /* [K] scratch; [K] the largest x + f of each prototype */
  double *sum;      /* [K] of exp(x + f - top) */
} workspace;

static ct_status layout(workspace *w, ct_arena *arena) {
  w->f = CT_TAKE(arena, float, w->B);
  w->g = CT_TAKE(arena, float, w->K);
  w->row = CT_TAKE(arena, float, w->K);
  w->top = CT_TAKE(arena, float, w->K);
  w->sum = CT_TAKE(arena, double, w->K);
  return w->f && w->g && w->row && w->top && w->sum ? CT_OK : CT_E_MEMORY;
}

size_t ct_sinkhorn_bytes(int B, int K) {
  workspace w = {.B = B, .K = K};
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, &arena);
  return arena.used;
}

/* Computes g from f. */
static void balance_prototypes(const workspace *w, const float *scores) {
  for (int k = 0; k < w->K; k++) w->top[k] = -__builtin_inff(), w->sum[k] = 0;
  for (int b = 0; b < w->B; b++) {
    const float *s = scores + (size_t)b * w->K;
    for (int k = 0; k < w->K; k++) {
      float x = s[k] * w->rate + w->f[b];
      w->top[k] = x > w->top[k] ? x : w->top[k];
    }
  }
  for (int b = 0; b < w->B; b++) {
    const float *s = scores + (size_t)b * w->K;
    for (int k = 0; k < w->K; k++) w->row[k] = s[k] * w->rate + w->f[b] - w->top[k];
    ct_row_exp(w->row, w->row, w->K, 0, 1);
    for (int k = 0; k < w->K; k++) w->sum[k] += (double)w->row[k];
  }
  for (int k = 0; k < w->K; k++) w->g[k] = (float)-((double)w->top[k] + ct_log(w->sum[k]));
}

/* row = exp(x + g - top) of sample b; returns its sum. */
static double weigh(const workspace *w, const float *scores, int b, float *top) {
  const float *s = scores + (size_t)b * w->K;
  for (int k = 0; k < w->K; k++) w->row[k] = s[k] * w->rate + w->g[k];
  *top = ct_row_top(w->row, w->K);
  return ct_row_exp(w->row, w->row, w->K, *top, 1);
}

/* Computes f from g. */
static void balance_samples(const workspace *w, const float *scores) {
  for (int b = 0; b < w->B; b++) {
    float top;
    double sum = weigh(w, scores, b, &top);
    w->f[b] = (float)-((double)top + ct_log(sum));
  }
}

ct_status ct_sinkhorn(float *codes, const float *scores, int B, int K, float epsilon,
                      int iterations, ct_arena *scratch) {
  if (B < 1 || K < 1 || !(epsilon > 0) || !ct_finite((double)epsilon) || iterations < 0)
    return CT_E_ARG;
  workspace w = {.B = B, .K = K, .rate = 1 / epsilon};
  for (int b = 0; b < B; b++)
    if (!ct_all_finite(scores + (size_t)b * K, K)) return CT_E_NONFINITE;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, scratch);
  if (status == CT_OK) {
    memset(w.f, 0, sizeof(float) * (size_t)B);
    memset(w.g, 0, sizeof(float) * (size_t)K);
    for (int n = 0; n < iterations; n++) {
      balance_prototypes(&w, scores);
      balance_samples(&w, scores);
    }
    for (int b = 0; b < B; b++) {
      float top;
      ct_row_scale(w.row, K, (float)(1 / weigh(&w, scores, b, &top)));
      memcpy(codes + (size_t)b * K, w.row, sizeof(float) * (size_t)K);
    }
  }
  ct_arena_release(scratch, mark);
  return status;
}
