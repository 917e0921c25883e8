/* Compares Sinkhorn-Knopp and the swapped prediction with plain double-precision references, their
 * slopes and PyTorch. */
#include "kernels/rows.h"
#include "loss/sinkhorn.h"
#include "loss/swav.h"
#include "loss_check.h"

typedef struct shape {
  int crops, B, D, K;
  float tau, epsilon;
  int iterations;
  const double *codes; /* [2, B, K] held fixed, as the loss holds them */
} shape;

/* One item, fewer items than prototypes and more, primes, vector tails. */
static const shape shapes[] = {
  {2, 1, 2, 1, 0.1f, 0.05f, 3, NULL},    {2, 1, 3, 7, 0.1f, 0.05f, 3, NULL},
  {2, 2, 2, 3, 0.5f, 0.05f, 0, NULL},    {3, 7, 13, 5, 0.1f, 0.05f, 3, NULL},
  {8, 7, 130, 31, 0.1f, 0.05f, 3, NULL}, {2, 64, 64, 30, 0.1f, 0.05f, 10, NULL},
  {4, 64, 3, 67, 0.07f, 0.2f, 1, NULL},  {2, 31, 9, 300, 0.2f, 0.03f, 3, NULL},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

/* The textbook form: the columns and the rows of a matrix are divided by their sums in turn. */
static void sinkhorn_reference(double *q, const double *scores, int B, int K, double epsilon,
                               int iterations) {
  double top = -1e9;
  for (int i = 0; i < B * K; i++) top = fmax(top, scores[i]);
  for (int i = 0; i < B * K; i++) q[i] = exp((scores[i] - top) / epsilon);
  for (int n = iterations ? 1 : 0; n <= iterations; n++) {
    for (int k = 0; k < K && n > 0; k++) {
      double sum = 0;
      for (int b = 0; b < B; b++) sum += q[b * K + k];
      for (int b = 0; b < B; b++) q[b * K + k] /= sum;
    }
    for (int b = 0; b < B; b++) {
      double sum = 0;
      for (int k = 0; k < K; k++) sum += q[b * K + k];
      for (int k = 0; k < K; k++) q[b * K + k] /= sum;
    }
  }
}

/* x holds the crops' embeddings and then the prototypes. */
static double reference(const double *x, const void *shape_) {
  const shape *f = shape_;
  const double *prototypes = x + f->crops * f->B * f->D;
  double total = 0, l[300];
  for (int row = 0; row < f->crops * f->B; row++) {
    int v = row / f->B, b = row % f->B;
    double length = sqrt(check_dot(x + row * f->D, x + row * f->D, f->D)), sum = 0, top = -1e9;
    for (int k = 0; k < f->K; k++) {
      l[k] = check_dot(x + row * f->D, prototypes + k * f->D, f->D) / length / (double)f->tau;
      top = fmax(top, l[k]);
    }
    for (int k = 0; k < f->K; k++) sum += exp(l[k] - top);
    for (int i = 0; i < 2; i++)
      for (int k = 0; k < f->K && i != v; k++)
        total += f->codes[(i * f->B + b) * f->K + k] * (log(sum) + top - l[k]);
  }
  return total / (2 * (f->crops - 1) * f->B);
}

typedef struct drawn { float *x, *dx, *codes; int rows, all; } drawn;

static drawn draw(ct_arena *a, const shape *f, unsigned seed) {
  drawn d = {.rows = f->crops * f->B};
  d.all = (d.rows + f->K) * f->D;
  float *lengths = CT_TAKE(a, float, f->K);
  d.x = check_rows(a, d.rows + f->K, f->D, seed);
  float *prototypes = d.x + d.rows * f->D;
  ct_normalize_forward(prototypes, lengths, prototypes, f->K, f->D);
  d.dx = check_zeros(a, d.all);
  d.codes = check_zeros(a, 2 * f->B * f->K);
  return d;
}

static ct_status run(const shape *f, drawn d, float *dx, double *loss, ct_arena *a) {
  ct_swav_setting setting = {f->crops, f->tau, f->epsilon, f->iterations};
  int at = d.rows * f->D;
  return ct_swav(d.x, dx, d.x + at, dx ? dx + at : NULL, f->B, f->D, f->K, setting, d.codes, loss,
                 a);
}

CT_TEST(codes_are_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = f.B * f.K;
    float *scores = ct_test_floats(a, n, 11, -1, 1), *codes = check_zeros(a, n);
    double *want = CT_TAKE(a, double, n);
    sinkhorn_reference(want, check_doubles(a, scores, n), f.B, f.K, (double)f.epsilon,
                       f.iterations);
    CT_INT(ct_sinkhorn(codes, scores, f.B, f.K, f.epsilon, f.iterations, a), CT_OK, "shape %d", s);
    /* exponents of up to 2 / epsilon, each accurate to 1e-7 of itself, in several iterations */
    double tolerance = 4e-7 * (2 + f.iterations) / (double)f.epsilon;
    for (int i = 0; i < n; i++)
      CT_NEAR((double)codes[i], want[i], tolerance * want[i] + 1e-12, "shape %d, at %d", s, i);
    CT_INT(ct_sinkhorn(scores, scores, f.B, f.K, f.epsilon, f.iterations, a), CT_OK, "in place");
    CT_TRUE(memcmp(scores, codes, sizeof(float) * (size_t)n) == 0, "in place, shape %d", s);
  }
}

