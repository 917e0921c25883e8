/* Compares NT-Xent's relatives with double-precision references, their slopes and PyTorch. */
#include "loss/negatives.h"
#include "loss/ntxent.h"
#include "loss_check.h"

typedef enum kind { DECOUPLED, DEBIASED, HARD, MINED, KINDS } kind;

typedef struct shape {
  kind kind;
  int B, D;
  float tau, tau_plus, beta;
  int count;
} shape;

/* Two pairs, primes, one block of 64 anchors and more, tails of every kind, dimensions below and
 * above a vector; tau_plus on both sides of the value at which its lower bound takes effect. */
static const struct { int B, D; float tau, tau_plus, beta; int count; } table[] = {
  {2, 2, 0.5f, 0.1f, 1, 1},      {2, 3, 0.07f, 0, 0, 2},         {3, 5, 0.2f, 0.3f, 0.5f, 3},
  {7, 2, 0.1f, 0.1f, 2, 5},      {7, 130, 0.5f, 0.6f, 1, 100},   {7, 13, 1, 0.9f, 0.1f, 12},
  {31, 17, 0.2f, 0.05f, 1, 1},   {64, 64, 0.1f, 0.1f, 1, 10},    {64, 3, 0.5f, 0.02f, 3, 126},
  {67, 31, 0.07f, 0.01f, 0.3f, 40}, {7, 3, 0.01f, 0.1f, 1, 4},   {7, 3, 0.002f, 0.1f, 0, 4},
};
#define SHAPES (KINDS * (int)(sizeof table / sizeof table[0]))

static shape shape_of(int s) {
  int row = s / KINDS;
  return (shape){s % KINDS, table[row].B, table[row].D, table[row].tau, table[row].tau_plus,
                 table[row].beta, table[row].count};
}

static ct_status run(shape f, const float *z, float *dz, double *loss, ct_arena *a) {
  switch (f.kind) {
  case DECOUPLED: return ct_decoupled(z, dz, f.B, f.D, f.tau, loss, a);
  case DEBIASED: return ct_debiased(z, dz, f.B, f.D, f.tau, f.tau_plus, loss, a);
  case HARD: return ct_hard_negative(z, dz, f.B, f.D, f.tau, f.tau_plus, f.beta, loss, a);
  default: return ct_mined(z, dz, f.B, f.D, f.tau, f.count, loss, a);
  }
}

static int falling(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x < y) - (x > y);
}

/* The loss of one anchor, from its positive's logit and its negatives' logits, falling. Each
 * formula is that of the header, relative to the positive's logit. */
