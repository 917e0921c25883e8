#include "measure/cross.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"

#define NOT_DEFINED __builtin_nan("")

/* Products are made a tile at a time: [ROWS, COLUMNS] floats, 16 KB of stack. */
#define ROWS 32
#define COLUMNS 128
/* A search reads QUERIES rows at once, compares them with BLOCK rows of the gallery at a time. */
#define QUERIES 128
#define BLOCK 32
#define LEAST -2.0f /* below every cosine */

static int least(int a, int b) { return a < b ? a : b; }

/* Not a number where either is none. */
static float greater(float a, float b) { return a == a && !(b <= a) ? b : a; }

static const float *row_of(ct_matrix m, int i) { return m.at + (size_t)i * (size_t)m.row; }

/* tile (its rows `columns` floats apart) = rows i0 .. of a times rows j0 .. of b */
static void multiply(float *tile, int columns, ct_matrix a, int i0, int m, ct_matrix b, int j0,
                     int n, int D) {
  a.at = row_of(a, i0), b.at = row_of(b, j0);
  ct_gemm(tile, columns, a, ct_matrix_transpose(b), m, n, D, CT_SET);
}

/* ---- ranks */

const int ct_recalls[CT_RECALLS] = {1, 5, 10};

static int count_up_to(const int *ranks, int n, int most) {
  int count = 0;
  for (int i = 0; i < n; i++) count += ranks[i] <= most;
  return count;
}

double ct_recall(const int *ranks, int n, int k) {
  return n < 1 ? NOT_DEFINED : (double)count_up_to(ranks, n, k) / n;
}

/* The k-th smallest rank, from 1, by bisection: sorting would need memory. */
static int smallest(const int *ranks, int n, int k) {
  int low = ranks[0], high = ranks[0];
  for (int i = 1; i < n; i++) {
    if (ranks[i] < low) low = ranks[i];
    if (ranks[i] > high) high = ranks[i];
  }
  while (low < high) {
    int middle = low + (high - low) / 2;
    if (count_up_to(ranks, n, middle) >= k) high = middle;
    else low = middle + 1;
  }
  return low;
}

double ct_median_rank(const int *ranks, int n) {
  if (n < 1) return NOT_DEFINED;
  return 0.5 * (smallest(ranks, n, (n + 1) / 2) + smallest(ranks, n, n / 2 + 1));
}

/* ---- retrieval */

ct_status ct_retrieval_layout(ct_retrieval *r, int most, ct_arena *arena) {
  memset(r, 0, sizeof *r);
  r->ab = CT_TAKE(arena, int, most);
  r->ba = CT_TAKE(arena, int, most);
  r->own = ct_take_floats(arena, 1, (uint64_t)most);
  return r->ab && r->ba && r->own ? CT_OK : CT_E_MEMORY;
}

void ct_retrieval_begin(ct_retrieval *r, ct_matrix a, ct_matrix b, int n, int D) {
  CT_ASSERT(n >= 1 && D >= 1 && a.col == 1 && b.col == 1);
  r->a = a, r->b = b, r->n = n, r->D = D;
  memset(r->ab, 0, sizeof(int) * (size_t)n);
  memset(r->ba, 0, sizeof(int) * (size_t)n);
  r->paired = r->at = 0;
}

/* The similarities of some pairs, from the same kernel as all others, so that equal rows give
 * equal bits. */
static void pair(ct_retrieval *r) {
  float tile[ROWS * ROWS];
  int from = r->paired, m = least(ROWS, r->n - from);
  multiply(tile, ROWS, r->a, from, m, r->b, from, m, r->D);
  for (int i = 0; i < m; i++) r->own[from + i] = tile[i * ROWS + i];
  r->paired += m;
}

/* A rank is the number of rows that are at least as similar as the own one, itself included. */
static void count(ct_retrieval *r, const float *tile, int i0, int m, int j0, int n) {
  for (int i = 0; i < m; i++) {
    const float *s = tile + i * COLUMNS;
    int rank = 0;
    for (int j = 0; j < n; j++) {
      rank += !(s[j] < r->own[i0 + i]);
      r->ba[j0 + j] += !(s[j] < r->own[j0 + j]);
    }
    r->ab[i0 + i] += rank;
  }
}

static void compare(ct_retrieval *r) {
  float tile[ROWS * COLUMNS];
  int from = r->at, m = least(ROWS, r->n - from);
  for (int j0 = 0; j0 < r->n; j0 += COLUMNS) {
    int n = least(COLUMNS, r->n - j0);
    multiply(tile, COLUMNS, r->a, from, m, r->b, j0, n, r->D);
    count(r, tile, from, m, j0, n);
  }
  r->at += m;
}

int ct_retrieval_advance(ct_retrieval *r, int *budget) {
  for (; *budget > 0 && r->at < r->n; *budget -= CT_CROSS_PIECE) {
    if (r->paired < r->n) pair(r);
    else compare(r);
  }
  return r->at == r->n;
}

/* ---- the nearest drawing */

ct_status ct_nearest_layout(ct_nearest *s, int queries, int concepts, int width, ct_arena *arena) {
  memset(s, 0, sizeof *s);
  s->rank = CT_TAKE(arena, int, queries);
  s->row = CT_TAKE(arena, int, queries);
  s->query = ct_take_floats(arena, QUERIES, (uint64_t)width);
  s->against = ct_take_floats(arena, BLOCK, (uint64_t)width);
  s->score = ct_take_floats(arena, QUERIES, (uint64_t)concepts);
  s->best = CT_TAKE(arena, float, QUERIES);
  int all = s->rank && s->row && s->query && s->against && s->score && s->best;
  return all ? CT_OK : CT_E_MEMORY;
}

