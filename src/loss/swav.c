#include "loss/swav.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "loss/pairs.h"
#include "loss/sinkhorn.h"

typedef struct workspace {
  int crops, B, D, K;
  float *u, *du, *inverse;        /* [crops B, D] unit rows; their gradient; [crops B] */
  float *scores, *goal;           /* [B, K] of one crop, later their gradient; [K] */
  float *dprototypes;             /* [K, D] */
  const float *prototypes, *codes;
  double rate;                    /* 1 / tau */
} workspace;

static ct_status layout(workspace *w, ct_arena *arena) {
  uint64_t rows = (uint64_t)w->crops * (uint64_t)w->B, D = (uint64_t)w->D, K = (uint64_t)w->K;
  w->u = ct_take_floats(arena, rows, D);
  w->du = ct_take_floats(arena, rows, D);
  w->inverse = CT_TAKE(arena, float, rows);
  w->scores = ct_take_floats(arena, (uint64_t)w->B, K);
  w->goal = CT_TAKE(arena, float, K);
  w->dprototypes = ct_take_floats(arena, K, D);
  int given = w->u && w->du && w->inverse && w->scores && w->goal;
  return given && w->dprototypes ? CT_OK : CT_E_MEMORY;
}

size_t ct_swav_bytes(int crops, int B, int D, int K) {
  workspace w = {.crops = crops, .B = B, .D = D, .K = K};
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, &arena);
  return arena.used + ct_sinkhorn_bytes(B, K);
}

/* scores [B, K] of one crop's unit rows */
static void score(const workspace *w, float *scores, int crop) {
  ct_matrix u = ct_matrix_of(w->u + (size_t)crop * w->B * w->D, w->D);
  ct_matrix prototypes = ct_matrix_of(w->prototypes, w->D);
  ct_gemm(scores, w->K, u, ct_matrix_transpose(prototypes), w->B, w->K, w->D, CT_SET);
}

/* goal = the sum of the assignments that item b of the crop has to predict; returns their
 * number. */
static int set_goal(const workspace *w, int crop, int b) {
  const float *first = w->codes + (size_t)b * w->K, *second = first + (size_t)w->B * w->K;
  memcpy(w->goal, crop == 0 ? second : first, sizeof(float) * (size_t)w->K);
  if (crop >= 2) ct_axpy(w->goal, 1, second, w->K);
  return crop >= 2 ? 2 : 1;
}

/* Returns the cross entropy of item b, summed over its assignments, and turns its scores into
 * their gradient before any division: number of assignments times softmax - goal. */
static double predict(const workspace *w, int crop, int b) {
  float *s = w->scores + (size_t)b * w->K, top = ct_row_top(s, w->K);
  int goals = set_goal(w, crop, b);
  double loss = 0;
  for (int k = 0; k < w->K; k++)
    loss += (double)w->goal[k] * ((double)top - (double)s[k]) * w->rate;
  double sum = ct_row_exp(s, s, w->K, top, (float)w->rate);
  ct_row_scale(s, w->K, (float)(goals / sum));
  ct_axpy(s, -1, w->goal, w->K);
  return loss + goals * ct_log(sum);
}

/* Computes du and dprototypes from the gradient of the crop's scores. */
static void pull(const workspace *w, int crop) {
  size_t at = (size_t)crop * w->B * w->D;
  ct_matrix ds = ct_matrix_of(w->scores, w->K);
  ct_gemm(w->du + at, w->D, ds, ct_matrix_of(w->prototypes, w->D), w->B, w->D, w->K, CT_SET);
  ct_gemm(w->dprototypes, w->D, ct_matrix_transpose(ds), ct_matrix_of(w->u + at, w->D), w->K,
          w->D, w->B, CT_ADD);
}

/* Adds the gradients, scaled, where they are wanted and finite. */
static ct_status deliver(const workspace *w, float *dz, float *dprototypes, float scale) {
  int rows = w->crops * w->B, size = rows * w->D, all = w->K * w->D;
  if (!ct_all_finite(w->du, size) || !ct_all_finite(w->dprototypes, all)) return CT_E_NONFINITE;
  if (dprototypes) ct_axpy(dprototypes, scale, w->dprototypes, all);
  if (!dz) return CT_OK;
  ct_row_scale(w->du, size, scale);
  ct_normalize_backward(dz, w->du, w->u, w->inverse, rows, w->D);
  return CT_OK;
}

