/* Compares alignment and uniformity with plain double-precision references, their slopes, PyTorch
 * and the exact minima. */
#include "loss/uniformity.h"
#include "loss_check.h"

typedef struct shape { int B, D; float t, align, uniform; } shape;

static const shape shapes[] = {
  {2, 1, 2, 1, 1},        {2, 2, 2, 1, 1},       {3, 5, 1, 1, 0},      {7, 13, 2, 0, 1},
  {7, 130, 5, 0.5f, 2},   {64, 64, 2, 1, 1},     {67, 3, 20, 1, 1},    {65, 31, 0.1f, 3, 0.3f},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static double distance(const double *a, const double *b, int D) {
  double la = sqrt(check_dot(a, a, D)), lb = sqrt(check_dot(b, b, D)), sum = 0;
  for (int d = 0; d < D; d++) sum += pow(a[d] / la - b[d] / lb, 2);
  return sum;
}

static void terms_of(const double *z, const shape *f, double *terms) {
  int B = f->B, D = f->D;
  terms[0] = terms[1] = 0;
  for (int i = 0; i < B; i++) terms[0] += distance(z + i * D, z + (i + B) * D, D) / B;
  for (int view = 0; view < 2; view++, z += B * D) {
    double sum = 0;
    for (int i = 0; i < B; i++)
      for (int j = 0; j < i; j++) sum += exp(-(double)f->t * distance(z + i * D, z + j * D, D));
    terms[1] += 0.5 * log(sum / (0.5 * B * (B - 1)));
  }
}

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  double terms[2];
  terms_of(z, f, terms);
  return (double)f->align * terms[0] + (double)f->uniform * terms[1];
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, 2 * f.B, f.D, 11);
    double *exact = check_doubles(a, z, 2 * f.B * f.D), got, terms[2], want[2];
    CT_INT(ct_align_uniform(z, NULL, f.B, f.D, f.t, f.align, f.uniform, terms, &got, a), CT_OK,
           "shape %d", s);
    terms_of(exact, &f, want);
    CT_NEAR(terms[0], want[0], 1e-5 * want[0], "shape %d, alignment", s);
    CT_NEAR(terms[1], want[1], 1e-5 * fabs(want[1]), "shape %d, spread", s);
    double size = (double)f.align * want[0] + (double)f.uniform * fabs(want[1]);
    CT_NEAR(got, reference(exact, &f), 1e-5 * size, "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 1; s < SHAPES; s++) { /* the first shape has one dimension and no slope */
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = check_rows(a, 2 * f.B, f.D, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_align_uniform(z, dz, f.B, f.D, f.t, f.align, f.uniform, NULL, &loss, a), CT_OK,
           "shape %d", s);
    check_gradient(a, z, dz, n, 16, 1e-3, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_align_uniform; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = check_golden_rows(a, 2 * g->B), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_align_uniform(z, dz, g->B, GOLDEN_D, 2, 1, 1, NULL, &loss, a), CT_OK, "%d pairs",
           g->B);
    check_golden(a, g, loss, dz, n);
  }
}

/* Many points spaced evenly on the circle come near the minimum over all distributions there,
 * which is log(exp(-2 t) I0(2 t)), -1.575 at t = 2, up to the pairs i = j
 * that the loss leaves out. */
