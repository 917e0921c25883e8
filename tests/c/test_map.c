#include "base/random.h"
#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/map.h"
#include "measure/trust.h"

static ct_map make(ct_arena *a, int n) {
  ct_map m;
  CT_INT(ct_map_layout(&m, n, a), CT_OK, "layout");
  ct_map_reset(&m);
  return m;
}

static int renew(ct_map *m, const float *u, int n, int D, const float *start) {
  int pieces = 1;
  ct_map_begin(m, u, n, D, start);
  while (!ct_map_advance(m)) pieces++;
  return pieces;
}

static void normalize(ct_arena *a, float *u, int n, int D) {
  CT_INT(ct_normalize_forward(u, CT_TAKE(a, float, n), u, n, D), CT_OK, "rows");
}

/* Unit rows in `groups` groups, side by side in rising order of their group i % groups. */
static float *groups_of(ct_arena *a, int n, int D, int groups, unsigned seed, float apart) {
  float *u = CT_TAKE(a, float, n * D), *middle = CT_TAKE(a, float, groups * D);
  ct_rng r = ct_rng_make(seed, CT_RNG_TEST, 0);
  for (int i = 0; i < groups * D; i++) middle[i] = apart * ct_rng_normal(&r);
  for (int i = 0; i < n; i++)
    for (int d = 0; d < D; d++) u[i * D + d] = middle[i % groups * D + d] + ct_rng_normal(&r);
  normalize(a, u, n, D);
  return u;
}

/* The first numbers of each row stand for its components. */
static float *start_of(ct_arena *a, const float *u, int n, int D) {
  float *start = CT_TAKE(a, float, 3 * n);
  for (int i = 0; i < n; i++)
    for (int k = 0; k < 3; k++) start[3 * i + k] = k < D ? u[i * D + k] : 0;
  return start;
}

static void expect_framed(const ct_map *m, int n, const char *what) {
  double most = 0, mean[2] = {0, 0};
  for (int i = 0; i < 2 * n; i++) {
    double x = (double)m->places[i];
    CT_TRUE(x >= -1 && x <= 1, "%s: place %d: %g", what, i, x);
    mean[i % 2] += x / n;
    if (fabs(x) > most) most = fabs(x);
  }
  CT_NEAR(mean[0], 0, 1e-5, "%s: centred", what);
  CT_NEAR(mean[1], 0, 1e-5, "%s: centred", what);
  CT_TRUE(n < 2 || most == 1, "%s: the farthest is at %g", what, most);
}

/* ---- the objective */

/* p [n, n] of all pairs, symmetric, from the map's lists. */
static double *pairs_of(ct_arena *a, const ct_map *m) {
  double *p = CT_TAKE(a, double, m->n * m->n);
  for (int i = 0; i < m->n * m->n; i++) p[i] = 0;
  for (int i = 0; i < m->n; i++)
    for (int e = i * m->k; e < (i + 1) * m->k; e++) {
      p[i * m->n + m->near[e]] += (double)m->p[e];
      p[m->near[e] * m->n + i] += (double)m->p[e];
    }
  return p;
}

/* Kullback-Leibler divergence of the map from p in double, as van der Maaten & Hinton 2008 write
 * it, but for the attraction times `exaggeration`, and for terms that no place changes. */
static double divergence(const double *p, const double *x, const double *y, int n, double exaggeration) {
  double sum = 0, pull = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      if (i == j) continue;
      double square = (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]);
      sum += 1 / (1 + square);
      pull += p[i * n + j] * log(1 + square);
    }
  return exaggeration * pull + log(sum);
}

CT_TEST(weights_are_a_distribution) {
  static const int sizes[] = {2, 3, 4, 7, 61, 62, 100};
  for (int s = 0; s < 7; s++) {
    ct_arena *a = ct_test_arena();
    int n = sizes[s];
    ct_map m = make(a, n);
    float *u = groups_of(a, n, 6, 3, 5, 2);
    renew(&m, u, n, 6, start_of(a, u, n, 6));
    CT_INT(m.k, n - 1 < 60 ? n - 1 : 60, "neighbours");
    for (int i = 0; i < n; i++) {
      double sum = 0, entropy = 0;
      for (int e = i * m.k; e < (i + 1) * m.k; e++) {
        double p = 2 * n * (double)m.p[e];
        CT_TRUE(p >= 0 && m.near[e] >= 0 && m.near[e] < n && m.near[e] != i, "[%d] %g", e, p);
        CT_TRUE(e == i * m.k || m.p[e] <= m.p[e - 1], "farther, weaker");
        sum += p;
        if (p > 0) entropy -= p * log(p);
      }
      CT_NEAR(sum, 1, 1e-5, "%d rows: %d", n, i);
      if (m.k > 3) CT_NEAR(exp(entropy), m.k / 3.0, 1e-3 * m.k, "%d rows: perplexity of %d", n, i);
    }
  }
}

