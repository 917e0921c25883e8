#include "nn/layers.h"

#include <string.h>
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

static size_t floats(int rows, int columns) {
  return sizeof(float) * (size_t)rows * (size_t)columns;
}

/* ---- dense */

void ct_dense_forward(float *y, const float *x, const float *w, const float *b, int B, int I,
                      int O) {
  ct_matrix wt = ct_matrix_transpose(ct_matrix_of(w, I)); /* [I, O] */
  if (b)
    for (int i = 0; i < B; i++) memcpy(y + (size_t)i * (size_t)O, b, floats(1, O));
  ct_gemm(y, O, ct_matrix_of(x, I), wt, B, O, I, b ? CT_GEMM_ADD : CT_GEMM_SET);
}

void ct_dense_backward(float *dx, float *dw, float *db, const float *dy, const float *x,
                       const float *w, int B, int I, int O) {
  ct_matrix d = ct_matrix_of(dy, O);
  if (dx) ct_gemm(dx, I, d, ct_matrix_of(w, I), B, I, O, CT_GEMM_ADD);
  if (dw) ct_gemm(dw, I, ct_matrix_transpose(d), ct_matrix_of(x, I), O, I, B, CT_GEMM_ADD);
  if (db)
    for (int i = 0; i < B; i++) ct_axpy(db, 1, dy + (size_t)i * (size_t)O, O);
}

/* ---- activations */

/* Written so that NaN stays NaN. */
static f32x4 relu(f32x4 x) { return f32x4_select(x < 0, f32x4_splat(0), x); }

/* x Phi(x) with Phi(x) = (1 + tanh(s)) / 2, s = sqrt(2 / pi) (x + 0.044715 x^3) */
#define GELU_SCALE 0.7978845608f
#define GELU_CUBE 0.044715f

static f32x4 gelu_tanh(f32x4 x) { return ct_tanhf4(GELU_SCALE * (x + GELU_CUBE * x * x * x)); }

static f32x4 gelu(f32x4 x) { return 0.5f * x * (1 + gelu_tanh(x)); }

static f32x4 gelu_slope(f32x4 x) {
  f32x4 t = gelu_tanh(x);
  return 0.5f * (1 + t) +
         0.5f * x * (1 - t * t) * (GELU_SCALE * (1 + 3 * GELU_CUBE * x * x));
}

static f32x4 activate(f32x4 x, ct_activation f) { return f == CT_RELU ? relu(x) : gelu(x); }

static f32x4 slope(f32x4 x, ct_activation f) {
  return f == CT_RELU ? f32x4_select(x > 0, f32x4_splat(1), f32x4_splat(0)) : gelu_slope(x);
}

/* The last n % 4 elements go through the same vector code, padded with zeros. */
static f32x4 load_tail(const float *x, int n) {
  f32x4 v = f32x4_splat(0);
  memcpy(&v, x, floats(1, n));
  return v;
}

void ct_activation_forward(float *y, const float *x, ct_activation f, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) f32x4_store(y + i, activate(f32x4_load(x + i), f));
  if (i == n) return;
  f32x4 v = activate(load_tail(x + i, n - i), f);
  memcpy(y + i, &v, floats(1, n - i));
}

void ct_activation_backward(float *dx, const float *dy, const float *x, ct_activation f, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 d = f32x4_load(dy + i) * slope(f32x4_load(x + i), f);
    f32x4_store(dx + i, f32x4_load(dx + i) + d);
  }
  if (i == n) return;
  f32x4 d = load_tail(dy + i, n - i) * slope(load_tail(x + i, n - i), f);
  d += load_tail(dx + i, n - i);
  memcpy(dx + i, &d, floats(1, n - i));
}

/* ---- embedding */

void ct_embedding_forward(float *y, const float *table, const int *index, int B, int D) {
  for (int i = 0; i < B; i++)
    memcpy(y + (size_t)i * (size_t)D, table + (size_t)index[i] * (size_t)D, floats(1, D));
}

void ct_embedding_backward(float *dtable, const float *dy, const int *index, int B, int D) {
  for (int i = 0; i < B; i++)
    ct_axpy(dtable + (size_t)index[i] * (size_t)D, 1, dy + (size_t)i * (size_t)D, D);
}