CT_TEST(totals_become_equal) {
  ct_arena *a = ct_test_arena();
  int B = 64, K = 30;
  float *scores = ct_test_floats(a, B * K, 12, -1, 1), *codes = check_zeros(a, B * K);
  double worst = 0, before = INFINITY;
  for (int n = 0; n <= 40; n += 10, before = worst) {
    CT_INT(ct_sinkhorn(codes, scores, B, K, 0.2f, n, a), CT_OK, "%d iterations", n);
    for (int b = 0; b < B; b++) {
      double sum = 0;
      for (int k = 0; k < K; k++) sum += (double)codes[b * K + k];
      CT_NEAR(sum, 1, 1e-6, "sample %d after %d", b, n);
    }
    worst = 0;
    for (int k = 0; k < K; k++) {
      double sum = 0;
      for (int b = 0; b < B; b++) sum += (double)codes[b * K + k];
      worst = fmax(worst, fabs(sum * K / B - 1));
    }
    CT_TRUE(worst < before || worst < 1e-5, "prototypes, %d iterations: %g", n, worst);
  }
  CT_TRUE(worst < 1e-5, "prototypes at last: %g", worst);
}

/* exp(score / epsilon) is beyond any float. Two samples share two prototypes as a permutation. */
CT_TEST(tiny_epsilon_assigns_hard) {
  ct_arena *a = ct_test_arena();
  float scores[4] = {1, 0.9f, 0.9f, -1}, codes[4];
  CT_INT(ct_sinkhorn(codes, scores, 2, 2, 1e-4f, 100, a), CT_OK, "tiny");
  /* the remaining difference falls as 1 / iterations */
  CT_NEAR((double)codes[1], 1, 0.01, "the first yields");
  CT_NEAR((double)codes[2], 1, 0.01, "to the second, which has no other");
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    drawn d = draw(a, &f, 13);
    double loss, *codes = CT_TAKE(a, double, 2 * f.B * f.K), *exact = check_doubles(a, d.x, d.all);
    double *scores = CT_TAKE(a, double, f.B * f.K);
    for (int v = 0; v < 2; v++) {
      for (int i = 0; i < f.B * f.K; i++) {
        const double *u = exact + (v * f.B + i / f.K) * f.D;
        scores[i] = check_cosine(u, exact + (d.rows + i % f.K) * f.D, f.D);
      }
      sinkhorn_reference(codes + v * f.B * f.K, scores, f.B, f.K, (double)f.epsilon, f.iterations);
    }
    f.codes = codes;
    double want = reference(exact, &f);
    CT_INT(run(&f, d, NULL, &loss, a), CT_OK, "shape %d", s);
    CT_NEAR(loss, want, 1e-5 * want, "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    drawn d = draw(a, &f, 14);
    double loss;
    CT_INT(run(&f, d, d.dx, &loss, a), CT_OK, "shape %d", s);
    f.codes = check_doubles(a, d.codes, 2 * f.B * f.K);
    int own = d.rows * f.D;
    check_gradient(a, d.x, d.dx, d.all, 20, 1e-2 * (double)f.tau, reference, &f, s);
    /* gradients of the embeddings may be far smaller than those of the prototypes */
    double want = check_slope(check_doubles(a, d.x, d.all), own - 1, 1e-3, reference, &f);
    double largest = 0;
    for (int i = 0; i < own; i++) largest = fmax(largest, fabs((double)d.dx[i]));
    CT_NEAR((double)d.dx[own - 1], want, 1e-5 * largest + 1e-9, "shape %d, embeddings", s);
  }
}

