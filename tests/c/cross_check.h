/* The checks that test_clip.c and test_siglip.c share: both losses compare two batches of pairs.
 * The embeddings lie in one array x [2B, D], first those of a and then those of b, and so do their
 * gradients. */
#ifndef CROSS_CHECK_H
#define CROSS_CHECK_H

#include "base/parallel.h"
#include "base/status.h"
#include "loss/cross.h"
#include "loss_check.h"

typedef struct cross_shape { int B, D; double scale, bias; } cross_shape;

typedef struct cross_kind {
  ct_status (*loss)(ct_cross *x, ct_arena *scratch);
  size_t (*bytes)(int B, int D);
  loss_reference reference; /* of x and a cross_shape */
} cross_kind;

/* A generous bound on a cosine's rounding in single precision:
 * a dot product of up to 128 terms. */
#define COSINE_ERROR 1e-6
#define MOST_PAIRS 2200
#define MOST_NUMBERS 20000

/* The rows of x [2B, D] at unit length, until the next call */
static inline const double *check_units(const double *x, const cross_shape *f) {
  static double units[MOST_NUMBERS];
  CT_TRUE(2 * f->B * f->D <= MOST_NUMBERS && f->B <= MOST_PAIRS, "%d pairs", f->B);
  for (int i = 0; i < 2 * f->B; i++) {
    const double *row = x + i * f->D;
    double length = sqrt(check_dot(row, row, f->D));
    for (int d = 0; d < f->D; d++) units[i * f->D + d] = row[d] / length;
  }
  return units;
}

/* scale cos(a_i, b_j) + bias */
static inline double check_logit(const double *units, const cross_shape *f, int i, int j) {
  return f->scale * check_dot(units + i * f->D, units + (f->B + j) * f->D, f->D) + f->bias;
}

static inline double check_largest(const float *x, int n) {
  double largest = 0;
  for (int i = 0; i < n; i++) largest = fmax(largest, fabs((double)x[i]));
  return largest;
}

static inline ct_cross check_cross(const cross_shape *f, const float *x, float *dx) {
  size_t half = (size_t)f->B * (size_t)f->D;
  return (ct_cross){.B = f->B, .D = f->D, .a = x, .b = x + half, .da = dx,
                    .db = dx ? dx + half : NULL, .scale = f->scale, .bias = f->bias, .weight = 1,
                    .loss = -1, .dscale = -99, .dbias = -99};
}

static inline ct_cross check_run(const cross_kind *k, const cross_shape *f, const float *x,
                                 float *dx, ct_arena *a) {
  ct_cross c = check_cross(f, x, dx);
  CT_INT(k->loss(&c, a), CT_OK, "%d pairs, scale %g", f->B, f->scale);
  return c;
}

/* A logit errs by about 1e-7 of itself: a small loss errs in proportion, a large one by as much. */
static inline double check_cross_tolerance(double loss, const cross_shape *f) {
  return (1e-5 + 2e-7 * (f->scale + fabs(f->bias))) * fabs(loss);
}

static inline void check_values(const cross_kind *k, const cross_shape *shapes, int count) {
  for (int s = 0; s < count; s++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = shapes[s];
    int n = 2 * f.B * f.D;
    float *x = ct_test_floats(a, n, 11, -1, 1);
    double want = k->reference(check_doubles(a, x, n), &f);
    ct_cross c = check_run(k, &f, x, NULL, a);
    CT_NEAR(c.loss, want, check_cross_tolerance(want, &f), "shape %d", s);
    CT_NEAR(c.dscale + c.dbias, -198, 0, "the value alone has no slopes");
  }
}

/* Signs are kept. A step of the differences in proportion to 1 / scale keeps its error small. An
 * entry errs by the cosines' rounding, which is up to 1e-7 of the scale, beside the largest. */
