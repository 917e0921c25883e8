/* Compares the loss of CLIP with a plain double-precision reference, central differences and
 * PyTorch. */
#include "cross_check.h"
#include "loss/clip.h"

/* One pair, primes; tiles of 64: exactly one, one row more, several with and without tails; the
 * most pairs that have such tiles, and tiles of 128 with a tail. Then there are scales on both
 * sides of the one at which a shift for all gives way to one for each row and column. */
static const cross_shape shapes[] = {
  {1, 1, 2, 0},     {1, 3, 14, 0},   {2, 1, 2, 0},     {2, 2, 14, 0},   {3, 5, 2, 0},
  {7, 13, 10, 0},   {31, 17, 5, 0},  {64, 32, 10, 0},  {65, 3, 2, 0},   {67, 31, 14, 0},
  {128, 64, 10, 0}, {193, 9, 1, 0},  {512, 3, 5, 0},   {513, 5, 14, 0}, {67, 8, 39, 0},
  {67, 8, 41, 0},   {131, 5, 100, 0}, {7, 3, 200, 0},  {521, 3, 100, 0}, {31, 7, 0.1, 0},
  {31, 7, 0.001, 0},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* log(1 + sum over j of exp(s_j - s_own)) */
static double cross_entropy(const double *s, int n, int own) {
  double top = 0, sum = 0;
  for (int j = 0; j < n; j++) top = fmax(top, s[j] - s[own]);
  for (int j = 0; j < n; j++)
    if (j != own) sum += exp(s[j] - s[own] - top);
  return top > 1 ? top + log(exp(-top) + sum) : log1p(sum * exp(top));
}

static double reference(const double *x, const void *shape) {
  static double row[MOST_PAIRS], column[MOST_PAIRS];
  const cross_shape *f = shape;
  const double *units = check_units(x, f);
  double total = 0;
  for (int i = 0; i < f->B; i++) {
    for (int j = 0; j < f->B; j++) {
      row[j] = check_logit(units, f, i, j);
      column[j] = check_logit(units, f, j, i);
    }
    total += cross_entropy(row, f->B, i) + cross_entropy(column, f->B, i);
  }
  return total / (2 * f->B);
}

static const cross_kind clip = {ct_clip, ct_clip_bytes, reference};
static const cross_shape middle = {71, 6, 12, 0}, wide = {71, 6, 90, 0};

CT_TEST(value_is_the_reference) { check_values(&clip, shapes, SHAPES); }
CT_TEST(gradient_is_the_slope) { check_gradients(&clip, shapes, SHAPES); }
CT_TEST(slope_of_the_scale) { check_numbers(&clip, shapes, SHAPES); }
CT_TEST(golden_values) { check_torch(&clip, golden_clip, golden_clip_dscale, NULL, 5, 0); }
CT_TEST(errors_change_nothing) { check_errors(&clip); }
CT_TEST(memory_grows_with_pairs_not_their_square) { check_memory(&clip, 1); }

CT_TEST(batches_change_places) {
  check_swap(&clip, &middle);
  check_swap(&clip, &wide);
}

CT_TEST(order_of_pairs_does_not_count) {
  check_order(&clip, &middle, 5);
  check_order(&clip, &wide, 5);
}

CT_TEST(length_does_not_count) {
  check_lengths(&clip, &middle);
  check_lengths(&clip, &wide);
}

CT_TEST(gradients_are_added) {
  check_added(&clip, &middle);
  check_added(&clip, &wide);
}

/* With 17 tiles a side, more than the first pass keeps for the second; one shift, and many. */
CT_TEST(tiles_that_are_not_kept) {
  static const cross_shape large[] = {{2051, 3, 10, 0}, {2051, 3, 60, 0}};
  check_values(&clip, large, 2);
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = large[k];
    int n = 2 * f.B * f.D;
    float *x = check_rows(a, 2 * f.B, f.D, 12), *dx = check_zeros(a, n);
    double *exact = check_doubles(a, x, n);
    check_run(&clip, &f, x, dx, a);
    double largest = check_largest(dx, n);
    for (int at = 1; at < n; at += n / 2)
      CT_NEAR((double)dx[at], check_difference(exact, at, 1e-3 / f.scale, reference, &f),
              2e-5 * largest, "scale %g, at %d", f.scale, at);
  }
}

