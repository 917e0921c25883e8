/* Compares the teaching code with formulas written the other way round, and with ntxent.c. */
#include "../golden/golden.h"
#include "ct_test.h"
#include "loss/ntxent.h"
#include "loss/ntxent_bugs.h"

typedef struct shape { int B, D; float tau; } shape;
static const shape shapes[] = {{1, 2, 0.5f}, {2, 1, 0.5f}, {2, 2, 0.07f}, {3, 5, 0.1f},
                               {7, 3, 0.2f}, {13, 4, 1},   {64, 2, 0.07f}, {5, 3, 0.005f}};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static double cosine(const double *z, int D, int i, int j) {
  double ij = 0, ii = 0, jj = 0;
  for (int d = 0; d < D; d++) {
    ij += z[i * D + d] * z[j * D + d];
    ii += z[i * D + d] * z[i * D + d];
    jj += z[j * D + d] * z[j * D + d];
  }
  return ij / (sqrt(ii) * sqrt(jj));
}

/* -log of the positive's share, by quotients of exponentials. This plain form is good enough above
 * 1e-9 and while exp(2 / tau) fits a double. */
static double anchor_loss(const double *z, int B, int D, double tau, ct_bug bug, int i) {
  double scale = bug == CT_BUG_WRONG_SCALE ? exp(tau) : 1 / tau, sum = 0;
  int p = (i + B) % (2 * B);
  double positive = exp(scale * cosine(z, D, i, p));
  for (int j = 0; j < 2 * B; j++)
    if (j != i && j != p) sum += exp(scale * cosine(z, D, i, j));
  if (bug == CT_BUG_SELF) sum += exp(scale);
  if (bug == CT_BUG_TWICE) sum += positive;
  if (bug != CT_BUG_LEFT_OUT) sum += positive;
  return -log(positive / sum);
}

static double reference(const double *z, int B, int D, double tau, ct_bug bug) {
  double total = 0;
  for (int i = 0; i < 2 * B; i++) total += anchor_loss(z, B, D, tau, bug, i);
  return total / (2 * B);
}

/* One pair without its positive has an empty denominator. */
static int empty(shape f, int bug) { return f.B == 1 && bug == CT_BUG_LEFT_OUT; }

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++)
    for (int bug = 0; bug < CT_BUG_COUNT; bug++) {
      shape f = shapes[s];
      if (empty(f, bug)) continue;
      ct_arena *a = ct_test_arena();
      float *z = ct_test_floats(a, 2 * f.B * f.D, 21, -1, 1);
      double *exact = CT_TAKE(a, double, 2 * f.B * f.D), got = -99;
      for (int i = 0; i < 2 * f.B * f.D; i++) exact[i] = (double)z[i];
      double want = reference(exact, f.B, f.D, (double)f.tau, (ct_bug)bug);
      CT_INT(ct_ntxent_bug(z, NULL, f.B, f.D, f.tau, (ct_bug)bug, &got, a), CT_OK, "shape %d", s);
      /* both are in double; exponents up to 400 have 400 roundings of 1e-16
       * in a few thousand terms */
      CT_NEAR(got, want, 1e-11 * (1 + fabs(want)), "shape %d, bug %d", s, bug);
    }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++)
    for (int bug = 0; bug < CT_BUG_COUNT; bug++) {
      shape f = shapes[s];
      if (empty(f, bug)) continue;
      ct_arena *a = ct_test_arena();
      int n = 2 * f.B * f.D;
      float *z = ct_test_floats(a, n, 22, -1, 1), *dz = CT_TAKE(a, float, n);
      double *exact = CT_TAKE(a, double, n), loss, tau = (double)f.tau;
      for (int i = 0; i < n; i++) exact[i] = (double)z[i], dz[i] = 0;
      CT_INT(ct_ntxent_bug(z, dz, f.B, f.D, f.tau, (ct_bug)bug, &loss, a), CT_OK, "shape %d", s);
      for (int i = 0; i < n; i += n / 40 + 1) {
        double keep = exact[i], h = 1e-5 * fmin(tau, 1) * fmin(fabs(keep), 1), up, down;
        exact[i] = keep + h;
        up = reference(exact, f.B, f.D, tau, (ct_bug)bug);
        exact[i] = keep - h;
        down = reference(exact, f.B, f.D, tau, (ct_bug)bug);
        exact[i] = keep;
        /* the slope's own error is the loss's rounding over 2 h; then dz is rounded to single */
        double want = (up - down) / (2 * h);
        double tolerance = 1e-15 * (1 + 2 / tau) / h + 1e-7 * fabs(want) + 1e-8 / tau;
        CT_NEAR((double)dz[i], want, tolerance, "shape %d, bug %d, at %d", s, bug, i);
      }
    }
}

