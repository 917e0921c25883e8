/* Helpers for the tests of losses: a loss's double-precision reference as a plain function of the
 * embeddings, its slope, and PyTorch's values. */
#ifndef LOSS_CHECK_H
#define LOSS_CHECK_H

#include "../golden/golden.h"
#include "ct_test.h"

/* The reference value of a loss at x [n], for one shape of its table. */
typedef double (*loss_reference)(const double *x, const void *shape);

static inline double *check_doubles(ct_arena *a, const float *x, int n) {
  double *y = CT_TAKE(a, double, n);
  for (int i = 0; i < n; i++) y[i] = (double)x[i];
  return y;
}

static inline float *check_zeros(ct_arena *a, int n) {
  float *x = CT_TAKE(a, float, n);
  memset(x, 0, sizeof(float) * (size_t)n);
  return x;
}

static inline double check_dot(const double *a, const double *b, int D) {
  double sum = 0;
  for (int d = 0; d < D; d++) sum += a[d] * b[d];
  return sum;
}

static inline double check_cosine(const double *a, const double *b, int D) {
  return check_dot(a, b, D) / sqrt(check_dot(a, a, D) * check_dot(b, b, D));
}

/* [rows, D] uniform, but no row is shorter than a quarter of its usual length: near zero a
 * direction turns so fast that neither a difference nor a float gives its slope. */
static inline float *check_rows(ct_arena *a, int rows, int D, unsigned seed) {
  float *x = ct_test_floats(a, rows * D, seed, -1, 1);
  for (int i = 0; i < rows; i++) {
    double square = 0;
    for (int d = 0; d < D; d++) square += (double)x[i * D + d] * (double)x[i * D + d];
    if (square < 0.02 * D) x[i * D] += x[i * D] < 0 ? -0.5f : 0.5f;
  }
  return x;
}

/* The error allowed to a loss on logits: 1e-5 of the loss. A logit, which is up to 1 / tau, has an
 * error of 1e-7 of itself, and a small loss one in proportion;
 * at low temperatures that is more. */
static inline double check_tolerance(double loss, double tau) {
  return 1e-5 * fabs(loss) + (tau < 0.05 ? 2e-7 / tau * fmin(1, fabs(loss)) : 0);
}

static inline double check_difference(double *x, int at, double h, loss_reference f,
                                      const void *shape) {
  double keep = x[at], up, down;
  x[at] = keep + h;
  up = f(x, shape);
  x[at] = keep - h;
  down = f(x, shape);
  x[at] = keep;
  return (up - down) / (2 * h);
}

/* Combines two central differences, h and h / 2, so that the error in h^2 cancels (Richardson). */
static inline double check_slope(double *x, int at, double h, loss_reference f, const void *shape) {
  double far = check_difference(x, at, h, f, shape);
  double near = check_difference(x, at, h / 2, f, shape);
  return (4 * near - far) / 3;
}

/* Compares the gradient with the slope, sign included, at no more than `probes` places spread over
 * x [n], to 1e-5 of the largest entry; h is the step of the differences. The slope itself has an
 * error of about 1e-16 of the loss over h, which h = 1e-3 keeps at 1e-13. */
static inline void check_gradient(ct_arena *a, const float *x, const float *dx, int n, int probes,
                                  double h, loss_reference f, const void *shape, int s) {
  double *exact = check_doubles(a, x, n), largest = 0;
  for (int i = 0; i < n; i++) largest = fmax(largest, fabs((double)dx[i]));
  if (probes > n) probes = n;
  for (int k = 0; k < probes; k++) {
    int at = probes > 1 ? (int)((long)k * (n - 1) / (probes - 1)) : 0;
    double want = check_slope(exact, at, h, f, shape);
    CT_NEAR((double)dx[at], want, 1e-5 * largest + 1e-10, "shape %d, gradient at %d", s, at);
  }
}

/* Rotates the space, by turning all rows in the plane of each two neighbouring dimensions. Cosines
 * and distances do not change. */
static inline void check_rotate(float *x, int rows, int D) {
  for (int i = 0; i < rows; i++) {
    float *row = x + i * D;
    for (int d = 0; d + 1 < D; d++) {
      double c = cos(0.3 + d), s = sin(0.3 + d), p = (double)row[d], q = (double)row[d + 1];
      row[d] = (float)(c * p - s * q);
      row[d + 1] = (float)(s * p + c * q);
    }
  }
}

/* The loss of one anchor from its row of cosines s [M], the anchor first; s becomes d loss / d s.
 * labels [M] are those of the rows in the same order. */
typedef double (*loss_anchor)(const void *shape, float *s, float *spare, const int *labels);