CT_TEST(the_gradient_is_that_of_the_divergence) {
  static const int sizes[] = {2, 3, 5, 13, 66, 131}; /* tails of lanes and of blocks */
  for (int s = 0; s < 6; s++) {
    ct_arena *a = ct_test_arena();
    int n = sizes[s];
    ct_map m = make(a, n);
    float *u = groups_of(a, n, 8, 4, 9, 1);
    renew(&m, u, n, 8, start_of(a, u, n, 8));
    float *places = ct_test_floats(a, 2 * n, 3, -3, 3);
    double *p = pairs_of(a, &m), *x = CT_TAKE(a, double, n), *y = CT_TAKE(a, double, n);
    for (int i = 0; i < n; i++) x[i] = (double)(m.x[i] = places[i]), y[i] = (double)(m.y[i] = places[n + i]);
    for (int e = 0; e < 2; e++) {
      double exaggeration = e ? 8 : 1;
      ct_map_gradient(&m, (float)exaggeration);
      for (int k = 0; k < 2 * n; k += n > 20 ? 7 : 1) {
        double *at = k < n ? x + k : y + k - n, was = *at, h = 1e-5;
        *at = was + h;
        double above = divergence(p, x, y, n, exaggeration);
        *at = was - h;
        double below = divergence(p, x, y, n, exaggeration);
        *at = was;
        double slope = (above - below) / (2 * h) / 4;
        double got = (double)(k < n ? m.dx[k] : m.dy[k - n]);
        CT_NEAR(got, slope, 2e-6 * exaggeration, "%d rows: %d", n, k);
      }
    }
  }
}

/* The first descent gets far below its start; later ones, which attract too much at first, end as
 * low within 2 %. */
CT_TEST(it_descends) {
  ct_arena *a = ct_test_arena();
  int n = 200, D = 10;
  ct_map m = make(a, n);
  float *u = groups_of(a, n, D, 8, 2, 1), *start = start_of(a, u, n, D);
  double *x = CT_TAKE(a, double, n), *y = CT_TAKE(a, double, n), low = 0;
  ct_map_begin(&m, u, n, D, start);
  for (int t = 0; t < 5; t++) {
    for (int i = 0; i < n && t == 0; i++) x[i] = (double)m.x[i], y[i] = (double)m.y[i];
    renew(&m, u, n, D, start);
    double *p = pairs_of(a, &m), before = divergence(p, x, y, n, 1);
    for (int i = 0; i < n; i++) x[i] = (double)m.x[i], y[i] = (double)m.y[i];
    double now = divergence(p, x, y, n, 1);
    if (t == 0) CT_TRUE(now < before - 0.5, "%g from %g", now, before);
    if (t == 0) low = now;
    CT_TRUE(now < 1.02 * low, "renewal %d: %g, at first %g", t, now, low);
  }
}

/* ---- what the map shows */

/* The share of rows whose nearest place is one of their own group. */
static double gathered(const ct_map *m, int n, int groups) {
  int right = 0;
  for (int i = 0; i < n; i++) {
    int best = -1;
    double least = 1e9;
    for (int j = 0; j < n; j++) {
      double dx = (double)(m->places[2 * i] - m->places[2 * j]);
      double dy = (double)(m->places[2 * i + 1] - m->places[2 * j + 1]);
      if (j != i && dx * dx + dy * dy < least) least = dx * dx + dy * dy, best = j;
    }
    right += best % groups == i % groups;
  }
  return (double)right / n;
}

CT_TEST(alike_rows_gather) {
  ct_arena *a = ct_test_arena();
  int n = 211, D = 20, groups = 7;
  ct_map m = make(a, n);
  float *u = groups_of(a, n, D, groups, 3, 2);
  renew(&m, u, n, D, start_of(a, u, n, D));
  expect_framed(&m, n, "groups");
  CT_TRUE(gathered(&m, n, groups) > 0.99, "%g", gathered(&m, n, groups));
}

/* A map goes on from the last one: the same rows stay, other rows are learned, nothing turns. */
CT_TEST(it_flows) {
  ct_arena *a = ct_test_arena();
  int n = 211, D = 20;
  ct_map m = make(a, n);
  float *u = groups_of(a, n, D, 7, 3, 2), *was = CT_TAKE(a, float, 2 * n), *v = CT_TAKE(a, float, n * D);
  for (int t = 0; t < 4; t++) renew(&m, u, n, D, start_of(a, u, n, D));
  for (int t = 0; t < 5; t++) {
    memcpy(was, m.places, sizeof(float) * 2 * (size_t)n);
    ct_rng r = ct_rng_make(4, CT_RNG_TEST, (uint64_t)t);
    for (int i = 0; i < n * D; i++) v[i] = u[i] + 0.01f * ct_rng_normal(&r);
    normalize(a, v, n, D);
    renew(&m, v, n, D, start_of(a, v, n, D));
    double moved = 0, across = 0;
    for (int i = 0; i < n; i++) {
      moved += hypot((double)(was[2 * i] - m.places[2 * i]), (double)(was[2 * i + 1] - m.places[2 * i + 1])) / n;
      across += (double)(m.x[i] * m.was[2 * i + 1] - m.y[i] * m.was[2 * i]);
    }
    CT_TRUE(moved < 0.1, "renewal %d: places move by %g", t, moved);
    CT_NEAR(across / n, 0, 1e-3, "renewal %d: it turns", t);
  }
}

