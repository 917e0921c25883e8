/* The gradient of an input can be set or added. When it is set, the old value (here NaN) is not
 * read, and the result is what adding to zeros gives. */
#include "ct_test.h"
#include "kernels/conv.h"
#include "nn/layers.h"
#include "nn/norm.h"
#include "nn/pool.h"

/* Computes dx of a backward, written as `how` says; dy is given, the rest are fixed numbers. */
typedef void (*backward)(float *dx, ct_write how, const float *dy, ct_arena *a, int kind);

/* `in` and `out` are the sizes of dx and dy. */
static void check(backward run, int kind, int in, int out, const char *what) {
  ct_arena *a = ct_test_arena();
  float *dy = ct_test_floats(a, out, 1, -1, 1), *set = CT_TAKE(a, float, in + 1);
  float *added = CT_TAKE(a, float, in);
  memset(added, 0, sizeof(float) * (size_t)in);
  set[in] = 77;
  run(added, CT_ADD, dy, a, kind);
  run(set, CT_SET, dy, a, kind);
  for (int i = 0; i < in; i++) CT_TRUE(set[i] == added[i], "%s %d: [%d]", what, kind, i);
  CT_TRUE(set[in] == 77, "%s %d: the float behind is untouched", what, kind);
}

/* For backwards in which dx may be dy. */
static void check_in_place(backward run, int kind, int n, const char *what) {
  ct_arena *a = ct_test_arena();
  float *dy = ct_test_floats(a, n, 1, -1, 1), *dx = CT_TAKE(a, float, n);
  run(dx, CT_SET, dy, a, kind);
  run(dy, CT_SET, dy, a, kind);
  CT_TRUE(memcmp(dx, dy, sizeof(float) * (size_t)n) == 0, "%s %d", what, kind);
}

static void dense(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  (void)kind;
  float *w = ct_test_floats(a, 13 * 7, 2, -1, 1);
  ct_dense_backward(dx, how, NULL, NULL, dy, NULL, w, 5, 13, 7);
}

static void activation(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  float *x = ct_test_floats(a, 37, 2, -2, 2);
  ct_activation_backward(dx, how, dy, x, (ct_activation)kind, 37);
}

/* Strides 1 to 3; widths of whole fours, with tails, and below four. */
static const ct_conv convolutions[] = {
  {3, 5, 7, 5, 3, 3, 1, 1}, {5, 16, 16, 3, 3, 3, 2, 1}, {2, 7, 13, 4, 5, 3, 2, 2},
  {1, 4, 5, 1, 2, 2, 2, 0}, {2, 9, 11, 3, 3, 4, 3, 1},  {4, 6, 3, 2, 3, 3, 2, 1},
};

static void convolution(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  const ct_conv *s = &convolutions[kind];
  float *w = ct_test_floats(a, s->O * s->C * s->kh * s->kw, 2, -1, 1);
  ct_conv_backward(dx, how, NULL, NULL, dy, NULL, w, s, 3, a);
}

static const ct_norm_shape norms[] = {{3, 5, 11}, {7, 3, 1}, {2, 67, 8}};

static void batch_norm(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  ct_norm_shape s = norms[kind / 2];
  int n = s.n * s.C * s.S;
  float *x = ct_test_floats(a, n, 2, -1, 1), *gamma = ct_test_floats(a, s.C, 3, -1, 1);
  float *beta = ct_test_floats(a, s.C, 4, -1, 1), *mean = ct_test_floats(a, s.C, 5, -1, 1);
  float *inverse = ct_test_floats(a, s.C, 6, 1, 2);
  ct_batch_norm_backward(dx, how, NULL, NULL, dy, x, mean, inverse, gamma, beta, s, kind % 2);
}

static void layer_norm(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  (void)kind;
  float *x = ct_test_floats(a, 5 * 11, 2, -1, 1), *gamma = ct_test_floats(a, 11, 3, -1, 1);
  float *mean = ct_test_floats(a, 5, 4, -1, 1), *inverse = ct_test_floats(a, 5, 5, 1, 2);
  ct_layer_norm_backward(dx, how, NULL, NULL, dy, x, mean, inverse, gamma, 5, 11);
}

/* kind 0: the mean, 1: the greatest, of planes of 5x7. */
static void pool(float *dx, ct_write how, const float *dy, ct_arena *a, int kind) {
  float *x = ct_test_floats(a, 3 * 35, 2, -1, 1);
  if (kind) ct_max_pool_backward(dx, how, dy, x, 3, 5, 7);
  else ct_mean_pool_backward(dx, how, dy, 3, 35);
}

CT_TEST(setting_is_adding_to_zero) {
  check(dense, 0, 5 * 13, 5 * 7, "dense");
  for (int f = 0; f < CT_ACTIVATION_COUNT; f++) check(activation, f, 37, 37, "activation");
  for (int k = 0; k < (int)(sizeof convolutions / sizeof *convolutions); k++) {
    const ct_conv *s = &convolutions[k];
    int area = ct_conv_out(s->H, s->kh, s->stride, s->pad) *
               ct_conv_out(s->W, s->kw, s->stride, s->pad);
    check(convolution, k, 3 * s->C * s->H * s->W, 3 * s->O * area, "convolution");
  }
  for (int k = 0; k < 6; k++) {
    int n = norms[k / 2].n * norms[k / 2].C * norms[k / 2].S;
    check(batch_norm, k, n, n, "batch norm");
  }
  check(layer_norm, 0, 55, 55, "layer norm");
  check(pool, 0, 105, 3, "mean pool");
  check(pool, 1, 105, 18, "max pool");
}

CT_TEST(in_place) {
  for (int f = 0; f < CT_ACTIVATION_COUNT; f++) check_in_place(activation, f, 37, "activation");
  for (int k = 0; k < 6; k++)
    check_in_place(batch_norm, k, norms[k / 2].n * norms[k / 2].C * norms[k / 2].S, "batch norm");
}

CT_SUITE(write, setting_is_adding_to_zero, in_place)