static double anchor_reference(const shape *f, double positive, double *l, int N) {
  double tau = (double)f->tau, rest = 1 - (double)f->tau_plus, sum = 0, mean = 0;
  double beta = f->kind == HARD ? (double)f->beta : 0;
  qsort(l, (size_t)N, sizeof *l, falling);
  if (f->kind == MINED && f->count < N) N = f->count;
  if (f->kind == DECOUPLED) {
    for (int n = 0; n < N; n++) sum += exp(l[n] - l[0]);
    return log(sum) + l[0] - positive;
  }
  for (int n = 0; n < N; n++) mean += exp(beta * (l[n] - l[0])) / N;
  double top = fmax(l[0], positive);
  for (int n = 0; n < N; n++) sum += exp(l[n] - top) * exp(beta * (l[n] - l[0])) / mean;
  if (f->kind != MINED) {
    sum = (sum - N * (double)f->tau_plus * exp(positive - top)) / rest;
    sum = fmax(sum, N * exp(-1 / tau - top));
  }
  return positive - top > -30 ? log1p(sum / exp(positive - top)) : log(sum) - (positive - top);
}

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  int M = 2 * f->B;
  double total = 0, l[256];
  for (int i = 0; i < M; i++) {
    int p = (i + f->B) % M, N = 0;
    for (int j = 0; j < M; j++)
      if (j != i && j != p) l[N++] = check_cosine(z + i * f->D, z + j * f->D, f->D) / (double)f->tau;
    total += anchor_reference(
        f, check_cosine(z + i * f->D, z + p * f->D, f->D) / (double)f->tau, l, N);
  }
  return total / M;
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = check_rows(a, 2 * f.B, f.D, 11);
    double got = -1, want = reference(check_doubles(a, z, n), &f);
    CT_INT(run(f, z, NULL, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, check_tolerance(want, (double)f.tau), "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    /* at lower temperatures 1 / tau makes a logit's error exceed 1e-5 */
    if (f.tau < 0.05f) continue;
    float *z = check_rows(a, 2 * f.B, f.D, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(run(f, z, dz, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, 12, 1e-2 * (double)f.tau, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  static const shape shapes[KINDS] = {
    {.kind = DECOUPLED}, {.kind = DEBIASED, .tau_plus = 0.1f},
    {.kind = HARD, .tau_plus = 0.1f, .beta = 0.5f}, {.kind = MINED, .count = 4}};
  static const golden *const tables[KINDS] = {
    golden_decoupled, golden_debiased, golden_hard, golden_mined};
  for (int k = 0; k < KINDS; k++) {
    for (const golden *g = tables[k]; g->B; g++) {
      ct_arena *a = ct_test_arena();
      shape f = shapes[k];
      f.B = g->B, f.D = GOLDEN_D, f.tau = 0.2f;
      int n = 2 * f.B * f.D;
      float *z = check_golden_rows(a, 2 * f.B), *dz = check_zeros(a, n);
      double loss;
      CT_INT(run(f, z, dz, &loss, a), CT_OK, "kind %d, %d pairs", k, f.B);
      check_golden(a, g, loss, dz, n);
    }
  }
}

/* When nothing is subtracted, weighted or left out, NT-Xent remains. */
CT_TEST(their_limits_are_ntxent) {
  ct_arena *a = ct_test_arena();
  int B = 37, D = 19, n = 2 * B * D;
  float *z = check_rows(a, 2 * B, D, 13), *dz = check_zeros(a, n), *other = check_zeros(a, n);
  static const shape limits[] = {
    {.kind = DEBIASED}, {.kind = HARD}, {.kind = MINED, .count = 72}, {.kind = MINED, .count = 500}};
  double want, got;
  CT_INT(ct_ntxent(z, dz, B, D, 0.2f, &want, a), CT_OK, "NT-Xent");
  for (int k = 0; k < 4; k++) {
    shape f = limits[k];
    f.B = B, f.D = D, f.tau = 0.2f;
    memset(other, 0, sizeof(float) * (size_t)n);
    CT_INT(run(f, z, other, &got, a), CT_OK, "limit %d", k);
    CT_NEAR(got, want, 1e-5 * want, "limit %d", k);
    for (int i = 0; i < n; i++) CT_NEAR((double)other[i], (double)dz[i], 1e-7, "gradient %d", i);
  }
}

/* exp(NT-Xent's loss of an anchor) = 1 + exp(the decoupled loss). Here the two pairs are
 * orthogonal, so all anchors are alike. */
CT_TEST(decoupled_is_ntxent_without_the_positive_below) {
  ct_arena *a = ct_test_arena();
  float z[8] = {1, 0, 0, 1, 1, 0, 0, 1};
  double with, without;
  CT_INT(ct_ntxent(z, NULL, 2, 2, 0.5f, &with, a), CT_OK, "NT-Xent");
  CT_INT(ct_decoupled(z, NULL, 2, 2, 0.5f, &without, a), CT_OK, "decoupled");
  CT_NEAR(without, log(2) - 2, 1e-6, "negative: 2 exp(0) under, exp(1 / tau) over");
  CT_NEAR(exp(with), 1 + exp(without), 1e-6, "both");
}

/* Small losses keep their digits when all negatives are opposite and the positive is exact. */
CT_TEST(small_losses_are_exact) {
  ct_arena *a = ct_test_arena();
  float z[8] = {1, 0, -1, 0, 1, 0, -1, 0};
  double loss, want = log1p(2 * exp(-2 / (double)0.1f));
  CT_INT(ct_mined(z, NULL, 2, 2, 0.1f, 2, &loss, a), CT_OK, "mined");
  CT_NEAR(loss, want, 1e-5 * want, "mined");
  CT_INT(ct_debiased(z, NULL, 2, 2, 0.1f, 0.1f, &loss, a), CT_OK, "debiased");
  CT_NEAR(loss, want, 1e-5 * want, "at the bound, N exp(-1 / tau)");
}

CT_TEST(neither_order_rotation_nor_length_count) {
  for (int k = 0; k < KINDS; k++) {
    ct_arena *a = ct_test_arena();
    int B = 11, D = 6, n = 2 * B * D;
    shape f = {k, B, D, 0.2f, 0.05f, 1, 3};
    float *z = check_rows(a, 2 * B, D, 14), *other = check_zeros(a, n);
    double loss, again;
    for (int i = 0; i < 2 * B; i++) {
      int from = (i % B * 3 + 1) % B + (i < B ? B : 0); /* 3 and 11 share no factor; sides swapped */
      for (int d = 0; d < D; d++) other[i * D + d] = z[from * D + d] * (float)(1 << i % 5);
    }
    check_rotate(other, 2 * B, D);
    CT_INT(run(f, z, NULL, &loss, a), CT_OK, "as drawn");
    CT_INT(run(f, other, NULL, &again, a), CT_OK, "changed");
    CT_NEAR(again, loss, 5e-6 * fabs(loss), "kind %d", k); /* the rotated rows are rounded anew */
  }
}

/* When several negatives tie for the last place, no more than `count` are kept. */
CT_TEST(ties_do_not_add_negatives) {
  ct_arena *a = ct_test_arena();
  float z[20] = {1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1}, dz[20] = {0};
  double loss;
  CT_INT(ct_mined(z, dz, 5, 2, 1, 3, &loss, a), CT_OK, "ties");
  /* the first pair's anchors have 8 equal negatives at cosine 0, of which 3 count; the other
   * anchors have 6 at cosine 1, of which 3 count */
  double want = (2 * log1p(3 * exp(-1.0)) + 8 * log1p(3.0)) / 10;
  CT_NEAR(loss, want, 1e-6, "loss");
}

CT_TEST(gradient_is_added) {
  for (int k = 0; k < KINDS; k++) {
    ct_arena *a = ct_test_arena();
    int B = 37, D = 7, n = 2 * B * D;
    shape f = {k, B, D, 0.2f, 0.05f, 1, 3};
    float *z = check_rows(a, 2 * B, D, 15), *dz = check_zeros(a, n), *more = check_zeros(a, n);
    double loss, alone;
    CT_INT(run(f, z, dz, &loss, a), CT_OK, "gradient");
    for (int i = 0; i < n; i++) more[i] = 2;
    CT_INT(run(f, z, more, &alone, a), CT_OK, "added");
    for (int i = 0; i < n; i++) CT_NEAR((double)more[i] - 2, (double)dz[i], 2.5e-7, "at %d", i);
    CT_INT(run(f, z, NULL, &alone, a), CT_OK, "value alone");
    CT_TRUE(alone == loss, "the same bits with and without a gradient");
  }
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  double loss = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  for (int k = 0; k < KINDS; k++) {
    const shape f = {k, 2, 3, 0.1f, 0.1f, 1, 2};
    const shape bad[] = {{k, 1, 3, 0.1f, 0.1f, 1, 2}, {k, 2, 0, 0.1f, 0.1f, 1, 2},
                         {k, 2, 3, 0, 0.1f, 1, 2},    {k, 2, 3, -1, 0.1f, 1, 2},
                         {k, 2, 3, nan, 0.1f, 1, 2}};
    for (int b = 0; b < 5; b++) CT_INT(run(bad[b], z, dz, &loss, a), CT_E_ARG, "argument %d", b);
    z[4] = nan;
    CT_INT(run(f, z, dz, &loss, a), CT_E_NONFINITE, "NaN");
    z[3] = z[4] = z[5] = 0;
    CT_INT(run(f, z, dz, &loss, a), CT_E_ZERO, "zero row");
    z[3] = 4, z[4] = 5, z[5] = 6, a->used = a->size - 256;
    CT_INT(run(f, z, dz, &loss, a), CT_E_MEMORY, "no memory");
    a->used = used;
  }
  CT_INT(ct_debiased(z, dz, 2, 3, 0.1f, 1, &loss, a), CT_E_ARG, "tau_plus 1");
  CT_INT(ct_debiased(z, dz, 2, 3, 0.1f, -0.1f, &loss, a), CT_E_ARG, "tau_plus below 0");
  CT_INT(ct_hard_negative(z, dz, 2, 3, 0.1f, 0, -1, &loss, a), CT_E_ARG, "beta below 0");
  CT_INT(ct_hard_negative(z, dz, 2, 3, 0.1f, 0, nan, &loss, a), CT_E_ARG, "beta NaN");
  CT_INT(ct_mined(z, dz, 2, 3, 0.1f, 0, &loss, a), CT_E_ARG, "no negative kept");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dz, 12, 3);
}

static double anchor(const void *shape_, float *s, float *spare, const int *labels) {
  const shape *f = shape_;
  (void)labels;
  switch (f->kind) {
  case DECOUPLED: return ct_decoupled_anchor(s, spare, f->B, f->tau);
  case DEBIASED: return ct_hard_negative_anchor(s, spare, f->B, f->tau, f->tau_plus, 0);
  case HARD: return ct_hard_negative_anchor(s, spare, f->B, f->tau, f->tau_plus, f->beta);
  default: return ct_mined_anchor(s, spare, f->B, f->tau, f->count);
  }
}

CT_TEST(anchors_one_by_one_make_the_whole) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    if (f.tau < 0.05f) continue; /* there the cosines' different rounding shows */
    ct_arena *a = ct_test_arena();
    int M = 2 * f.B;
    float *z = check_rows(a, M, f.D, 15), *dz = check_zeros(a, M * f.D);
    double loss;
    CT_INT(run(f, z, dz, &loss, a), CT_OK, "shape %d", s);
    check_anchors(a, z, dz, NULL, M, f.D, 1.0 / M, loss, anchor, &f, 3e-5);
  }
}

/* With 4,096 views a matrix of all pairs would take 64 MB. */
CT_TEST(memory_grows_with_views_not_their_square) {
  size_t views = 4096, D = 128, need = ct_negatives_bytes(2048, 128);
  CT_TRUE(need <= 3 * views * D * sizeof(float), "%zu bytes", need);
  CT_TRUE(ct_negatives_bytes(4096, 128) <= 2 * need, "twice the pairs, twice the bytes");
}

CT_SUITE(negatives, value_is_the_reference, gradient_is_the_slope, golden_values,
         their_limits_are_ntxent, decoupled_is_ntxent_without_the_positive_below,
         small_losses_are_exact, neither_order_rotation_nor_length_count,
         ties_do_not_add_negatives, anchors_one_by_one_make_the_whole, gradient_is_added,
         errors_change_nothing, memory_grows_with_views_not_their_square)
