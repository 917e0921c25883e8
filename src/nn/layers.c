#include "nn/layers.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
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
  ct_gemm(y, O, ct_matrix_of(x, I), wt, B, O, I, b ? CT_ADD : CT_SET);
}

void ct_dense_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                       const float *x, const float *w, int B, int I, int O) {
  ct_matrix d = ct_matrix_of(dy, O);
  if (dx) ct_gemm(dx, I, d, ct_matrix_of(w, I), B, I, O, how);
  if (dw) ct_gemm(dw, I, ct_matrix_transpose(d), ct_matrix_of(x, I), O, I, B, CT_ADD);
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

static f32x4 activate(f32x4 x, ct_activation f) {
  return f == CT_RELU ? relu(x) : f == CT_GELU ? gelu(x) : x;
}

static f32x4 slope(f32x4 x, ct_activation f) {
  if (f == CT_RELU) return f32x4_select(x > 0, f32x4_splat(1), f32x4_splat(0));
  return f == CT_GELU ? gelu_slope(x) : f32x4_splat(1);
}

/* The last n % 4 elements go through the same vector code, padded with zeros. */
static f32x4 load_tail(const float *x, int n) {
  f32x4 v = f32x4_splat(0);
  memcpy(&v, x, floats(1, n));
  return v;
}

/* Elements per task, a multiple of 4. */
#define CHUNK 16384

typedef struct activation_job {
  float *y;               /* or dx */
  ct_write how;           /* dx */
  const float *x, *dy;
  ct_activation f;
  int n;
} activation_job;

static void each_chunk(ct_task task, activation_job *k) {
  ct_parallel_for(task, k, (k->n + CHUNK - 1) / CHUNK);
}

static void activation_forward_chunk(void *context, int index) {
  const activation_job *k = context;
  int i = index * CHUNK, end = k->n - i < CHUNK ? k->n : i + CHUNK;
  for (; i + 4 <= end; i += 4) f32x4_store(k->y + i, activate(f32x4_load(k->x + i), k->f));
  if (i == end) return;
  f32x4 v = activate(load_tail(k->x + i, end - i), k->f);
  memcpy(k->y + i, &v, floats(1, end - i));
}

void ct_activation_forward(float *y, const float *x, ct_activation f, int n) {
  activation_job k = {.y = y, .x = x, .f = f, .n = n};
  each_chunk(activation_forward_chunk, &k);
}

static void activation_backward_chunk(void *context, int index) {
  const activation_job *k = context;
  int i = index * CHUNK, end = k->n - i < CHUNK ? k->n : i + CHUNK;
  for (; i + 4 <= end; i += 4) {
    f32x4 d = f32x4_load(k->dy + i) * slope(f32x4_load(k->x + i), k->f);
    f32x4_store(k->y + i, k->how == CT_ADD ? f32x4_load(k->y + i) + d : d);
  }
  if (i == end) return;
  f32x4 d = load_tail(k->dy + i, end - i) * slope(load_tail(k->x + i, end - i), k->f);
  if (k->how == CT_ADD) d += load_tail(k->y + i, end - i);
  memcpy(k->y + i, &d, floats(1, end - i));
}

void ct_activation_backward(float *dx, ct_write how, const float *dy, const float *x,
                            ct_activation f, int n) {
  activation_job k = {.y = dx, .how = how, .x = x, .dy = dy, .f = f, .n = n};
  each_chunk(activation_backward_chunk, &k);
}

/* ---- addition */

typedef struct add_job {
  float *sum, *dy, *dx;
  const float *x;         /* forward: the addend; backward: the forward's result */
  float floor;            /* the least value of the result; there it has no gradient */
  ct_write how;
  int n;
} add_job;

static float floor_of(int relu) { return relu ? 0 : -__builtin_inff(); }

static void add_forward_chunk(void *context, int index) {
  const add_job *k = context;
  f32x4 floor = f32x4_splat(k->floor);
  int i = index * CHUNK, end = k->n - i < CHUNK ? k->n : i + CHUNK;
  for (; i + 4 <= end; i += 4)
    f32x4_store(k->sum + i, f32x4_max(f32x4_load(k->sum + i) + f32x4_load(k->x + i), floor));
  if (i == end) return;
  f32x4 v = f32x4_max(load_tail(k->sum + i, end - i) + load_tail(k->x + i, end - i), floor);
  memcpy(k->sum + i, &v, floats(1, end - i));
}

void ct_add_forward(float *y, const float *x, int relu_after, int n) {
  add_job k = {.sum = y, .x = x, .floor = floor_of(relu_after), .n = n};
  ct_parallel_for(add_forward_chunk, &k, (n + CHUNK - 1) / CHUNK);
}

static void add_backward_chunk(void *context, int index) {
  const add_job *k = context;
  f32x4 floor = f32x4_splat(k->floor);
  int i = index * CHUNK, end = k->n - i < CHUNK ? k->n : i + CHUNK;
  for (; i + 4 <= end; i += 4) {
    f32x4 d = (f32x4)((i32x4)f32x4_load(k->dy + i) & (f32x4_load(k->x + i) > floor));
    f32x4_store(k->dy + i, d);
    f32x4_store(k->dx + i, k->how == CT_ADD ? f32x4_load(k->dx + i) + d : d);
  }
  for (; i < end; i++) {
    if (!(k->x[i] > k->floor)) k->dy[i] = 0;
    k->dx[i] = k->how == CT_ADD ? k->dx[i] + k->dy[i] : k->dy[i];
  }
}

void ct_add_backward(float *dx, ct_write how, float *dy, const float *y, int relu_after, int n) {
  add_job k = {.dx = dx, .dy = dy, .x = y, .floor = floor_of(relu_after), .how = how, .n = n};
  ct_parallel_for(add_backward_chunk, &k, (n + CHUNK - 1) / CHUNK);
}
