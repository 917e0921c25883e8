#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/metrics.h"

/* [M, D]: one, primes, and numbers around the tiles of 32 by 128. */
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

/* The uniformity of the whole set, computed in ranges of `piece` rows (below: dimensions). */
static double uniformity_of(const float *u, int M, int D, int piece) {
  double sum = 0;
  for (int i = 0; i < M; i += piece)
    ct_metric_potential(&sum, u, M, D, 2, i, i + piece < M ? i + piece : M);
  return ct_metric_uniformity(sum, M);
}

static double std_of(const float *u, int M, int D, int piece) {
  double sum = 0;
  for (int d = 0; d < D; d += piece)
    ct_metric_deviation(&sum, u, M, D, d, d + piece < D ? d + piece : D);
  return ct_metric_std(sum, D);
}

static double recall_of(const float *u, const float *v, int n, int D, int row) {
  return (double)ct_metric_found(u, v, n, D, row, 0, n) / n;
}

static double knn_of(const float *u, const int *labels, int M, int D, int stride, int k) {
  return (double)ct_metric_named(u, labels, M, D, stride, k, 0, M) / M;
}

CT_TEST(alignment) {
  for (int k = 0; k < SHAPES; k++) {
    int B = shapes[k].M / 2, D = shapes[k].D;
    const float *u = sphere(ct_test_arena(), 2 * B, D, 1);
    double want = 0;
    for (int i = 0; i < B; i++) want += distance2(u + i * D, u + (i + B) * D, D) / B;
    CT_NEAR(ct_metric_alignment(u, u + B * D, B, D, D), want, 1e-12, "halves, %d", k);
    want = 0; /* now pairs of neighbours: every second row */
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
    /* exp(4 (s - 1)) of a float s has 4 times the rounding of s; lengths are 1 to within 1e-7 */
    CT_NEAR(uniformity_of(u, M, D, M), log(sum / (M * (M - 1.0))), 3e-6, "shape %d", k);
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
  /* -1.575 is the least value on the circle; without the 2,000 pairs i = i it is 0.0019 less */
  CT_NEAR(uniformity_of(u, M, 2, M), -1.577, 0.001, "even circle");
  for (int i = 0; i < M; i++) u[2 * i] = 1, u[2 * i + 1] = 0;
  CT_NEAR(uniformity_of(u, M, 2, M), 0, 1e-6, "collapsed");
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
    CT_NEAR(std_of(u, M, D, D), total / D * sqrt(D), 1e-12, "shape %d", k);
  }
  const float *u = sphere(ct_test_arena(), 4000, 16, 4);
  CT_NEAR(std_of(u, 4000, 16, 16), 1, 0.02, "spread evenly"); /* 1 except for the cube's corners */
}

CT_TEST(tolerance) {
  for (int k = 0; k < SHAPES; k++) {
    for (int stride = 1; stride <= 3; stride += 2) {
      int concepts = shapes[k].M, M = concepts * stride, D = shapes[k].D, count = 0, pairs = 0;
      ct_arena *a = ct_test_arena();
      const float *u = sphere(a, M, D, 5);
      int *labels = CT_TAKE(a, int, concepts);
      for (int i = 0; i < concepts; i++) labels[i] = i % 7 == 6 ? -1 : i % 7 / 2;
      double want = 0, sum = 0;
      for (int i = 0; i < M; i++)
        for (int j = 0; j < M; j++) {
          int same = labels[i / stride] == labels[j / stride] && labels[i / stride] >= 0;
          if (!same || i / stride == j / stride) continue;
          want += dot(u + i * D, u + j * D, D);
          pairs++;
        }
      for (int i = 0; i < M; i += 5)
        ct_metric_same(&sum, &count, u, labels, D, stride, i, i + 5 < M ? i + 5 : M);
      CT_INT(count, pairs / 2, "pairs, shape %d", k);
      double got = ct_metric_tolerance(sum, count);
      if (pairs == 0) CT_TRUE(got != got, "nothing of a kind, shape %d", k);
      else CT_NEAR(got, want / pairs, 2e-7, "shape %d", k); /* float sums of terms below 1 */
    }
  }
}

