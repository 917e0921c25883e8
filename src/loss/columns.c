#include "loss/columns.h"

#include <stddef.h>
#include <string.h>

void ct_columns_center(float *y, const float *x, double *mean, int R, int N) {
  memset(mean, 0, sizeof(double) * (size_t)N);
  for (int r = 0; r < R; r++)
    for (int i = 0; i < N; i++) mean[i] += (double)x[(size_t)r * N + i];
  for (int i = 0; i < N; i++) mean[i] /= R;
  for (int r = 0; r < R; r++) {
    size_t row = (size_t)r * N;
    for (int i = 0; i < N; i++) y[row + i] = (float)((double)x[row + i] - mean[i]);
  }
}

void ct_columns_dot(double *sum, const float *x, const float *y, int R, int N) {
  memset(sum, 0, sizeof(double) * (size_t)N);
  for (int r = 0; r < R; r++, x += N, y += N)
    for (int i = 0; i < N; i++) sum[i] += (double)x[i] * (double)y[i];
}

void ct_columns_product(float *product, const float *x, const float *y, int R, int N) {
  ct_gemm(product, N, ct_matrix_transpose(ct_matrix_of(x, N)), ct_matrix_of(y, N), N, N, R,
          CT_SET);
}
