#include "nn/bag.h"

#include <string.h>
#include "kernels/rows.h"

/* Sets *ids to the first id of an item and returns how many it has. */
static int ids_of(const ct_input *x, int item, const int **ids) {
  if (!x->starts) {
    *ids = x->ids + item;
    return 1;
  }
  *ids = x->ids + x->starts[item];
  return x->starts[item + 1] - x->starts[item];
}

void ct_bag_forward(float *y, const float *table, const ct_input *x, int D) {
  size_t bytes = sizeof(float) * (size_t)D;
  for (int i = 0; i < x->n; i++, y += D) {
    const int *ids;
    int count = ids_of(x, i, &ids);
    if (count == 1) { /* a copy keeps every bit, even that of -0 */
      memcpy(y, table + (size_t)*ids * (size_t)D, bytes);
      continue;
    }
    memset(y, 0, bytes);
    for (int k = 0; k < count; k++)
      ct_axpy(y, 1 / (float)count, table + (size_t)ids[k] * (size_t)D, D);
  }
}

void ct_bag_backward(float *dtable, const float *dy, const ct_input *x, int D) {
  for (int i = 0; i < x->n; i++, dy += D) {
    const int *ids;
    int count = ids_of(x, i, &ids);
    for (int k = 0; k < count; k++)
      ct_axpy(dtable + (size_t)ids[k] * (size_t)D, 1 / (float)count, dy, D);
  }
}
