#include "kernels/rows.h"
#include <stddef.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"

/* The tail of a row as a vector: x[0 .. n-1], n < 4, then `rest` in the other lanes. */
static inline f32x4 load_tail(const float *x, int n, float rest) {
  f32x4 v = f32x4_splat(rest);
  for (int i = 0; i < n; i++) v[i] = x[i];
  return v;
}

/* Sixteen sums side by side hide the latency of addition; they are joined in a fixed order. */
float ct_dot(const float *a, const float *b, int n) {
  f32x4 s0 = f32x4_splat(0), s1 = s0, s2 = s0, s3 = s0;
  int i = 0;
  for (; i + 16 <= n; i += 16) {
    s0 += f32x4_load(a + i) * f32x4_load(b + i);
    s1 += f32x4_load(a + i + 4) * f32x4_load(b + i + 4);
    s2 += f32x4_load(a + i + 8) * f32x4_load(b + i + 8);
    s3 += f32x4_load(a + i + 12) * f32x4_load(b + i + 12);
  }
  for (; i + 4 <= n; i += 4) s0 += f32x4_load(a + i) * f32x4_load(b + i);
  float sum = f32x4_sum((s0 + s1) + (s2 + s3));
  for (; i < n; i++) sum += a[i] * b[i];
  return sum;
}

double ct_dot_double(const float *a, const float *b, int n) {
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    s0 += (double)a[i] * (double)b[i];
    s1 += (double)a[i + 1] * (double)b[i + 1];
    s2 += (double)a[i + 2] * (double)b[i + 2];
    s3 += (double)a[i + 3] * (double)b[i + 3];
  }
  for (; i < n; i++) s0 += (double)a[i] * (double)b[i];
  return (s0 + s2) + (s1 + s3);
}

void ct_axpy(float *y, float alpha, const float *x, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) f32x4_store(y + i, f32x4_load(y + i) + alpha * f32x4_load(x + i));
  for (; i < n; i++) y[i] += alpha * x[i];
}

int ct_all_finite(const float *x, int n) {
  i32x4 fine = i32x4_splat(-1);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 v = f32x4_load(x + i);
    fine &= v - v == f32x4_splat(0); /* infinity - infinity is NaN */
  }
  int tail = 1;
  for (; i < n; i++) tail &= x[i] - x[i] == 0;
  return (fine[0] & fine[1] & fine[2] & fine[3]) != 0 && tail;
}

static float row_max(const float *x, int n) {
  f32x4 most = f32x4_splat(-__builtin_inff());
  int i = 0;
  for (; i + 4 <= n; i += 4) most = f32x4_max(most, f32x4_load(x + i));
  most = f32x4_max(most, load_tail(x + i, n - i, -__builtin_inff()));
  float a = most[0] > most[2] ? most[0] : most[2], b = most[1] > most[3] ? most[1] : most[3];
  return a > b ? a : b;
}

/* Sum of exp(x - shift) over a row; the terms go to y where it is not NULL. */
static float row_exp(float *y, const float *x, float shift, int n) {
  f32x4 sum = f32x4_splat(0);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 e = ct_expf4(f32x4_load(x + i) - shift);
    if (y) f32x4_store(y + i, e);
    sum += e;
  }
  if (i < n) {
    f32x4 e = ct_expf4(load_tail(x + i, n - i, -__builtin_inff()) - shift);
    for (int l = 0; y && l < n - i; l++) y[i + l] = e[l];
    sum += e;
  }
  return f32x4_sum(sum);
}

void ct_softmax_rows(float *y, const float *x, int R, int N) {
  CT_ASSERT(R >= 0 && N >= 1);
  for (int r = 0; r < R; r++, x += N, y += N) {
    float scale = 1.0f / row_exp(y, x, row_max(x, N), N);
    for (int i = 0; i < N; i++) y[i] *= scale;
  }
}

void ct_lse_rows(float *lse, const float *x, int R, int N) {
  CT_ASSERT(R >= 0 && N >= 1);
  for (int r = 0; r < R; r++, x += N) {
    float shift = row_max(x, N);
    lse[r] = shift + ct_logf(row_exp(NULL, x, shift, N));
  }
}

ct_status ct_normalize_forward(float *y, float *inverse, const float *x, int R, int N) {
  CT_ASSERT(R >= 0 && N >= 1);
  /* All lengths are computed before any y, so that an error leaves x unchanged where y is x. In
   * double no finite row over- or underflows. */
  for (int r = 0; r < R; r++) {
    const float *row = x + (size_t)r * N;
    double square = ct_dot_double(row, row, N);
    if (!ct_finite(square)) return CT_E_NONFINITE;
    inverse[r] = (float)(1 / ct_sqrt(square));
    if (!ct_finite((double)inverse[r])) return CT_E_ZERO; /* also lengths below 3e-39 */
  }
  for (int r = 0; r < R; r++) {
    const float *row = x + (size_t)r * N;
    float *out = y + (size_t)r * N;
    for (int i = 0; i < N; i++) out[i] = row[i] * inverse[r];
  }
  return CT_OK;
}

void ct_normalize_backward(float *dx, const float *dy, const float *y, const float *inverse,
                           int R, int N) {
  for (int r = 0; r < R; r++, dx += N, dy += N, y += N) {
    float along = (float)ct_dot_double(dy, y, N), scale = inverse[r];
    for (int i = 0; i < N; i++) dx[i] += (dy[i] - along * y[i]) * scale;
  }
}