/* All rows are alike: nothing tells the pairs apart, and nothing pulls. */
CT_TEST(alike_rows_lose_ln_B) {
  static const int pairs[] = {1, 2, 67, 600};
  for (int k = 0; k < 8; k++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = {pairs[k / 2], 3, k % 2 ? 80 : 10, 0};
    int n = 2 * f.B * f.D;
    float *x = check_zeros(a, n), *dx = check_zeros(a, n);
    for (int i = 0; i < n; i++) x[i] = (float)(1 + i % 3);
    ct_cross c = check_run(&clip, &f, x, dx, a);
    /* a pair's own cosine is rounded otherwise than the others */
    CT_NEAR(c.loss, log(f.B), 1e-6 * log(f.B) + 1e-7 * f.scale, "%d pairs", f.B);
    CT_NEAR(c.dscale, 0, 2e-6 * f.scale, "%d pairs", f.B);
    for (int i = 0; i < n; i++) CT_NEAR((double)dx[i], 0, 1e-7 * f.scale, "gradient %d", i);
  }
}

CT_TEST(one_pair_has_no_negatives) {
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = {1, 3, k ? 100 : 14, 0};
    float x[6] = {1, 2, 3, -1, 0.5f, 2}, dx[6] = {0};
    ct_cross c = check_run(&clip, &f, x, dx, a);
    CT_NEAR(fabs(c.loss) + fabs(c.dscale), 0, 0, "loss");
    for (int i = 0; i < 6; i++) CT_NEAR((double)dx[i], 0, 0, "gradient %d", i);
  }
}

/* Pairs coincide and all else is at right angles: log(1 + (B - 1) exp(-scale)), down to 1e-42. */
CT_TEST(small_losses_are_exact) {
  static const double scales[] = {1, 5, 14, 33, 50, 100};
  for (int k = 0; k < 6; k++) {
    ct_arena *a = ct_test_arena();
    cross_shape f = {37, 37, scales[k], 0};
    float *x = check_zeros(a, 2 * 37 * 37);
    for (int i = 0; i < 2 * 37; i++) x[i * 37 + i % 37] = 1 + (float)i;
    double want = log1p(36 * exp(-f.scale));
    /* exponents of 50 are rounded; exp(-100) is below the least normal float, hence 0 */
    double got = check_run(&clip, &f, x, NULL, a).loss;
    CT_NEAR(got, f.scale > 87 ? 0 : want, 5e-6 * want, "scale %g", f.scale);
  }
}

/* A wrong row of b coincides with each row of a, and its own is opposite. */
CT_TEST(hopeless_pairs_stay_finite) {
  ct_arena *a = ct_test_arena();
  cross_shape f = {2, 1, 1000, 0};
  float x[4] = {1, -1, -1, 1}, dx[4] = {0};
  CT_NEAR(check_run(&clip, &f, x, dx, a).loss, 2000, 1e-3, "loss");
  for (int i = 0; i < 4; i++) CT_NEAR((double)dx[i], 0, 0, "one dimension leaves no way out");
}

CT_SUITE(clip, value_is_the_reference, gradient_is_the_slope, slope_of_the_scale, golden_values,
         errors_change_nothing, memory_grows_with_pairs_not_their_square, batches_change_places,
         order_of_pairs_does_not_count, length_does_not_count, gradients_are_added,
         tiles_that_are_not_kept, alike_rows_lose_ln_B, one_pair_has_no_negatives,
         small_losses_are_exact, hopeless_pairs_stay_finite)
