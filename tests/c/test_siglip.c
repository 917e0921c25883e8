/* Compares the loss of SigLIP with a plain double-precision reference, central differences and
 * PyTorch. */
#include "cross_check.h"
#include "loss/siglip.h"

/* Sizes as in test_clip.c; the paper's first scale and bias, others of both signs, and logits
 * beyond those for which the exponential tests no limits. */
static const cross_shape shapes[] = {
  {1, 1, 10, -10},   {1, 3, 2, 3},      {2, 1, 10, -10},  {2, 2, 14, 0},     {3, 5, 10, -10},
  {7, 13, 10, -10},  {31, 17, 5, 1},    {64, 32, 10, -10}, {65, 3, 2, -1},   {67, 31, 14, -12},
  {128, 64, 10, -8}, {193, 9, 1, 0.5},  {512, 3, 5, -7},  {513, 5, 14, -10}, {67, 8, 39, -40},
  {67, 8, 41, -42},  {131, 5, 100, -60}, {7, 3, 100, 50}, {31, 7, 0.1, 0},   {31, 7, 0.001, -20},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* log(1 + exp(l)) */
static double softplus(double l) { return fmax(l, 0) + log1p(exp(-fabs(l))); }

static double reference(const double *x, const void *shape) {
  const cross_shape *f = shape;
  const double *units = check_units(x, f);
  double total = 0;
  for (int i = 0; i < f->B; i++)
    for (int j = 0; j < f->B; j++)
      total += softplus((i == j ? -1 : 1) * check_logit(units, f, i, j));
  return total / f->B;
}

static const cross_kind siglip = {ct_siglip, ct_siglip_bytes, reference};
static const cross_shape middle = {71, 6, 10, -10}, wide = {71, 6, 90, -30};

CT_TEST(value_is_the_reference) { check_values(&siglip, shapes, SHAPES); }
CT_TEST(gradient_is_the_slope) { check_gradients(&siglip, shapes, SHAPES); }
CT_TEST(slopes_of_scale_and_bias) { check_numbers(&siglip, shapes, SHAPES); }
CT_TEST(errors_change_nothing) { check_errors(&siglip); }
CT_TEST(memory_grows_with_pairs_not_their_square) { check_memory(&siglip, 0); }

CT_TEST(golden_values) {
  check_torch(&siglip, golden_siglip, golden_siglip_dscale, golden_siglip_dbias, 10, -10);
}

CT_TEST(batches_change_places) {
  check_swap(&siglip, &middle);
  check_swap(&siglip, &wide);
}

CT_TEST(order_of_pairs_does_not_count) {
  check_order(&siglip, &middle, 5);
  check_order(&siglip, &wide, 5);
}

CT_TEST(length_does_not_count) {
  check_lengths(&siglip, &middle);
  check_lengths(&siglip, &wide);
}

CT_TEST(gradients_are_added) {
  check_added(&siglip, &middle);
  check_added(&siglip, &wide);
}

CT_TEST(one_pair_has_one_term) {
  ct_arena *a = ct_test_arena();
  cross_shape f = {1, 2, 10, -10};
  float x[4] = {1, 0, 3, 4}, dx[4] = {0}; /* cosine 0.6 */
  ct_cross c = check_run(&siglip, &f, x, dx, a);
  double lack = 1 / (1 + exp(10 * 0.6 - 10));
  CT_NEAR(c.loss, softplus(4), 1e-6, "loss");
  CT_NEAR(c.dbias, -lack, 1e-7, "bias");
  CT_NEAR(c.dscale, -6 * lack, 1e-6, "scale");
  CT_NEAR((double)dx[1], -10 * lack * 0.8, 1e-6, "a turns to b");
}

/* Pairs coincide and all else is at right angles: each term in closed form, from losses of nearly
 * 0 to logits far beyond the range of exp. */
CT_TEST(terms_are_exact) {
  static const double numbers[][2] = {{1, 0},     {10, -10},  {33, -16}, {60, -30}, {80, -40},
                                      {100, -20}, {200, -90}, {10, 90},  {50, -200}};
  for (int k = 0; k < 9; k++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = {37, 37, numbers[k][0], numbers[k][1]};
    float *x = check_zeros(a, 2 * 37 * 37), *dx = check_zeros(a, 2 * 37 * 37);
    for (int i = 0; i < 2 * 37; i++) x[i * 37 + i % 37] = 1 + (float)i;
    double own = f.scale + f.bias, want = softplus(-own) + 36 * softplus(f.bias);
    ct_cross c = check_run(&siglip, &f, x, dx, a);
    /* in single precision exp(-88) is 0 */
    CT_NEAR(c.loss, want, 1e-6 * want + 36e-38, "scale %g, bias %g", f.scale, f.bias);
    double slope = 36 / (1 + exp(-f.bias)) - 1 / (1 + exp(own));
    CT_NEAR(c.dbias, slope, 2e-6 * fabs(slope) + 36e-38, "scale %g, bias %g", f.scale, f.bias);
  }
}

CT_SUITE(siglip, value_is_the_reference, gradient_is_the_slope, slopes_of_scale_and_bias,
         golden_values, errors_change_nothing, memory_grows_with_pairs_not_their_square,
         batches_change_places, order_of_pairs_does_not_count, length_does_not_count,
         gradients_are_added, one_pair_has_one_term, terms_are_exact)
