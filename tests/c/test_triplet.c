/* Compares the triplet loss with a plain double-precision reference, its slope and PyTorch. */
#include "loss/triplet.h"
#include "loss_check.h"

typedef struct shape { int M, D, classes; float margin; ct_mining mining; } shape;

static const struct { int M, D, classes; float margin; } table[] = {
  {3, 2, 2, 0.2f},    {4, 3, 2, 0.2f},     {7, 2, 3, 1},       {14, 13, 7, 0.5f},
  {13, 130, 2, 0.05f}, {64, 64, 32, 0.2f}, {128, 3, 64, 0.1f}, {67, 31, 10, 0.3f},
  {31, 3, 30, 4},
};
#define SHAPES (2 * (int)(sizeof table / sizeof table[0]))

static shape shape_of(int s) {
  return (shape){table[s / 2].M, table[s / 2].D, table[s / 2].classes, table[s / 2].margin,
                 s % 2 ? CT_MINING_SEMI_HARD : CT_MINING_ALL};
}

static int *labels_of(ct_arena *a, int M, int classes) {
  int *labels = CT_TAKE(a, int, M);
  for (int i = 0; i < M; i++) labels[i] = i % classes;
  return labels;
}

/* |a / |a| - b / |b||^2, coordinate by coordinate. */
static double distance(const double *a, const double *b, int D) {
  double la = sqrt(check_dot(a, a, D)), lb = sqrt(check_dot(b, b, D)), sum = 0;
  for (int d = 0; d < D; d++) sum += pow(a[d] / la - b[d] / lb, 2);
  return sum;
}

static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  double total = 0, count = 0, apart[128];
  for (int i = 0; i < f->M; i++) {
    for (int j = 0; j < f->M; j++) apart[j] = distance(z + i * f->D, z + j * f->D, f->D);
    for (int p = i % f->classes; p < f->M; p += f->classes) {
      if (p == i) continue;
      double nearest = 5, all = 0, beside = 0;
      for (int n = 0; n < f->M; n++) {
        if (n % f->classes == i % f->classes) continue;
        beside++;
        all += fmax(0, apart[p] - apart[n] + (double)f->margin);
        if (apart[n] > apart[p]) nearest = fmin(nearest, apart[n]);
      }
      total += f->mining == CT_MINING_ALL ? all
               : nearest < 5 ? fmax(0, apart[p] - nearest + (double)f->margin) : 0;
      count += f->mining == CT_MINING_ALL ? beside : beside > 0;
    }
  }
  return total / count;
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, f.M, f.D, 11);
    double got = -1, active, want = reference(check_doubles(a, z, f.M * f.D), &f);
    CT_INT(ct_triplet(z, NULL, labels_of(a, f.M, f.classes), f.M, f.D, f.margin, f.mining, &active,
                      &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, 1e-5 * want, "shape %d", s);
    CT_TRUE(active >= 0 && active <= 1 && (active > 0) == (want > 0), "shape %d: %g", s, active);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    ct_arena *a = ct_test_arena();
    int n = f.M * f.D;
    float *z = check_rows(a, f.M, f.D, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_triplet(z, dz, labels_of(a, f.M, f.classes), f.M, f.D, f.margin, f.mining, NULL,
                      &loss, a), CT_OK, "shape %d", s);
    /* the step is small, so that no triplet changes sides within it */
    check_gradient(a, z, dz, n, 12, 2e-6, reference, &f, s);
  }
}

static void golden_of(const golden *g, ct_mining mining) {
  ct_arena *a = ct_test_arena();
  int M = 2 * g->B, n = M * GOLDEN_D;
  float *z = check_golden_rows(a, M), *dz = check_zeros(a, n);
  double loss;
  CT_INT(ct_triplet(z, dz, check_golden_labels(a, M), M, GOLDEN_D, 0.2f, mining, NULL, &loss, a),
         CT_OK, "%d rows", M);
  check_golden(a, g, loss, dz, n);
}

CT_TEST(golden_values) {
  for (const golden *g = golden_triplet; g->B; g++) golden_of(g, CT_MINING_ALL);
  for (const golden *g = golden_semi_hard; g->B; g++) golden_of(g, CT_MINING_SEMI_HARD);
}

