/* Compares NT-Xent with a plain double-precision reference, central differences and PyTorch. */
#include "base/arena.h"
#include "base/parallel.h"
#include "loss/ntxent.h"
#include "loss_check.h"

typedef struct shape { int B, D; float tau; } shape;

/* One pair, primes, tiles of 64 views: exactly one, one view more, and up to seven a side with and
 * without tails; the most views that have such tiles, and tiles of 128 with a tail. Then there are
 * temperatures on both sides of the one at which a shift for all rows gives way to one per row. */
static const shape shapes[] = {
  {1, 1, 0.5f},    {1, 3, 0.07f},   {2, 1, 0.5f},    {2, 2, 0.07f},    {3, 5, 0.5f},
  {7, 13, 0.1f},   {31, 17, 0.2f},  {32, 32, 0.1f},  {33, 3, 0.5f},    {64, 64, 0.1f},
  {67, 31, 0.07f}, {96, 2, 0.3f},   {131, 9, 1},     {193, 64, 0.1f},  {512, 3, 0.2f},
  {513, 5, 0.07f}, {67, 8, 0.026f}, {67, 8, 0.024f}, {131, 5, 0.01f},  {7, 3, 0.005f},
  {67, 4, 0.005f}, {521, 3, 0.01f}, {31, 7, 0.001f}, {31, 7, 10},      {31, 7, 1000},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* A generous bound on a cosine's rounding in single precision:
 * a dot product of up to 128 terms. */
#define COSINE_ERROR 1e-6

static double length(const double *row, int D) { return sqrt(check_dot(row, row, D)); }

#define MOST_VIEWS 2818

/* The mean over i of log(1 + sum over negatives of exp((cos_ij - cos_ip) / tau)) */
static double reference(const double *z, int B, int D, double tau) {
  static double size[MOST_VIEWS], logit[MOST_VIEWS];
  double total = 0;
  int M = 2 * B;
  CT_TRUE(M <= MOST_VIEWS, "%d views", M);
  for (int i = 0; i < M; i++) size[i] = length(z + i * D, D);
  for (int i = 0; i < M; i++) {
    const double *row = z + i * D;
    int p = (i + B) % M;
    double positive = check_dot(row, z + p * D, D) / (size[i] * size[p]), top = 0, sum = 0;
    for (int j = 0; j < M; j++) {
      if (j == i || j == p) continue;
      logit[j] = (check_dot(row, z + j * D, D) / (size[i] * size[j]) - positive) / tau;
      top = fmax(top, logit[j]);
    }
    for (int j = 0; j < M; j++)
      if (j != i && j != p) sum += exp(logit[j] - top);
    total += top > 1 ? top + log(exp(-top) + sum) : log1p(sum * exp(top));
  }
  return total / M;
}

static double reference_of(const double *z, const void *shape_) {
  const shape *f = shape_;
  return reference(z, f->B, f->D, (double)f->tau);
}

static double slope(double *z, int B, int D, double tau, int at) {
  /* d^3 loss / d z^3 grows as 1 / tau^3, so a step in proportion to tau keeps its share small */
  double keep = z[at], h = 1e-4 * fmin(tau, 0.5), up, down;
  z[at] = keep + h;
  up = reference(z, B, D, tau);
  z[at] = keep - h;
  down = reference(z, B, D, tau);
  z[at] = keep;
  return (up - down) / (2 * h);
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = ct_test_floats(a, n, 11, -1, 1);
    double got = -1, want = reference(check_doubles(a, z, n), f.B, f.D, (double)f.tau);
    CT_INT(ct_ntxent(z, NULL, f.B, f.D, f.tau, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, check_tolerance(want, (double)f.tau), "shape %d", s);
  }
}

static double gradient_tolerance(const double *z, int B, int D, double tau, int at) {
  /* the weights of a row sum to at most 2 and have an error of a cosine's error over tau; the
   * chain to z is 1 / (tau M |z|). The slope itself errs by about 1e-8 of the gradient's scale. */
  double chain = 2 / (tau * 2 * B * length(z + at / D * D, D));
  return chain * (COSINE_ERROR * (1 + 1 / tau) + 1e-6);
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D, most = f.B < 500 ? 24 : 6, probes = n < most ? n : most;
    float *z = check_rows(a, 2 * f.B, f.D, 12), *dz = check_zeros(a, n);
    double *exact = check_doubles(a, z, n), loss, tau = (double)f.tau;
    CT_INT(ct_ntxent(z, dz, f.B, f.D, f.tau, &loss, a), CT_OK, "shape %d", s);
    if (tau >= 0.05) check_gradient(a, z, dz, n, most, 1e-2 * fmin(tau, 1), reference_of, &f, s);
    for (int k = 0; k < probes && tau < 0.05; k++) {
      int at = (int)((long)k * (n - 1) / (probes > 1 ? probes - 1 : 1));
      CT_NEAR((double)dz[at], slope(exact, f.B, f.D, tau, at),
              gradient_tolerance(exact, f.B, f.D, tau, at), "shape %d, at %d", s, at);
    }
  }
}