CT_TEST(even_circle_is_the_minimum) {
  ct_arena *a = ct_test_arena();
  int B = 400;
  float *z = check_zeros(a, 4 * B), *dz = check_zeros(a, 4 * B);
  for (int i = 0; i < 2 * B; i++) {
    z[2 * i] = (float)cos(2 * 3.14159265358979 * i / B);
    z[2 * i + 1] = (float)sin(2 * 3.14159265358979 * i / B);
  }
  double loss, terms[2], bessel = 0, term = 1;
  for (int k = 1; k < 40; k++) bessel += term, term *= 4.0 / (k * k); /* sum of (t^2)^k / k!^2 */
  CT_INT(ct_align_uniform(z, dz, B, 2, 2, 1, 1, terms, &loss, a), CT_OK, "circle");
  double least = exp(-4.0) * bessel, finite = (B * least - 1) / (B - 1);
  CT_NEAR(log(least), -1.575, 5e-4, "the paper's minimum");
  CT_NEAR(terms[1], log(finite), 1e-6, "uniformity");
  CT_NEAR(terms[0], 0, 1e-12, "alignment");
  for (int i = 0; i < 4 * B; i++) CT_NEAR((double)dz[i], 0, 1e-7, "at rest, %d", i);
}

CT_TEST(collapse_is_zero_and_at_rest) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 2, 1, 2, 2, 2, 4, 4, 1, 2, 2}, dz[12] = {0};
  double loss, terms[2];
  CT_INT(ct_align_uniform(z, dz, 2, 3, 2, 1, 1, terms, &loss, a), CT_OK, "collapsed");
  CT_NEAR(terms[0], 0, 1e-12, "alignment");
  CT_NEAR(terms[1], 0, 1e-6, "uniformity");
  for (int i = 0; i < 12; i++) CT_NEAR((double)dz[i], 0, 1e-6, "gradient %d", i);
}

CT_TEST(neither_order_rotation_nor_length_count) {
  ct_arena *a = ct_test_arena();
  int B = 11, D = 6;
  float *z = check_rows(a, 2 * B, D, 14), *other = check_zeros(a, 2 * B * D);
  double loss, again;
  for (int i = 0; i < 2 * B; i++) {
    int from = (i % B * 3 + 1) % B + (i < B ? B : 0); /* 3 and 11 share no factor; sides swapped */
    for (int d = 0; d < D; d++) other[i * D + d] = z[from * D + d] * (float)(1 << i % 5);
  }
  check_rotate(other, 2 * B, D);
  CT_INT(ct_align_uniform(z, NULL, B, D, 2, 1, 1, NULL, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_align_uniform(other, NULL, B, D, 2, 1, 1, NULL, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 5e-6, "the same"); /* the loss is a difference of two terms of about 2 */
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  double loss = 42, terms[2] = {42, 42};
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_align_uniform(z, dz, 1, 3, 2, 1, 1, terms, &loss, a), CT_E_ARG, "one pair");
  CT_INT(ct_align_uniform(z, dz, 2, 0, 2, 1, 1, terms, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_align_uniform(z, dz, 2, 3, 0, 1, 1, terms, &loss, a), CT_E_ARG, "t 0");
  CT_INT(ct_align_uniform(z, dz, 2, 3, 21, 1, 1, terms, &loss, a), CT_E_ARG, "t 21");
  CT_INT(ct_align_uniform(z, dz, 2, 3, nan, 1, 1, terms, &loss, a), CT_E_ARG, "t NaN");
  CT_INT(ct_align_uniform(z, dz, 2, 3, 2, nan, 1, terms, &loss, a), CT_E_ARG, "weight NaN");
  z[4] = nan;
  CT_INT(ct_align_uniform(z, dz, 2, 3, 2, 1, 1, terms, &loss, a), CT_E_NONFINITE, "NaN");
  z[3] = z[4] = z[5] = 0;
  CT_INT(ct_align_uniform(z, dz, 2, 3, 2, 1, 1, terms, &loss, a), CT_E_ZERO, "zero row");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_align_uniform(z, dz, 2, 3, 2, 1, 1, terms, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss + terms[0] + terms[1], 126, 0, "loss and terms");
  check_untouched(dz, 12, 3);
}

CT_SUITE(uniformity, value_is_the_reference, gradient_is_the_slope, golden_values,
         even_circle_is_the_minimum, collapse_is_zero_and_at_rest,
         neither_order_rotation_nor_length_count, errors_change_nothing)
