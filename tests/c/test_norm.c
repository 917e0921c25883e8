#include <float.h>
#include "ct_test.h"
#include "nn/norm.h"

/* Ones, primes, tails of four and eight, and more channels than are summed at once. */
static const ct_norm_shape shapes[] = {
  {1, 1, 1}, {2, 1, 1}, {1, 3, 7}, {5, 2, 4}, {3, 7, 9}, {7, 5, 13}, {4, 67, 1}, {2, 131, 5},
  {3, 4, 64}, {11, 65, 2},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static double *doubles(ct_arena *a, const float *x, int n) {
  double *out = CT_TAKE(a, double, n);
  for (int i = 0; i < n; i++) out[i] = (double)x[i];
  return out;
}

static int channel_of(ct_norm_shape s, int i) { return i / s.S % s.C; }

/* Mean and biased variance [C]. */
static void moments(double *mean, double *variance, const double *x, ct_norm_shape s) {
  for (int c = 0; c < s.C; c++) mean[c] = variance[c] = 0;
  int count = s.n * s.S, all = count * s.C;
  for (int i = 0; i < all; i++) mean[channel_of(s, i)] += x[i] / count;
  for (int i = 0; i < all; i++)
    variance[channel_of(s, i)] += pow(x[i] - mean[channel_of(s, i)], 2) / count;
}

static double normal(double x, double mean, double variance) {
  return (x - mean) / sqrt(variance + 1e-5);
}

typedef struct data {
  ct_norm_shape s;
  int all;
  float *x, *gamma, *beta, *dy, *y, *mean, *inverse, *variance;
} data;

static data make(ct_arena *a, ct_norm_shape s) {
  int all = s.n * s.C * s.S;
  data d = {s, all, ct_test_floats(a, all, 1, -1, 3), ct_test_floats(a, s.C, 2, -2, 2),
            ct_test_floats(a, s.C, 3, -1, 1), ct_test_floats(a, all, 4, -1, 1),
            CT_TAKE(a, float, all + 1), CT_TAKE(a, float, s.C), CT_TAKE(a, float, s.C),
            CT_TAKE(a, float, s.C)};
  d.y[all] = 77;
  return d;
}

CT_TEST(forward_is_the_formula) {
  for (int k = 0; k < SHAPES; k++)
    for (int relu = 0; relu < 2; relu++) {
      ct_arena *a = ct_test_arena();
      data d = make(a, shapes[k]);
      int count = d.s.n * d.s.S;
      double *x = doubles(a, d.x, d.all), *mean = CT_TAKE(a, double, d.s.C);
      double *variance = CT_TAKE(a, double, d.s.C);
      moments(mean, variance, x, d.s);
      ct_batch_norm_forward(d.y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, relu);
      for (int c = 0; c < d.s.C; c++) {
        double unbiased = count > 1 ? variance[c] * count / (count - 1) : 0;
        CT_NEAR(d.mean[c], mean[c], 1e-6, "shape %d: mean [%d]", k, c);
        CT_NEAR(d.variance[c], unbiased, 1e-5, "shape %d: variance [%d]", k, c);
        CT_NEAR(d.inverse[c] * sqrt(variance[c] + 1e-5), 1, 1e-6, "shape %d: inverse [%d]", k, c);
      }
      for (int i = 0; i < d.all; i++) {
        int c = channel_of(d.s, i);
        double want = normal(x[i], mean[c], variance[c]) * (double)d.gamma[c] + (double)d.beta[c];
        /* a mean below 2 is rounded, then divided by a deviation above 0.05 where n S >= 2 */
        CT_NEAR(d.y[i], relu && want < 0 ? 0 : want, 2e-5, "shape %d: [%d]", k, i);
      }
      CT_TRUE(d.y[d.all] == 77, "the float behind is untouched");
    }
}

/* The sum of dy times the output, in double. */
static double batch_objective(const data *d, const double *x, const double *gamma,
                              const double *beta, int relu, double *mean, double *variance) {
  double sum = 0;
  moments(mean, variance, x, d->s);
  for (int i = 0; i < d->all; i++) {
    int c = channel_of(d->s, i);
    double y = normal(x[i], mean[c], variance[c]) * gamma[c] + beta[c];
    sum += (relu && y < 0 ? 0 : y) * (double)d->dy[i];
  }
  return sum;
}

CT_TEST(backward_is_the_slope) {
  for (int k = 1; k < SHAPES; k++)
    for (int relu = 0; relu < 2; relu++) {
      ct_arena *a = ct_test_arena();
      data d = make(a, shapes[k]);
      int C = d.s.C;
      if (d.s.n * d.s.S < 4) continue; /* two numbers become +-1 and have slopes of only 1e-5 */
      double *x = doubles(a, d.x, d.all), *gamma = doubles(a, d.gamma, C);
      double *beta = doubles(a, d.beta, C), h = 1e-6;
      double *mean = CT_TAKE(a, double, C), *variance = CT_TAKE(a, double, C);
      float *dx = ct_test_floats(a, d.all, 5, -1, 1), *dgamma = ct_test_floats(a, C, 6, -1, 1);
      float *dbeta = ct_test_floats(a, C, 7, -1, 1);
      double *dx0 = doubles(a, dx, d.all), *dgamma0 = doubles(a, dgamma, C);
      double *dbeta0 = doubles(a, dbeta, C);
      ct_batch_norm_forward(d.y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, relu);
      ct_batch_norm_backward(dx, CT_ADD, dgamma, dbeta, d.dy, d.x, d.mean, d.inverse, d.gamma,
                             d.beta, d.s, relu);
      for (int i = 0; i < d.all + 2 * C; i++) {
        int j = i - d.all;
        double *at = j < 0 ? x + i : j < C ? gamma + j : beta + j - C;
        double got = j < 0 ? (double)dx[i] - dx0[i]
                   : j < C ? (double)dgamma[j] - dgamma0[j] : (double)dbeta[j - C] - dbeta0[j - C];
        double kept = *at;
        *at = kept + h;
        double above = batch_objective(&d, x, gamma, beta, relu, mean, variance);
        *at = kept - h;
        double below = batch_objective(&d, x, gamma, beta, relu, mean, variance);
        *at = kept;
        /* slopes are up to 20, with deviations down to 0.3 and float sums of up to 200 terms */
        CT_NEAR(got, (above - below) / (2 * h), 1e-4, "shape %d, relu %d: [%d]", k, relu, i);
      }
    }
}

/* With the batch's own biased variance, evaluation gives the same output as training. */
CT_TEST(evaluation_agrees_with_training) {
  for (int k = 0; k < SHAPES; k++)
    for (int relu = 0; relu < 2; relu++) {
      ct_arena *a = ct_test_arena();
      data d = make(a, shapes[k]);
      float *y = CT_TAKE(a, float, d.all);
      double count = (double)d.s.n * d.s.S;
      ct_batch_norm_forward(d.y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, relu);
      for (int c = 0; c < d.s.C && count > 1; c++)
        d.variance[c] = (float)((double)d.variance[c] * (count - 1) / count);
      ct_batch_norm_apply(y, d.mean, d.variance, d.x, d.gamma, d.beta, d.s, relu);
      for (int i = 0; i < d.all; i++) CT_NEAR(y[i], d.y[i], 4e-6, "shape %d: [%d]", k, i);
    }
}

/* A shifted and scaled input gives the same output, up to epsilon. */
CT_TEST(shift_and_scale_do_not_matter) {
  ct_arena *a = ct_test_arena();
  data d = make(a, (ct_norm_shape){9, 3, 21});
  float *y = CT_TAKE(a, float, d.all);
  ct_batch_norm_forward(d.y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, 0);
  for (int i = 0; i < d.all; i++) d.x[i] = 64 * d.x[i] + 1000;
  ct_batch_norm_forward(y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, 0);
  /* rounding 1,000 to a float errs by 3e-5, over a deviation of 74 and 5 means of it */
  for (int i = 0; i < d.all; i++) CT_NEAR(y[i], d.y[i], 2e-5, "[%d]", i);
}

CT_TEST(undefined_numbers_go_through) {
  ct_arena *a = ct_test_arena();
  data d = make(a, (ct_norm_shape){3, 2, 5});
  d.x[7] = NAN;
  ct_batch_norm_forward(d.y, d.mean, d.inverse, d.variance, d.x, d.gamma, d.beta, d.s, 1);
  for (int i = 0; i < d.all; i++)
    CT_TRUE((d.y[i] != d.y[i]) == (channel_of(d.s, i) == 1), "[%d]", i);
}

/* ---- layer norm */

static const struct { int B, D; } rows[] = {{1, 2}, {3, 3}, {2, 7}, {5, 16}, {7, 65}};

static double layer_objective(const float *dy, const double *x, const double *gamma,
                              const double *beta, int B, int D, double *y) {
  double sum = 0;
  for (int i = 0; i < B; i++) {
    double mean = 0, variance = 0;
    for (int d = 0; d < D; d++) mean += x[i * D + d] / D;
    for (int d = 0; d < D; d++) variance += pow(x[i * D + d] - mean, 2) / D;
    for (int d = 0; d < D; d++) {
      y[i * D + d] = normal(x[i * D + d], mean, variance) * gamma[d] + beta[d];
      sum += y[i * D + d] * (double)dy[i * D + d];
    }
  }
  return sum;
}

CT_TEST(layer_norm) {
  for (int k = 0; k < 5; k++) {
    int B = rows[k].B, D = rows[k].D, n = B * D;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, n, 1, -2, 2), *gamma = ct_test_floats(a, D, 2, -1, 1);
    float *beta = ct_test_floats(a, D, 3, -1, 1), *dy = ct_test_floats(a, n, 4, -1, 1);
    float *dx = ct_test_floats(a, n, 5, -1, 1), *dgamma = ct_test_floats(a, D, 6, -1, 1);
    float *dbeta = ct_test_floats(a, D, 7, -1, 1), *y = CT_TAKE(a, float, n);
    float *mean = CT_TAKE(a, float, B), *inverse = CT_TAKE(a, float, B);
    double *x2 = doubles(a, x, n), *g2 = doubles(a, gamma, D), *b2 = doubles(a, beta, D);
    double *start[3] = {doubles(a, dx, n), doubles(a, dgamma, D), doubles(a, dbeta, D)};
    double *want = CT_TAKE(a, double, n), *other = CT_TAKE(a, double, n), h = 1e-6;
    ct_layer_norm_forward(y, mean, inverse, x, gamma, beta, B, D);
    layer_objective(dy, x2, g2, b2, B, D, want);
    for (int i = 0; i < n; i++) CT_NEAR(y[i], want[i], 1e-5, "%d: [%d]", k, i);
    ct_layer_norm_backward(dx, CT_ADD, dgamma, dbeta, dy, x, mean, inverse, gamma, B, D);
    for (int i = 0; i < n + 2 * D; i++) {
      int part = i < n ? 0 : i < n + D ? 1 : 2, j = part == 0 ? i : part == 1 ? i - n : i - n - D;
      double *at = (part == 0 ? x2 : part == 1 ? g2 : b2) + j, kept = *at;
      double got = (double)(part == 0 ? dx : part == 1 ? dgamma : dbeta)[j] - start[part][j];
      *at = kept + h;
      double above = layer_objective(dy, x2, g2, b2, B, D, other);
      *at = kept - h;
      double below = layer_objective(dy, x2, g2, b2, B, D, other);
      *at = kept;
      /* slopes reach a few tens where two numbers lie close */
      CT_NEAR(got, (above - below) / (2 * h), 1e-4, "%d: gradient %d [%d]", k, part, j);
    }
  }
}

