#include "base/random.h"
#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/projection.h"

static ct_projection make(ct_arena *a, int D) {
  ct_projection p;
  CT_INT(ct_projection_layout(&p, D, a), CT_OK, "layout");
  ct_projection_reset(&p);
  return p;
}

static int fit(ct_projection *p, const float *u, int M) {
  int pieces = 1;
  ct_projection_begin(p, u, M);
  while (!ct_projection_advance(p)) pieces++;
  return pieces;
}

/* Unit rows whose spread falls quickly along axes that are turned by a fixed pattern. */
static float *cloud(ct_arena *a, int M, int D, double turn) {
  float *u = CT_TAKE(a, float, M * D), *inverse = CT_TAKE(a, float, M);
  ct_rng r = ct_rng_make(1, CT_RNG_TEST, (uint64_t)D);
  for (int i = 0; i < M; i++) {
    float *row = u + i * D;
    for (int d = 0; d < D; d++) row[d] = ct_rng_normal(&r) * (d < 3 ? 3 - 0.8f * (float)d : 0.1f);
    for (int d = 0; d + 3 < D && d < 3; d++) { /* turn axis d towards axis d + 3 */
      double x = (double)row[d], y = (double)row[d + 3];
      row[d] = (float)(cos(turn) * x - sin(turn) * y);
      row[d + 3] = (float)(sin(turn) * x + cos(turn) * y);
    }
  }
  CT_INT(ct_normalize_forward(u, inverse, u, M, D), CT_OK, "rows");
  return u;
}

static double basis_dot(const ct_projection *p, const ct_projection *q, int j, int k) {
  double sum = 0;
  for (int d = 0; d < p->D; d++)
    sum += (double)p->basis[j * p->D + d] * (double)q->basis[k * p->D + d];
  return sum;
}

static void expect_orthonormal(const ct_projection *p, const char *when) {
  for (int j = 0; j < 3; j++)
    for (int k = 0; k < 3; k++)
      CT_NEAR(basis_dot(p, p, j, k), j == k, 1e-6, "%s: %d, %d", when, j, k);
}

CT_TEST(two_and_three_dimensions_are_shown_as_they_are) {
  for (int D = 2; D <= 3; D++) {
    ct_arena *a = ct_test_arena();
    ct_projection p = make(a, D);
    float *u = cloud(a, 11, D, 0), xyz[33];
    fit(&p, u, 11);
    ct_projection_apply(&p, xyz, u, 11);
    for (int i = 0; i < 11; i++)
      for (int d = 0; d < 3; d++)
        CT_NEAR(xyz[3 * i + d], d < D ? (double)u[i * D + d] : 0, 2e-7, "[%d, %d]", i, d);
  }
}

CT_TEST(finds_the_widest_directions) {
  static const int dims[] = {6, 7, 16, 64, 129};
  for (int k = 0; k < 5; k++) {
    ct_arena *a = ct_test_arena();
    int D = dims[k], M = 400;
    ct_projection p = make(a, D);
    float *u = cloud(a, M, D, 0.4), *xyz = CT_TAKE(a, float, 3 * M);
    fit(&p, u, M);
    expect_orthonormal(&p, "first fit");
    for (int j = 0; j < 3; j++) { /* 400 rows determine the direction to a few hundredths */
      double along =
          cos(0.4) * (double)p.basis[j * D + j] + sin(0.4) * (double)p.basis[j * D + j + 3];
      CT_NEAR(fabs(along), 1, 0.03, "dim %d, axis %d", D, j);
    }
    ct_projection_apply(&p, xyz, u, M);
    for (int i = 0; i < M; i++) {
      double square = 0;
      for (int d = 0; d < 3; d++) square += pow((double)xyz[3 * i + d], 2);
      CT_NEAR(square, 1, 1e-6, "row %d is on the sphere", i);
    }
  }
}

CT_TEST(follows_without_flips) {
  ct_arena *a = ct_test_arena();
  int D = 16;
  ct_projection p = make(a, D), before = make(a, D);
  fit(&p, cloud(a, 200, D, 0), 200);
  for (int t = 1; t <= 60; t++) {
    memcpy(before.basis, p.basis, sizeof(float) * 3 * (size_t)D);
    fit(&p, cloud(a, 200, D, 0.02 * t), 200);
    expect_orthonormal(&p, "following");
    for (int k = 0; k < 3; k++)
      CT_TRUE(basis_dot(&p, &before, k, k) > 0.97, "axis %d jumps at %d", k, t);
  }
  CT_TRUE(fabs(cos(1.2) * (double)p.basis[0] + sin(1.2) * (double)p.basis[3]) > 0.95,
          "it did follow");
}

/* Rows without negative numbers have a direction in common. */
CT_TEST(a_cap_is_seen_from_the_front) {
  ct_arena *a = ct_test_arena();
  int D = 12, M = 150;
  ct_projection p = make(a, D);
  float *u = CT_TAKE(a, float, M * D), *xyz = CT_TAKE(a, float, 3 * M), inverse[150];
  for (int t = 0; t < 3; t++) {
    ct_rng r = ct_rng_make(7, CT_RNG_TEST, (uint64_t)t);
    for (int i = 0; i < M * D; i++) u[i] = ct_rng_uniform(&r);
    CT_INT(ct_normalize_forward(u, inverse, u, M, D), CT_OK, "lengths");
    fit(&p, u, M);
    ct_projection_apply(&p, xyz, u, M);
    for (int i = 0; i < M; i++) CT_TRUE(xyz[3 * i + 2] > 0.5f, "row %d: %g", i, (double)xyz[3 * i + 2]);
  }
}

CT_TEST(collapsed_rows_are_no_trouble) {
  ct_arena *a = ct_test_arena();
  int D = 9, M = 5;
  ct_projection p = make(a, D);
  float *u = CT_TAKE(a, float, M * D), xyz[15];
  memset(u, 0, sizeof(float) * (size_t)(M * D));
  for (int turn = 0; turn < 3; turn++) { /* rows of length 0 at first, then equal rows */
    fit(&p, u, M);
    expect_orthonormal(&p, "collapsed");
    ct_projection_apply(&p, xyz, u, M);
    for (int i = 0; i < M; i++)
      CT_NEAR(fabs((double)xyz[3 * i + (turn == 0 ? 0 : 2)]), 1, 1e-6, "row %d, fit %d", i, turn);
    for (int i = 0; i < M; i++) u[i * D + 4] = 1;
  }
}

/* A fit is given up, for example when weights are replaced; it must not affect the next fit. */
CT_TEST(a_first_fit_given_up_leaves_no_trace) {
  enum { D = 129, M = 200 };
  ct_arena *a = ct_test_arena();
  ct_projection p = make(a, D), q = make(a, D);
  const float *u = cloud(a, M, D, 0.3), *v = cloud(a, M, D, 0.9);
  int pieces = fit(&p, u, M);
  CT_TRUE(pieces > 4, "%d pieces", pieces);
  for (int given = 1; given < pieces; given++) {
    ct_projection_reset(&q);
    ct_projection_begin(&q, v, M);
    for (int i = 0; i < given; i++) CT_INT(ct_projection_advance(&q), 0, "piece %d", i);
    fit(&q, u, M);
    CT_TRUE(memcmp(p.basis, q.basis, sizeof(float) * 3 * D) == 0, "after %d pieces", given);
  }
}

CT_SUITE(projection, two_and_three_dimensions_are_shown_as_they_are, finds_the_widest_directions,
         follows_without_flips, a_cap_is_seen_from_the_front, collapsed_rows_are_no_trouble,
         a_first_fit_given_up_leaves_no_trace)
