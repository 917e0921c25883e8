/* Compares the spectral loss with a double-precision reference, its slope and PyTorch. */
#include "loss/spectral.h"
#include "loss_check.h"

typedef struct shape { int B, D; float mu; } shape;

static const shape shapes[] = {
  {2, 2, 1},  {2, 1, 3},    {3, 5, 0.1f}, {7, 13, 10},  {7, 130, 20},
  {31, 2, 1}, {64, 64, 30}, {67, 3, 3},   {65, 31, 0.5f},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* The published formula: products of rows of length sqrt(mu), divided by mu. */
static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  int B = f->B, D = f->D, M = 2 * B;
  double mu = (double)f->mu, positives = 0, squares = 0;
  for (int i = 0; i < B; i++) positives += mu * check_cosine(z + i * D, z + (i + B) * D, D);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++)
      if (i % B != j % B) squares += pow(mu * check_cosine(z + i * D, z + j * D, D), 2);
  return (squares / (M * (M - 2.0)) - 2 * positives / B) / mu;
}

/* The loss is a difference, and each of its two terms is as exact as its own size allows. */
static double tolerance(const shape *f) { return 1e-6 * (2 + (double)f->mu); }

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, 2 * f.B, f.D, 11);
    double got = 42, want = reference(check_doubles(a, z, 2 * f.B * f.D), &f);
    CT_INT(ct_spectral(z, NULL, f.B, f.D, f.mu, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, tolerance(&f), "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    if (f.D == 1) continue; /* there are only two directions, with nothing between them */
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = check_rows(a, 2 * f.B, f.D, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_spectral(z, dz, f.B, f.D, f.mu, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, 16, 1e-3, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_spectral; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = check_golden_rows(a, 2 * g->B), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_spectral(z, dz, g->B, GOLDEN_D, 3, &loss, a), CT_OK, "%d pairs", g->B);
    check_golden(a, g, loss, dz, n);
  }
}

static double anchor(const void *shape_, float *s, float *spare, const int *labels) {
  const shape *f = shape_;
  (void)spare, (void)labels;
  return ct_spectral_anchor(s, f->B, f->mu);
}

CT_TEST(anchors_one_by_one_make_the_whole) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    if (f.D == 1) continue;
    ct_arena *a = ct_test_arena();
    int M = 2 * f.B;
    float *z = check_rows(a, M, f.D, 15), *dz = check_zeros(a, M * f.D);
    double loss;
    CT_INT(ct_spectral(z, dz, f.B, f.D, f.mu, &loss, a), CT_OK, "shape %d", s);
    check_anchors(a, z, dz, NULL, M, f.D, 1.0 / M, loss, anchor, &f, 3e-5);
  }
}

/* The positive is pulled whatever its cosine is; a square is least at a right angle. */
CT_TEST(negatives_beyond_a_right_angle_are_pulled) {
  float s[6] = {1, 0.5f, 0, 0.9f, -0.5f, 0.2f};
  static const float want[6] = {0, 1, 0, -2, -1, 0.4f};
  CT_NEAR(ct_spectral_anchor(s, 3, 4), 0.25 + 0.25 + 0.04 - 1.8, 1e-6, "loss");
  for (int i = 0; i < 6; i++) CT_NEAR((double)s[i], (double)want[i], 1e-6, "row %d", i);
}

/* Each pair is on one point, and every axis has as many pairs. The squares of all cosines of M
 * vectors in D dimensions add up to at least M^2 / D, and to exactly that here: it is the bound of
 * the header, the gradient is 0, and no rows nearby have a lower loss. */
CT_TEST(its_least_shares_the_axes_evenly) {
  enum { D = 4, B = 3 * D };
  ct_arena *a = ct_test_arena();
  float z[2 * B * D] = {0}, dz[2 * B * D] = {0}, mu = 10;
  double least, loss, want = 10 * (3.0 - 1) / (B - 1) - 2;
  for (int i = 0; i < 2 * B; i++) z[i * D + i % D] = i < B ? 1 : 5;
  CT_INT(ct_spectral(z, dz, B, D, mu, &least, a), CT_OK, "on the axes");
  CT_NEAR(least, want, 1e-6, "the bound");
  for (int i = 0; i < 2 * B * D; i++) CT_NEAR((double)dz[i], 0, 1e-7, "at rest, entry %d", i);
  for (unsigned seed = 1; seed <= 20; seed++) {
    const float *shift = ct_test_floats(a, B * D, seed, -0.3f, 0.3f);
    float moved[2 * B * D];
    for (int i = 0; i < 2 * B * D; i++)
      moved[i] = (i < B * D ? z[i] : z[i] / 5) + shift[i % (B * D)];
    CT_INT(ct_spectral(moved, NULL, B, D, mu, &loss, a), CT_OK, "moved");
    CT_TRUE(loss > least, "seed %u: %g below %g", seed, loss, least);
  }
}

/* Rotation and length do not change cosines, and pairs and views have no order. */
CT_TEST(neither_order_rotation_nor_length_counts) {
  ct_arena *a = ct_test_arena();
  int B = 11, D = 6;
  float *z = check_rows(a, 2 * B, D, 13), *other = check_zeros(a, 2 * B * D);
  double loss, again;
  for (int i = 0; i < 2 * B; i++) {
    int from = (i % B * 3 + 1) % B + (i < B ? B : 0); /* 3 and 11 share no factor */
    for (int d = 0; d < D; d++) other[i * D + d] = z[from * D + d] * (float)(1 + i);
  }
  check_rotate(other, 2 * B, D);
  CT_INT(ct_spectral(z, NULL, B, D, 5, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_spectral(other, NULL, B, D, 5, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 1e-6 * (1 + fabs(loss)), "the same");
  CT_INT(ct_spectral(z, NULL, B, D, 6, &again, a), CT_OK, "longer rows");
  CT_TRUE(again > loss + 0.01, "squares weigh more: %g, was %g", again, loss);
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12];
  const float nan = (float)NAN;
  double loss = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_spectral(z, dz, 1, 3, 1, &loss, a), CT_E_ARG, "one pair");
  CT_INT(ct_spectral(z, dz, 2, 0, 1, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_spectral(z, dz, 2, 3, 0, &loss, a), CT_E_ARG, "no length");
  CT_INT(ct_spectral(z, dz, 2, 3, nan, &loss, a), CT_E_ARG, "mu NaN");
  z[4] = nan;
  CT_INT(ct_spectral(z, dz, 2, 3, 1, &loss, a), CT_E_NONFINITE, "NaN");
  z[3] = z[4] = z[5] = 0;
  CT_INT(ct_spectral(z, dz, 2, 3, 1, &loss, a), CT_E_ZERO, "zero row");
  CT_INT((long)a->used, (long)used, "scratch given back");
  z[3] = 4, z[4] = 5, z[5] = 6, a->used = a->size - 256;
  CT_INT(ct_spectral(z, dz, 2, 3, 1, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dz, 12, 3);
}

CT_SUITE(spectral, value_is_the_reference, gradient_is_the_slope, golden_values,
         anchors_one_by_one_make_the_whole, negatives_beyond_a_right_angle_are_pulled,
         its_least_shares_the_axes_evenly, neither_order_rotation_nor_length_counts,
         errors_change_nothing)
