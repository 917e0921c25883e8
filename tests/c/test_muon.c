/* Compares Muon's orthogonal factor with the published iterations in double, and checks properties
 * that hold for any matrix. test_optim.c compares the whole update with PyTorch. */
#include "ct_test.h"
#include "optim/muon.h"

static const int shapes[][2] = {{1, 1}, {1, 7}, {7, 1}, {2, 2}, {3, 5}, {13, 7}, {16, 75}, {31, 31},
                                {32, 144}, {67, 13}, {64, 288}, {128, 1024}, {130, 67}};
#define SHAPES (int)(sizeof shapes / sizeof shapes[0])

static float *scratch_of(ct_arena *a, int rows, int columns) {
  return CT_TAKE(a, float, ct_muon_floats(rows, columns));
}

/* scale times O, the orthogonal factor of x, which stays unchanged. */
static float *orthogonal(ct_arena *a, const float *x, int rows, int columns, float scale) {
  int n = rows * columns;
  float *y = CT_TAKE(a, float, n), *copy = CT_TAKE(a, float, n);
  memcpy(copy, x, sizeof(float) * (size_t)n);
  memset(y, 0, sizeof(float) * (size_t)n);
  ct_add_orthogonal(y, scale, copy, rows, columns, scratch_of(a, rows, columns));
  return y;
}

static double entry(const double *x, int columns, int turned, int i, int j) {
  return turned ? x[j * columns + i] : x[i * columns + j];
}

/* c [m, n] = a [m, k] b [k, n]; if `turned`, b is stored as [n, k]. */
static void product(double *c, const double *a, const double *b, int turned, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int l = 0; l < k; l++) sum += a[i * k + l] * entry(b, turned ? k : n, turned, l, j);
      c[i * n + j] = sum;
    }
}

/* Newton-Schulz on the whole matrix: X = (a + b X X' + c X X' X X') X */
static double *published(ct_arena *a, const float *x, int m, int n) {
  double *X = CT_TAKE(a, double, m * n), *next = CT_TAKE(a, double, m * n), square = 0;
  double *A = CT_TAKE(a, double, m * m), *B = CT_TAKE(a, double, m * m);
  for (int i = 0; i < m * n; i++) square += (double)x[i] * (double)x[i];
  for (int i = 0; i < m * n; i++) X[i] = (double)x[i] / sqrt(square);
  for (int t = 0; t < CT_MUON_ITERATIONS; t++) {
    product(A, X, X, 1, m, m, n);
    product(B, A, A, 0, m, m, m);
    for (int i = 0; i < m * m; i++) B[i] = 2.0315 * B[i] - 4.775 * A[i];
    for (int i = 0; i < m; i++) B[i * m + i] += 3.4445;
    product(next, B, X, 0, m, n, m);
    memcpy(X, next, sizeof(double) * (size_t)(m * n));
  }
  return X;
}

CT_TEST(is_the_published_iteration) {
  for (int s = 0; s < SHAPES; s++) {
    ct_arena *a = ct_test_arena();
    int m = shapes[s][0], n = shapes[s][1];
    float *x = ct_test_floats(a, m * n, 3u + (unsigned)s, -1, 1);
    float *y = orthogonal(a, x, m, n, 1);
    double *want = published(a, x, m, n);
    /* entries are below 1.2, after five iterations of products of up to 1,024 terms */
    for (int i = 0; i < m * n; i++)
      CT_NEAR((double)y[i], want[i], 2e-4, "%d x %d, at %d", m, n, i);
  }
}

/* A matrix with known singular values 1 .. 1/100: those of the factor are the lengths of the
 * images of the right singular vectors. */
CT_TEST(singular_values_become_nearly_equal) {
  enum { SIDE = 8, WIDE = 24 };
  ct_arena *a = ct_test_arena();
  float x[SIDE * WIDE] = {0};
  for (int k = 0; k < SIDE; k++) /* rows are orthogonal, so each is a right singular vector */
    for (int j = 0; j < 3; j++) x[k * WIDE + 3 * k + j] = (float)(j + 1) * (float)pow(0.52, k);
  float *y = orthogonal(a, x, SIDE, WIDE, 1);
  for (int k = 0; k < SIDE; k++) {
    double length = 0, along = 0;
    for (int j = 0; j < WIDE; j++) {
      length += pow((double)y[k * WIDE + j], 2);
      along += (double)y[k * WIDE + j] * (double)x[k * WIDE + j];
    }
    CT_TRUE(length > 0.67 * 0.67 && length < 1.21 * 1.21, "row %d: %g", k, sqrt(length));
    CT_TRUE(along > 0, "row %d points the other way", k);
  }
}

