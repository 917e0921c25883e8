/* Compares SupCon with a plain double-precision reference, its slope, PyTorch and NT-Xent. */
#include "loss/ntxent.h"
#include "loss/supcon.h"
#include "loss_check.h"

/* Rows get their classes in turn; each of `lone` rows at the end has a class of its own. With only
 * one class there are no negatives. */
typedef struct shape { int M, D, classes, lone; float tau; } shape;

static const shape shapes[] = {
  {2, 2, 1, 0, 0.5f},     {2, 3, 1, 0, 0.07f},   {3, 5, 1, 1, 0.1f},     {4, 3, 2, 0, 0.2f},
  {7, 2, 3, 0, 0.2f},     {14, 130, 7, 0, 0.1f}, {13, 3, 2, 3, 0.07f},   {64, 64, 10, 0, 0.5f},
  {128, 31, 64, 0, 0.1f}, {129, 3, 5, 2, 1},     {67, 9, 33, 1, 0.05f},  {14, 3, 2, 0, 0.005f},
  {14, 3, 7, 0, 0.001f},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static int label_of(const shape *f, int i) {
  return i < f->M - f->lone ? i % f->classes : 1000 + i;
}

static int *labels_of(ct_arena *a, const shape *f) {
  int *labels = CT_TAKE(a, int, f->M);
  for (int i = 0; i < f->M; i++) labels[i] = label_of(f, i);
  return labels;
}

/* The mean over positives of (log of the sum over all others) - logit. */
static double reference(const double *z, const void *shape_) {
  const shape *f = shape_;
  double total = 0, l[129];
  int anchors = 0;
  for (int i = 0; i < f->M; i++) {
    double top = -1e9, loss = 0;
    int members = 0;
    for (int j = 0; j < f->M; j++) {
      l[j] = check_cosine(z + i * f->D, z + j * f->D, f->D) / (double)f->tau;
      if (j != i) top = fmax(top, l[j]);
    }
    for (int p = 0; p < f->M; p++) {
      if (p == i || label_of(f, p) != label_of(f, i)) continue;
      double sum = 0;
      for (int j = 0; j < f->M; j++)
        if (j != i && j != p) sum += exp(l[j] - top);
      members++;
      loss += l[p] - top > -30 ? log1p(sum / exp(l[p] - top)) : log(sum) + top - l[p];
    }
    if (members == 0) continue;
    total += loss / members;
    anchors++;
  }
  return total / anchors;
}

CT_TEST(value_is_the_reference) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, f.M, f.D, 11);
    double got = -1, want = reference(check_doubles(a, z, f.M * f.D), &f);
    CT_INT(ct_supcon(z, NULL, labels_of(a, &f), f.M, f.D, f.tau, &got, a), CT_OK, "shape %d", s);
    CT_NEAR(got, want, check_tolerance(want, (double)f.tau), "shape %d", s);
  }
}

CT_TEST(gradient_is_the_slope) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    ct_arena *a = ct_test_arena();
    if (f.tau < 0.05f) continue; /* 1 / tau makes a logit's error exceed 1e-5 */
    int n = f.M * f.D;
    float *z = check_rows(a, f.M, f.D, 12), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_supcon(z, dz, labels_of(a, &f), f.M, f.D, f.tau, &loss, a), CT_OK, "shape %d", s);
    check_gradient(a, z, dz, n, 12, 1e-2 * (double)f.tau, reference, &f, s);
  }
}

CT_TEST(golden_values) {
  for (const golden *g = golden_supcon; g->B; g++) {
    ct_arena *a = ct_test_arena();
    int M = 2 * g->B, n = M * GOLDEN_D;
    float *z = check_golden_rows(a, M), *dz = check_zeros(a, n);
    double loss;
    CT_INT(ct_supcon(z, dz, check_golden_labels(a, M), M, GOLDEN_D, 0.2f, &loss, a), CT_OK,
           "%d rows", M);
    check_golden(a, g, loss, dz, n);
  }
}

/* When every item is a class of its own, SupCon is NT-Xent,
 * down to losses and gradients of 1e-6. */
CT_TEST(a_class_for_each_pair_is_ntxent) {
  static const float spreads[] = {1, 0.1f, 0.001f};
  for (int k = 0; k < 3; k++) {
    ct_arena *a = ct_test_arena();
    shape f = {38, 19, 19, 0, 0.07f};
    int n = f.M * f.D;
    float *z = ct_test_floats(a, n, 13, -spreads[k], spreads[k]), *dz = check_zeros(a, n);
    float *other = check_zeros(a, n);
    for (int i = 0; i < f.M; i++) z[i * f.D + i % 19] += 1 - spreads[k];
    double want, got, largest = 0;
    CT_INT(ct_ntxent(z, dz, 19, f.D, f.tau, &want, a), CT_OK, "NT-Xent");
    CT_INT(ct_supcon(z, other, labels_of(a, &f), f.M, f.D, f.tau, &got, a), CT_OK, "SupCon");
    CT_NEAR(got, want, 1e-5 * want, "spread %d", k);
    for (int i = 0; i < n; i++) largest = fmax(largest, fabs((double)dz[i]));
    for (int i = 0; i < n; i++)
      CT_NEAR((double)other[i], (double)dz[i], 2e-5 * largest, "spread %d, at %d", k, i);
  }
}