/* With 23 tiles a side, more than the first pass keeps for the second; one shift, and many. */
CT_TEST(tiles_that_are_not_kept) {
  static const float taus[] = {0.1f, 0.02f};
  int B = 1409, D = 3, n = 2 * B * D;
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    float *z = ct_test_floats(a, n, 17, -1, 1), *dz = check_zeros(a, n);
    double *exact = check_doubles(a, z, n), loss, tau = (double)taus[k];
    double want = reference(exact, B, D, tau);
    CT_INT(ct_ntxent(z, dz, B, D, taus[k], &loss, a), CT_OK, "tau %g", tau);
    CT_NEAR(loss, want, check_tolerance(want, tau), "tau %g", tau);
    for (int at = 1; at < n; at += n / 3)
      CT_NEAR((double)dz[at], slope(exact, B, D, tau, at), gradient_tolerance(exact, B, D, tau, at),
              "tau %g, at %d", tau, at);
  }
}

/* The slope by log(1 / tau): a step of 1e-3 leaves an error of its fourth power, and the rounding
 * is that of cosines over tau. */
CT_TEST(slope_of_the_temperature) {
  for (int k = 0; k < SHAPES; k++) {
    int B = shapes[k].B, D = shapes[k].D, n = 2 * B * D;
    if (B > 200 || shapes[k].tau > 5) continue;
    ct_arena *a = ct_test_arena();
    float *z = ct_test_floats(a, n, 31, -1, 1), *dz = check_zeros(a, n), *same = check_zeros(a, n);
    double tau = (double)shapes[k].tau, step = 1e-3, loss, alone, dscale = -1;
    const double *exact = check_doubles(a, z, n);
    CT_INT(ct_ntxent_learned(z, dz, &dscale, B, D, shapes[k].tau, &loss, a), CT_OK, "shape %d", k);
    CT_INT(ct_ntxent(z, same, B, D, shapes[k].tau, &alone, a), CT_OK, "shape %d", k);
    size_t bytes = sizeof(float) * (size_t)n;
    CT_TRUE(loss == alone && memcmp(dz, same, bytes) == 0, "the same bits, %d", k);
    double at[5];
    for (int i = 0; i < 5; i++) at[i] = reference(exact, B, D, tau * exp((2 - i) * step));
    double want = (8 * (at[3] - at[1]) - (at[4] - at[0])) / (12 * step);
    CT_NEAR(dscale, want, 1e-6 + 4 * COSINE_ERROR / tau, "shape %d", k);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_ntxent; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = check_golden_rows(a, 2 * g->B), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_ntxent(z, dz, g->B, GOLDEN_D, 0.2f, &loss, a), CT_OK, "%d pairs", g->B);
    check_golden(a, g, loss, dz, n);
  }
}

static void article(float *z) {
  static const double degrees[8] = {0, 95.07, 279.62, 180.66, 3.87, 85.78, 268.85, 184.44};
  for (int i = 0; i < 8; i++) {
    double angle = degrees[i] * 3.14159265358979323846 / 180;
    z[2 * i] = (float)cos(angle);
    z[2 * i + 1] = (float)sin(angle);
  }
}

/* The loss is 7e-6: subtracting two numbers near 1 would lose it and its gradient. */
CT_TEST(small_losses_are_exact) {
  ct_arena *a = ct_test_arena();
  float z[16], dz[16] = {0};
  double loss, greatest = 0;
  article(z);
  CT_INT(ct_ntxent(z, dz, 4, 2, 0.07f, &loss, a), CT_OK, "article");
  /* the relative tolerance is a cosine's rounding over tau */
  CT_NEAR(loss, golden_article_loss[0], golden_article_loss[0] * 1e-5, "article");
  double *exact = check_doubles(a, z, 16), want[16];
  for (int i = 0; i < 16; i++) {
    want[i] = slope(exact, 4, 2, (double)0.07f, i);
    greatest = fmax(greatest, fabs(want[i]));
  }
  for (int i = 0; i < 16; i++) CT_NEAR((double)dz[i], want[i], greatest * 2e-5, "gradient %d", i);
}