CT_TEST(golden_values) {
  const golden *other = golden_swav_prototypes;
  for (const golden *g = golden_swav; g->B; g++, other++) {
    ct_arena *a = ct_test_arena();
    int B = g->B, D = GOLDEN_D, n = 3 * B * D, K = 9;
    float *z = check_golden_rows(a, 3 * B), *dz = check_zeros(a, n), lengths[9];
    float *prototypes = check_golden_rows(a, K), *dprototypes = check_zeros(a, K * D);
    float *codes = check_zeros(a, 2 * B * K);
    ct_swav_setting setting = {3, 0.1f, 0.05f, 3};
    double loss;
    ct_normalize_forward(prototypes, lengths, prototypes, K, D);
    CT_INT(ct_swav(z, dz, prototypes, dprototypes, B, D, K, setting, codes, &loss, a), CT_OK,
           "%d items", B);
    check_golden(a, g, loss, dz, n);
    check_golden(a, other, loss, dprototypes, K * D);
  }
}

/* All embeddings are at one point, at right angles to every prototype: predictions say nothing. */
CT_TEST(collapse_costs_log_of_the_prototypes) {
  ct_arena *a = ct_test_arena();
  shape f = {2, 6, 3, 5, 0.1f, 0.05f, 3, NULL};
  drawn d = draw(a, &f, 15);
  double loss;
  for (int i = 0; i < d.rows; i++) d.x[3 * i] = d.x[3 * i + 1] = 0, d.x[3 * i + 2] = 1;
  for (int k = d.rows; k < d.rows + 5; k++)
    d.x[3 * k] = (float)cos(k), d.x[3 * k + 1] = (float)sin(k), d.x[3 * k + 2] = 0;
  CT_INT(run(&f, d, d.dx, &loss, a), CT_OK, "collapsed");
  CT_NEAR(loss, log(5), 1e-6, "ln K");
}