/* The expected hits are counted in doubles. The data leaves no ties that are too close for floats:
 * random rows differ by far more than a rounding. */
CT_TEST(recall_at_1) {
  for (int k = 0; k < SHAPES; k++) {
    int n = shapes[k].M, D = shapes[k].D + 1, hits = 0;
    ct_arena *a = ct_test_arena();
    float *u = sphere(a, n, D, 6), *v = CT_TAKE(a, float, 2 * n * D), *noise = sphere(a, n, D, 7);
    float *inverse = CT_TAKE(a, float, 2 * n);
    for (int i = 0; i < n * D; i++) { /* every second row is u, the others u with noise */
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
    CT_NEAR(recall_of(v, v + D, n, D, 2 * D), (double)hits / n, 1e-12, "shape %d", k);
    CT_NEAR(recall_of(u, u, n, D, D), 1, 0, "with itself, shape %d", k);
  }
}

CT_TEST(recall_counts_ties_as_misses) {
  for (int n = 2; n < 300; n += 37) {
    float *u = sphere(ct_test_arena(), n, 19, 8);
    memcpy(u + (n - 1) * 19, u, sizeof(float) * 19);
    CT_NEAR(recall_of(u, u, n, 19, 19), (n - 2.0) / n, 1e-12, "two of %d are the same", n);
  }
  float same[40];
  for (int i = 0; i < 40; i++) same[i] = 0;
  CT_NEAR(recall_of(same, same, 20, 2, 2), 0, 0, "all the same");
  same[7] = NAN;
  CT_NEAR(recall_of(same, same, 20, 2, 2), 0, 0, "undefined");
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
        CT_NEAR(knn_of(u, labels, M, D, stride, K), (double)right / M, 1e-12,
                "shape %d, stride %d, k %d", k, stride, K);
      }
  }
}

/* Ranges do not change a result: sums keep their order, and counts need none. */
CT_TEST(cut_anywhere_the_bits_are_the_same) {
  for (int k = 0; k < SHAPES; k++) {
    int M = shapes[k].M, D = shapes[k].D, labels[300];
    ct_arena *a = ct_test_arena();
    const float *u = sphere(a, M, D, 10), *v = sphere(a, M, D, 11);
    for (int i = 0; i < M; i++) labels[i] = u[i * D] > 0;
    int found = ct_metric_found(u, v, M, D, D, 0, M);
    int named = ct_metric_named(u, labels, M, D, 1, 5, 0, M);
    for (int rows = CT_METRIC_ROWS; rows <= 4 * CT_METRIC_ROWS; rows += CT_METRIC_ROWS) {
      for (int i = 0; i < M; i += rows) {
        int to = i + rows < M ? i + rows : M;
        found -= ct_metric_found(u, v, M, D, D, i, to);
        named -= ct_metric_named(u, labels, M, D, 1, 5, i, to);
      }
      CT_INT(found, 0, "shape %d, %d rows", k, rows);
      CT_INT(named, 0, "shape %d, %d rows", k, rows);
      found = ct_metric_found(u, v, M, D, D, 0, M);
      named = ct_metric_named(u, labels, M, D, 1, 5, 0, M);
      CT_NEAR(uniformity_of(u, M, D, rows), uniformity_of(u, M, D, M < 32 ? 32 : M / 32 * 32), 0,
              "shape %d, %d rows", k, rows);
      CT_NEAR(std_of(u, M, D, rows / 32), std_of(u, M, D, D), 0, "shape %d", k);
    }
  }
}

CT_TEST(too_few_rows_have_no_value) {
  const float u[2] = {1, 0};
  double value = ct_metric_uniformity(0, 1);
  CT_TRUE(value != value, "uniformity of one row");
  value = ct_metric_alignment(u, u, 0, 2, 2);
  CT_TRUE(value != value, "alignment of none");
}

CT_SUITE(metrics, alignment, uniformity, uniformity_of_an_even_circle, std_by_dimension, tolerance,
         recall_at_1, recall_counts_ties_as_misses, knn, cut_anywhere_the_bits_are_the_same,
         too_few_rows_have_no_value)
