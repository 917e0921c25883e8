#include "loss/vicreg.h"

#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/columns.h"

typedef struct workspace {
  float *x, *dx;            /* [B, D] a view, centred; [2B, D] */
  float *covariance;        /* [D, D], then the matrix that takes x to its gradient */
  double *mean, *variance;  /* [D] */
} workspace;

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  uint64_t rows = (uint64_t)B, N = (uint64_t)D;
  w->x = ct_take_floats(arena, rows, N);
  w->dx = ct_take_floats(arena, 2 * rows, N);
  w->covariance = ct_take_floats(arena, N, N);
  w->mean = CT_TAKE(arena, double, N);
  w->variance = CT_TAKE(arena, double, N);
  return w->x && w->dx && w->covariance && w->mean && w->variance ? CT_OK : CT_E_MEMORY;
}

size_t ct_vicreg_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, B, D, &arena);
  return arena.used;
}

/* Adds one view's variance and covariance to terms. Both gradients are linear in the centred view,
 * so one matrix turns the view into their sum: it has the variance's coefficients on its diagonal
 * and the covariance's elsewhere. */
static void measure(const workspace *w, int B, int D, ct_vicreg_weights weights, double *terms) {
  ct_columns_dot(w->variance, w->x, w->x, B, D);
  ct_columns_product(w->covariance, w->x, w->x, B, D);
  double rows = B - 1;
  for (int d = 0; d < D; d++) {
    double deviation = ct_sqrt(w->variance[d] / rows + CT_VICREG_EPSILON);
    double lack = CT_VICREG_GAMMA - deviation;
    for (int e = 0; e < D; e++) {
      float *c = w->covariance + (size_t)d * D + e;
      double joint = (double)*c / rows;
      if (d != e) terms[2] += joint * joint / D;
      *c = d == e ? 0 : (float)(4 * (double)weights.covariance * joint / (rows * D));
    }
    if (!(lack > 0)) continue;
    terms[1] += 0.5 * lack / D;
    w->covariance[(size_t)d * D + d] =
        (float)(-0.5 * (double)weights.variance / (rows * deviation * D));
  }
}

/* Returns the mean squared difference; dx += its weighted gradient. */
static double compare(const float *z, float *dx, int size, double weight) {
  double total = 0;
  for (int k = 0; k < size; k++) {
    double apart = (double)z[k] - (double)z[size + k];
    float force = (float)(2 * weight * apart / size);
    total += apart * apart;
    dx[k] += force;
    dx[size + k] -= force;
  }
  return total / size;
}

static ct_status run(const workspace *w, const float *z, float *dz, int B, int D,
                     ct_vicreg_weights weights, double *terms, double *loss) {
  int half = B * D;
  double parts[3] = {0};
  for (int v = 0; v < 2; v++) {
    ct_columns_center(w->x, z + v * half, w->mean, B, D);
    measure(w, B, D, weights, parts);
    ct_gemm(w->dx + v * half, D, ct_matrix_of(w->x, D), ct_matrix_of(w->covariance, D), B, D, D,
            CT_SET);
  }
  parts[0] = compare(z, w->dx, half, (double)weights.invariance);
  double total = (double)weights.invariance * parts[0] + (double)weights.variance * parts[1]
                 + (double)weights.covariance * parts[2];
  if (!ct_finite(total)) return CT_E_NONFINITE;
  if (dz) {
    if (!ct_all_finite(w->dx, 2 * half)) return CT_E_NONFINITE;
    ct_axpy(dz, 1, w->dx, 2 * half);
  }
  for (int k = 0; k < 3 && terms; k++) terms[k] = parts[k];
  *loss = total;
  return CT_OK;
}

ct_status ct_vicreg(const float *z, float *dz, int B, int D, ct_vicreg_weights weights,
                    double *terms, double *loss, ct_arena *scratch) {
  if (B < 2 || D < 1 || !ct_finite((double)weights.invariance)
      || !ct_finite((double)weights.variance) || !ct_finite((double)weights.covariance))
    return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  if (status == CT_OK) status = run(&w, z, dz, B, D, weights, terms, loss);
  ct_arena_release(scratch, mark);
  return status;
}