CT_TEST(golden_values) {
  static const int degrees[8] = {0, 9507, 27962, 18066, 387, 8578, 26885, 18444}; /* hundredths */
  static const ct_bug bugs[5] = {CT_BUG_NONE, CT_BUG_SELF, CT_BUG_TWICE, CT_BUG_LEFT_OUT,
                                 CT_BUG_WRONG_SCALE};
  ct_arena *a = ct_test_arena();
  float *z = ct_test_floats(a, 14 * GOLDEN_D, GOLDEN_SEED, -1, 1), points[16];
  double loss;
  for (int i = 0; i < 8; i++) {
    double angle = degrees[i] / 100.0 * 3.14159265358979323846 / 180;
    points[2 * i] = (float)cos(angle);
    points[2 * i + 1] = (float)sin(angle);
  }
  for (int k = 0; k < 5; k++) {
    double want = golden_article_loss[k];
    CT_INT(ct_ntxent_bug(points, NULL, 4, 2, 0.07f, bugs[k], &loss, a), CT_OK, "bug %d", k);
    /* the points are rounded to single, which moves an angle by 6e-8; this is divided by tau */
    CT_NEAR(loss, want, 2e-6 * fabs(want), "article, bug %d", k);
    if (k == 0) continue;
    CT_INT(ct_ntxent_bug(z, NULL, 7, GOLDEN_D, 0.2f, bugs[k], &loss, a), CT_OK, "bug %d", k);
    CT_NEAR(loss, golden_bug_loss[k - 1], 1e-12, "random, bug %d", k);
  }
}

/* The article's figure: 6.8e-6 when right, slightly more than ln 2 when the
 * positive counts twice. */
CT_TEST(the_bug_is_ln_2) {
  CT_NEAR(golden_article_loss[0], 6.8e-6, 0.05e-6, "right");
  CT_NEAR(golden_article_loss[2], 0.693151, 5e-7, "twice");
  CT_NEAR(golden_article_loss[1], 0.7591, 5e-5, "self");
  CT_NEAR(golden_article_loss[3], -12.0091, 5e-5, "left out");
}

CT_TEST(none_is_the_real_loss) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    int n = 2 * f.B * f.D;
    float *z = ct_test_floats(a, n, 23, -1, 1);
    float *plain = CT_TAKE(a, float, n), *real = CT_TAKE(a, float, n);
    double slow, fast, tau = (double)f.tau;
    for (int i = 0; i < n; i++) plain[i] = real[i] = 0;
    CT_INT(ct_ntxent_bug(z, plain, f.B, f.D, f.tau, CT_BUG_NONE, &slow, a), CT_OK, "shape %d", s);
    CT_INT(ct_ntxent(z, real, f.B, f.D, f.tau, &fast, a), CT_OK, "shape %d", s);
    CT_NEAR(fast, slow, 1e-6 * (slow + 1 / tau * fmin(slow, 1)), "shape %d", s);
    for (int i = 0; i < n; i++) { /* the tolerance is that of test_ntxent.c */
      double row = 0;
      for (int d = 0; d < f.D; d++) row += pow((double)z[i / f.D * f.D + d], 2);
      double tolerance = 1e-6 * (2 + 1 / tau) / (tau * f.B * sqrt(row));
      CT_NEAR((double)real[i], (double)plain[i], tolerance, "shape %d, at %d", s, i);
    }
  }
}

CT_TEST(anchors_add_up) {
  for (int s = 0; s < SHAPES; s++)
    for (int bug = 0; bug < CT_BUG_COUNT; bug++) {
      shape f = shapes[s];
      if (empty(f, bug)) continue;
      ct_arena *a = ct_test_arena();
      float *z = ct_test_floats(a, 2 * f.B * f.D, 24, -1, 1), cosines[128], weights[128];
      double total = 0, whole, one;
      for (int i = 0; i < 2 * f.B; i++) {
        CT_INT(ct_ntxent_anchor(z, f.B, f.D, f.tau, (ct_bug)bug, i, cosines, weights, &one), CT_OK,
               "shape %d, anchor %d", s, i);
        double sum = 0;
        for (int j = 0; j < 2 * f.B; j++) sum += (double)weights[j];
        CT_NEAR(sum, 1, 1e-5, "weights of anchor %d, bug %d", i, bug); /* 128 roundings to single */
        CT_NEAR((double)cosines[i], 1, 1e-7, "itself");
        if (bug != CT_BUG_SELF) CT_NEAR((double)weights[i], 0, 0, "itself is no term");
        double positive = (double)weights[(i + f.B) % (2 * f.B)];
        if (bug == CT_BUG_LEFT_OUT) CT_NEAR(positive, 0, 0, "the positive is no term");
        total += one;
      }
      CT_INT(ct_ntxent_bug(z, NULL, f.B, f.D, f.tau, (ct_bug)bug, &whole, a), CT_OK, "shape %d", s);
      CT_NEAR(total / (2 * f.B), whole, 1e-12 * (1 + fabs(whole)), "shape %d, bug %d", s, bug);
    }
}

