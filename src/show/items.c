#include "show/items.h"

#include "kernels/rows.h"

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
    if (found == k && !(c > cosines[k - 1])) continue;
    int at = found < k ? found++ : k - 1; /* insertion into a short falling list */
    for (; at > 0 && c > cosines[at - 1]; at--) {
      cosines[at] = cosines[at - 1];
      items[at] = items[at - 1];
    }
    cosines[at] = c;
    items[at] = j;
  }
  return found;
}
