#include "base/random.h"
#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/trust.h"

#define K CT_TRUST_NEAREST

typedef struct scores { double trust, continuity; } scores;

static scores measure(const ct_picture *pictures, int count, int which, const float *u, int n, int D,
                      int rows) {
  ct_arena *a = ct_test_arena();
  float *similarity = CT_TAKE(a, float, n * n);
  for (int i = 0; i < n * n; i++) {
    double dot = 0;
    for (int d = 0; d < D; d++) dot += (double)u[i / n * D + d] * (double)u[i % n * D + d];
    similarity[i] = (float)dot;
  }
  ct_trust t;
  CT_INT(ct_trust_layout(&t, n, a), CT_OK, "layout");
  ct_trust_begin(&t, pictures, count, n);
  for (int from = 0; from < n; from += rows)
    ct_trust_add(&t, similarity, from, from + rows < n ? from + rows : n);
  return (scores){ct_trust_trustworthiness(&t, which), ct_trust_continuity(&t, which)};
}

/* rank [n, n]: of j among the others of i by falling nearness; 1 is the nearest. */
static void find_ranks(int *rank, const double *nearness, int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      rank[i * n + j] = 1;
      for (int l = 0; l < n; l++)
        if (l != i && l != j && (nearness[i * n + l] > nearness[i * n + j] ||
                                 (nearness[i * n + l] == nearness[i * n + j] && l < j)))
          rank[i * n + j]++;
    }
}

/* The definitions of Venna & Kaski 2001, over all pairs. */
static scores reference(const int *truly, const int *seen, int n) {
  double strangers = 0, torn = 0, scale = 2 / ((double)n * K * (2.0 * n - 3 * K - 1));
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      int r = truly[i * n + j], s = seen[i * n + j];
      if (i == j) continue;
      if (s <= K && r > K) strangers += r - K;
      if (r <= K && s > K) torn += s - K;
    }
  return (scores){1 - scale * strangers, 1 - scale * torn};
}

/* Room beside the arena, which each measurement takes anew. */
static float u[131 * 7], places[131 * 3];
static double nearness[131 * 131];
static int truly[131 * 131], seen[131 * 131];

/* Numbers are few enough bits that float and double agree on what is nearer, ties included. */
static void fill(int n, int D, int axes, unsigned seed) {
  ct_rng r = ct_rng_make(seed, CT_RNG_TEST, 0);
  for (int i = 0; i < n * D; i++) u[i] = (float)((int)ct_rng_below(&r, 17) - 8) / 8;
  for (int i = 0; i < n * axes; i++) places[i] = (float)ct_rng_below(&r, 32) / 32;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double dot = 0;
      for (int d = 0; d < D; d++) dot += (double)u[i * D + d] * (double)u[j * D + d];
      nearness[i * n + j] = dot;
    }
  find_ranks(truly, nearness, n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double square = 0;
      for (int a = 0; a < axes; a++) square += pow((double)(places[i * axes + a] - places[j * axes + a]), 2);
      nearness[i * n + j] = -square;
    }
  find_ranks(seen, nearness, n);
}

CT_TEST(agrees_with_the_definition) {
  static const int sizes[] = {25, 26, 31, 64, 131};
  for (int s = 0; s < 5; s++)
    for (int axes = 2; axes <= 3; axes++) {
      int n = sizes[s];
      fill(n, 7, axes, (unsigned)s + 1);
      ct_picture pictures[2] = {{places, axes}, {places, axes}};
      scores want = reference(truly, seen, n);
      for (int which = 0; which < 2; which++)
        for (int rows = 1; rows <= 160; rows += 53) {
          scores got = measure(pictures, 2, which, u, n, 7, rows);
          CT_NEAR(got.trust, want.trust, 1e-12, "%d rows, %d axes", n, axes);
          CT_NEAR(got.continuity, want.continuity, 1e-12, "%d rows, %d axes", n, axes);
        }
    }
}

/* Points on an arc of the circle, drawn where they are, keep all their neighbours. */
CT_TEST(a_true_picture_scores_1) {
  int n = 40;
  for (int i = 0; i < n; i++) {
    u[2 * i] = places[2 * i] = (float)cos(0.05 * i * i / 40);
    u[2 * i + 1] = places[2 * i + 1] = (float)sin(0.05 * i * i / 40);
  }
  scores got = measure(&(ct_picture){places, 2}, 1, 0, u, n, 2, 16);
  CT_NEAR(got.trust, 1, 1e-12, "trustworthiness");
  CT_NEAR(got.continuity, 1, 1e-12, "continuity");
}

/* Two clusters drawn on top of each other look near and are not: only trust falls. Values by
 * scikit-learn's definition, which is the same. */
CT_TEST(folding_costs_trust_and_tearing_continuity) {
  int n = 60;
  for (int i = 0; i < n; i++) { /* a line, as angles on a quarter circle */
    double at = i * 0.02;
    u[2 * i] = (float)cos(at);
    u[2 * i + 1] = (float)sin(at);
    places[2 * i] = (float)(i < 30 ? i : 59.4 - i); /* folded in the middle */
    places[2 * i + 1] = 0;
  }
  scores folded = measure(&(ct_picture){places, 2}, 1, 0, u, n, 2, 16);
  CT_TRUE(folded.trust < 0.85 && folded.continuity > 0.9, "folded %g %g", folded.trust, folded.continuity);
  for (int i = 0; i < n; i++) places[2 * i] = (float)(i < 30 ? i : i + 200), places[2 * i + 1] = 0;
  scores torn = measure(&(ct_picture){places, 2}, 1, 0, u, n, 2, 16);
  CT_TRUE(torn.trust > 0.98, "torn %g %g", torn.trust, torn.continuity);
}

CT_TEST(too_few_rows_have_no_score) {
  static const int sizes[] = {1, 2, 3, 12, 13, 24};
  for (int s = 0; s < 6; s++) {
    fill(sizes[s], 3, 2, 7);
    scores got = measure(&(ct_picture){places, 2}, 1, 0, u, sizes[s], 3, 16);
    CT_TRUE(got.trust != got.trust && got.continuity != got.continuity, "%d rows", sizes[s]);
  }
}

CT_TEST(equal_rows_rank_by_their_number) {
  int n = 30;
  for (int i = 0; i < n * 3; i++) u[i] = i % 3 == 0, places[i] = 0;
  scores got = measure(&(ct_picture){places, 2}, 1, 0, u, n, 3, 16);
  CT_NEAR(got.trust, 1, 1e-12, "trustworthiness");
  CT_NEAR(got.continuity, 1, 1e-12, "continuity");
}

CT_SUITE(trust, agrees_with_the_definition, a_true_picture_scores_1,
         folding_costs_trust_and_tearing_continuity, too_few_rows_have_no_score,
         equal_rows_rank_by_their_number)
