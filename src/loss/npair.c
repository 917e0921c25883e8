#include "loss/npair.h"

#include <string.h>
#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/pairs.h"

typedef struct workspace { float *dz, *scratch; } workspace; /* [2B, D] */

static ct_status layout(workspace *w, int B, int D, ct_arena *arena) {
  w->dz = ct_take_floats(arena, 2 * (uint64_t)B, (uint64_t)D);
  w->scratch = CT_TAKE(arena, float, ct_pairs_floats(B));
  return w->dz && w->scratch ? CT_OK : CT_E_MEMORY;
}

size_t ct_npair_bytes(int B, int D) {
  workspace w;
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, B, D, &arena);
  return arena.used;
}

static double npair_anchor(const void *context, int i, float *s, float *spare) {
  int B = *(const int *)context;
  (void)spare;
  float positive = s[i];
  s[i] = -__builtin_inff();
  float top = ct_row_top(s, B);
  if (B == 1) top = positive;
  double logit = (double)positive - (double)top;
  double others = ct_row_exp(s, s, B, top, 1), sum = others + ct_exp(logit);
  ct_row_scale(s, B, (float)(1 / sum));
  s[i] = (float)(-others / sum);
  return ct_share_loss(logit, others);
}

static ct_status run(const workspace *w, const float *z, float *dz, int B, int D, float l2,
                     double *loss) {
  int half = B * D, size = 2 * half;
  double square = ct_dot_double(z, z, size);
  if (!ct_finite(square)) return CT_E_NONFINITE;
  if (dz) memset(w->dz, 0, sizeof(float) * (size_t)size);
  ct_pairs pairs = {.a = z, .b = z + half, .R = B, .N = B, .D = D};
  if (dz) pairs.da = w->dz, pairs.db = w->dz + half;
  double total = ct_pairs_sum(&pairs, npair_anchor, &B, w->scratch) / B;
  total += 0.25 * (double)l2 * square / B;
  if (!ct_finite(total)) return CT_E_NONFINITE;
  if (dz) {
    if (!ct_all_finite(w->dz, size)) return CT_E_NONFINITE;
    ct_axpy(dz, 1 / (float)B, w->dz, size);
    ct_axpy(dz, 0.5f * l2 / (float)B, z, size);
  }
  *loss = total;
  return CT_OK;
}

ct_status ct_npair(const float *z, float *dz, int B, int D, float l2, double *loss,
                   ct_arena *scratch) {
  if (B < 1 || D < 1 || !(l2 >= 0) || !ct_finite((double)l2)) return CT_E_ARG;
  workspace w;
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, B, D, scratch);
  if (status == CT_OK) status = run(&w, z, dz, B, D, l2, loss);
  ct_arena_release(scratch, mark);
  return status;
}