/* Positives coincide and all else is at right angles: log(1 + (2B - 2) exp(-1 / tau)). */
CT_TEST(orthogonal_pairs_have_a_closed_form) {
  static const float taus[] = {1, 0.2f, 0.07f, 0.03f, 0.02f};
  for (int k = 0; k < 5; k++) {
    ct_arena *a = ct_test_arena();
    int B = 37;
    float *z = check_zeros(a, 2 * B * B);
    for (int i = 0; i < 2 * B; i++) z[i * B + i % B] = 1 + (float)i;
    double loss, want = log1p((2 * B - 2) * exp(-1 / (double)taus[k]));
    CT_INT(ct_ntxent(z, NULL, B, B, taus[k], &loss, a), CT_OK, "tau %g", (double)taus[k]);
    CT_NEAR(loss, want, 5e-6 * want, "tau %g", (double)taus[k]); /* exponents of 50 are rounded */
  }
}

CT_TEST(one_pair_has_no_negatives) {
  ct_arena *a = ct_test_arena();
  float z[6] = {1, 2, 3, -1, 0.5f, 2}, dz[6] = {0};
  double loss = -1;
  CT_INT(ct_ntxent(z, dz, 1, 3, 0.07f, &loss, a), CT_OK, "one pair");
  CT_NEAR(loss, 0, 0, "loss");
  for (int i = 0; i < 6; i++) CT_NEAR((double)dz[i], 0, 0, "gradient %d", i);
}

/* The length of a row does not matter: the loss stays, and the row's gradient shrinks as it grows.
 * Lengths change by powers of two, so that the unit rows have the same bits. */
CT_TEST(length_does_not_count) {
  ct_arena *a = ct_test_arena();
  int B = 67, D = 7, n = 2 * B * D;
  float *z = ct_test_floats(a, n, 13, -1, 1), *dz = check_zeros(a, n), *dlong = check_zeros(a, n);
  double loss, again;
  CT_INT(ct_ntxent(z, dz, B, D, 0.1f, &loss, a), CT_OK, "as drawn");
  for (int i = 0; i < n; i++) z[i] *= (float)(1 << (i / D % 5));
  CT_INT(ct_ntxent(z, dlong, B, D, 0.1f, &again, a), CT_OK, "longer");
  CT_NEAR(again, loss, 1e-12, "loss");
  for (int i = 0; i < n; i++)
    CT_NEAR((double)dlong[i] * (1 << (i / D % 5)), (double)dz[i], 1e-9, "gradient %d", i);
}

CT_TEST(gradient_is_tangential_and_added) {
  ct_arena *a = ct_test_arena();
  int B = 67, D = 19, n = 2 * B * D;
  float *z = ct_test_floats(a, n, 14, -1, 1), *dz = check_zeros(a, n), *more = check_zeros(a, n);
  double loss, alone;
  CT_INT(ct_ntxent(z, dz, B, D, 0.1f, &loss, a), CT_OK, "gradient");
  for (int i = 0; i < 2 * B; i++) {
    double along = 0;
    for (int d = 0; d < D; d++) along += (double)z[i * D + d] * (double)dz[i * D + d];
    CT_NEAR(along, 0, 1e-7, "row %d", i); /* |du| is at most 2 / (tau M) = 0.15 */
  }
  for (int i = 0; i < n; i++) more[i] = 2;
  CT_INT(ct_ntxent(z, more, B, D, 0.1f, &loss, a), CT_OK, "added");
  for (int i = 0; i < n; i++) CT_NEAR((double)more[i] - 2, (double)dz[i], 2.5e-7, "at %d", i);
  CT_INT(ct_ntxent(z, NULL, B, D, 0.1f, &alone, a), CT_OK, "value alone");
  CT_TRUE(alone == loss, "the same bits with and without a gradient");
}