static inline void check_gradients(const cross_kind *k, const cross_shape *shapes, int count) {
  for (int s = 0; s < count; s++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = shapes[s];
    int n = 2 * f.B * f.D, probes = f.B < 300 ? 24 : 5;
    float *x = check_rows(a, 2 * f.B, f.D, 12), *dx = check_zeros(a, n);
    double *exact = check_doubles(a, x, n), h = 1e-2 / fmax(f.scale, 1);
    check_run(k, &f, x, dx, a);
    double largest = check_largest(dx, n);
    for (int p = 0; p < probes; p++) {
      int at = (int)((long)p * (n - 1) / (probes - 1));
      double want = check_slope(exact, at, h, k->reference, &f);
      CT_NEAR((double)dx[at], want, (1e-5 + 5e-7 * f.scale) * largest + 1e-10,
              "shape %d, gradient at %d", s, at);
    }
  }
}

/* The slopes by log(scale) and by the bias, from differences of the fourth order. */
static inline void check_numbers(const cross_kind *k, const cross_shape *shapes, int count) {
  for (int s = 0; s < count; s++) {
    cross_shape f = shapes[s];
    if (f.B > 200) continue;
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *x = ct_test_floats(a, n, 31, -1, 1), *dx = check_zeros(a, n);
    double *exact = check_doubles(a, x, n), step = 1e-3, at[2][5];
    ct_cross c = check_run(k, &f, x, dx, a);
    CT_TRUE(c.loss == check_run(k, &f, x, NULL, a).loss, "the same bits without a gradient");
    for (int i = 0; i < 5; i++) {
      cross_shape steeper = f, higher = f;
      steeper.scale *= exp((i - 2) * step);
      higher.bias += (i - 2) * step;
      at[0][i] = k->reference(exact, &steeper);
      at[1][i] = k->reference(exact, &higher);
    }
    for (int v = 0; v < 2; v++) {
      double want = (8 * (at[v][3] - at[v][1]) - (at[v][4] - at[v][0])) / (12 * step);
      double terms = fmax(fabs(c.loss), fabs(want));
      CT_NEAR(v ? c.dbias : c.dscale, want,
              (1e-6 + COSINE_ERROR * f.scale) * fmax(terms, v ? 0 : 1), "shape %d, slope %d", s, v);
    }
  }
}

/* PyTorch's values; x of B pairs is what golden.h takes losses of. */
static inline void check_torch(const cross_kind *k, const golden *g, const double *dscale,
                               const double *dbias, double scale, double bias) {
  for (int i = 0; g[i].B; i++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = {g[i].B, GOLDEN_D, scale, bias};
    int n = 2 * f.B * f.D;
    float *x = check_golden_rows(a, 2 * f.B), *dx = check_zeros(a, n);
    ct_cross c = check_run(k, &f, x, dx, a);
    check_golden(a, &g[i], c.loss, dx, n);
    CT_NEAR(c.dscale, dscale[i], 1e-5 * fabs(dscale[i]), "d log(scale), %d pairs", f.B);
    CT_NEAR(c.dbias, dbias ? dbias[i] : 0, dbias ? 1e-5 * fabs(dbias[i]) : 0, "d bias");
  }
}

/* Both batches change places: the same loss, and the gradients change places. */
static inline void check_swap(const cross_kind *k, const cross_shape *f) {
  ct_arena *a = ct_test_arena();
  int half = f->B * f->D, n = 2 * half;
  float *x = ct_test_floats(a, n, 13, -1, 1), *dx = check_zeros(a, n), *dy = check_zeros(a, n);
  ct_cross c = check_run(k, f, x, dx, a), d = check_cross(f, x, dy);
  d.a = x + half, d.b = x, d.da = dy + half, d.db = dy;
  CT_INT(k->loss(&d, a), CT_OK, "swapped");
  CT_NEAR(d.loss, c.loss, 1e-6 * c.loss, "loss");
  CT_NEAR(d.dscale, c.dscale, 2e-6 * (fabs(c.dscale) + 1), "scale");
  CT_NEAR(d.dbias, c.dbias, 1e-6 * fabs(c.dbias), "bias");
  double tolerance = 2e-6 * check_largest(dx, n);
  for (int i = 0; i < n; i++) CT_NEAR((double)dy[i], (double)dx[i], tolerance, "gradient %d", i);
}

