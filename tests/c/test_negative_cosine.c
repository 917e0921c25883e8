/* Compares negative cosine with a plain double-precision reference, its slope and PyTorch. */
#include "loss/negative_cosine.h"
#include "loss_check.h"

typedef struct shape { int B, D; } shape;

static const shape shapes[] = {
  {1, 2}, {1, 3}, {2, 2}, {2, 130}, {7, 13}, {64, 64}, {64, 3}, {67, 31},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* x holds the predictions and then the targets. */
static double reference(const double *x, const void *shape_) {
  const shape *f = shape_;
  double total = 0;
  for (int i = 0; i < f->B; i++)
    total -= check_cosine(x + i * f->D, x + (f->B + i) * f->D, f->D) / f->B;
  return total;
}

CT_TEST(value_and_gradient_are_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int half = f.B * f.D;
    float *x = check_rows(a, 2 * f.B, f.D, 11), *dx = check_zeros(a, 2 * half);
    double got = -2, want = reference(check_doubles(a, x, 2 * half), &f);
    CT_INT(ct_negative_cosine(x, dx, x + half, dx + half, f.B, f.D, &got), CT_OK, "shape %d", s);
    CT_NEAR(got, want, 1e-12, "shape %d", s); /* both are in double */
    check_gradient(a, x, dx, 2 * half, 24, 1e-3, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_negative_cosine; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int half = g->B * GOLDEN_D;
    float *x = check_golden_rows(a, 2 * g->B), *dx = check_zeros(a, 2 * half);
    double loss;
    CT_INT(ct_negative_cosine(x, dx, x + half, dx + half, g->B, GOLDEN_D, &loss), CT_OK, "%d rows",
           g->B);
    check_golden(a, g, loss, dx, 2 * half);
  }
}

CT_TEST(stopped_gradient_leaves_the_rest_alone) {
  ct_arena *a = ct_test_arena();
  int n = 21;
  float *p = check_rows(a, 7, 3, 12), *t = check_rows(a, 7, 3, 13), *dp = check_zeros(a, n);
  float *both = check_zeros(a, n), *dt = check_zeros(a, n);
  double loss, again;
  CT_INT(ct_negative_cosine(p, dp, t, NULL, 7, 3, &loss), CT_OK, "stopped");
  CT_INT(ct_negative_cosine(p, both, t, dt, 7, 3, &again), CT_OK, "not stopped");
  CT_TRUE(loss == again && memcmp(dp, both, sizeof(float) * (size_t)n) == 0, "the same bits");
  for (int i = 0; i < n; i++) both[i] = 2;
  CT_INT(ct_negative_cosine(p, both, t, NULL, 7, 3, &again), CT_OK, "added");
  for (int i = 0; i < n; i++) CT_NEAR((double)both[i] - 2, (double)dp[i], 2.5e-7, "at %d", i);
  CT_INT(ct_negative_cosine(p, NULL, t, NULL, 7, 3, &again), CT_OK, "value alone");
  CT_TRUE(loss == again, "the same bits");
}

/* A cosine does not depend on length or rotation,
 * and swapping the arguments swaps the gradients. */
CT_TEST(symmetries) {
  ct_arena *a = ct_test_arena();
  int B = 7, D = 5, n = B * D;
  float *p = check_rows(a, B, D, 14), *t = check_rows(a, B, D, 15);
  float *d[4] = {check_zeros(a, n), check_zeros(a, n), check_zeros(a, n), check_zeros(a, n)};
  double loss, again;
  CT_INT(ct_negative_cosine(p, d[0], t, d[1], B, D, &loss), CT_OK, "as drawn");
  CT_INT(ct_negative_cosine(t, d[2], p, d[3], B, D, &again), CT_OK, "swapped");
  CT_NEAR(again, loss, 1e-14, "swapped");
  for (int i = 0; i < n; i++) {
    CT_NEAR((double)d[0][i], (double)d[3][i], 1e-7, "prediction, %d", i);
    CT_NEAR((double)d[1][i], (double)d[2][i], 1e-7, "target, %d", i);
  }
  for (int i = 0; i < n; i++) p[i] *= 3;
  check_rotate(p, B, D);
  check_rotate(t, B, D);
  CT_INT(ct_negative_cosine(p, NULL, t, NULL, B, D, &again), CT_OK, "turned");
  CT_NEAR(again, loss, 1e-6, "turned"); /* rows are rounded anew */
  CT_INT(ct_negative_cosine(p, NULL, p, NULL, B, D, &again), CT_OK, "met");
  CT_NEAR(again, -1, 1e-14, "met");
}

CT_TEST(errors_change_nothing) {
  float p[6] = {1, 2, 3, 4, 5, 6}, t[6] = {6, 5, 4, 3, 2, 1}, dp[6], dt[6];
  double loss = 42;
  for (int i = 0; i < 6; i++) dp[i] = dt[i] = 3;
  CT_INT(ct_negative_cosine(p, dp, t, dt, 0, 3, &loss), CT_E_ARG, "no row");
  CT_INT(ct_negative_cosine(p, dp, t, dt, 2, 0, &loss), CT_E_ARG, "no dimension");
  t[4] = (float)NAN;
  CT_INT(ct_negative_cosine(p, dp, t, dt, 2, 3, &loss), CT_E_NONFINITE, "NaN");
  CT_INT(ct_negative_cosine(t, dp, p, dt, 2, 3, &loss), CT_E_NONFINITE, "NaN");
  t[3] = t[4] = t[5] = 0;
  CT_INT(ct_negative_cosine(p, dp, t, dt, 2, 3, &loss), CT_E_ZERO, "zero target");
  CT_INT(ct_negative_cosine(t, dp, p, dt, 2, 3, &loss), CT_E_ZERO, "zero prediction");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dp, 6, 3);
  check_untouched(dt, 6, 3);
}

CT_SUITE(negative_cosine, value_and_gradient_are_the_reference, golden_values,
         stopped_gradient_leaves_the_rest_alone, symmetries, errors_change_nothing)
