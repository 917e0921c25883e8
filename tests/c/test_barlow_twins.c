/* Compares Barlow Twins with a plain double-precision reference, its slope and PyTorch. */
#include "loss/barlow_twins.h"
#include "loss_check.h"

typedef struct shape { int B, D; float lambda; } shape;

/* Two rows (where each standardised entry is near 1 or -1), primes,
 * more and fewer rows than dimensions. */
static const shape shapes[] = {
  {2, 1, 0.5f},   {2, 3, 0.0051f}, {3, 2, 1},      {7, 13, 0.0051f}, {7, 130, 0.0051f},
  {64, 64, 0.01f}, {67, 3, 0},     {65, 31, 0.1f},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static void moments(const double *z, int B, int D, int d, double *mean, double *inverse) {
  double sum = 0, square = 0;
  for (int i = 0; i < B; i++) sum += z[i * D + d] / B;
  for (int i = 0; i < B; i++) square += pow(z[i * D + d] - sum, 2) / B;
  *mean = sum;
  *inverse = 1 / sqrt(square + 1e-5);
}

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  int B = f->B, D = f->D;
  const double *y = z + B * D;
  double total = 0;
  for (int d = 0; d < D; d++) {
    double mean, inverse;
    moments(z, B, D, d, &mean, &inverse);
    for (int e = 0; e < D; e++) {
      double other, scale, c = 0;
      moments(y, B, D, e, &other, &scale);
      for (int i = 0; i < B; i++) c += (z[i * D + d] - mean) * (y[i * D + e] - other) / B;
      c *= inverse * scale;
      total += d == e ? (c - 1) * (c - 1) : (double)f->lambda * c * c;
    }
  }
  return total;
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    float *z = ct_test_floats(a, 2 * f.B * f.D, 11, -1, 1);
    double got = -1, terms[2], want = reference(check_doubles(a, z, 2 * f.B * f.D), &f);
    CT_INT(ct_barlow_twins(z, NULL, f.B, f.D, f.lambda, terms, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, 1e-5 * want, "shape %d", s);
    CT_NEAR(terms[0] + (double)f.lambda * terms[1], got, 1e-12 * got, "shape %d, terms", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) { /* two rows stay at 1 and -1: only epsilon gives a slope */
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = ct_test_floats(a, n, 12, -1, 1), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_barlow_twins(z, dz, f.B, f.D, f.lambda, NULL, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, f.D > 100 ? 3 : 12, 1e-3, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_barlow; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = check_golden_rows(a, 2 * g->B), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_barlow_twins(z, dz, g->B, GOLDEN_D, 0.0051f, NULL, &loss, a), CT_OK, "%d pairs",
           g->B);
    check_golden(a, g, loss, dz, n);
  }
}

/* A dimension's place and scale do not matter (up to epsilon), nor does its sign in both views,
 * but a rotation of the space does. */
CT_TEST(each_dimension_is_standardised) {
  ct_arena *a = ct_test_arena();
  int B = 31, D = 4;
  float *z = ct_test_floats(a, 2 * B * D, 13, -100, 100), *other = check_zeros(a, 2 * B * D);
  double loss, again, terms[2];
  for (int k = 0; k < 2 * B * D; k++)
    other[k] = (z[k] + 20 * (float)(k % D)) * (k % D == 1 ? -4 : 0.5f) + (k < B * D ? 30 : 0);
  CT_INT(ct_barlow_twins(z, NULL, B, D, 0.5f, NULL, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_barlow_twins(other, NULL, B, D, 0.5f, NULL, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 1e-6 * loss, "the same");
  memcpy(z + B * D, z, sizeof(float) * (size_t)(B * D));
  CT_INT(ct_barlow_twins(z, NULL, B, D, 0.5f, terms, &loss, a), CT_OK, "the same view twice");
  CT_NEAR(terms[0], 0, 1e-10, "nothing on the diagonal");
  CT_TRUE(terms[1] > 0.01, "something beside it");
}

/* Two views from a collapsed encoder: every dimension costs 1 and none has a gradient. */
CT_TEST(constant_dimensions_cost_one) {
  ct_arena *a = ct_test_arena();
  float z[18], dz[18] = {0};
  double loss;
  for (int k = 0; k < 18; k++) z[k] = (float)(k % 3);
  CT_INT(ct_barlow_twins(z, dz, 3, 3, 0.1f, NULL, &loss, a), CT_OK, "collapsed");
  CT_NEAR(loss, 3, 1e-12, "loss");
  check_untouched(dz, 18, 0);
}

/* Rows are not normalised, so a zero row is allowed. */
CT_TEST(zero_rows_are_as_good_as_any) {
  ct_arena *a = ct_test_arena();
  shape f = {7, 3, 0.1f};
  int n = 2 * f.B * f.D;
  float *z = ct_test_floats(a, n, 14, -1, 1), *dz = check_zeros(a, n);
  for (int d = 0; d < f.D; d++) z[d] = z[n - 1 - d] = 0;
  double loss, want = reference(check_doubles(a, z, n), &f);
  CT_INT(ct_barlow_twins(z, dz, f.B, f.D, f.lambda, NULL, &loss, a), CT_OK, "zero rows");
  CT_NEAR(loss, want, 1e-5 * want, "loss");
  check_gradient(a, z, dz, n, n, 1e-3, reference, &f, 0);
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  double loss = 42, terms[2] = {42, 42};
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_barlow_twins(z, dz, 1, 3, 0.1f, terms, &loss, a), CT_E_ARG, "one pair");
  CT_INT(ct_barlow_twins(z, dz, 2, 0, 0.1f, terms, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_barlow_twins(z, dz, 2, 3, -1, terms, &loss, a), CT_E_ARG, "lambda -1");
  CT_INT(ct_barlow_twins(z, dz, 2, 3, nan, terms, &loss, a), CT_E_ARG, "lambda NaN");
  z[4] = nan;
  CT_INT(ct_barlow_twins(z, dz, 2, 3, 0.1f, terms, &loss, a), CT_E_NONFINITE, "NaN");
  z[4] = INFINITY;
  CT_INT(ct_barlow_twins(z, dz, 2, 3, 0.1f, terms, &loss, a), CT_E_NONFINITE, "infinite");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_barlow_twins(z, dz, 2, 3, 0.1f, terms, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss + terms[0] + terms[1], 126, 0, "loss and terms");
  check_untouched(dz, 12, 3);
}

CT_SUITE(barlow_twins, value_is_the_reference, gradient_is_the_slope, golden_values,
         each_dimension_is_standardised, constant_dimensions_cost_one,
         zero_rows_are_as_good_as_any, errors_change_nothing)