/* codes [2, B, K] of the first two crops, whose unit rows must have been computed */
static ct_status assign(const workspace *w, ct_swav_setting f, float *codes, ct_arena *scratch) {
  ct_status status = CT_OK;
  for (int v = 0; v < 2 && status == CT_OK; v++) {
    float *q = codes + (size_t)v * w->B * w->K;
    score(w, q, v);
    status = ct_sinkhorn(q, q, w->B, w->K, f.epsilon, f.iterations, scratch);
  }
  return status;
}

static ct_status compare(workspace *w, float *dz, float *dprototypes, double *loss) {
  double total = 0, share = 1 / (2.0 * (w->crops - 1) * w->B);
  memset(w->dprototypes, 0, sizeof(float) * (size_t)w->K * (size_t)w->D);
  for (int v = 0; v < w->crops; v++) {
    score(w, w->scores, v);
    for (int b = 0; b < w->B; b++) total += predict(w, v, b);
    if (dz || dprototypes) pull(w, v);
  }
  total *= share;
  ct_status status = ct_finite(total) ? CT_OK : CT_E_NONFINITE;
  if (!status && (dz || dprototypes))
    status = deliver(w, dz, dprototypes, (float)(share * w->rate));
  if (status == CT_OK) *loss = total;
  return status;
}

static int positive(float x) { return x > 0 && ct_finite((double)x); }

static int is_valid(int B, int D, int K, ct_swav_setting f) {
  return B >= 1 && D >= 1 && K >= 1 && f.crops >= 2 && f.iterations >= 0 && positive(f.tau) &&
         positive(f.epsilon);
}

/* Computes the unit rows of the first `crops` crops. The caller gives the scratch back, also on an
 * error. */
static ct_status begin(workspace *w, const float *z, int crops, ct_arena *scratch) {
  ct_status status = layout(w, scratch);
  return status ? status : ct_normalize_forward(w->u, w->inverse, z, crops * w->B, w->D);
}

ct_status ct_swav_assign(float *codes, const float *z, const float *prototypes, int B, int D, int K,
                         ct_swav_setting setting, ct_arena *scratch) {
  if (!is_valid(B, D, K, setting)) return CT_E_ARG;
  workspace w = {.crops = setting.crops, .B = B, .D = D, .K = K, .prototypes = prototypes};
  size_t mark = ct_arena_mark(scratch);
  ct_status status = begin(&w, z, 2, scratch);
  if (status == CT_OK) status = assign(&w, setting, codes, scratch);
  ct_arena_release(scratch, mark);
  return status;
}

ct_status ct_swav_predict(const float *z, float *dz, const float *prototypes, float *dprototypes,
                          const float *codes, int B, int D, int K, ct_swav_setting setting,
                          double *loss, ct_arena *scratch) {
  if (!is_valid(B, D, K, setting)) return CT_E_ARG;
  workspace w = {.crops = setting.crops, .B = B, .D = D, .K = K, .prototypes = prototypes,
                 .codes = codes, .rate = 1 / (double)setting.tau};
  size_t mark = ct_arena_mark(scratch);
  ct_status status = begin(&w, z, setting.crops, scratch);
  if (status == CT_OK) status = compare(&w, dz, dprototypes, loss);
  ct_arena_release(scratch, mark);
  return status;
}

ct_status ct_swav(const float *z, float *dz, const float *prototypes, float *dprototypes, int B,
                  int D, int K, ct_swav_setting setting, float *codes, double *loss,
                  ct_arena *scratch) {
  ct_status status = ct_swav_assign(codes, z, prototypes, B, D, K, setting, scratch);
  if (status) return status;
  return ct_swav_predict(z, dz, prototypes, dprototypes, codes, B, D, K, setting, loss, scratch);
}