/* Two classes at opposite points have a distance of 4, so a smaller margin
 * leaves nothing to do. */
CT_TEST(classes_far_apart_are_at_rest) {
  ct_arena *a = ct_test_arena();
  float z[8] = {1, 0, -2, 0, 3, 0, -1, 0}, dz[8] = {0};
  static const int labels[4] = {0, 1, 0, 1};
  double loss, active;
  for (int mining = 0; mining < 2; mining++) {
    CT_INT(ct_triplet(z, dz, labels, 4, 2, 3.9f, mining, &active, &loss, a), CT_OK, "apart");
    CT_NEAR(loss, 0, 0, "loss");
    CT_NEAR(active, 0, 0, "active");
    check_untouched(dz, 8, 0);
    CT_INT(ct_triplet(z, NULL, labels, 4, 2, 5, mining, &active, &loss, a), CT_OK, "margin 5");
    CT_NEAR(loss, 1, 1e-6, "margin 5");
    CT_NEAR(active, 1, 0, "all active");
  }
}

/* A negative nearer than the positive is not semi-hard; the next farther one is. */
CT_TEST(semi_hard_skips_nearer_negatives) {
  ct_arena *a = ct_test_arena();
  /* as seen from row 0 at the pole, the positive is at 60 degrees and the negatives at 30 and 90;
   * an angle's squared distance is 2 - 2 cos */
  float z[8] = {1, 0, 0.5f, 0.8660254f, 0.8660254f, 0.5f, 0, 1}, half = 0.5f;
  static const int labels[4] = {0, 0, 1, 1};
  double loss, root = 2 * cos(3.14159265358979 / 6);
  CT_INT(ct_triplet(z, NULL, labels, 4, 2, half, CT_MINING_SEMI_HARD, NULL, &loss, a), CT_OK, "");
  /* anchor 0: 1 - 2 + 0.5 < 0. Anchors 1 (at 60) and 2 (at 30) are skipped: their positive is 60
   * away and both negatives 30. Anchor 3 (at 90): positive 60, negatives 90 and 30 away. */
  CT_NEAR(loss, 0, 0, "all at rest or skipped");
  CT_INT(ct_triplet(z, NULL, labels, 4, 2, half, CT_MINING_ALL, NULL, &loss, a), CT_OK, "");
  /* nearer negatives cost 1 - (2 - root) + 0.5: anchors 0 and 3 have one each, 1 and 2 two each */
  CT_NEAR(loss, 6 * (root - 0.5) / 8, 1e-6, "all");
}

/* Rows that lie almost on one another, as in a collapse: their squared distances are far below what
 * a cosine in single precision can tell from 1, and yet every positive has farther negatives. */
CT_TEST(rows_nearly_alike_are_told_apart) {
  static const double spreads[] = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
  for (int k = 0; k < 5; k++) {
    for (int s = 0; s < SHAPES; s++) {
      shape f = shape_of(s);
      ct_arena *a = ct_test_arena();
      int n = f.M * f.D, *labels = labels_of(a, f.M, f.classes);
      float *z = check_rows(a, f.M, f.D, 17), *dz = check_zeros(a, n);
      for (int i = 0; i < n; i++)
        z[i] = (float)((i % f.D ? 0 : 1) + spreads[k] * (double)z[i]);
      double got = -1, active = -1, want = reference(check_doubles(a, z, n), &f);
      CT_INT(ct_triplet(z, dz, labels, f.M, f.D, f.margin, f.mining, &active, &got, a), CT_OK,
             "shape %d", s);
      CT_NEAR(got, want, 1e-5 * want, "shape %d, %g apart", s, spreads[k]);
      CT_TRUE(active > 0, "shape %d: %g active", s, active);
    }
  }
}

static double anchor(const void *shape_, float *s, float *spare, const int *labels) {
  const shape *f = shape_;
  return ct_triplet_anchor(s, spare, labels, f->M, f->margin, f->mining);
}