/* Which pair comes first matters only for the order of additions. */
static inline void check_order(const cross_kind *k, const cross_shape *f, int stride) {
  ct_arena *a = ct_test_arena();
  int B = f->B, D = f->D, n = 2 * B * D;
  float *x = ct_test_floats(a, n, 15, -1, 1), *y = check_zeros(a, n);
  float *dx = check_zeros(a, n), *dy = check_zeros(a, n);
  for (int i = 0; i < 2 * B; i++)
    memcpy(y + i * D, x + (i % B * stride % B + i / B * B) * D, sizeof(float) * (size_t)D);
  ct_cross c = check_run(k, f, x, dx, a), d = check_run(k, f, y, dy, a);
  CT_NEAR(d.loss, c.loss, 1e-6 * c.loss, "loss");
  double tolerance = 2e-6 * check_largest(dx, n);
  for (int i = 0; i < 2 * B; i++) {
    int from = i % B * stride % B + i / B * B;
    for (int e = 0; e < D; e++)
      CT_NEAR((double)dy[i * D + e], (double)dx[from * D + e], tolerance, "row %d", i);
  }
}

/* The length of a row does not matter: the loss stays, and the row's gradient shrinks as it grows.
 * Lengths change by powers of two, so that the unit rows have the same bits. */
static inline void check_lengths(const cross_kind *k, const cross_shape *f) {
  ct_arena *a = ct_test_arena();
  int D = f->D, n = 2 * f->B * D;
  float *x = ct_test_floats(a, n, 13, -1, 1), *dx = check_zeros(a, n), *dlong = check_zeros(a, n);
  ct_cross c = check_run(k, f, x, dx, a);
  for (int i = 0; i < n; i++) x[i] *= (float)(1 << (i / D % 5));
  ct_cross d = check_run(k, f, x, dlong, a);
  CT_NEAR(d.loss, c.loss, 1e-12, "loss");
  for (int i = 0; i < n; i++)
    CT_NEAR((double)dlong[i] * (1 << (i / D % 5)), (double)dx[i], 1e-9, "gradient %d", i);
  for (int i = 0; i < 2 * f->B; i++) {
    double along = 0;
    for (int e = 0; e < D; e++) along += (double)x[i * D + e] * (double)dlong[i * D + e];
    CT_NEAR(along, 0, 2e-6, "row %d: the gradient is at right angles", i);
  }
}

/* Gradients are added, times the weight, and each side alone gets the same as both together. */
static inline void check_added(const cross_kind *k, const cross_shape *f) {
  ct_arena *a = ct_test_arena();
  int half = f->B * f->D, n = 2 * half;
  float *x = ct_test_floats(a, n, 14, -1, 1), *dx = check_zeros(a, n), *more = check_zeros(a, n);
  float *one = check_zeros(a, n);
  ct_cross c = check_run(k, f, x, dx, a), d = check_cross(f, x, more);
  for (int i = 0; i < n; i++) more[i] = 2;
  d.weight = 0.5;
  CT_INT(k->loss(&d, a), CT_OK, "half the weight");
  CT_TRUE(d.loss == c.loss && d.dscale == c.dscale / 2 && d.dbias == c.dbias / 2, "weight");
  for (int i = 0; i < n; i++) CT_NEAR((double)more[i] - 2, (double)dx[i] / 2, 2.5e-7, "at %d", i);
  for (int s = 0; s < 2; s++) {
    ct_cross side = check_cross(f, x, one);
    if (s) side.da = NULL;
    else side.db = NULL;
    CT_INT(k->loss(&side, a), CT_OK, "one side");
    CT_TRUE(side.dscale == c.dscale && side.dbias == c.dbias, "slopes of one side");
    if (s == 0) check_untouched(one + half, half, 0);
  }
  CT_TRUE(memcmp(one, dx, sizeof(float) * (size_t)n) == 0, "each side alone has the same bits");
}

