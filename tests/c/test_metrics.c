#include "ct_test.h"
#include "kernels/rows.h"
#include "method/metrics.h"

/* [M, D]: one, primes, and numbers around the tiles of 32 by 128 */
static const struct {
  int M, D;
} shapes[] = {{2, 1},  {2, 2},   {5, 3},   {13, 7},   {31, 8},  {33, 2},
              {64, 5}, {127, 3}, {129, 4}, {261, 17}, {300, 64}};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* Random unit rows. */
static float *sphere(ct_arena *a, int M, int D, unsigned seed) {
  float *u = ct_test_floats(a, M * D, seed, -1, 1), *inverse = CT_TAKE(a, float, M);
  CT_INT(ct_normalize_forward(u, inverse, u, M, D), CT_OK, "%d rows", M);
  return u;
}

static double dot(const float *a, const float *b, int D) {
  double sum = 0;
  for (int d = 0; d < D; d++) sum += (double)a[d] * (double)b[d];
  return sum;
}

static double distance2(const float *a, const float *b, int D) {
  double sum = 0;
  for (int d = 0; d < D; d++) sum += pow((double)a[d] - (double)b[d], 2);
  return sum;
}

CT_TEST(alignment) {
  for (int k = 0; k < SHAPES; k++) {
    int B = shapes[k].M / 2, D = shapes[k].D;
    const float *u = sphere(ct_test_arena(), 2 * B, D, 1);
    double want = 0;
    for (int i = 0; i < B; i++) want += distance2(u + i * D, u + (i + B) * D, D) / B;
    CT_NEAR(ct_metric_alignment(u, u + B * D, B, D, D), want, 1e-12, "halves, %d", k);
    want = 0; /* neighbours: every second row */
    for (int i = 0; i < B; i++) want += distance2(u + 2 * i * D, u + (2 * i + 1) * D, D) / B;
    CT_NEAR(ct_metric_alignment(u, u + D, B, D, 2 * D), want, 1e-12, "neighbours, %d", k);
    CT_NEAR(ct_metric_alignment(u, u, B, D, D), 0, 0, "with itself, %d", k);
  }
}

CT_TEST(uniformity) {
  for (int k = 0; k < SHAPES; k++) {
    int M = shapes[k].M, D = shapes[k].D;
    const float *u = sphere(ct_test_arena(), M, D, 2);
    double sum = 0;
    for (int i = 0; i < M; i++)
      for (int j = 0; j < M; j++)
        if (i != j) sum += exp(-2 * distance2(u + i * D, u + j * D, D));
    /* exp(4 (s - 1)) of a float s: 4 times its rounding, and unit length to 1e-7 */
    CT_NEAR(ct_metric_uniformity(u, M, D, 2), log(sum / (M * (M - 1.0))), 3e-6, "shape %d", k);
  }
}

CT_TEST(uniformity_of_an_even_circle) {
  enum { M = 2000 };
  ct_arena *a = ct_test_arena();
  float *u = CT_TAKE(a, float, 2 * M);
  for (int i = 0; i < M; i++) {
    u[2 * i] = (float)cos(2 * 3.14159265358979 * i / M);
    u[2 * i + 1] = (float)sin(2 * 3.14159265358979 * i / M);
  }
  /* -1.575 is the least on the circle; leaving the 2,000 pairs i = i out adds -0.0019 */
  CT_NEAR(ct_metric_uniformity(u, M, 2, 2), -1.577, 0.001, "even circle");
  for (int i = 0; i < M; i++) u[2 * i] = 1, u[2 * i + 1] = 0;
  CT_NEAR(ct_metric_uniformity(u, M, 2, 2), 0, 1e-6, "collapsed");
}

