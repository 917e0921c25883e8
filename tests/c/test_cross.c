/* Measures between two sets of rows against their definitions in double. The rows are of few
 * values whose products and sums are exact in single precision, so that ranks must agree exactly;
 * such rows also tie often. */
#include "ct_test.h"
#include "kernels/rows.h"
#include "measure/cross.h"
#include "threads.h"

/* One, primes, and numbers around the tiles of 32 by 128 and blocks of 128 and 32. */
static const struct { int n, D; } shapes[] = {
  {1, 1}, {1, 7}, {2, 3}, {31, 5}, {33, 2}, {97, 300}, {128, 16}, {129, 257}, {261, 9}, {300, 64},
};
#define SHAPES ((int)(sizeof shapes / sizeof *shapes))
#define WHOLE (1 << 20)

/* Multiples of 1/64 up to 4/64: of 300 products each is a multiple of 2^-12, their sum below 2. */
static float *coarse(ct_arena *a, int n, unsigned seed) {
  float *x = ct_test_floats(a, n, seed, -4.49f, 4.49f);
  for (int i = 0; i < n; i++) x[i] = rintf(x[i]) / 64;
  return x;
}

static double dot(const float *a, const float *b, int D) {
  double sum = 0;
  for (int d = 0; d < D; d++) sum += (double)a[d] * (double)b[d];
  return sum;
}

/* ---- retrieval */

/* The rank of row i of b for row i of a. `row`: floats from one row to the next. */
static int rank_of(const float *a, const float *b, int i, int n, int D, int row) {
  int rank = 1;
  double own = dot(a + i * row, b + i * row, D);
  for (int j = 0; j < n; j++) rank += j != i && dot(a + i * row, b + j * row, D) >= own;
  return rank;
}

static ct_retrieval *retrieve(ct_arena *a, const float *x, const float *y, int n, int D, int row,
                              int slice) {
  ct_retrieval *r = CT_TAKE(a, ct_retrieval, 1);
  CT_INT(ct_retrieval_layout(r, n, a), CT_OK, "layout");
  ct_retrieval_begin(r, (ct_matrix){x, row, 1}, (ct_matrix){y, row, 1}, n, D);
  int calls = 0, known = 0;
  while (!known) {
    int budget = slice;
    known = ct_retrieval_advance(r, &budget);
    CT_TRUE(known || budget <= 0, "it stops only when the budget is spent");
    CT_TRUE(budget > -CT_CROSS_PIECE, "by less than a piece too much: %d", budget);
    CT_TRUE(++calls <= 2 * (n / 32 + 1), "at least one piece a call");
  }
  return r;
}

CT_TEST(both_ways_are_ranked_as_defined) {
  for (int k = 0; k < SHAPES; k++)
    for (int apart = 0; apart < 2; apart++) {
      int n = shapes[k].n, D = shapes[k].D, row = D + 3 * apart;
      ct_arena *a = ct_test_arena();
      float *x = coarse(a, n * row, 1), *y = coarse(a, n * row, 2);
      for (int i = 0; i < n * row; i += 3) y[i] = x[i]; /* so that ranks are of all sizes */
      ct_retrieval *r = retrieve(a, x, y, n, D, row, WHOLE);
      for (int i = 0; i < n; i++) {
        CT_INT(r->ab[i], rank_of(x, y, i, n, D, row), "a to b, shape %d, row %d", k, i);
        CT_INT(r->ba[i], rank_of(y, x, i, n, D, row), "b to a, shape %d, row %d", k, i);
      }
    }
}

/* Rows that are equal bit for bit tie wherever they lie, in tiles and at their edges, although
 * their sums are rounded. */
CT_TEST(equal_rows_tie) {
  for (int k = 0; k < SHAPES; k++) {
    int n = shapes[k].n, D = shapes[k].D;
    ct_arena *a = ct_test_arena();
    float *x = ct_test_floats(a, n * D, 3, -1, 1), *inverse = CT_TAKE(a, float, n);
    CT_INT(ct_normalize_forward(x, inverse, x, n, D), CT_OK, "unit rows");
    for (int i = 1; i < n; i++) memcpy(x + i * D, x, sizeof(float) * (size_t)D);
    ct_retrieval *r = retrieve(a, x, x, n, D, D, WHOLE);
    for (int i = 0; i < n; i++) {
      CT_INT(r->ab[i], n, "shape %d, row %d", k, i);
      CT_INT(r->ba[i], n, "shape %d, row %d", k, i);
    }
  }
}