/* Computes the loss anchor by anchor, each put first with the others following in turn, and
 * compares with the whole loss and its gradient dz [M, D]: these are `scale` times the sums of the
 * anchors' losses and of their gradients on unit rows. */
static inline void check_anchors(ct_arena *a, const float *z, const float *dz, const int *labels,
                                 int M, int D, double scale, double loss, loss_anchor anchor,
                                 const void *shape, double tolerance) {
  double *u = check_doubles(a, z, M * D), *du = CT_TAKE(a, double, M * D), total = 0, largest = 0;
  double *length = CT_TAKE(a, double, M);
  float *s = CT_TAKE(a, float, M), *spare = CT_TAKE(a, float, M);
  int *order = CT_TAKE(a, int, M);
  for (int i = 0; i < M; i++) {
    length[i] = sqrt(check_dot(u + i * D, u + i * D, D));
    for (int d = 0; d < D; d++) u[i * D + d] /= length[i], du[i * D + d] = 0;
  }
  for (int i = 0; i < M; i++) {
    for (int r = 0; r < M; r++) {
      int j = (i + r) % M;
      s[r] = (float)check_dot(u + i * D, u + j * D, D);
      order[r] = labels ? labels[j] : 0;
    }
    total += scale * anchor(shape, s, spare, order);
    for (int r = 1; r < M; r++)
      for (int d = 0, j = (i + r) % M; d < D; d++) {
        du[i * D + d] += scale * (double)s[r] * u[j * D + d];
        du[j * D + d] += scale * (double)s[r] * u[i * D + d];
      }
  }
  CT_NEAR(total, loss, tolerance * fabs(loss) + 1e-6, "sum of the anchors");
  for (int i = 0; i < M * D; i++) largest = fmax(largest, fabs((double)dz[i]));
  for (int i = 0; i < M; i++) {
    double along = check_dot(du + i * D, u + i * D, D);
    for (int d = 0; d < D; d++)
      CT_NEAR((double)dz[i * D + d], (du[i * D + d] - along * u[i * D + d]) / length[i],
              tolerance * largest + 1e-7, "row %d", i);
  }
}

/* The rows on which golden.h takes the losses. */
static inline float *check_golden_rows(ct_arena *a, int rows) {
  return ct_test_floats(a, rows * GOLDEN_D, GOLDEN_SEED, -1, 1);
}

/* Classes of about three rows, in turn; with more than four rows the last row has no positive. */
static inline int *check_golden_labels(ct_arena *a, int M) {
  int *labels = CT_TAKE(a, int, M);
  for (int i = 0; i < M; i++) labels[i] = M > 4 && i == M - 1 ? -1 : i % (1 + M / 3);
  return labels;
}

/* Compares a loss and its gradient dx [n] with a row of a golden table: each number to 1e-5 of
 * itself, an entry to 1e-5 of the largest. Under random signs the errors of all entries add up to
 * about the length of the vector that they form, so a signed sum is compared to 1e-5 of the
 * gradient's length. */
static inline void check_golden(ct_arena *a, const golden *want, double loss, const float *dx,
                                int n) {
  double square = 0, largest = 0;
  for (int i = 0; i < n; i++) {
    square += (double)dx[i] * (double)dx[i];
    largest = fmax(largest, fabs((double)dx[i]));
  }
  CT_NEAR(loss, want->value, 1e-5 * fabs(want->value), "loss, batch of %d", want->B);
  CT_NEAR(sqrt(square), want->length, 1e-5 * want->length, "length, batch of %d", want->B);
  CT_NEAR(largest, want->largest, 1e-5 * want->largest, "largest, batch of %d", want->B);
  for (int k = 0; k < GOLDEN_SIGNS; k++) {
    const float *sign = ct_test_floats(a, n, GOLDEN_SEED + 1 + k, -1, 1);
    double sum = 0;
    for (int i = 0; i < n; i++) sum += sign[i] < 0 ? -(double)dx[i] : (double)dx[i];
    CT_NEAR(sum, want->sum[k], 1e-5 * want->length, "signs %d, batch of %d", k, want->B);
  }
  for (int k = 0; k < GOLDEN_ENTRIES; k++) {
    int at = (int)((long)k * (n - 1) / (GOLDEN_ENTRIES - 1));
    CT_NEAR((double)dx[at], want->entry[k], 1e-5 * want->largest, "entry %d, batch of %d", at,
            want->B);
  }
}

static inline void check_untouched(const float *x, int n, float value) {
  for (int i = 0; i < n; i++) CT_NEAR((double)x[i], (double)value, 0, "gradient %d", i);
}

#endif
