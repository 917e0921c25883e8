#include "loss/negative_cosine.h"

#include <stddef.h>
#include "base/elementary.h"
#include "kernels/rows.h"

/* A pair of rows: their cosine and the inverses of their lengths. */
typedef struct meeting { double cosine, inverse_p, inverse_t; } meeting;

static ct_status meet(meeting *m, const float *p, const float *t, int D) {
  double pp = ct_dot_double(p, p, D), tt = ct_dot_double(t, t, D);
  if (!ct_finite(pp) || !ct_finite(tt)) return CT_E_NONFINITE;
  m->inverse_p = 1 / ct_sqrt(pp);
  m->inverse_t = 1 / ct_sqrt(tt);
  /* the gradient scales with these inverses: a row whose inverse is beyond float counts as zero */
  if (!ct_finite((double)(float)m->inverse_p) || !ct_finite((double)(float)m->inverse_t))
    return CT_E_ZERO;
  m->cosine = ct_dot_double(p, t, D) * m->inverse_p * m->inverse_t;
  return CT_OK;
}

/* dx -= weight d cosine / d x = weight (unit other - cosine unit x) / |x| */
static void pull(float *dx, const float *x, const float *other, int D, double cosine,
                 double inverse_x, double inverse_other, double weight) {
  double scale = weight * inverse_x;
  for (int d = 0; d < D; d++) {
    double apart = (double)other[d] * inverse_other - cosine * (double)x[d] * inverse_x;
    dx[d] -= (float)(scale * apart);
  }
}

ct_status ct_negative_cosine(const float *p, float *dp, const float *t, float *dt, int B, int D,
                             double *loss) {
  if (B < 1 || D < 1) return CT_E_ARG;
  double total = 0;
  meeting m;
  for (int i = 0; i < B; i++) {
    size_t at = (size_t)i * (size_t)D;
    ct_status status = meet(&m, p + at, t + at, D);
    if (status != CT_OK) return status;
    total -= m.cosine;
  }
  for (int i = 0; i < B && (dp || dt); i++) {
    size_t at = (size_t)i * (size_t)D;
    meet(&m, p + at, t + at, D);
    if (dp) pull(dp + at, p + at, t + at, D, m.cosine, m.inverse_p, m.inverse_t, 1.0 / B);
    if (dt) pull(dt + at, t + at, p + at, D, m.cosine, m.inverse_t, m.inverse_p, 1.0 / B);
  }
  *loss = total / B;
  return CT_OK;
}
