#include "show/items.h"

#include "kernels/rows.h"
#include "measure/nearest.h"

static const float *row_of(const ct_evaluation *e, int item) {
  return e->u + (size_t)item * (size_t)e->projection.D;
}

void ct_items_similarity(const ct_evaluation *e, const int *items, int n, float *out) {
  int D = e->projection.D;
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      out[i * n + j] = out[j * n + i] = ct_dot(row_of(e, items[i]), row_of(e, items[j]), D);
}

int ct_items_nearest(const ct_evaluation *e, int item, int k, int *items, float *cosines) {
  int D = e->projection.D, found = 0;
  for (int j = 0; j < e->count; j++) {
    if (j == item) continue;
    float c = ct_dot(row_of(e, item), row_of(e, j), D);
    found = ct_nearest_add(items, cosines, found, k, j, c);
  }
  return found;
}