/* A row that is not a number finds nothing and is not in anyone's way unless it is compared. */
CT_TEST(what_is_not_a_number_counts_against_the_row) {
  enum { N = 40, D = 6 };
  ct_arena *a = ct_test_arena();
  float *x = coarse(a, N * D, 4);
  for (int i = 0; i < N; i++) x[i * D + i % D] += 0.5f;
  x[7 * D] = NAN;
  float *y = CT_TAKE(a, float, N * D);
  memcpy(y, x, sizeof(float) * N * D);
  y[7 * D] = 0;
  ct_retrieval *r = retrieve(a, x, y, N, D, D, WHOLE);
  CT_INT(r->ab[7], N, "the row");
  CT_INT(r->ba[7], N, "its partner");
  CT_INT(r->ab[8], rank_of(x, y, 8, N, D, D), "another row");
  CT_INT(r->ba[8], rank_of(y, x, 8, N, D, D) + 1, "another row, which the undefined one beats");
}

static int by_size(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

CT_TEST(recall_and_median_are_of_sorted_ranks) {
  CT_TRUE(isnan(ct_recall(NULL, 0, 1)) && isnan(ct_median_rank(NULL, 0)), "of nothing");
  CT_TRUE(ct_recalls[0] == 1 && ct_recalls[1] == 5 && ct_recalls[2] == 10, "R@1, R@5, R@10");
  for (int n = 1; n < 60; n++) {
    ct_arena *a = ct_test_arena();
    int *ranks = CT_TAKE(a, int, n), *sorted = CT_TAKE(a, int, n);
    float *drawn = ct_test_floats(a, n, (unsigned)n, 1, n < 30 ? 9 : 2000);
    for (int i = 0; i < n; i++) sorted[i] = ranks[i] = (int)drawn[i];
    qsort(sorted, (size_t)n, sizeof *sorted, by_size);
    double middle = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    CT_NEAR(ct_median_rank(ranks, n), middle, 0, "n %d", n);
    for (int k = 0; k < CT_RECALLS; k++) {
      int found = 0;
      while (found < n && sorted[found] <= ct_recalls[k]) found++;
      CT_NEAR(ct_recall(ranks, n, ct_recalls[k]), (double)found / n, 0, "n %d, R@%d", n,
              ct_recalls[k]);
    }
  }
}

/* ---- the nearest drawing */

typedef struct rows { const float *x; int width; } rows;

static void read_row(const void *context, int row, float *x) {
  const rows *from = context;
  memcpy(x, from->x + (size_t)row * (size_t)from->width, sizeof(float) * (size_t)from->width);
}

static const ct_labelled *set_of(ct_arena *a, const float *x, int count, int groups, int width,
                                 const int *label) {
  rows *from = CT_TAKE(a, rows, 1);
  ct_labelled *set = CT_TAKE(a, ct_labelled, 1);
  *from = (rows){x, width};
  *set = (ct_labelled){.count = count, .width = width, .groups = groups, .classes = 5,
                       .label = label, .read = read_row, .context = from};
  return set;
}

static ct_nearest *search(ct_arena *a, const ct_labelled *queries, const ct_labelled *gallery,
                          int named, int slice) {
  ct_nearest *s = CT_TAKE(a, ct_nearest, 1);
  int concepts = gallery->count / gallery->groups;
  CT_INT(ct_nearest_layout(s, queries->count, concepts, gallery->width, a), CT_OK, "layout");
  ct_nearest_begin(s, queries, gallery, named);
  int known = 0;
  while (!known) {
    int budget = slice;
    known = ct_nearest_advance(s, &budget);
    CT_TRUE(known || budget <= 0, "it stops only when the budget is spent");
    CT_TRUE(budget > -CT_CROSS_PIECE, "by less than a piece too much: %d", budget);
  }
  return s;
}

static double score_of(const float *p, const float *q, int concept, int R, int P) {
  double score = -9;
  for (int r = 0; r < R; r++) score = fmax(score, dot(p, q + (concept * R + r) * P, P));
  return score;
}

CT_TEST(the_nearest_drawing_names_a_query) {
  for (int k = 0; k < SHAPES; k++)
    for (int R = 1; R <= 5; R += 2) {
      int n = shapes[k].n, P = shapes[k].D;
      ct_arena *a = ct_test_arena();
      float *p = coarse(a, n * P, 5), *q = coarse(a, n * R * P, 6);
      for (int i = 0; i < n * P; i += 3) q[i / P * R * P + i % P] = p[i];
      ct_nearest *s = search(a, set_of(a, p, n, 1, P, NULL), set_of(a, q, n * R, R, P, NULL), 1,
                             WHOLE);
      for (int j = 0; j < n; j++) {
        const float *query = p + j * P;
        double own = score_of(query, q, j, R, P);
        int rank = 1, nearest = 0;
        for (int i = 0; i < n; i++) rank += i != j && score_of(query, q, i, R, P) >= own;
        for (int i = 1; i < n * R; i++)
          if (dot(query, q + i * P, P) > dot(query, q + nearest * P, P)) nearest = i;
        CT_INT(s->rank[j], rank, "shape %d of %d, query %d", k, R, j);
        CT_INT(s->row[j], nearest, "shape %d of %d, query %d", k, R, j);
      }
    }
}

/* Queries need not be of the gallery's concepts: then there is a nearest row, but no rank. */
CT_TEST(queries_of_other_concepts_have_no_rank) {
  ct_arena *a = ct_test_arena();
  float *p = coarse(a, 150 * 12, 7), *q = coarse(a, 66 * 12, 8);
  ct_nearest *s = search(a, set_of(a, p, 150, 1, 12, NULL), set_of(a, q, 66, 3, 12, NULL), 0, 33);
  for (int j = 0; j < 150; j++) {
    int nearest = 0;
    for (int i = 1; i < 66; i++)
      if (dot(p + j * 12, q + i * 12, 12) > dot(p + j * 12, q + nearest * 12, 12)) nearest = i;
    CT_INT(s->row[j], nearest, "query %d", j);
  }
}

/* ---- slices and threads */

/* Slices of all sizes, from less than a piece to several, give the bits of the whole. */
CT_TEST(slices_give_the_same_bits) {
  enum { N = 150, D = 40, R = 3 };
  static const int slices[] = {1, 31, 32, 33, 64, 65, 100, 1000};
  ct_arena *a = ct_test_arena();
  size_t bytes = sizeof(int) * N;
  float *x = ct_test_floats(a, N * D, 9, -0.1f, 0.1f);
  float *y = ct_test_floats(a, N * R * D, 10, -0.1f, 0.1f);
  const ct_labelled *queries = set_of(a, x, N, 1, D, NULL);
  const ct_labelled *gallery = set_of(a, y, N * R, R, D, NULL);
  ct_retrieval *whole = retrieve(a, x, y, N, D, D, WHOLE);
  ct_nearest *found = search(a, queries, gallery, 1, WHOLE);
  for (int k = 0; k < (int)(sizeof slices / sizeof *slices); k++) {
    ct_retrieval *r = retrieve(a, x, y, N, D, D, slices[k]);
    ct_nearest *s = search(a, queries, gallery, 1, slices[k]);
    CT_INT(memcmp(r->ab, whole->ab, bytes), 0, "slices of %d", slices[k]);
    CT_INT(memcmp(r->ba, whole->ba, bytes), 0, "slices of %d", slices[k]);
    CT_INT(memcmp(r->own, whole->own, bytes), 0, "slices of %d", slices[k]);
    CT_INT(memcmp(s->rank, found->rank, bytes), 0, "slices of %d", slices[k]);
    CT_INT(memcmp(s->row, found->row, bytes), 0, "slices of %d", slices[k]);
  }
}

CT_TEST(threads_give_the_same_bits) {
  enum { N = 300, D = 3072 };
  ct_arena *a = ct_test_arena();
  size_t bytes = sizeof(int) * N;
  float *x = ct_test_floats(a, N * D, 11, -0.01f, 0.01f);
  float *y = ct_test_floats(a, N * D, 12, -0.01f, 0.01f);
  const ct_labelled *queries = set_of(a, x, N, 1, D, NULL), *gallery = set_of(a, y, N, 2, D, NULL);
  ct_retrieval *alone = NULL;
  ct_nearest *found = NULL;
  for (int helpers = 0; helpers <= 2; helpers++) {
    ct_test_helpers(helpers);
    ct_retrieval *r = retrieve(a, x, y, N, D, D, WHOLE);
    ct_nearest *s = search(a, queries, gallery, 0, WHOLE);
    if (helpers == 0) alone = r, found = s;
    CT_INT(memcmp(r->ab, alone->ab, bytes), 0, "%d helpers", helpers);
    CT_INT(memcmp(r->ba, alone->ba, bytes), 0, "%d helpers", helpers);
    CT_INT(memcmp(r->own, alone->own, bytes), 0, "%d helpers", helpers);
    CT_INT(memcmp(s->row, found->row, bytes), 0, "%d helpers", helpers);
  }
}

/* ---- zero-shot, modality gap */

CT_TEST(zero_shot_picks_the_most_similar_prompt) {
  static const int classes[] = {1, 2, 94, 128, 131, 300};
  for (int k = 0; k < SHAPES * 6; k++) {
    int n = shapes[k / 6].n, D = shapes[k / 6].D, C = classes[k % 6], want = 0, got = 0;
    ct_arena *a = ct_test_arena();
    float *items = coarse(a, n * D, 13), *prompts = coarse(a, C * D, 14);
    int *label = CT_TAKE(a, int, n), most = 0;
    for (int i = 0; i < n; i++) label[i] = i * i % C;
    for (int i = 0; i < n; i += 2) memcpy(items + i * D, prompts + label[i] * D, sizeof(float) * D);
    for (int i = 0; i < n; i++) {
      int right = 1;
      double own = dot(items + i * D, prompts + label[i] * D, D);
      for (int c = 0; c < C; c++)
        right &= c == label[i] || dot(items + i * D, prompts + c * D, D) < own;
      want += right;
    }
    ct_matrix of = ct_matrix_of(items, D), by = ct_matrix_of(prompts, D);
    CT_INT(ct_zero_shot_right(by, C, of, label, D, 0, n), want, "shape %d, C %d", k / 6, C);
    for (int i = 0; i < n; i += 37)
      got += ct_zero_shot_right(by, C, of, label, D, i, i + 37 < n ? i + 37 : n);
    CT_INT(got, want, "in ranges, shape %d, C %d", k / 6, C);
    for (int c = 0; c < C; c++) {
      int members = 0;
      for (int i = 0; i < n; i++) members += label[i] == c;
      most = members > most ? members : most;
    }
    CT_NEAR(ct_majority(label, n, C), (double)most / n, 0, "shape %d, C %d", k / 6, C);
  }
}

CT_TEST(the_gap_is_between_the_means) {
  for (int k = 0; k < SHAPES; k++) {
    int na = shapes[k].n, D = shapes[k].D, nb = 17;
    ct_arena *a = ct_test_arena();
    float *x = coarse(a, na * D, 15), *y = coarse(a, nb * (D + 2), 16);
    double square = 0;
    for (int d = 0; d < D; d++) {
      double gap = 0;
      for (int i = 0; i < na; i++) gap += (double)x[i * D + d] / na;
      for (int i = 0; i < nb; i++) gap -= (double)y[i * (D + 2) + d] / nb;
      square += gap * gap;
    }
    ct_matrix of = ct_matrix_of(x, D), from = {y, D + 2, 1};
    CT_NEAR(ct_modality_gap(of, na, from, nb, D), sqrt(square), 1e-12, "shape %d", k);
    CT_NEAR(ct_modality_gap(of, na, of, na, D), 0, 0, "to itself");
    CT_TRUE(isnan(ct_modality_gap(of, 0, from, nb, D)), "of nothing");
  }
  float east[2] = {1, 0}, west[2] = {-1, 0}; /* the greatest gap that there is */
  CT_NEAR(ct_modality_gap(ct_matrix_of(east, 2), 1, ct_matrix_of(west, 2), 1, 2), 2, 0, "opposite");
}

CT_SUITE(cross, both_ways_are_ranked_as_defined, equal_rows_tie,
         what_is_not_a_number_counts_against_the_row, recall_and_median_are_of_sorted_ranks,
         the_nearest_drawing_names_a_query, queries_of_other_concepts_have_no_rank,
         slices_give_the_same_bits, threads_give_the_same_bits,
         zero_shot_picks_the_most_similar_prompt, the_gap_is_between_the_means)