/* Neither a rotation of the rows nor their order matters to the objective: the first iterations
 * agree up to rounding. */
CT_TEST(order_and_rotation_do_not_matter) {
  ct_arena *a = ct_test_arena();
  int n = 67, D = 5;
  float *u = groups_of(a, n, D, 4, 8, 2), *start = start_of(a, u, n, D);
  float *turned = CT_TAKE(a, float, n * D), *mixed = CT_TAKE(a, float, n * D);
  float *mixed_start = CT_TAKE(a, float, 3 * n);
  for (int i = 0; i < n; i++) {
    int other = i * 29 % n;
    memcpy(turned + i * D, u + i * D, sizeof(float) * (size_t)D);
    turned[i * D] = 0.6f * u[i * D] - 0.8f * u[i * D + 3];
    turned[i * D + 3] = 0.8f * u[i * D] + 0.6f * u[i * D + 3];
    memcpy(mixed + i * D, u + other * D, sizeof(float) * (size_t)D);
    memcpy(mixed_start + 3 * i, start + 3 * other, 3 * sizeof(float));
  }
  ct_map plain = make(a, n), by_turned = make(a, n), by_mixed = make(a, n);
  ct_map_begin(&plain, u, n, D, start);
  ct_map_begin(&by_turned, turned, n, D, start);
  ct_map_begin(&by_mixed, mixed, n, D, mixed_start);
  ct_map *all[] = {&plain, &by_turned, &by_mixed};
  for (int k = 0; k < 3; k++) {
    while (all[k]->stage == CT_MAP_NEIGHBOURS) ct_map_advance(all[k]);
    ct_map_gradient(all[k], 12);
  }
  for (int i = 0; i < n; i++) {
    CT_NEAR(by_turned.dx[i], (double)plain.dx[i], 1e-6, "turned: %d", i);
    CT_NEAR(by_mixed.dx[i], (double)plain.dx[i * 29 % n], 1e-6, "mixed: %d", i);
    CT_NEAR(by_mixed.dy[i], (double)plain.dy[i * 29 % n], 1e-6, "mixed: %d", i);
  }
}

/* ---- edges */

CT_TEST(few_rows_and_equal_rows) {
  static const int sizes[] = {1, 2, 3, 4, 5, 31, 64, 65};
  for (int s = 0; s < 8; s++)
    for (int kind = 0; kind < 3; kind++) {
      ct_arena *a = ct_test_arena();
      int n = sizes[s], D = 4;
      ct_map m = make(a, n);
      float *u = groups_of(a, n, D, 2, 6, 1);
      if (kind == 1) for (int i = 0; i < n * D; i++) u[i] = i % D == 0; /* all the same */
      if (kind == 2) memset(u, 0, sizeof(float) * (size_t)(n * D));     /* without length */
      for (int t = 0; t < 3; t++) {
        renew(&m, u, n, D, start_of(a, u, n, D));
        expect_framed(&m, n, kind == 0 ? "different" : kind == 1 ? "equal" : "no length");
      }
    }
}

/* Rows that were all the same and then differ are told apart. */
CT_TEST(it_recovers_from_equal_rows) {
  ct_arena *a = ct_test_arena();
  int n = 120, D = 12;
  ct_map m = make(a, n);
  float *u = groups_of(a, n, D, 3, 3, 3), *same = CT_TAKE(a, float, n * D);
  for (int i = 0; i < n * D; i++) same[i] = i % D == 0;
  for (int t = 0; t < 3; t++) renew(&m, same, n, D, start_of(a, same, n, D));
  for (int t = 0; t < 12; t++) renew(&m, u, n, D, start_of(a, u, n, D));
  CT_TRUE(gathered(&m, n, 3) > 0.95, "%g", gathered(&m, n, 3));
}

/* A renewal given up leaves no trace after a reset. */
CT_TEST(a_reset_forgets) {
  ct_arena *a = ct_test_arena();
  int n = 90, D = 6;
  ct_map m = make(a, n), fresh = make(a, n);
  float *u = groups_of(a, n, D, 3, 3, 2), *v = groups_of(a, n, D, 3, 4, 2);
  renew(&m, v, n, D, start_of(a, v, n, D));
  ct_map_begin(&m, v, n, D, start_of(a, v, n, D));
  for (int i = 0; i < 3; i++) ct_map_advance(&m);
  ct_map_reset(&m);
  renew(&m, u, n, D, start_of(a, u, n, D));
  renew(&fresh, u, n, D, start_of(a, u, n, D));
  CT_TRUE(memcmp(m.places, fresh.places, sizeof(float) * 2 * (size_t)n) == 0, "the same bits");
}

CT_SUITE(map, weights_are_a_distribution, the_gradient_is_that_of_the_divergence, it_descends,
         alike_rows_gather, it_flows, order_and_rotation_do_not_matter, few_rows_and_equal_rows,
         it_recovers_from_equal_rows, a_reset_forgets)