/* ---- RMS norm: the second row is zeros, and the third tiny beside epsilon */

static double rms_objective(const float *dy, const double *x, int B, int D, double *y) {
  double sum = 0;
  for (int i = 0; i < B; i++) {
    double square = 0;
    for (int d = 0; d < D; d++) square += x[i * D + d] * x[i * D + d] / D;
    for (int d = 0; d < D; d++) {
      y[i * D + d] = x[i * D + d] / sqrt(square + (double)CT_RMS_EPSILON);
      sum += y[i * D + d] * (double)dy[i * D + d];
    }
  }
  return sum;
}

CT_TEST(rms_norm) {
  for (int k = 0; k < 5; k++)
    for (int how = 0; how < 2; how++) {
      int B = rows[k].B, D = rows[k].D, n = B * D;
      ct_arena *a = ct_test_arena();
      float *x = ct_test_floats(a, n, 1, -2, 2), *dy = ct_test_floats(a, n, 4, -1, 1);
      for (int i = D; i < n && i < 3 * D; i++) x[i] = i < 2 * D ? 0 : 1e-4f * x[i];
      float *dx = ct_test_floats(a, n, 5, -1, 1), *y = CT_TAKE(a, float, n);
      float *inverse = CT_TAKE(a, float, B);
      double *x2 = doubles(a, x, n), *start = doubles(a, dx, n), *want = CT_TAKE(a, double, n);
      double *other = CT_TAKE(a, double, n);
      ct_rms_norm_forward(y, inverse, x, B, D);
      rms_objective(dy, x2, B, D, want);
      for (int i = 0; i < n; i++) CT_NEAR(y[i], want[i], 2e-6, "%d: [%d]", k, i);
      ct_rms_norm_backward(dx, how ? CT_ADD : CT_SET, dy, x, inverse, B, D);
      for (int i = 0; i < n; i++) {
        double kept = x2[i], h = 1e-7;
        x2[i] = kept + h;
        double above = rms_objective(dy, x2, B, D, other);
        x2[i] = kept - h;
        double below = rms_objective(dy, x2, B, D, other);
        x2[i] = kept;
        /* a row of zeros is multiplied by 1,000, the others by about 1 */
        double slope = (above - below) / (2 * h), before = how ? start[i] : 0;
        CT_NEAR((double)dx[i] - before, slope, 2e-6 * (1 + fabs(slope)), "%d: dx [%d]", k, i);
      }
      memcpy(dx, dy, sizeof(float) * (size_t)n);
      ct_rms_norm_backward(dx, CT_SET, dx, x, inverse, B, D);
      ct_rms_norm_backward(y, CT_SET, dy, x, inverse, B, D);
      CT_INT(memcmp(dx, y, sizeof(float) * (size_t)n), 0, "%d: in place", k);
    }
}

CT_SUITE(norm, forward_is_the_formula, backward_is_the_slope, evaluation_agrees_with_training,
         shift_and_scale_do_not_matter, undefined_numbers_go_through, layer_norm,
         rms_norm)
