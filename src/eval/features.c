#include "eval/features.h"

#include <string.h>
#include "augment/image.h"
#include "kernels/rows.h"

void ct_read_renditions(float *x, const ct_trainer *t, const int *items, int n) {
  const ct_track *k = t->track;
  for (int i = 0; i < n; i++, x += k->size) {
    int concept = items[i] / k->renditions, rendition = items[i] % k->renditions;
    ct_plain_image(x, ct_track_values(k, concept, rendition), k->size);
    for (int at = 0; at < k->size; at++) x[at] -= k->mean;
  }
}

static int reads(const ct_trainer *t) {
  return ct_has_data(t) ? t->config.read : CT_READ_AFTER;
}

int ct_feature_width(const ct_trainer *t) {
  const ct_config *c = &t->config;
  switch (reads(t)) {
  case CT_READ_BEFORE: return c->feature;
  case CT_READ_BOTH: return c->dim + c->feature;
  default: return c->dim;
  }
}

int ct_widest_feature(const ct_trainer *t) {
  return ct_has_data(t) ? t->config.dim + t->config.feature : t->config.dim;
}

void ct_unit_rows(float *u, const float *x, int n, int D) {
  for (int i = 0; i < n; i++) {
    float inverse;
    size_t at = (size_t)i * (size_t)D;
    if (ct_normalize_forward(u + at, &inverse, x + at, 1, D) != CT_OK)
      memset(u + at, 0, sizeof(float) * (size_t)D);
  }
}

/* row [D] = x scaled to length sqrt(1/2), so that two such rows side by side have length 1 */
static void half_row(float *row, const float *x, int D) {
  ct_unit_rows(row, x, 1, D);
  for (int d = 0; d < D; d++) row[d] *= 0.70710678f;
}

void ct_features(float *u, const ct_trainer *t, int n) {
  const ct_config *c = &t->config;
  const ct_encoder *e = t->encoder;
  if (reads(t) == CT_READ_BEFORE) {
    ct_unit_rows(u, e->h, n, c->feature);
  } else if (reads(t) == CT_READ_AFTER) {
    ct_unit_rows(u, e->z, n, c->dim);
  } else {
    for (int i = 0; i < n; i++, u += c->dim + c->feature) {
      half_row(u, e->z + (size_t)i * (size_t)c->dim, c->dim);
      half_row(u + c->dim, e->h + (size_t)i * (size_t)c->feature, c->feature);
    }
  }
}
