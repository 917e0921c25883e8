#include "ct_test.h"
#include <float.h>
#include "kernels/rows.h"

/* [R, N]: one, the vector's width and its neighbours, primes, sixteen and more. */
static const struct { int R, N; } shapes[] = {
  {1, 1}, {2, 2}, {3, 3}, {5, 4}, {2, 5}, {7, 7}, {4, 8}, {3, 13}, {2, 16}, {3, 17}, {2, 31},
  {5, 64}, {2, 67}, {1, 257}, {2, 1000},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

CT_TEST(dot_products) {
  for (int n = 0; n < 100; n++) {
    ct_arena *arena = ct_test_arena();
    float *a = ct_test_floats(arena, n + 1, 1, -2, 2), *b = ct_test_floats(arena, n + 1, 2, -2, 2);
    double want = 0, size = 0;
    for (int i = 0; i < n; i++) {
      want += (double)a[i] * (double)b[i], size += fabs((double)a[i] * (double)b[i]);
    }
    /* at most n roundings of half an ulp of at most `size`; in fact n / 16 follow one another */
    CT_NEAR(ct_dot(a, b, n), want, FLT_EPSILON * size * 2, "float, n = %d", n);
    CT_NEAR(ct_dot_double(a, b, n), want, DBL_EPSILON * size * 2, "double, n = %d", n);
    CT_TRUE(ct_dot(a, b, n) == ct_dot(b, a, n), "symmetric, n = %d", n);
  }
}

CT_TEST(axpy) {
  for (int n = 0; n < 40; n++) {
    ct_arena *arena = ct_test_arena();
    float *x = ct_test_floats(arena, n + 1, 1, -2, 2), *y = ct_test_floats(arena, n + 1, 2, -2, 2);
    float before[41];
    memcpy(before, y, sizeof(float) * (size_t)(n + 1));
    ct_axpy(y, 0.37f, x, n);
    for (int i = 0; i < n; i++) {
      double want = (double)before[i] + (double)0.37f * (double)x[i];
      CT_NEAR(y[i], want, 3 * FLT_EPSILON, "[%d] of %d", i, n); /* two roundings below 4 */
    }
    CT_TRUE(y[n] == before[n], "the float behind is untouched");
  }
}

CT_TEST(finite_or_not) {
  float x[23];
  for (int n = 0; n < 23; n++) {
    for (int i = 0; i < 23; i++) x[i] = i < n ? (float)i * 1e37f : NAN;
    CT_INT(ct_all_finite(x, n), 1, "%d finite numbers", n);
    for (int i = 0; i < n; i++) {
      static const float bad[] = {NAN, INFINITY, -INFINITY};
      for (int k = 0; k < 3; k++) {
        float kept = x[i];
        x[i] = bad[k];
        CT_INT(ct_all_finite(x, n), 0, "[%d] of %d is %g", i, n, (double)bad[k]);
        x[i] = kept;
      }
    }
  }
}

static double lse_reference(const float *x, int n) {
  double most = -(double)INFINITY, sum = 0;
  for (int i = 0; i < n; i++) most = fmax(most, (double)x[i]);
  for (int i = 0; i < n; i++) sum += exp((double)x[i] - most);
  return most + log(sum);
}

CT_TEST(softmax_and_lse) {
  static const float reach[] = {1, 14.3f, 80}; /* cosines, cosines over 0.07, and large numbers */
  for (int s = 0; s < SHAPES * 3; s++) {
    int R = shapes[s / 3].R, N = shapes[s / 3].N;
    ct_arena *arena = ct_test_arena();
    float *x = ct_test_floats(arena, R * N, (unsigned)s, -reach[s % 3], reach[s % 3]);
    float *y = CT_TAKE(arena, float, R * N), *lse = CT_TAKE(arena, float, R);
    ct_softmax_rows(y, x, R, N);
    ct_lse_rows(lse, x, R, N);
    for (int r = 0; r < R; r++) {
      double want = lse_reference(x + r * N, N), sum = 0;
      /* the result's rounding and the sum's: exp within 2 ulp, and N / 4 additions in sequence */
      CT_NEAR(lse[r], want, FLT_EPSILON * (fabs(want) + 4), "lse, row %d of %d x %d", r, R, N);
      for (int i = 0; i < N; i++) {
        double share = exp((double)x[r * N + i] - want);
        /* rounding x - max moves an exponent of up to 160 by half an ulp: 80 eps relative */
        double tolerance = FLT_EPSILON * share * (8 + (double)reach[s % 3]) + FLT_MIN;
        CT_NEAR(y[r * N + i], share, tolerance, "softmax [%d %d] of %d x %d", r, i, R, N);
        sum += (double)y[r * N + i];
      }
      CT_NEAR(sum, 1, 8 * FLT_EPSILON, "row %d of %d x %d sums to 1", r, R, N);
    }
    ct_softmax_rows(x, x, R, N);
    CT_INT(memcmp(x, y, sizeof(float) * (size_t)(R * N)), 0, "in place, %d x %d", R, N);
  }
}

CT_TEST(softmax_far_out) {
  /* shifting all by a power of two changes nothing; huge values neither over- nor underflow */
  float x[] = {1, 2, 3, 4, 5}, y[5], moved[5], z[5], lse;
  for (int i = 0; i < 5; i++) moved[i] = x[i] + 4096;
  ct_softmax_rows(y, x, 1, 5);
  ct_softmax_rows(z, moved, 1, 5);
  CT_INT(memcmp(y, z, sizeof y), 0, "shifted");
  float huge[] = {3e38f, -3e38f, 3e38f, 0, -INFINITY};
  ct_softmax_rows(y, huge, 1, 5);
  CT_TRUE(y[0] == 0.5f && y[1] == 0 && y[2] == 0.5f && y[3] == 0 && y[4] == 0, "huge");
  ct_lse_rows(&lse, huge, 1, 5);
  CT_TRUE(lse == 3e38f, "%g", (double)lse);
  float bad[] = {1, 2, NAN, 3};
  ct_lse_rows(&lse, bad, 1, 4);
  ct_softmax_rows(y, bad, 1, 4);
  CT_TRUE(isnan(lse) && isnan(y[0]) && isnan(y[3]), "NaN is passed on");
}

CT_TEST(normalize) {
  for (int s = 0; s < SHAPES; s++) {
    int R = shapes[s].R, N = shapes[s].N;
    ct_arena *arena = ct_test_arena();
    float *x = ct_test_floats(arena, R * N, 1, -3, 3), *inverse = CT_TAKE(arena, float, R);
    float *y = CT_TAKE(arena, float, R * N), *z = CT_TAKE(arena, float, R * N);
    CT_INT(ct_normalize_forward(y, inverse, x, R, N), CT_OK, "%d x %d", R, N);
    for (int r = 0; r < R; r++) {
      double square = 0;
      for (int i = 0; i < N; i++) square += (double)x[r * N + i] * (double)x[r * N + i];
      CT_NEAR(inverse[r] * sqrt(square), 1, FLT_EPSILON, "inverse of row %d", r);
      for (int i = 0; i < N; i++) { /* each has two roundings */
        double want = (double)x[r * N + i] / sqrt(square);
        CT_NEAR(y[r * N + i], want, FLT_EPSILON * fabs(want), "[%d %d] of %d x %d", r, i, R, N);
      }
    }
    for (int i = 0; i < R * N; i++) z[i] = x[i] * 0x1p40f; /* property: scale does not matter */
    CT_INT(ct_normalize_forward(z, inverse, z, R, N), CT_OK, "in place");
    CT_INT(memcmp(y, z, sizeof(float) * (size_t)(R * N)), 0, "scaled, %d x %d", R, N);
  }
}

CT_TEST(normalize_refuses) {
  float x[] = {3, 4, 0, 0, 1, 0}, y[6] = {9, 9, 9, 9, 9, 9}, inverse[3];
  CT_INT(ct_normalize_forward(y, inverse, x, 3, 2), CT_E_ZERO, "the second row");
  CT_TRUE(y[0] == 9 && y[5] == 9, "an error leaves y alone");
  x[2] = NAN;
  CT_INT(ct_normalize_forward(y, inverse, x, 3, 2), CT_E_NONFINITE, "NaN");
  x[2] = -INFINITY;
  CT_INT(ct_normalize_forward(y, inverse, x, 3, 2), CT_E_NONFINITE, "infinity");
  x[2] = 1e-40f;
  CT_INT(ct_normalize_forward(y, inverse, x, 3, 2), CT_E_ZERO, "1 / |x| is no float");
  x[2] = 3e38f, x[3] = 3e38f, x[4] = 1e-30f;
  CT_INT(ct_normalize_forward(y, inverse, x, 3, 2), CT_OK, "squares that are no floats");
  CT_NEAR(y[2], sqrt(0.5), 1e-6, "large: 1 / |x| is subnormal, so short of bits");
  CT_NEAR(y[4], 1, FLT_EPSILON, "small");
}

/* The sum over i of weight_i x_i / |x| in double, whose gradient the backward gives. */
static double weighted(const double *x, const float *weight, int N) {
  double square = 0, sum = 0;
  for (int i = 0; i < N; i++) square += x[i] * x[i], sum += (double)weight[i] * x[i];
  return sum / sqrt(square);
}

CT_TEST(normalize_gradient) {
  for (int s = 0; s < SHAPES; s++) {
    int R = shapes[s].R, N = shapes[s].N;
    ct_arena *arena = ct_test_arena();
    float *x = ct_test_floats(arena, R * N, 1, -3, 3), *dy = ct_test_floats(arena, R * N, 2, -1, 1);
    float *y = CT_TAKE(arena, float, R * N), *inverse = CT_TAKE(arena, float, R);
    float *dx = ct_test_floats(arena, R * N, 3, -1, 1), *before = CT_TAKE(arena, float, R * N);
    double *row = CT_TAKE(arena, double, N);
    memcpy(before, dx, sizeof(float) * (size_t)(R * N));
    CT_INT(ct_normalize_forward(y, inverse, x, R, N), CT_OK, "forward");
    ct_normalize_backward(dx, dy, y, inverse, R, N);
    for (int r = 0; r < R; r++) {
      for (int i = 0; i < N; i++) row[i] = (double)x[r * N + i];
      for (int i = 0; i < N; i++) {
        const double h = 1e-6;
        double at = row[i];
        row[i] = at + h;
        double above = weighted(row, dy + r * N, N);
        row[i] = at - h;
        double below = weighted(row, dy + r * N, N);
        row[i] = at;
        double want = (double)before[r * N + i] + (above - below) / (2 * h);
        /* float rounding of terms of size 1 and |dy| / |x|; 1e-8 is the difference quotient's */
        double tolerance = 4 * FLT_EPSILON * (1 + (double)inverse[r] * sqrt(N)) + 1e-8;
        CT_NEAR(dx[r * N + i], want, tolerance, "[%d %d] of %d x %d", r, i, R, N);
      }
      double along = 0; /* property: the gradient itself is orthogonal to the row */
      for (int i = 0; i < N; i++) {
        along += ((double)dx[r * N + i] - (double)before[r * N + i]) * (double)y[r * N + i];
      }
      CT_NEAR(along, 0, 4 * FLT_EPSILON * sqrt(N) * (1 + (double)inverse[r]), "row %d", r);
    }
  }
}

CT_SUITE(rows, dot_products, axpy, finite_or_not, softmax_and_lse, softmax_far_out, normalize,
         normalize_refuses, normalize_gradient)