/* Which pair comes first matters only for the order of additions. */
CT_TEST(order_of_pairs_does_not_count) {
  ct_arena *a = ct_test_arena();
  int B = 71, D = 6, n = 2 * B * D;
  float *z = ct_test_floats(a, n, 15, -1, 1), *other = check_zeros(a, n);
  for (int i = 0; i < 2 * B; i++) {
    int from = (i % B * 5 + 3) % B + (i < B ? B : 0); /* 5 and 71 share no factor; sides swapped */
    memcpy(other + i * D, z + from * D, sizeof(float) * (size_t)D);
  }
  double loss, again;
  CT_INT(ct_ntxent(z, NULL, B, D, 0.07f, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_ntxent(other, NULL, B, D, 0.07f, &again, a), CT_OK, "reordered");
  CT_NEAR(again, loss, 1e-6 * loss, "reordered"); /* float sums of 128 terms */
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  double loss = 42, dscale = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_ntxent(z, dz, 0, 3, 0.1f, &loss, a), CT_E_ARG, "no pair");
  CT_INT(ct_ntxent(z, dz, 2, 0, 0.1f, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_ntxent(z, dz, 2, 3, 0, &loss, a), CT_E_ARG, "tau 0");
  CT_INT(ct_ntxent(z, dz, 2, 3, -1, &loss, a), CT_E_ARG, "tau -1");
  CT_INT(ct_ntxent(z, dz, 2, 3, nan, &loss, a), CT_E_ARG, "tau NaN");
  z[4] = nan;
  CT_INT(ct_ntxent(z, dz, 2, 3, 0.1f, &loss, a), CT_E_NONFINITE, "NaN");
  z[3] = z[4] = z[5] = 0;
  CT_INT(ct_ntxent(z, dz, 2, 3, 0.1f, &loss, a), CT_E_ZERO, "zero row");
  CT_INT(ct_ntxent_learned(z, dz, &dscale, 2, 3, 0, &loss, a), CT_E_ARG, "learned, tau 0");
  CT_INT(ct_ntxent_learned(z, dz, &dscale, 2, 3, 0.1f, &loss, a), CT_E_ZERO, "learned");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 1024;
  CT_INT(ct_ntxent(z, dz, 2, 3, 0.1f, &loss, a), CT_E_MEMORY, "no memory");
  CT_INT((long)a->used, (long)(a->size - 1024), "scratch given back");
  CT_NEAR(loss + dscale, 84, 0, "loss and slope");
  check_untouched(dz, 12, 3);
}

/* Exactly the promised bytes are enough, whether or not all tiles are kept. */
CT_TEST(promised_bytes_are_enough) {
  static const int pairs[] = {3, 1024, 1409};
  for (int k = 0; k < 3; k++) {
    ct_arena *a = ct_test_arena(), exact;
    int B = pairs[k], D = 32;
    size_t need = ct_ntxent_bytes(B, D);
    float *z = ct_test_floats(a, 2 * B * D, 16, -1, 1), *dz = check_zeros(a, 2 * B * D);
    ct_arena_init(&exact, ct_arena_take(a, need), need);
    double loss;
    CT_INT(ct_ntxent(z, dz, B, D, 0.1f, &loss, &exact), CT_OK, "%d pairs", B);
    CT_INT((long)exact.used, 0, "given back");
    ct_arena_init(&exact, exact.base, need - CT_ARENA_ALIGN);
    CT_INT(ct_ntxent(z, dz, B, D, 0.1f, &loss, &exact), CT_E_MEMORY, "one line less");
  }
}

/* The memory is two matrices like z, seven numbers a view, and tiles: at most 16 MB, and one
 * of 64 KB for each thread. The matrix of 16,384 views would take 1 GB. tests/wasm/memory.mjs
 * runs it. */
CT_TEST(memory_grows_with_views_not_their_square) {
  for (int B = 1; B <= 8192; B *= 2) {
    size_t views = (size_t)B * 2, tiles = (16u << 20) + 65536u * CT_THREADS_MAX;
    size_t need = ct_ntxent_bytes(B, 128), matrices = 2 * views * 128 * sizeof(float);
    CT_TRUE(need <= matrices + 32 * views + tiles + 131072, "%d pairs: %zu bytes", B, need);
  }
}

CT_SUITE(ntxent, value_is_the_reference, gradient_is_the_slope, tiles_that_are_not_kept,
         slope_of_the_temperature, golden_values, small_losses_are_exact,
         orthogonal_pairs_have_a_closed_form,
         one_pair_has_no_negatives, length_does_not_count, gradient_is_tangential_and_added,
         order_of_pairs_does_not_count, errors_change_nothing, promised_bytes_are_enough,
         memory_grows_with_views_not_their_square)
