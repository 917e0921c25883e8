#include "method/features.h"

#include <string.h>
#include "augment/image.h"
#include "kernels/rows.h"

void ct_read_drawings(float *x, const ct_trainer *t, const int *items, int n) {
  int pixels = ct_pack_image_size(t->pack), drawings = t->pack->drawings;
  for (int i = 0; i < n; i++, x += pixels) {
    ct_plain_image(x, ct_pack_image(t->pack, items[i] / drawings, items[i] % drawings), pixels);
    for (int k = 0; k < pixels; k++) x[k] -= t->pack->mean;
  }
}

static int is_table(const ct_trainer *t) { return t->config.encoder == CT_ENCODER_TABLE; }

static int reads_before(const ct_trainer *t) {
  return t->config.read == CT_READ_BEFORE && !is_table(t);
}

const float *ct_features(const ct_trainer *t) {
  return reads_before(t) ? t->encoder.h : t->encoder.z;
}

int ct_feature_width(const ct_trainer *t) {
  return reads_before(t) ? t->config.feature : t->config.dim;
}

int ct_widest_feature(const ct_trainer *t) {
  int z = t->config.dim, h = is_table(t) ? 0 : t->config.feature;
  return h > z ? h : z;
}

void ct_unit_rows(float *u, const float *x, int n, int D) {
  for (int i = 0; i < n; i++) {
    float inverse;
    size_t at = (size_t)i * (size_t)D;
    if (ct_normalize_forward(u + at, &inverse, x + at, 1, D) != CT_OK)
      memset(u + at, 0, sizeof(float) * (size_t)D);
  }
}