CT_TEST(std_by_dimension) {
  for (int k = 0; k < SHAPES; k++) {
    int M = shapes[k].M, D = shapes[k].D;
    const float *u = sphere(ct_test_arena(), M, D, 3);
    double total = 0;
    for (int d = 0; d < D; d++) {
      double sum = 0, square = 0;
      for (int i = 0; i < M; i++) sum += (double)u[i * D + d];
      for (int i = 0; i < M; i++) square += pow((double)u[i * D + d] - sum / M, 2);
      total += sqrt(square / M);
    }
    CT_NEAR(ct_metric_std(u, M, D), total / D * sqrt(D), 1e-12, "shape %d", k);
  }
  const float *u = sphere(ct_test_arena(), 4000, 16, 4);
  CT_NEAR(ct_metric_std(u, 4000, 16), 1, 0.02, "spread evenly"); /* 1 but for corners of the cube */
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
    ct_eigenvalues(values, m, off, D);
    for (int i = 0; i < D; i++) /* of a chain of D springs */
      CT_NEAR(values[i], 2 - 2 * cos(3.14159265358979 * (D - i) / (D + 1)), 1e-12, "%d of %d", i,
              D);
  }
}

/* Any symmetric matrix: sums of powers of the eigenvalues are traces of powers. */
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
    ct_eigenvalues(values, m, off, D);
    for (int i = 0; i < D; i++) {
      for (int p = 0; p < 3; p++) sum[p] += pow(values[i], p + 1);
      CT_TRUE(i == 0 || values[i] <= values[i - 1], "falling");
    }
    for (int p = 0; p < 3; p++)
      CT_NEAR(sum[p], trace[p], 1e-9 * (1 + fabs(trace[1]) * D), "%d, power %d", D, p + 1);
  }
}

CT_TEST(effective_rank) {
  static ct_arena scratch;
  for (int r = 1; r <= 5; r++) { /* +- the first r axes: r equal singular values */
    ct_arena *a = ct_test_arena();
    int D = 7, M = 2 * r;
    float *u = CT_TAKE(a, float, M * D), spectrum[7];
    memset(u, 0, sizeof(float) * (size_t)(M * D));
    for (int i = 0; i < M; i++) u[i * D + i / 2] = i / 2 * 2 == i ? 1 : -1;
    size_t bytes = ct_metric_rank_bytes(D);
    ct_arena_init(&scratch, ct_arena_take(a, bytes), bytes);
    CT_NEAR(ct_metric_effective_rank(u, M, D, spectrum, &scratch), r, 1e-9, "%d axes", r);
    for (int d = 0; d < D; d++)
      CT_NEAR(spectrum[d], d < r ? sqrt(1.0 / r) : 0, 1e-6, "value %d", d);
    CT_INT(scratch.used, 0, "scratch is given back");
    for (int i = 0; i < M * D; i++) u[i] = i - i / D * D == 2;
    CT_NEAR(ct_metric_effective_rank(u, M, D, NULL, &scratch), 0, 0, "collapsed");
  }
}

CT_TEST(effective_rank_of_two_scales) {
  ct_arena *a = ct_test_arena(), scratch;
  const float u[] = {1, 0, -1, 0, 0, 0.5f, 0, -0.5f}; /* singular values 2 : 1 */
  size_t bytes = ct_metric_rank_bytes(2);
  ct_arena_init(&scratch, ct_arena_take(a, bytes), bytes);
  double p = 2 / 3.0, entropy = -p * log(p) - (1 - p) * log(1 - p);
  CT_NEAR(ct_metric_effective_rank(u, 4, 2, NULL, &scratch), exp(entropy), 1e-12, "two scales");
}

/* Nearness in doubles; rows too close to call in floats are left out of both counts by the data:
 * random rows differ by far more than a rounding. */