/* The factor depends on directions only, not on the size of x, and x may be wide or tall. */
CT_TEST(neither_size_nor_side_matters) {
  ct_arena *a = ct_test_arena();
  int m = 13, n = 31;
  float *x = ct_test_floats(a, m * n, 5, -1, 1), *large = CT_TAKE(a, float, m * n);
  float *turned = CT_TAKE(a, float, m * n);
  for (int i = 0; i < m * n; i++) {
    large[i] = 1e15f * x[i];
    turned[i % n * m + i / n] = x[i];
  }
  float *y = orthogonal(a, x, m, n, 1), *of_large = orthogonal(a, large, m, n, 1);
  float *of_turned = orthogonal(a, turned, n, m, -2);
  for (int i = 0; i < m * n; i++) {
    CT_NEAR((double)of_large[i], (double)y[i], 2e-5, "at %d", i);
    CT_NEAR((double)of_turned[i % n * m + i / n], -2 * (double)y[i], 4e-5, "turned, at %d", i);
  }
}

/* Permuting rows and changing their signs, which is exact, does the same to the factor. */
CT_TEST(turning_the_matrix_turns_the_step) {
  ct_arena *a = ct_test_arena();
  int m = 7, n = 19;
  float *x = ct_test_floats(a, m * n, 8, -1, 1), *other = CT_TAKE(a, float, m * n);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) other[(i + 3) % m * n + j] = i % 2 ? -x[i * n + j] : x[i * n + j];
  float *y = orthogonal(a, x, m, n, 1), *of_other = orthogonal(a, other, m, n, 1);
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++)
      CT_NEAR((double)of_other[(i + 3) % m * n + j],
              i % 2 ? -(double)y[i * n + j] : (double)y[i * n + j], 2e-5, "%d, %d", i, j);
}

CT_TEST(next_to_nothing_is_no_direction) {
  ct_arena *a = ct_test_arena();
  float none[6] = {0}, tiny[6] = {1e-38f, 0, 0, 0, 0, 0}, p[6] = {1, 2, 3, 4, 5, 6}, v[6] = {0};
  for (int k = 0; k < 2; k++) {
    float *y = orthogonal(a, k ? tiny : none, 2, 3, 1);
    for (int i = 0; i < 6; i++) CT_NEAR((double)y[i], 0, 0, "at %d", i);
  }
  ct_muon how = {.lr = 0.1f, .momentum = 0.9f, .kept = 0.5f};
  ct_muon_update(p, v, none, 2, 3, how, scratch_of(a, 2, 3));
  for (int i = 0; i < 6; i++) CT_NEAR((double)p[i], (i + 1) * 0.5, 0, "decay alone, at %d", i);
}

/* The root mean square of a step is about 0.2 of the rate, as AdamW's is, whatever the shape. */
CT_TEST(steps_have_the_size_of_the_rate) {
  for (int s = 3; s < SHAPES; s++) {
    ct_arena *a = ct_test_arena();
    int m = shapes[s][0], n = shapes[s][1];
    float *p = CT_TAKE(a, float, m * n), *v = CT_TAKE(a, float, m * n);
    memset(p, 0, sizeof(float) * (size_t)(m * n));
    memset(v, 0, sizeof(float) * (size_t)(m * n));
    ct_muon how = {.lr = 0.01f, .momentum = 0.9f, .kept = 1};
    float *grad = ct_test_floats(a, m * n, 17u + (unsigned)s, -1, 1);
    ct_muon_update(p, v, grad, m, n, how, scratch_of(a, m, n));
    double square = 0;
    for (int i = 0; i < m * n; i++) square += (double)p[i] * (double)p[i];
    double size = sqrt(square / (m * n)) / 0.01;
    CT_TRUE(size > 0.67 * 0.2 && size < 1.21 * 0.2, "%d x %d: %g of the rate", m, n, size);
  }
}

CT_SUITE(muon, is_the_published_iteration, singular_values_become_nearly_equal,
         neither_size_nor_side_matters, turning_the_matrix_turns_the_step,
         next_to_nothing_is_no_direction, steps_have_the_size_of_the_rate)
