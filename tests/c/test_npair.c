/* Compares N-pair with a plain double-precision reference, its slope and PyTorch. */
#include "loss/npair.h"
#include "loss_check.h"

typedef struct shape { int B, D; float l2, size; } shape;

/* `size` bounds the entries, so that products range from almost 0 to where
 * all shares are 0 or 1. */
static const shape shapes[] = {
  {1, 1, 0.1f, 1}, {1, 3, 0, 1},         {2, 2, 0, 1},       {2, 3, 0.002f, 2}, {7, 13, 0.5f, 0.1f},
  {7, 130, 0, 1},  {64, 64, 0.002f, 1},  {67, 3, 0, 3},      {65, 31, 1, 0.5f}, {31, 2, 0, 6},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  int B = f->B, D = f->D;
  const double *p = z + B * D;
  double total = 0;
  for (int i = 0; i < B; i++) {
    double own = check_dot(z + i * D, p + i * D, D), top = -1e9, sum = 0;
    for (int j = 0; j < B; j++)
      if (j != i) top = fmax(top, check_dot(z + i * D, p + j * D, D) - own);
    for (int j = 0; j < B; j++)
      if (j != i) sum += exp(check_dot(z + i * D, p + j * D, D) - own - top);
    if (B > 1) total += top > 30 ? top + log(sum + exp(-top)) : log1p(sum * exp(top));
  }
  return (total + 0.25 * (double)f->l2 * check_dot(z, z, 2 * B * D)) / B;
}

static float *draw(ct_arena *a, const shape *f, unsigned seed) {
  return ct_test_floats(a, 2 * f->B * f->D, seed, -f->size, f->size);
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    float *z = draw(a, &f, 11);
    double got = -1, want = reference(check_doubles(a, z, 2 * f.B * f.D), &f);
    CT_INT(ct_npair(z, NULL, f.B, f.D, f.l2, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, 1e-5 * want, "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = draw(a, &f, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_npair(z, dz, f.B, f.D, f.l2, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, 16, 1e-3 / (double)f.size, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_npair; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int n = 2 * g->B * GOLDEN_D;
    float *z = check_golden_rows(a, 2 * g->B), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_npair(z, dz, g->B, GOLDEN_D, 0.002f, &loss, a), CT_OK, "%d pairs", g->B);
    check_golden(a, g, loss, dz, n);
  }
}

/* With all rows at the origin, every share is 1 / B; one pair costs only its lengths. */
CT_TEST(zero_rows_cost_log_of_the_batch) {
  ct_arena *a = ct_test_arena();
  float z[30] = {0}, dz[30] = {0};
  double loss;
  CT_INT(ct_npair(z, dz, 5, 3, 1, &loss, a), CT_OK, "origin");
  CT_NEAR(loss, log(5.0), 1e-12, "origin");
  check_untouched(dz, 30, 0);
  z[0] = 2, z[4] = 4;
  CT_INT(ct_npair(z, dz, 1, 3, 0.5f, &loss, a), CT_OK, "one pair");
  CT_NEAR(loss, 0.125 * 20, 1e-6, "lengths alone");
  CT_NEAR((double)dz[0], 0.5, 1e-7, "their gradient");
}

/* Products do not change under a rotation, but they do with length. */
CT_TEST(neither_order_nor_rotation_counts) {
  ct_arena *a = ct_test_arena();
  int B = 11, D = 6;
  float *z = ct_test_floats(a, 2 * B * D, 13, -1, 1), *other = check_zeros(a, 2 * B * D);
  double loss, again;
  for (int i = 0; i < 2 * B; i++) {
    int from = (i % B * 3 + 1) % B + (i < B ? 0 : B); /* 3 and 11 share no factor */
    memcpy(other + i * D, z + from * D, sizeof(float) * (size_t)D);
  }
  check_rotate(other, 2 * B, D);
  CT_INT(ct_npair(z, NULL, B, D, 0.1f, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_npair(other, NULL, B, D, 0.1f, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 1e-6 * loss, "the same");
  for (int k = 0; k < 2 * B * D; k++) other[k] *= 2;
  CT_INT(ct_npair(other, NULL, B, D, 0.1f, &again, a), CT_OK, "longer");
  CT_TRUE(fabs(again - loss) > 0.1, "lengths count");
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12];
  double loss = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_npair(z, dz, 0, 3, 0, &loss, a), CT_E_ARG, "no pair");
  CT_INT(ct_npair(z, dz, 2, 0, 0, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_npair(z, dz, 2, 3, -1, &loss, a), CT_E_ARG, "l2 -1");
  CT_INT(ct_npair(z, dz, 2, 3, (float)NAN, &loss, a), CT_E_ARG, "l2 NaN");
  z[4] = (float)NAN;
  CT_INT(ct_npair(z, dz, 2, 3, 0, &loss, a), CT_E_NONFINITE, "NaN");
  z[4] = 1e25f, z[7] = 1e25f; /* an anchor and another's positive */
  CT_INT(ct_npair(z, dz, 2, 3, 0, &loss, a), CT_E_NONFINITE, "product beyond float");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_npair(z, dz, 2, 3, 0, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dz, 12, 3);
}

CT_SUITE(npair, value_is_the_reference, gradient_is_the_slope, golden_values,
         zero_rows_cost_log_of_the_batch, neither_order_nor_rotation_counts, errors_change_nothing)