CT_TEST(recall_at_1) {
  for (int k = 0; k < SHAPES; k++) {
    int n = shapes[k].M, D = shapes[k].D + 1, hits = 0;
    ct_arena *a = ct_test_arena();
    float *u = sphere(a, n, D, 6), *v = CT_TAKE(a, float, 2 * n * D), *noise = sphere(a, n, D, 7);
    float *inverse = CT_TAKE(a, float, 2 * n);
    for (int i = 0; i < n * D; i++) { /* every second row: u; the others: u with noise */
      int at = i / D * 2 * D + i - i / D * D;
      v[at] = u[i];
      v[at + D] = u[i] + 0.6f * noise[i];
    }
    CT_INT(ct_normalize_forward(v, inverse, v, 2 * n, D), CT_OK, "rows");
    for (int i = 0; i < n; i++) {
      int best = 0;
      for (int j = 0; j < n; j++)
        if (dot(v + 2 * i * D, v + (2 * j + 1) * D, D) >
            dot(v + 2 * i * D, v + (2 * best + 1) * D, D))
          best = j;
      hits += best == i;
    }
    CT_NEAR(ct_metric_recall1(v, v + D, n, D, 2 * D), (double)hits / n, 1e-12, "shape %d", k);
    CT_NEAR(ct_metric_recall1(u, u, n, D, D), 1, 0, "with itself, shape %d", k);
  }
}

CT_TEST(recall_counts_ties_as_misses) {
  for (int n = 2; n < 300; n += 37) {
    float *u = sphere(ct_test_arena(), n, 19, 8);
    memcpy(u + (n - 1) * 19, u, sizeof(float) * 19);
    CT_NEAR(ct_metric_recall1(u, u, n, 19, 19), (n - 2.0) / n, 1e-12, "two of %d are the same", n);
  }
  float same[40];
  for (int i = 0; i < 40; i++) same[i] = 0;
  CT_NEAR(ct_metric_recall1(same, same, 20, 2, 2), 0, 0, "all the same");
  same[7] = NAN;
  CT_NEAR(ct_metric_recall1(same, same, 20, 2, 2), 0, 0, "undefined");
}

CT_TEST(knn) {
  static const int strides[] = {1, 2, 3};
  for (int k = 0; k < SHAPES; k++) {
    int D = shapes[k].D + 1;
    for (int s = 0; s < 3; s++)
      for (int K = 1; K < 32; K += 4) {
        int stride = strides[s], M = shapes[k].M * stride, right = 0, labels[900];
        if (shapes[k].M < 2 || M > 400) continue;
        const float *u = sphere(ct_test_arena(), M, D, 9);
        for (int i = 0; i < M / stride; i++) labels[i] = (int)(4 * (u[i * stride * D] + 1)) & 3;
        for (int i = 0; i < M; i++) {
          char taken[900] = {0};
          int votes[4] = {0}, first[4] = {0}, winner = 0;
          for (int n = 0; n < K; n++) {
            int best = -1;
            for (int j = 0; j < M; j++)
              if (j / stride != i / stride && !taken[j] &&
                  (best < 0 || dot(u + i * D, u + j * D, D) > dot(u + i * D, u + best * D, D)))
                best = j;
            if (best < 0) break;
            taken[best] = 1;
            int label = labels[best / stride];
            if (!votes[label]++) first[label] = n;
          }
          for (int c = 1; c < 4; c++)
            if (votes[c] > votes[winner] || (votes[c] == votes[winner] && first[c] < first[winner]))
              winner = c;
          right += winner == labels[i / stride];
        }
        CT_NEAR(ct_metric_knn(u, labels, M, D, stride, K), (double)right / M, 1e-12,
                "shape %d, stride %d, k %d", k, stride, K);
      }
  }
}

CT_TEST(too_few_rows_have_no_value) {
  const float u[2] = {1, 0};
  const int labels[1] = {0};
  double value = ct_metric_uniformity(u, 1, 2, 2);
  CT_TRUE(value != value, "uniformity of one row");
  value = ct_metric_knn(u, labels, 1, 2, 1, 5);
  CT_TRUE(value != value, "neighbours of one row");
  value = ct_metric_alignment(u, u, 0, 2, 2);
  CT_TRUE(value != value, "alignment of none");
}

CT_SUITE(metrics, alignment, uniformity, uniformity_of_an_even_circle, std_by_dimension,
         eigenvalues_of_a_known_matrix, eigenvalues_by_traces, effective_rank,
         effective_rank_of_two_scales, recall_at_1, recall_counts_ties_as_misses, knn,
         too_few_rows_have_no_value)
