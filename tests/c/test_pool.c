#include <float.h>
#include "ct_test.h"
#include "nn/pool.h"

/* [planes, H, W] */
static const struct { int planes, H, W; } shapes[] = {
  {1, 2, 2}, {3, 2, 3}, {2, 3, 2}, {5, 4, 4}, {7, 5, 9}, {2, 8, 13},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static float *copy_of(ct_arena *a, const float *x, int n) {
  return memcpy(CT_TAKE(a, float, n), x, sizeof(float) * (size_t)n);
}

CT_TEST(mean_of_planes) {
  for (int k = 0; k < SHAPES; k++) {
    int planes = shapes[k].planes, S = shapes[k].H * shapes[k].W;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, planes * S, 1, -1, 1), *y = CT_TAKE(a, float, planes);
    float *dy = ct_test_floats(a, planes, 2, -1, 1), *dx = ct_test_floats(a, planes * S, 3, -1, 1);
    float *dx0 = copy_of(a, dx, planes * S);
    ct_mean_pool_forward(y, x, planes, S);
    ct_mean_pool_backward(dx, CT_ADD, dy, planes, S);
    for (int p = 0; p < planes; p++) {
      double sum = 0;
      for (int j = 0; j < S; j++) sum += (double)x[p * S + j];
      CT_NEAR(y[p], sum / S, FLT_EPSILON, "shape %d: [%d]", k, p);
    }
    for (int i = 0; i < planes * S; i++) /* the mean is linear: its slope is 1 / S */
      CT_NEAR(dx[i], (double)dx0[i] + (double)dy[i / S] / S, 2 * FLT_EPSILON, "shape %d", k);
  }
}

/* Checks y, and the added gradient of sum dy y, by the definition. */
CT_TEST(greatest_of_blocks) {
  for (int k = 0; k < SHAPES; k++) {
    int planes = shapes[k].planes, H = shapes[k].H, W = shapes[k].W, h = H / 2, w = W / 2;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, planes * H * W, 1, -1, 1);
    float *y = CT_TAKE(a, float, planes * h * w), *dy = ct_test_floats(a, planes * h * w, 2, -1, 1);
    float *dx = ct_test_floats(a, planes * H * W, 3, -1, 1), *dx0 = copy_of(a, dx, planes * H * W);
    ct_max_pool_forward(y, x, planes, H, W);
    ct_max_pool_backward(dx, CT_ADD, dy, x, planes, H, W);
    for (int p = 0; p < planes; p++)
      for (int i = 0; i < h; i++)
        for (int j = 0; j < w; j++) {
          int at = (p * H + 2 * i) * W + 2 * j, out = (p * h + i) * w + j;
          int four[4] = {at, at + 1, at + W, at + W + 1};
          float most = -INFINITY;
          for (int q = 0; q < 4; q++) most = fmaxf(most, x[four[q]]);
          CT_TRUE(y[out] == most, "shape %d: [%d]", k, out);
          for (int q = 0; q < 4; q++) /* with random numbers, one of the four is the greatest */
            dx0[four[q]] += x[four[q]] == most ? dy[out] : 0;
        }
    CT_TRUE(memcmp(dx, dx0, sizeof(float) * (size_t)(planes * H * W)) == 0, "shape %d", k);
  }
}

CT_TEST(first_of_equals_and_undefined) {
  float x[4] = {1, 2, 2, 2}, y, dy = 1, dx[4] = {0};
  ct_max_pool_backward(dx, CT_ADD, &dy, x, 1, 2, 2);
  CT_TRUE(dx[0] == 0 && dx[1] == 1 && dx[2] == 0 && dx[3] == 0, "the first of equals");
  x[2] = NAN;
  ct_max_pool_forward(&y, x, 1, 2, 2);
  CT_TRUE(y != y, "NaN goes through");
}

CT_SUITE(pool, mean_of_planes, greatest_of_blocks, first_of_equals_and_undefined)
