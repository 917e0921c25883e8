#include "optim/sparse.h"

#include <stddef.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"

/* Rows of one task: a row is touched once, so tasks never meet. */
#define ROWS 256

typedef struct sparse_job {
  float *p, *m, *v;
  const float *grad;
  const ct_touched *touched;
  int D;
  ct_sparse_rates r;
} sparse_job;

static f32x4 root_of(f32x4 x) {
  return (f32x4){ct_sqrtf(x[0]), ct_sqrtf(x[1]), ct_sqrtf(x[2]), ct_sqrtf(x[3])};
}

/* The same operations in the same order as in the dense loop of optim.c. */
static void update_row(float *restrict p, float *restrict m, float *restrict v,
                       const float *restrict grad, int D, ct_sparse_rates r) {
  int d = 0;
  for (; d + 4 <= D; d += 4) {
    f32x4 g = f32x4_load(grad + d);
    f32x4 first = r.beta1 * f32x4_load(m + d) + r.rest1 * g;
    f32x4 second = r.beta2 * f32x4_load(v + d) + r.rest2 * g * g;
    f32x4_store(m + d, first);
    f32x4_store(v + d, second);
    f32x4 by = first / (root_of(second) * r.root + r.epsilon);
    f32x4_store(p + d, f32x4_load(p + d) - r.lr * by);
  }
  for (; d < D; d++) {
    m[d] = r.beta1 * m[d] + r.rest1 * grad[d];
    v[d] = r.beta2 * v[d] + r.rest2 * grad[d] * grad[d];
    p[d] -= r.lr * (m[d] / (ct_sqrtf(v[d]) * r.root + r.epsilon));
  }
}

static void update_some(void *context, int index) {
  const sparse_job *k = context;
  int end = k->touched->count - index * ROWS < ROWS ? k->touched->count : (index + 1) * ROWS;
  for (int i = index * ROWS; i < end; i++) {
    size_t at = (size_t)k->touched->rows[i] * (size_t)k->D;
    update_row(k->p + at, k->m + at, k->v + at, k->grad + at, k->D, k->r);
  }
}

void ct_sparse_adam(float *p, float *m, float *v, const float *grad, const ct_touched *touched,
                    int D, ct_sparse_rates r) {
  sparse_job k = {.p = p, .m = m, .v = v, .grad = grad, .touched = touched, .D = D, .r = r};
  ct_parallel_for(update_some, &k, (touched->count + ROWS - 1) / ROWS);
}