/* Crops after the first two may come in any order; a rotation turns the prototypes too. */
CT_TEST(neither_order_rotation_nor_length_count) {
  ct_arena *a = ct_test_arena();
  shape f = {4, 5, 6, 7, 0.1f, 0.05f, 3, NULL};
  drawn d = draw(a, &f, 16);
  int crop = f.B * f.D;
  double loss, again;
  CT_INT(run(&f, d, NULL, &loss, a), CT_OK, "as drawn");
  for (int k = 0; k < crop; k++) {
    float kept = d.x[2 * crop + k];
    d.x[2 * crop + k] = d.x[3 * crop + k];
    d.x[3 * crop + k] = 4 * kept;
  }
  check_rotate(d.x, d.rows + f.K, f.D);
  CT_INT(run(&f, d, NULL, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 5e-6 * loss, "the same"); /* all rows are rounded anew */
}

CT_TEST(gradients_are_added_where_wanted) {
  ct_arena *a = ct_test_arena();
  shape f = {3, 7, 5, 9, 0.1f, 0.05f, 3, NULL};
  drawn d = draw(a, &f, 17);
  float *more = check_zeros(a, d.all);
  double loss, again;
  int at = d.rows * f.D;
  CT_INT(run(&f, d, d.dx, &loss, a), CT_OK, "both");
  for (int i = 0; i < d.all; i++) more[i] = 2;
  CT_INT(run(&f, d, more, &again, a), CT_OK, "added");
  for (int i = 0; i < d.all; i++)
    CT_NEAR((double)more[i] - 2, (double)d.dx[i], 2.5e-7, "added, %d", i);
  ct_swav_setting setting = {f.crops, f.tau, f.epsilon, f.iterations};
  float *alone = check_zeros(a, d.all);
  CT_INT(ct_swav(d.x, alone, d.x + at, NULL, f.B, f.D, f.K, setting, d.codes, &again, a), CT_OK,
         "frozen prototypes");
  CT_TRUE(memcmp(alone, d.dx, sizeof(float) * (size_t)at) == 0, "the same bits");
  CT_TRUE(again == loss, "the same loss");
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  shape f = {2, 2, 3, 4, 0.1f, 0.05f, 3, NULL};
  drawn d = draw(a, &f, 18);
  double loss = 42;
  float nan = (float)NAN, kept = d.x[4], codes[2] = {3, 3}, scores[2] = {0, nan};
  for (int i = 0; i < d.all; i++) d.dx[i] = 3;
  const shape bad[] = {
    {1, 2, 3, 4, 0.1f, 0.05f, 3, NULL},  {2, 0, 3, 4, 0.1f, 0.05f, 3, NULL},
    {2, 2, 0, 4, 0.1f, 0.05f, 3, NULL},  {2, 2, 3, 0, 0.1f, 0.05f, 3, NULL},
    {2, 2, 3, 4, 0, 0.05f, 3, NULL},     {2, 2, 3, 4, -1, 0.05f, 3, NULL},
    {2, 2, 3, 4, nan, 0.05f, 3, NULL},   {2, 2, 3, 4, 0.1f, 0, 3, NULL},
    {2, 2, 3, 4, 0.1f, nan, 3, NULL},    {2, 2, 3, 4, 0.1f, 0.05f, -1, NULL},
  };
  size_t used = a->used;
  for (int b = 0; b < 10; b++) CT_INT(run(&bad[b], d, d.dx, &loss, a), CT_E_ARG, "setting %d", b);
  d.x[4] = nan;
  CT_INT(run(&f, d, d.dx, &loss, a), CT_E_NONFINITE, "NaN");
  d.x[4] = kept, d.x[12] = nan; /* a prototype */
  CT_INT(run(&f, d, d.dx, &loss, a), CT_E_NONFINITE, "prototype NaN");
  d.x[12] = 0, d.x[3] = d.x[4] = d.x[5] = 0;
  CT_INT(run(&f, d, d.dx, &loss, a), CT_E_ZERO, "zero row");
  CT_INT(ct_sinkhorn(codes, scores, 1, 2, 1, 3, a), CT_E_NONFINITE, "score NaN");
  CT_INT(ct_sinkhorn(codes, scores, 0, 2, 1, 3, a), CT_E_ARG, "no sample");
  CT_INT(ct_sinkhorn(codes, scores, 1, 2, 0, 3, a), CT_E_ARG, "epsilon 0");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(run(&f, d, d.dx, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(d.dx, d.all, 3);
  check_untouched(codes, 2, 3);
}

CT_SUITE(swav, codes_are_the_reference, totals_become_equal, tiny_epsilon_assigns_hard,
         value_is_the_reference, gradient_is_the_slope, golden_values,
         collapse_costs_log_of_the_prototypes, neither_order_rotation_nor_length_count,
         gradients_are_added_where_wanted, errors_change_nothing)