/* Positives are opposite and a negative coincides: a loss of 2 / tau, far beyond exp's range. */
CT_TEST(hopeless_positives_stay_finite) {
  ct_arena *a = ct_test_arena();
  float z[4] = {1, 1, -1, -1}, dz[4] = {0}, cosines[4], weights[4];
  double loss, real;
  CT_INT(ct_ntxent_bug(z, dz, 2, 1, 0.001f, CT_BUG_NONE, &loss, a), CT_OK, "whole");
  CT_NEAR(loss, 2000, 1e-4, "whole"); /* 0.001 in single has a relative error of 5e-8 */
  CT_INT(ct_ntxent(z, dz, 2, 1, 0.001f, &real, a), CT_OK, "the real loss");
  CT_NEAR(real, 2000, 1e-3, "the real loss");
  CT_INT(ct_ntxent_anchor(z, 2, 1, 0.001f, CT_BUG_NONE, 0, cosines, weights, &loss), CT_OK, "one");
  CT_NEAR((double)weights[1], 1, 0, "the negative takes all");
  CT_NEAR((double)weights[2], 0, 0, "the positive nothing");
  for (int i = 0; i < 4; i++) CT_NEAR((double)dz[i], 0, 0, "one dimension leaves no way out");
}

CT_TEST(circle_floor_is_the_loss_of_even_points) {
  static const int pairs[] = {1, 2, 4, 8, 16, 32};
  static const double stated[] = {0, 0, 0, 0.059, 0.880, 1.761}; /* tau 0.07, three decimals */
  for (int k = 0; k < 6; k++) {
    ct_arena *a = ct_test_arena();
    int B = pairs[k];
    float z[128];
    double loss, floor = ct_ntxent_circle_floor(B, (double)0.07f);
    for (int i = 0; i < 2 * B; i++) {
      double angle = 2 * 3.14159265358979323846 * (i % B) / B;
      z[2 * i] = (float)cos(angle);
      z[2 * i + 1] = (float)sin(angle);
    }
    CT_NEAR(floor, stated[k], 5e-4, "%d pairs", B);
    CT_INT(ct_ntxent_bug(z, NULL, B, 2, 0.07f, CT_BUG_NONE, &loss, a), CT_OK, "%d pairs", B);
    CT_NEAR(loss, floor, 2e-6 * floor, "%d pairs", B); /* points are rounded to single */
  }
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[260], dz[260], cosines[130] = {7}, weights[130] = {7};
  double loss = 42;
  for (int i = 0; i < 260; i++) z[i] = 1, dz[i] = 3;
  CT_INT(ct_ntxent_bug(z, dz, 65, 2, 0.1f, CT_BUG_NONE, &loss, a), CT_E_ARG, "too many views");
  CT_INT(ct_ntxent_bug(z, dz, 0, 2, 0.1f, CT_BUG_NONE, &loss, a), CT_E_ARG, "no pair");
  CT_INT(ct_ntxent_bug(z, dz, 2, 0, 0.1f, CT_BUG_NONE, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_ntxent_bug(z, dz, 2, 2, 0, CT_BUG_NONE, &loss, a), CT_E_ARG, "tau 0");
  CT_INT(ct_ntxent_bug(z, dz, 2, 2, 0.1f, CT_BUG_COUNT, &loss, a), CT_E_ARG, "no such bug");
  CT_INT(ct_ntxent_anchor(z, 2, 2, 0.1f, CT_BUG_NONE, 4, cosines, weights, &loss), CT_E_ARG,
         "no such anchor");
  CT_INT(ct_ntxent_bug(z, dz, 1, 2, 0.1f, CT_BUG_LEFT_OUT, &loss, a), CT_E_NONFINITE, "empty sum");
  CT_INT(ct_ntxent_anchor(z, 1, 2, 0.1f, CT_BUG_LEFT_OUT, 0, cosines, weights, &loss),
         CT_E_NONFINITE, "empty sum");
  a->used = a->size;
  CT_INT(ct_ntxent_bug(z, dz, 2, 2, 0.1f, CT_BUG_NONE, &loss, a), CT_E_MEMORY, "no memory");
  a->used = 0;
  z[2] = z[3] = 0;
  CT_INT(ct_ntxent_bug(z, dz, 2, 2, 0.1f, CT_BUG_NONE, &loss, a), CT_E_ZERO, "zero row");
  z[3] = (float)INFINITY;
  CT_INT(ct_ntxent_bug(z, dz, 2, 2, 0.1f, CT_BUG_NONE, &loss, a), CT_E_NONFINITE, "infinite");
  CT_INT((long)a->used, 0, "scratch given back");
  CT_NEAR(loss, 42, 0, "loss");
  CT_NEAR((double)cosines[0] + (double)weights[0], 14, 0, "breakdown");
  for (int i = 0; i < 260; i++) CT_NEAR((double)dz[i], 3, 0, "gradient %d", i);
}

CT_SUITE(ntxent_bugs, value_is_the_reference, gradient_is_the_slope, golden_values, the_bug_is_ln_2,
         none_is_the_real_loss, anchors_add_up, hopeless_positives_stay_finite,
         circle_floor_is_the_loss_of_even_points, errors_change_nothing)
