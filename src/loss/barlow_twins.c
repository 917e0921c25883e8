#include "loss/barlow_twins.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/columns.h"

typedef struct workspace {
  float *x, *dx;                   /* [2B, D] standardised */
  float *correlation;              /* [D, D], then its gradient */
  double *deviation, *mean, *along; /* [2, D] inverse deviations; [D]; [D] */
} workspace;

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  uint64_t M = 2 * (uint64_t)B, N = (uint64_t)D;
  w->x = ct_take_floats(arena, M, N);
  w->dx = ct_take_floats(arena, M, N);
  w->correlation = ct_take_floats(arena, N, N);
  w->deviation = CT_TAKE(arena, double, 2 * N);
  w->mean = CT_TAKE(arena, double, N);
  w->along = CT_TAKE(arena, double, N);
  int given = w->x && w->dx && w->correlation && w->deviation;
  return given && w->mean && w->along ? CT_OK : CT_E_MEMORY;
}

size_t ct_barlow_twins_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, B, D, &arena);
  return arena.used;
}

/* One view: x = (z - mean) * inverse deviation */
static void standardize(const workspace *w, float *x, double *inverse, const float *z, int B,
                        int D) {
  ct_columns_center(x, z, w->mean, B, D);
  ct_columns_dot(inverse, x, x, B, D);
  for (int d = 0; d < D; d++) inverse[d] = 1 / ct_sqrt(inverse[d] / B + CT_BARLOW_EPSILON);
  for (int i = 0; i < B; i++)
    for (int d = 0; d < D; d++) x[(size_t)i * D + d] *= (float)inverse[d];
}

/* dz += (dx - mean(dx) - x mean(dx x)) * inverse deviation, means over the batch; dx is destroyed.
 * With two rows only a hundred-thousandth of dx remains, due to epsilon, so rounding must not hide
 * it: the component along x is removed using the length that x really has in single precision, and
 * then its share epsilon * inverse^2, by which mean(x^2) is less than 1, is added back. */
static void standardize_backward(const workspace *w, float *dz, float *dx, const float *x,
                                 const double *inverse, int B, int D) {
  double *square = w->mean;
  ct_columns_center(dx, dx, w->mean, B, D);
  ct_columns_dot(w->along, dx, x, B, D);
  ct_columns_dot(square, x, x, B, D);
  for (int d = 0; d < D; d++) w->along[d] = square[d] > 0 ? w->along[d] / square[d] : 0;
  for (int i = 0; i < B; i++) {
    for (int d = 0; d < D; d++) {
      size_t at = (size_t)i * D + d;
      double along = w->along[d] * (double)x[at];
      double back = CT_BARLOW_EPSILON * inverse[d] * inverse[d] * along;
      dz[at] += (float)(((double)dx[at] - along + back) * inverse[d]);
    }
  }
}

/* lack [D] = 1 - C_dd, computed as (mean((a - b)^2) + epsilon (inverse_a^2 + inverse_b^2)) / 2:
 * where the views agree this sum keeps the digits that the difference would lose. */
static void measure_lack(const workspace *w, double *lack, int B, int D) {
  const float *a = w->x, *b = w->x + (size_t)B * D;
  const double *other = w->deviation + D;
  memset(lack, 0, sizeof(double) * (size_t)D);
  for (int i = 0; i < B; i++, a += D, b += D)
    for (int d = 0; d < D; d++) {
      double apart = (double)a[d] - (double)b[d];
      lack[d] += apart * apart;
    }
  for (int d = 0; d < D; d++) {
    double square = w->deviation[d] * w->deviation[d] + other[d] * other[d];
    lack[d] = 0.5 * (lack[d] / B + CT_BARLOW_EPSILON * square);
  }
}

/* Fills terms; correlation becomes d loss / d correlation / B. */
static void measure(const workspace *w, int B, int D, double lambda, double *terms) {
  ct_columns_product(w->correlation, w->x, w->x + (size_t)B * D, B, D);
  measure_lack(w, w->along, B, D);
  terms[0] = terms[1] = 0;
  for (int d = 0; d < D; d++) {
    for (int e = 0; e < D; e++) {
      float *c = w->correlation + (size_t)d * D + e;
      double apart = d == e ? -w->along[d] : (double)*c / B;
      terms[d != e] += apart * apart;
      *c = (float)(2 * apart * (d == e ? 1 : lambda) / B);
    }
  }
}

static ct_status run(const workspace *w, const float *z, float *dz, int B, int D, double lambda,
                     double *terms, double *loss) {
  int half = B * D;
  double parts[2];
  for (int v = 0; v < 2; v++)
    standardize(w, w->x + v * half, w->deviation + v * D, z + v * half, B, D);
  measure(w, B, D, lambda, parts);
  double total = parts[0] + lambda * parts[1];
  if (!ct_finite(total)) return CT_E_NONFINITE;
  if (dz) {
    ct_matrix g = ct_matrix_of(w->correlation, D);
    ct_gemm(w->dx, D, ct_matrix_of(w->x + half, D), ct_matrix_transpose(g), B, D, D, CT_SET);
    ct_gemm(w->dx + half, D, ct_matrix_of(w->x, D), g, B, D, D, CT_SET);
    if (!ct_all_finite(w->dx, 2 * half)) return CT_E_NONFINITE;
    for (int v = 0; v < 2; v++)
      standardize_backward(w, dz + v * half, w->dx + v * half, w->x + v * half,
                           w->deviation + v * D, B, D);
  }
  if (terms) terms[0] = parts[0], terms[1] = parts[1];
  *loss = total;
  return CT_OK;
}

ct_status ct_barlow_twins(const float *z, float *dz, int B, int D, float lambda, double *terms,
                          double *loss, ct_arena *scratch) {
  if (B < 2 || D < 1 || !(lambda >= 0) || !ct_finite((double)lambda)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  if (status == CT_OK) status = run(&w, z, dz, B, D, (double)lambda, terms, loss);
  ct_arena_release(scratch, mark);
  return status;
}