CT_TEST(anchors_one_by_one_make_the_whole) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shape_of(s);
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, f.M, f.D, 16), *dz = check_zeros(a, f.M * f.D);
    const int *labels = labels_of(a, f.M, f.classes);
    double loss, count = 0;
    for (int i = 0; i < f.M * f.M; i++) {
      int p = i / f.M, q = i % f.M, others = 0;
      for (int n = 0; n < f.M; n++) others += labels[n] != labels[p];
      if (p == q || labels[p] != labels[q]) continue;
      count += f.mining == CT_MINING_ALL ? others : others > 0;
    }
    CT_INT(ct_triplet(z, dz, labels, f.M, f.D, f.margin, f.mining, NULL, &loss, a), CT_OK,
           "shape %d", s);
    check_anchors(a, z, dz, labels, f.M, f.D, 1 / count, loss, anchor, &f, 3e-5);
  }
}

CT_TEST(neither_rotation_nor_length_nor_names_count) {
  for (int mining = 0; mining < 2; mining++) {
    ct_arena *a = ct_test_arena();
    int M = 23, D = 6;
    float *z = check_rows(a, M, D, 14), *other = check_zeros(a, M * D);
    int *labels = labels_of(a, M, 5), *renamed = labels_of(a, M, 5);
    double loss, again;
    for (int i = 0; i < M; i++) renamed[i] = 7 - 3 * labels[i];
    for (int k = 0; k < M * D; k++) other[k] = z[k] * (float)(1 << k / D % 5);
    check_rotate(other, M, D);
    CT_INT(ct_triplet(z, NULL, labels, M, D, 0.2f, mining, NULL, &loss, a), CT_OK, "as drawn");
    CT_INT(ct_triplet(other, NULL, renamed, M, D, 0.2f, mining, NULL, &again, a), CT_OK, "changed");
    CT_NEAR(again, loss, 5e-6 * loss, "the same");
  }
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  static const int labels[4] = {0, 1, 0, 1}, lone[4] = {0, 1, 2, 3}, same[4] = {5, 5, 5, 5};
  double loss = 42, active = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  for (int m = 0; m < 2; m++) {
    CT_INT(ct_triplet(z, dz, labels, 0, 3, 1, m, &active, &loss, a), CT_E_ARG, "no row");
    CT_INT(ct_triplet(z, dz, labels, 1, 3, 1, m, &active, &loss, a), CT_E_ARG, "one row");
    CT_INT(ct_triplet(z, dz, labels, 4, 0, 1, m, &active, &loss, a), CT_E_ARG, "no dimension");
    CT_INT(ct_triplet(z, dz, labels, 4, 3, 0, m, &active, &loss, a), CT_E_ARG, "margin 0");
    CT_INT(ct_triplet(z, dz, labels, 4, 3, nan, m, &active, &loss, a), CT_E_ARG, "margin NaN");
    CT_INT(ct_triplet(z, dz, lone, 4, 3, 1, m, &active, &loss, a), CT_E_ARG, "no positives");
    CT_INT(ct_triplet(z, dz, same, 4, 3, 1, m, &active, &loss, a), CT_E_ARG, "no negatives");
    CT_INT(ct_triplet(z, dz, same, 2, 3, 1, m, &active, &loss, a), CT_E_ARG, "one pair");
    z[4] = nan;
    CT_INT(ct_triplet(z, dz, labels, 4, 3, 1, m, &active, &loss, a), CT_E_NONFINITE, "NaN");
    z[3] = z[4] = z[5] = 0;
    CT_INT(ct_triplet(z, dz, labels, 4, 3, 1, m, &active, &loss, a), CT_E_ZERO, "zero row");
    z[3] = 4, z[4] = 5, z[5] = 6;
  }
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_triplet(z, dz, labels, 4, 3, 1, 0, &active, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss, 42, 0, "loss");
  CT_NEAR(active, 42, 0, "active");
  check_untouched(dz, 12, 3);
}

CT_SUITE(triplet, value_is_the_reference, gradient_is_the_slope, golden_values,
         classes_far_apart_are_at_rest, semi_hard_skips_nearer_negatives,
         rows_nearly_alike_are_told_apart, anchors_one_by_one_make_the_whole, neither_rotation_nor_length_nor_names_count,
         errors_change_nothing)
