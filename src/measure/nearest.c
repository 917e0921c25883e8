#include "measure/nearest.h"

#include <stddef.h>
#include "base/assert.h"
#include "kernels/gemm.h"

/* Similarities are made a tile at a time: [ROWS, COLUMNS] floats, 16 KB of stack. */
#define ROWS 32
#define COLUMNS 128

static int least(int a, int b) { return a < b ? a : b; }

int ct_nearest_add(int *at, float *similarity, int count, int k, int row, float value) {
  if (count == k && !(value > similarity[k - 1])) return count;
  int i = count < k ? count++ : k - 1;
  for (; i > 0 && value > similarity[i - 1]; i--) {
    similarity[i] = similarity[i - 1];
    at[i] = at[i - 1];
  }
  similarity[i] = value;
  at[i] = row;
  return count;
}

void ct_nearest_rows(int *at, float *similarity, const float *u, int n, int D, int k, int from,
                     int to) {
  CT_ASSERT(k >= 1 && k < n);
  float tile[ROWS * COLUMNS];
  int count[ROWS];
  for (int i0 = from; i0 < to; i0 += ROWS) {
    int m = least(ROWS, to - i0);
    for (int i = 0; i < m; i++) count[i] = 0;
    for (int j0 = 0; j0 < n; j0 += COLUMNS) {
      int columns = least(COLUMNS, n - j0);
      ct_matrix rows = {u + (size_t)i0 * (size_t)D, D, 1};
      ct_matrix others = {u + (size_t)j0 * (size_t)D, 1, D};
      ct_gemm(tile, COLUMNS, rows, others, m, columns, D, CT_SET);
      for (int i = 0; i < m; i++) {
        size_t list = (size_t)(i0 - from + i) * (size_t)k;
        for (int j = 0; j < columns; j++)
          if (j0 + j != i0 + i && (count[i] < k || tile[i * COLUMNS + j] > similarity[list + k - 1]))
            count[i] = ct_nearest_add(at + list, similarity + list, count[i], k, j0 + j,
                                      tile[i * COLUMNS + j]);
      }
    }
  }
}
