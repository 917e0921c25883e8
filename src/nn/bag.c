#include "nn/bag.h"

#include <string.h>
#include "kernels/rows.h"

/* One id an item, as of a table: a copy keeps every bit, even that of -0. */
static void copy_rows(float *y, const float *table, const ct_input *x, int D) {
  for (int i = 0; i < x->n; i++)
    memcpy(y + (size_t)i * (size_t)D, table + (size_t)x->ids[i] * (size_t)D,
           sizeof(float) * (size_t)D);
}

void ct_bag_forward(float *y, const float *table, const ct_input *x, int D) {
  if (!x->starts) {
    copy_rows(y, table, x, D);
    return;
  }
  memset(y, 0, sizeof(float) * (size_t)x->n * (size_t)D);
  for (int i = 0; i < x->n; i++, y += D) {
    int begin = x->starts[i], count = x->starts[i + 1] - begin;
    const ct_input one = {.n = 1, .ids = x->ids + begin};
    if (count == 1) copy_rows(y, table, &one, D);
    else
      for (int k = 0; k < count; k++)
        ct_axpy(y, 1 / (float)count, table + (size_t)x->ids[begin + k] * (size_t)D, D);
  }
}

void ct_bag_backward(float *dtable, const float *dy, const ct_input *x, int D) {
  for (int i = 0; i < x->n; i++, dy += D) {
    int begin = x->starts ? x->starts[i] : i, end = x->starts ? x->starts[i + 1] : i + 1;
    float share = end - begin == 1 ? 1 : 1 / (float)(end - begin);
    for (int k = begin; k < end; k++)
      ct_axpy(dtable + (size_t)x->ids[k] * (size_t)D, share, dy, D);
  }
}
