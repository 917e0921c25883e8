#include "augment/vector.h"

#define MIDDLE 127.5f

static float unit(float x) { return x > 1 ? 1 : x > 0 ? x : 0; }

void ct_augment_vector(float *y, const uint8_t *x, int n, const ct_vector_augment *how,
                       ct_rng *rng) {
  for (int i = 0; i < n; i++) {
    float drawn = how->spread * ct_rng_normal(rng), value = (float)x[i];
    if (i < how->content) value += how->noise * drawn;
    else if (i < how->content + how->style) value = MIDDLE + drawn;
    y[i] = unit(value / 255) - how->mean;
  }
}
