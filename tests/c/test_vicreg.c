/* Compares VICReg with a plain double-precision reference, its slope and PyTorch. */
#include "loss/vicreg.h"
#include "loss_check.h"

typedef struct shape { int B, D; ct_vicreg_weights weights; float size; } shape;

/* `size` bounds the entries, so that deviations are below 1, above it, or some of each. */
static const shape shapes[] = {
  {2, 1, {25, 25, 1}, 1},    {2, 3, {25, 25, 1}, 1},  {3, 2, {0, 1, 0}, 1}, {7, 13, {25, 25, 1}, 2},
  {7, 130, {25, 25, 1}, 1},  {64, 64, {1, 2, 3}, 0.1f}, {67, 3, {0, 0, 1}, 1}, {65, 31, {1, 1, 1}, 3},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* Adds the variance and covariance terms of one view. */
static void spread_of(const double *z, int B, int D, double *terms) {
  double mean[130];
  for (int d = 0; d < D; d++) {
    mean[d] = 0;
    for (int i = 0; i < B; i++) mean[d] += z[i * D + d] / B;
  }
  for (int d = 0; d < D; d++) {
    for (int e = 0; e < D; e++) {
      double c = 0;
      for (int i = 0; i < B; i++) c += (z[i * D + d] - mean[d]) * (z[i * D + e] - mean[e]) / (B - 1);
      if (d == e) terms[1] += fmax(0, 1 - sqrt(c + 1e-4)) / (2 * D);
      else terms[2] += c * c / D;
    }
  }
}

static void terms_of(const double *z, const shape *f, double *terms) {
  int half = f->B * f->D;
  terms[0] = terms[1] = terms[2] = 0;
  for (int k = 0; k < half; k++) terms[0] += pow(z[k] - z[half + k], 2) / half;
  spread_of(z, f->B, f->D, terms);
  spread_of(z + half, f->B, f->D, terms);
}

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  double terms[3];
  terms_of(z, f, terms);
  return (double)f->weights.invariance * terms[0] + (double)f->weights.variance * terms[1]
         + (double)f->weights.covariance * terms[2];
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = ct_test_floats(a, n, 11, -f.size, f.size);
    double *exact = check_doubles(a, z, n), got = -1, terms[3], want[3];
    CT_INT(ct_vicreg(z, NULL, f.B, f.D, f.weights, terms, &got, a), CT_OK, "shape %d", s);
    terms_of(exact, &f, want);
    for (int k = 0; k < 3; k++) CT_NEAR(terms[k], want[k], 1e-5 * want[k], "shape %d, %d", s, k);
    CT_NEAR(got, reference(exact, &f), 1e-5 * got, "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = ct_test_floats(a, n, 12, -f.size, f.size), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_vicreg(z, dz, f.B, f.D, f.weights, NULL, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, f.D > 100 ? 6 : 16, 1e-4, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_vicreg; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = ct_test_floats(a, n, GOLDEN_SEED, -1.75f, 1.75f), *dz = check_zeros(a, n);
    ct_vicreg_weights weights = {25, 25, 1};
    double loss;
    CT_INT(ct_vicreg(z, dz, g->B, GOLDEN_D, weights, NULL, &loss, a), CT_OK, "%d pairs", g->B);
    check_golden(a, g, loss, dz, n);
  }
}

/* Shifting both views alike changes nothing. A collapsed encoder costs gamma minus the square root
 * of epsilon, and its gradient is zero: it is at a saddle, which it leaves only by noise. */
CT_TEST(shift_does_not_count_and_collapse_costs_most) {
  ct_arena *a = ct_test_arena();
  int B = 11, D = 6, n = 2 * B * D;
  float *z = ct_test_floats(a, n, 13, -1, 1), *dz = check_zeros(a, n);
  double loss, again, terms[3];
  ct_vicreg_weights weights = {25, 25, 1};
  CT_INT(ct_vicreg(z, NULL, B, D, weights, NULL, &loss, a), CT_OK, "as drawn");
  for (int k = 0; k < n; k++) z[k] += (float)(k % D);
  CT_INT(ct_vicreg(z, NULL, B, D, weights, NULL, &again, a), CT_OK, "shifted");
  CT_NEAR(again, loss, 1e-6 * loss, "shifted");
  for (int k = 0; k < n; k++) z[k] = (float)(k % D);
  CT_INT(ct_vicreg(z, dz, B, D, weights, terms, &loss, a), CT_OK, "collapsed");
  CT_NEAR(terms[1], 1 - 0.01, 1e-12, "variance");
  CT_NEAR(terms[0] + terms[2], 0, 0, "the rest");
  check_untouched(dz, n, 0);
}

/* When dimensions are uncorrelated and wide enough, and the views equal, nothing is left to do. */
CT_TEST(spread_views_are_at_rest) {
  ct_arena *a = ct_test_arena();
  float z[16] = {2, 2, 2, -2, -2, 2, -2, -2, 2, 2, 2, -2, -2, 2, -2, -2}, dz[16] = {0};
  double loss;
  CT_INT(ct_vicreg(z, dz, 4, 2, (ct_vicreg_weights){25, 25, 1}, NULL, &loss, a), CT_OK, "spread");
  CT_NEAR(loss, 0, 0, "loss");
  check_untouched(dz, 16, 0);
}

/* Rows are not normalised, so a zero row is allowed. */
CT_TEST(zero_rows_are_as_good_as_any) {
  ct_arena *a = ct_test_arena();
  shape f = {7, 3, {25, 25, 1}, 1};
  int n = 2 * f.B * f.D;
  float *z = ct_test_floats(a, n, 14, -1, 1), *dz = check_zeros(a, n);
  for (int d = 0; d < f.D; d++) z[d] = z[n - 1 - d] = 0;
  double loss, want = reference(check_doubles(a, z, n), &f);
  CT_INT(ct_vicreg(z, dz, f.B, f.D, f.weights, NULL, &loss, a), CT_OK, "zero rows");
  CT_NEAR(loss, want, 1e-5 * want, "loss");
  check_gradient(a, z, dz, n, n, 1e-4, reference, &f, 0);
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  double loss = 42, terms[3] = {42, 42, 42};
  ct_vicreg_weights weights = {25, 25, 1}, bad = {25, nan, 1};
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_vicreg(z, dz, 1, 3, weights, terms, &loss, a), CT_E_ARG, "one pair");
  CT_INT(ct_vicreg(z, dz, 2, 0, weights, terms, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_vicreg(z, dz, 2, 3, bad, terms, &loss, a), CT_E_ARG, "weight NaN");
  z[4] = nan;
  CT_INT(ct_vicreg(z, dz, 2, 3, weights, terms, &loss, a), CT_E_NONFINITE, "NaN");
  z[4] = INFINITY;
  CT_INT(ct_vicreg(z, dz, 2, 3, weights, terms, &loss, a), CT_E_NONFINITE, "infinite");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_vicreg(z, dz, 2, 3, weights, terms, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss + terms[0] + terms[1] + terms[2], 168, 0, "loss and terms");
  check_untouched(dz, 12, 3);
}

CT_SUITE(vicreg, value_is_the_reference, gradient_is_the_slope, golden_values,
         shift_does_not_count_and_collapse_costs_most, spread_views_are_at_rest,
         zero_rows_are_as_good_as_any, errors_change_nothing)
