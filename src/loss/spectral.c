#include "loss/spectral.h"

#include "base/elementary.h"
#include "kernels/rows.h"
#include "loss/pairs.h"

typedef struct setting { int B; float mu; } setting;

size_t ct_spectral_bytes(int B, int D) { return ct_cosine_pairs_bytes(2 * B, D); }

static double spectral_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  int M = 2 * f->B, partner = (i + f->B) % M;
  double positive = (double)s[partner], weight = (double)f->mu / (M - 2);
  (void)spare;
  s[i] = s[partner] = 0;
  double squares = ct_dot_double(s, s, M);
  ct_row_scale(s, M, (float)(2 * weight));
  s[partner] = -2;
  return weight * squares - 2 * positive;
}

ct_status ct_spectral(const float *z, float *dz, int B, int D, float mu, double *loss,
                      ct_arena *scratch) {
  if (B < 2 || D < 1 || !(mu > 0) || !ct_finite((double)mu)) return CT_E_ARG;
  setting f = {.B = B, .mu = mu};
  return ct_cosine_pairs(z, dz, 2 * B, D, 0.5 / B, spectral_anchor, &f, loss, scratch);
}

double ct_spectral_anchor(float *s, int B, float mu) {
  setting f = {.B = B, .mu = mu};
  return spectral_anchor(&f, 0, s, NULL);
}