/* Classes have collapsed to points at right angles: a positive's share is
 * 1 / (4 + 15 exp(-1 / tau)), and the force on a row points along the other classes' axes, with
 * five rows on each. */
CT_TEST(collapsed_classes_have_a_closed_form) {
  ct_arena *a = ct_test_arena();
  shape f = {20, 4, 4, 0, 0.1f};
  float *z = check_zeros(a, 80), *dz = check_zeros(a, 80);
  for (int i = 0; i < 20; i++) z[i * 4 + i % 4] = 1 + (float)i;
  double loss, once = exp(-1 / (double)0.1f), sum = 4 + 15 * once, want = log(sum);
  CT_INT(ct_supcon(z, dz, labels_of(a, &f), 20, 4, 0.1f, &loss, a), CT_OK, "collapsed");
  CT_NEAR(loss, want, 1e-6 * want, "loss");
  for (int k = 0; k < 80; k++) {
    int i = k / 4;
    double force = k % 4 == i % 4 ? 0 : 2 * 5 * once / sum / (double)0.1f / 20 / (1 + i);
    CT_NEAR((double)dz[k], force, 1e-5 * force + 1e-7, "gradient %d", k);
  }
}

static double anchor(const void *shape_, float *s, float *spare, const int *labels) {
  const shape *f = shape_;
  return ct_supcon_anchor(s, spare, labels, f->M, f->tau);
}

CT_TEST(anchors_one_by_one_make_the_whole) {
  for (int s = 0; s < SHAPES; s++) {
    shape f = shapes[s];
    if (f.tau < 0.05f || f.lone) continue; /* a lone row has no positive and is no anchor */
    ct_arena *a = ct_test_arena();
    float *z = check_rows(a, f.M, f.D, 16), *dz = check_zeros(a, f.M * f.D);
    const int *labels = labels_of(a, &f);
    double loss;
    CT_INT(ct_supcon(z, dz, labels, f.M, f.D, f.tau, &loss, a), CT_OK, "shape %d", s);
    check_anchors(a, z, dz, labels, f.M, f.D, 1.0 / f.M, loss, anchor, &f, 3e-5);
  }
}

CT_TEST(neither_rotation_nor_length_nor_names_count) {
  ct_arena *a = ct_test_arena();
  shape f = {23, 6, 4, 2, 0.2f};
  float *z = check_rows(a, f.M, f.D, 14), *other = check_zeros(a, f.M * f.D);
  int *labels = labels_of(a, &f), *renamed = labels_of(a, &f);
  double loss, again;
  for (int i = 0; i < f.M; i++) renamed[i] = 7 - 3 * labels[i];
  for (int k = 0; k < f.M * f.D; k++) other[k] = z[k] * (float)(1 << k / f.D % 5);
  check_rotate(other, f.M, f.D);
  CT_INT(ct_supcon(z, NULL, labels, f.M, f.D, f.tau, &loss, a), CT_OK, "as drawn");
  CT_INT(ct_supcon(other, NULL, renamed, f.M, f.D, f.tau, &again, a), CT_OK, "changed");
  CT_NEAR(again, loss, 2e-6 * loss, "the same");
}

CT_TEST(errors_change_nothing) {
  ct_arena *a = ct_test_arena();
  float z[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, dz[12], nan = (float)NAN;
  static const int labels[4] = {0, 1, 0, 1}, lone[4] = {0, 1, 2, 3};
  double loss = 42;
  for (int i = 0; i < 12; i++) dz[i] = 3;
  size_t used = a->used;
  CT_INT(ct_supcon(z, dz, labels, 0, 3, 0.1f, &loss, a), CT_E_ARG, "no row");
  CT_INT(ct_supcon(z, dz, labels, 1, 3, 0.1f, &loss, a), CT_E_ARG, "one row");
  CT_INT(ct_supcon(z, dz, labels, 4, 0, 0.1f, &loss, a), CT_E_ARG, "no dimension");
  CT_INT(ct_supcon(z, dz, labels, 4, 3, 0, &loss, a), CT_E_ARG, "tau 0");
  CT_INT(ct_supcon(z, dz, labels, 4, 3, -1, &loss, a), CT_E_ARG, "tau -1");
  CT_INT(ct_supcon(z, dz, labels, 4, 3, nan, &loss, a), CT_E_ARG, "tau NaN");
  CT_INT(ct_supcon(z, dz, lone, 4, 3, 0.1f, &loss, a), CT_E_ARG, "no positives");
  z[4] = nan;
  CT_INT(ct_supcon(z, dz, labels, 4, 3, 0.1f, &loss, a), CT_E_NONFINITE, "NaN");
  z[3] = z[4] = z[5] = 0;
  CT_INT(ct_supcon(z, dz, labels, 4, 3, 0.1f, &loss, a), CT_E_ZERO, "zero row");
  CT_INT((long)a->used, (long)used, "scratch given back");
  a->used = a->size - 256;
  CT_INT(ct_supcon(z, dz, labels, 4, 3, 0.1f, &loss, a), CT_E_MEMORY, "no memory");
  CT_NEAR(loss, 42, 0, "loss");
  check_untouched(dz, 12, 3);
}

CT_SUITE(supcon, value_is_the_reference, gradient_is_the_slope, golden_values,
         a_class_for_each_pair_is_ntxent, collapsed_classes_have_a_closed_form,
         anchors_one_by_one_make_the_whole, neither_rotation_nor_length_nor_names_count,
         errors_change_nothing)
