#include "nn/touched.h"

#include <string.h>

ct_status ct_touched_layout(ct_touched *t, int rows, ct_arena *arena) {
  t->rows = CT_TAKE(arena, int, rows);
  t->marks = CT_TAKE(arena, uint8_t, rows);
  return t->rows && t->marks ? CT_OK : CT_E_MEMORY;
}

void ct_touched_reset(ct_touched *t, int rows) {
  t->count = 0;
  memset(t->marks, 0, (size_t)rows);
}

void ct_touched_add(ct_touched *t, const ct_input *x) {
  int begin = x->starts ? x->starts[0] : 0, end = x->starts ? x->starts[x->n] : x->n;
  for (int k = begin; k < end; k++) {
    int row = x->ids[k];
    if (t->marks[row]) continue;
    t->marks[row] = 1;
    t->rows[t->count++] = row;
  }
}

void ct_touched_clear(ct_touched *t, float *gradient, int D) {
  for (int i = 0; i < t->count; i++) {
    memset(gradient + (size_t)t->rows[i] * (size_t)D, 0, sizeof(float) * (size_t)D);
    t->marks[t->rows[i]] = 0;
  }
  t->count = 0;
}
