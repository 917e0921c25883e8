#include "ct_test.h"
#include "measure/rank.h"

static void eigenvalues(double *values, double *m, double *off, int D, int work) {
  ct_eigen e;
  ct_eigen_begin(&e, values, m, off, D);
  while (!ct_eigen_advance(&e, work)) {}
}

CT_TEST(eigenvalues_of_a_known_matrix) {
  static const int sizes[] = {1, 2, 3, 7, 16, 61};
  for (int k = 0; k < 6; k++) {
    int D = sizes[k];
    ct_arena *a = ct_test_arena();
    double *m = CT_TAKE(a, double, D * D);
    double *values = CT_TAKE(a, double, D), *off = CT_TAKE(a, double, D);
    for (int i = 0; i < D * D; i++)
      m[i] = i / D == i - i / D * D ? 2 : abs(i / D - (i - i / D * D)) == 1 ? -1 : 0;
    eigenvalues(values, m, off, D, 1 << 30);
    for (int i = 0; i < D; i++) /* the eigenvalues of a chain of D springs */
      CT_NEAR(values[i], 2 - 2 * cos(3.14159265358979 * (D - i) / (D + 1)), 1e-12, "%d of %d", i,
              D);
  }
}

/* For any symmetric matrix, the sums of powers of the eigenvalues are the traces of its powers. */
CT_TEST(eigenvalues_by_traces) {
  static const int sizes[] = {2, 3, 5, 12, 33, 64};
  for (int k = 0; k < 6; k++) {
    int D = sizes[k];
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, D * D, 5, -1, 1);
    double *m = CT_TAKE(a, double, D * D);
    double *values = CT_TAKE(a, double, D), *off = CT_TAKE(a, double, D);
    double trace[3] = {0}, sum[3] = {0};
    for (int i = 0; i < D; i++)
      for (int j = 0; j < D; j++) m[i * D + j] = (double)x[i * D + j] + (double)x[j * D + i];
    for (int i = 0; i < D; i++) {
      trace[0] += m[i * D + i];
      for (int j = 0; j < D; j++) {
        trace[1] += m[i * D + j] * m[i * D + j];
        for (int l = 0; l < D; l++) trace[2] += m[i * D + j] * m[j * D + l] * m[l * D + i];
      }
    }
    eigenvalues(values, m, off, D, 1 << 30);
    for (int i = 0; i < D; i++) {
      for (int p = 0; p < 3; p++) sum[p] += pow(values[i], p + 1);
      CT_TRUE(i == 0 || values[i] <= values[i - 1], "falling");
    }
    for (int p = 0; p < 3; p++)
      CT_NEAR(sum[p], trace[p], 1e-9 * (1 + fabs(trace[1]) * D), "%d, power %d", D, p + 1);
  }
}

/* Dimensions that a network has nearly lost count as nothing beside the
 * others, and give no NaN. */
CT_TEST(eigenvalues_of_next_to_nothing) {
  enum { D = 7 };
  static const double tiny[] = {0, 5e-324, 1e-162, 1e-155, 1e-90};
  for (int k = 0; k < 5; k++) {
    double m[D * D], values[D], off[D];
    for (int i = 0; i < D * D; i++) m[i] = tiny[k];
    m[0] = 2, m[D + 1] = 1;
    eigenvalues(values, m, off, D, 1 << 30);
    CT_NEAR(values[0], 2, 1e-15, "of %g", tiny[k]);
    CT_NEAR(values[1], 1, 1e-15, "of %g", tiny[k]);
    for (int i = 2; i < D; i++) CT_NEAR(values[i], 0, 1e-15, "%d of %g", i, tiny[k]);
  }
}

CT_TEST(eigenvalues_cut_anywhere) {
  enum { D = 61 };
  static const int work[] = {1 << 30, 1, 77, 5000};
  ct_arena *a = ct_test_arena();
  double values[4][D], off[D], *m = CT_TAKE(a, double, D * D);
  for (int k = 0; k < 4; k++) {
    for (int i = 0; i < D * D; i++) m[i] = cos(i / D + i - i / D * D) + (i / D == i - i / D * D);
    eigenvalues(values[k], m, off, D, work[k]);
    CT_TRUE(memcmp(values[k], values[0], sizeof values[0]) == 0, "work %d", work[k]);
  }
}

static ct_rank make(ct_arena *a, int D) {
  ct_rank r;
  CT_INT(ct_rank_layout(&r, D, a), CT_OK, "layout");
  return r;
}

static double rank_of(ct_rank *r, const float *u, int M, int D) {
  ct_rank_begin(r, u, M, D);
  while (!ct_rank_advance(r)) CT_TRUE(r->value != r->value, "known before its end");
  return r->value;
}

CT_TEST(effective_rank) {
  for (int n = 1; n <= 5; n++) { /* both ends of the first n axes: n equal singular values */
    ct_arena *a = ct_test_arena();
    int D = 7, M = 2 * n;
    ct_rank r = make(a, D + n); /* room for wider rows */
    float *u = CT_TAKE(a, float, M * D);
    memset(u, 0, sizeof(float) * (size_t)(M * D));
    for (int i = 0; i < M; i++) u[i * D + i / 2] = i / 2 * 2 == i ? 1 : -1;
    CT_NEAR(rank_of(&r, u, M, D), n, 1e-9, "%d axes", n);
    for (int d = 0; d < D; d++)
      CT_NEAR(r.values[d], d < n ? sqrt(1.0 / n) : 0, 1e-6, "value %d", d);
    for (int i = 0; i < M * D; i++) u[i] = i - i / D * D == 2;
    CT_NEAR(rank_of(&r, u, M, D), 0, 0, "collapsed");
  }
}

CT_TEST(effective_rank_of_two_scales) {
  ct_arena *a = ct_test_arena();
  const float u[] = {1, 0, -1, 0, 0, 0.5f, 0, -0.5f}; /* singular values 2 : 1 */
  ct_rank r = make(a, 2);
  double p = 2 / 3.0, entropy = -p * log(p) - (1 - p) * log(1 - p);
  CT_NEAR(rank_of(&r, u, 4, 2), exp(entropy), 1e-12, "two scales");
}

/* Wide enough for many pieces of each kind; the singular values are compared with the variance. */
CT_TEST(a_wide_one_takes_many_pieces) {
  enum { M = 37, D = 257 };
  ct_arena *a = ct_test_arena();
  float *u = ct_test_floats(a, M * D, 12, -1, 1);
  ct_rank r = make(a, D);
  int pieces = 1;
  ct_rank_begin(&r, u, M, D);
  while (!ct_rank_advance(&r)) pieces++;
  CT_TRUE(pieces > 20, "%d pieces", pieces);
  CT_TRUE(r.value > M / 2 && r.value <= M - 1, "rank %g of %d centred rows", r.value, M);
  double square = 0, total = 0;
  for (int d = 0; d < D; d++) {
    double mean = 0;
    for (int i = 0; i < M; i++) mean += (double)u[i * D + d] / M;
    for (int i = 0; i < M; i++) total += pow((double)u[i * D + d] - mean, 2) / M;
    square += r.values[d] * r.values[d];
  }
  CT_NEAR(square, total, 1e-9, "total variance");
  CT_TRUE(isnan(rank_of(&r, u, 0, D)), "of no rows");
}

CT_SUITE(rank, eigenvalues_of_a_known_matrix, eigenvalues_by_traces,
         eigenvalues_of_next_to_nothing, eigenvalues_cut_anywhere, effective_rank,
         effective_rank_of_two_scales, a_wide_one_takes_many_pieces)