static int concepts_of(const ct_labelled *gallery) { return gallery->count / gallery->groups; }

void ct_nearest_begin(ct_nearest *s, const ct_labelled *queries, const ct_labelled *gallery,
                      int named) {
  CT_ASSERT(queries->count >= 1 && gallery->count >= 1 && queries->width == gallery->width);
  CT_ASSERT(gallery->groups >= 1 && gallery->count % gallery->groups == 0);
  CT_ASSERT(!named || queries->count == concepts_of(gallery));
  s->queries = queries, s->gallery = gallery, s->named = named;
  s->done = s->at = 0;
}

static void read_rows(float *x, const ct_labelled *from, int first, int count) {
  for (int i = 0; i < count; i++)
    from->read(from->context, first + i, x + (size_t)i * (size_t)from->width);
}

static float *scores_of(const ct_nearest *s, int query) {
  return s->score + (size_t)query * (size_t)concepts_of(s->gallery);
}

static void begin_block(ct_nearest *s, int m) {
  read_rows(s->query, s->queries, s->done, m);
  for (int i = 0; i < m; i++) {
    float *score = scores_of(s, i);
    for (int c = 0; c < concepts_of(s->gallery); c++) score[c] = LEAST;
    s->best[i] = LEAST;
    s->row[s->done + i] = 0;
  }
}

/* Takes the similarities of one query to the rows at .. at + n - 1 of the gallery. */
static void take(ct_nearest *s, int i, const float *similarity, int n) {
  int groups = s->gallery->groups, left = groups - s->at % groups; /* rows of this concept */
  float *score = scores_of(s, i) + s->at / groups;
  for (int j = 0; j < n; j++) {
    *score = greater(*score, similarity[j]);
    if (similarity[j] > s->best[i]) {
      s->best[i] = similarity[j];
      s->row[s->done + i] = s->at + j;
    }
    if (--left == 0) score++, left = groups;
  }
}

static void rank_block(ct_nearest *s, int m) {
  for (int i = 0; i < m && s->named; i++) {
    const float *score = scores_of(s, i);
    int rank = 0;
    for (int c = 0; c < concepts_of(s->gallery); c++) rank += !(score[c] < score[s->done + i]);
    s->rank[s->done + i] = rank;
  }
}

/* Compares the present block of queries with one block of the gallery. */
static void search(ct_nearest *s) {
  float tile[QUERIES * BLOCK];
  int m = least(QUERIES, s->queries->count - s->done), n = least(BLOCK, s->gallery->count - s->at);
  int width = s->gallery->width;
  if (s->at == 0) begin_block(s, m);
  read_rows(s->against, s->gallery, s->at, n);
  multiply(tile, BLOCK, ct_matrix_of(s->query, width), 0, m, ct_matrix_of(s->against, width), 0, n,
           width);
  for (int i = 0; i < m; i++) take(s, i, tile + i * BLOCK, n);
  s->at += n;
  if (s->at < s->gallery->count) return;
  rank_block(s, m);
  s->done += m;
  s->at = 0;
}

int ct_nearest_advance(ct_nearest *s, int *budget) {
  for (; *budget > 0 && s->done < s->queries->count; *budget -= CT_CROSS_PIECE) search(s);
  return s->done == s->queries->count;
}

/* ---- zero-shot classification */

int ct_zero_shot_right(ct_matrix prompts, int classes, ct_matrix items, const int *label, int D,
                       int from, int to) {
  float tile[ROWS * COLUMNS], own[ROWS], other[ROWS]; /* the most similar of the other classes */
  int right = 0;
  for (int i0 = from; i0 < to; i0 += ROWS) {
    int m = least(ROWS, to - i0);
    for (int i = 0; i < m; i++) own[i] = other[i] = LEAST;
    for (int c0 = 0; c0 < classes; c0 += COLUMNS) {
      int n = least(COLUMNS, classes - c0);
      multiply(tile, COLUMNS, items, i0, m, prompts, c0, n, D);
      for (int k = 0; k < m * n; k++) {
        int i = k / n, c = k % n;
        float *at = c0 + c == label[i0 + i] ? own + i : other + i;
        *at = greater(*at, tile[i * COLUMNS + c]);
      }
    }
    for (int i = 0; i < m; i++) right += other[i] < own[i];
  }
  return right;
}

double ct_majority(const int *label, int n, int classes) {
  int most = 0;
  for (int c = 0; c < classes; c++) {
    int count = 0;
    for (int i = 0; i < n; i++) count += label[i] == c;
    most = count > most ? count : most;
  }
  return n < 1 ? NOT_DEFINED : (double)most / n;
}

/* ---- the modality gap */

static double mean_of(ct_matrix rows, int n, int d) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (double)row_of(rows, i)[d];
  return sum / n;
}

double ct_modality_gap(ct_matrix a, int na, ct_matrix b, int nb, int D) {
  if (na < 1 || nb < 1) return NOT_DEFINED;
  double square = 0;
  for (int d = 0; d < D; d++) {
    double difference = mean_of(a, na, d) - mean_of(b, nb, d);
    square += difference * difference;
  }
  return ct_sqrt(square);
}