static inline void check_error(const cross_kind *k, ct_cross x, ct_status want, ct_arena *a,
                               const char *what) {
  size_t used = a->used;
  ct_cross before = x;
  CT_INT(k->loss(&x, a), want, "%s", what);
  CT_TRUE(memcmp(&before, &x, sizeof x) == 0, "%s: nothing is written", what);
  CT_INT((long)a->used, (long)used, "%s: scratch is given back", what);
}

static inline void check_errors(const cross_kind *k) {
  ct_arena *a = ct_test_arena();
  float x[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dx[12];
  for (int i = 0; i < 12; i++) dx[i] = 3;
  cross_shape f = {2, 3, 10, -10};
  ct_cross good = check_cross(&f, x, dx), bad = good;
  bad.B = 0, check_error(k, bad, CT_E_ARG, a, "no pair"), bad = good;
  bad.D = 0, check_error(k, bad, CT_E_ARG, a, "no dimension"), bad = good;
  bad.scale = 0, check_error(k, bad, CT_E_ARG, a, "scale 0"), bad = good;
  bad.scale = -1, check_error(k, bad, CT_E_ARG, a, "scale -1"), bad = good;
  bad.scale = (double)NAN, check_error(k, bad, CT_E_ARG, a, "scale NaN"), bad = good;
  bad.scale = 1e300, check_error(k, bad, CT_E_ARG, a, "a scale beyond floats"), bad = good;
  bad.bias = (double)NAN, check_error(k, bad, CT_E_ARG, a, "bias NaN"), bad = good;
  bad.weight = (double)INFINITY, check_error(k, bad, CT_E_ARG, a, "infinite weight"), bad = good;
  for (int row = 0; row < 4; row++) {
    float keep = x[3 * row + 1];
    x[3 * row + 1] = (float)NAN;
    check_error(k, good, CT_E_NONFINITE, a, "a row that is not a number");
    x[3 * row + 1] = keep;
  }
  bad.weight = 1e300, check_error(k, bad, CT_E_NONFINITE, a, "a gradient beyond floats");
  size_t used = a->used;
  a->used = a->size - 1024;
  check_error(k, good, CT_E_MEMORY, a, "no memory");
  a->used = used;
  x[9] = x[10] = x[11] = 0;
  check_error(k, good, CT_E_ZERO, a, "zero row of b");
  x[3] = x[4] = x[5] = 0;
  check_error(k, good, CT_E_ZERO, a, "zero rows");
  check_untouched(dx, 12, 3);
}

/* Exactly the promised bytes are enough: four matrices like a, few numbers a pair, and tiles: at
 * most 16 MB and one of 64 KB for each thread. 8,192 pairs have 268 MB of cosines. */
static inline void check_memory(const cross_kind *k, int kept) {
  for (int B = 1; B <= 8192; B *= 2) {
    size_t tiles = kept ? (16u << 20) : 0, matrices = 4 * (size_t)B * 128 * sizeof(float);
    size_t need = k->bytes(B, 128);
    CT_TRUE(need <= matrices + tiles + 64 * (size_t)B + 65536u * CT_THREADS_MAX + 4096,
            "%d pairs: %zu bytes", B, need);
  }
  static const int pairs[] = {3, 512, 2100};
  for (int p = 0; p < 3; p++) {
    ct_arena *a = ct_test_arena(), exact;
    cross_shape f = {pairs[p], 32, 10, -10};
    size_t need = k->bytes(f.B, f.D);
    float *x = ct_test_floats(a, 2 * f.B * f.D, 16, -1, 1), *dx = check_zeros(a, 2 * f.B * f.D);
    ct_arena_init(&exact, ct_arena_take(a, need), need);
    check_run(k, &f, x, dx, &exact);
    ct_arena_init(&exact, exact.base, need - CT_ARENA_ALIGN);
    check_error(k, check_cross(&f, x, dx), CT_E_MEMORY, &exact, "one line less");
  }
}

#endif
