#include <float.h>
#include "base/random.h"
#include "ct_test.h"
#include "nn/layers.h"

/* [B, I, O]: ones, primes, and widths around the kernels' 4 and 8. */
static const struct { int B, I, O; } shapes[] = {
  {1, 1, 1}, {1, 7, 3}, {2, 3, 5}, {5, 4, 8}, {7, 13, 11}, {8, 9, 17}, {3, 129, 2}, {33, 31, 29},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static float *copy_of(ct_arena *a, const float *x, int n) {
  float *copy = CT_TAKE(a, float, n);
  return memcpy(copy, x, sizeof(float) * (size_t)n);
}

CT_TEST(dense_forward) {
  for (int k = 0; k < SHAPES; k++) {
    int B = shapes[k].B, I = shapes[k].I, O = shapes[k].O;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, B * I, 1, -1, 1), *w = ct_test_floats(a, O * I, 2, -1, 1);
    float *b = ct_test_floats(a, O, 3, -1, 1), *y = CT_TAKE(a, float, B * O);
    for (int biased = 0; biased < 2; biased++) {
      ct_dense_forward(y, x, w, biased ? b : NULL, B, I, O);
      for (int i = 0; i < B; i++)
        for (int o = 0; o < O; o++) {
          double want = biased ? (double)b[o] : 0;
          for (int j = 0; j < I; j++) want += (double)x[i * I + j] * (double)w[o * I + j];
          /* I products below 1, each rounding its sum, which is below I */
          CT_NEAR(y[i * O + o], want, FLT_EPSILON * (I + 2), "%d: [%d, %d]", k, i, o);
        }
    }
  }
}

/* Every gradient starts at some value, and the backward must add to it. */
CT_TEST(dense_backward) {
  for (int k = 0; k < SHAPES; k++) {
    int B = shapes[k].B, I = shapes[k].I, O = shapes[k].O;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, B * I, 1, -1, 1), *w = ct_test_floats(a, O * I, 2, -1, 1);
    float *dy = ct_test_floats(a, B * O, 3, -1, 1), *dx = ct_test_floats(a, B * I, 4, -1, 1);
    float *dw = ct_test_floats(a, O * I, 5, -1, 1), *db = ct_test_floats(a, O, 6, -1, 1);
    float *dx0 = copy_of(a, dx, B * I), *dw0 = copy_of(a, dw, O * I), *db0 = copy_of(a, db, O);
    ct_dense_backward(dx, CT_ADD, dw, db, dy, x, w, B, I, O);
    for (int i = 0; i < B; i++)
      for (int j = 0; j < I; j++) {
        double want = (double)dx0[i * I + j];
        for (int o = 0; o < O; o++) want += (double)dy[i * O + o] * (double)w[o * I + j];
        CT_NEAR(dx[i * I + j], want, FLT_EPSILON * (O + 2), "%d: dx [%d, %d]", k, i, j);
      }
    for (int o = 0; o < O; o++) {
      double want = (double)db0[o];
      for (int i = 0; i < B; i++) want += (double)dy[i * O + o];
      CT_NEAR(db[o], want, FLT_EPSILON * (B + 2), "%d: db [%d]", k, o);
      for (int j = 0; j < I; j++) {
        want = (double)dw0[o * I + j];
        for (int i = 0; i < B; i++) want += (double)dy[i * O + o] * (double)x[i * I + j];
        CT_NEAR(dw[o * I + j], want, FLT_EPSILON * (B + 2), "%d: dw [%d, %d]", k, o, j);
      }
    }
    memcpy(dx, dx0, sizeof(float) * (size_t)(B * I));
    ct_dense_backward(NULL, CT_ADD, dw, NULL, dy, x, w, B, I, O);
    CT_TRUE(memcmp(dx, dx0, sizeof(float) * (size_t)(B * I)) == 0, "a NULL gradient is left out");
  }
}

static double reference(double x, ct_activation f) {
  if (f == CT_RELU) return x > 0 ? x : 0;
  if (f == CT_LINEAR) return x;
  return 0.5 * x * (1 + tanh(sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
}

CT_TEST(activations) {
  for (int f = 0; f < CT_ACTIVATION_COUNT; f++)
    for (int n = 1; n < 40; n++) {
      ct_arena *a = ct_test_arena();
      float *x = ct_test_floats(a, n, (unsigned)n, -5, 5), *dy = ct_test_floats(a, n, 9, -1, 1);
      float *y = CT_TAKE(a, float, n + 1), *dx = ct_test_floats(a, n, 8, -1, 1);
      float *dx0 = copy_of(a, dx, n);
      y[n] = 77;
      ct_activation_forward(y, x, (ct_activation)f, n);
      ct_activation_backward(dx, CT_ADD, dy, x, (ct_activation)f, n);
      for (int i = 0; i < n; i++) {
        double h = 1e-5, at = (double)x[i];
        double slope =
            (reference(at + h, (ct_activation)f) - reference(at - h, (ct_activation)f)) / (2 * h);
        /* a few roundings of numbers below 5; the slope is below 1.2 */
        CT_NEAR(y[i], reference(at, (ct_activation)f), 8 * FLT_EPSILON, "%d at %g", f, at);
        CT_NEAR(dx[i], (double)dx0[i] + (double)dy[i] * slope, 2e-6, "slope of %d at %g", f, at);
      }
      CT_TRUE(y[n] == 77, "the float behind is untouched");
    }
}

CT_TEST(relu_from_its_output) {
  ct_arena *a = ct_test_arena();
  int n = 37;
  float *x = ct_test_floats(a, n, 1, -1, 1), *dy = ct_test_floats(a, n, 2, -1, 1);
  float *one = ct_test_floats(a, n, 3, 0, 1), *other = copy_of(a, one, n);
  ct_activation_backward(one, CT_ADD, dy, x, CT_RELU, n);
  ct_activation_forward(x, x, CT_RELU, n);
  ct_activation_backward(other, CT_ADD, dy, x, CT_RELU, n);
  CT_TRUE(memcmp(one, other, sizeof(float) * (size_t)n) == 0, "in place");
}

CT_TEST(undefined_numbers_go_through) {
  for (int f = 0; f < CT_ACTIVATION_COUNT; f++) {
    float x[5] = {1, NAN, 2, 3, NAN};
    ct_activation_forward(x, x, (ct_activation)f, 5);
    CT_TRUE(x[1] != x[1] && x[4] != x[4], "activation %d hides NaN", f);
  }
}

CT_SUITE(layers, dense_forward, dense_backward, activations, relu_from_its_output,
         undefined_numbers_go_through)
