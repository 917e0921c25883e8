#include "measure/metrics.h"

#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "measure/nearest.h"

#define NOT_DEFINED __builtin_nan("")

/* Similarities are made a tile at a time: [ROWS, COLUMNS] floats, 16 KB of stack. */
#define ROWS CT_METRIC_ROWS
#define COLUMNS 128
#define NEIGHBOURS_MAX 32

static int least(int a, int b) { return a < b ? a : b; }

/* tile [m, n] (its rows COLUMNS floats apart) = a b^T; a, b: rows of D, `row` floats apart */
static void similarity_tile(float *tile, const float *a, const float *b, int m, int n, int D,
                            int row) {
  ct_gemm(tile, COLUMNS, (ct_matrix){a, row, 1}, (ct_matrix){b, 1, row}, m, n, D, CT_SET);
}

static const float *row_at(const float *u, int i, int row) {
  return u + (size_t)i * (size_t)row;
}

/* ---- alignment, uniformity, std */

double ct_metric_alignment(const float *a, const float *b, int n, int D, int row) {
  if (n < 1) return NOT_DEFINED;
  double sum = 0;
  for (int i = 0; i < n; i++) {
    const float *p = row_at(a, i, row), *q = row_at(b, i, row);
    for (int d = 0; d < D; d++) {
      double difference = (double)p[d] - (double)q[d];
      sum += difference * difference;
    }
  }
  return sum / n;
}

/* Sum of exp(2 t (s - 1)), as 2 - 2 s is the squared distance of unit rows. */
static double potential(const float *s, int n, float t) {
  double sum = 0;
  int j = 0;
  for (; j + 4 <= n; j += 4) {
    f32x4 e = ct_expf4(2 * t * (f32x4_load(s + j) - 1));
    sum += (double)f32x4_sum(e);
  }
  for (; j < n; j++) sum += (double)ct_expf(2 * t * (s[j] - 1));
  return sum;
}

void ct_metric_potential(double *sum, const float *u, int M, int D, double t, int from, int to) {
  CT_ASSERT(from % ROWS == 0);
  float tile[ROWS * COLUMNS];
  for (int i0 = from; i0 < to; i0 += ROWS) {
    int m = least(ROWS, to - i0);
    for (int j0 = i0; j0 < M; j0 += COLUMNS) {
      int n = least(COLUMNS, M - j0);
      similarity_tile(tile, row_at(u, i0, D), row_at(u, j0, D), m, n, D, D);
      for (int i = 0; i < m; i++) {
        int first = j0 == i0 ? least(i + 1, n) : 0;
        *sum += potential(tile + i * COLUMNS + first, n - first, (float)t);
      }
    }
  }
}

double ct_metric_uniformity(double sum, int M) {
  return M < 2 ? NOT_DEFINED : ct_log(sum / (0.5 * M * (M - 1)));
}

void ct_metric_deviation(double *sum, const float *u, int M, int D, int from, int to) {
  for (int d = from; d < to; d++) {
    double mean = 0, square = 0;
    for (int i = 0; i < M; i++) mean += (double)row_at(u, i, D)[d];
    mean /= M;
    for (int i = 0; i < M; i++) {
      double x = (double)row_at(u, i, D)[d] - mean;
      square += x * x;
    }
    *sum += ct_sqrt(square / M);
  }
}

double ct_metric_std(double sum, int D) { return sum / D * ct_sqrt(D); }

void ct_metric_same(double *sum, int *count, const float *u, const int *labels, int D, int stride,
                    int from, int to) {
  for (int i = from; i < to; i++) {
    int label = labels[i / stride], before = i / stride * stride;
    for (int j = 0; j < before && label >= 0; j++) {
      if (labels[j / stride] != label) continue;
      *sum += (double)ct_dot(row_at(u, i, D), row_at(u, j, D), D);
      ++*count;
    }
  }
}

double ct_metric_tolerance(double sum, int count) {
  return count < 1 ? NOT_DEFINED : sum / count;
}

/* ---- retrieval */

/* Clears found [m] for each row i0 + i of query that has another row in this tile of the gallery
 * at least as similar as its own; `own` [m] is the similarity to that. Written so that an
 * undefined similarity counts against the row. */
static void search_tile(int *found, const float *own, const float *tile, int i0, int j0, int m,
                        int n) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++)
      if (i0 + i != j0 + j && !(tile[i * COLUMNS + j] < own[i])) found[i] = 0;
}

int ct_metric_found(const float *query, const float *gallery, int n, int D, int row, int from,
                    int to) {
  float tile[ROWS * COLUMNS], own[ROWS];
  int found[ROWS], hits = 0;
  for (int i0 = from; i0 < to; i0 += ROWS) {
    int m = least(ROWS, to - i0);
    const float *q = row_at(query, i0, row);
    similarity_tile(tile, q, row_at(gallery, i0, row), m, m, D, row);
    for (int i = 0; i < m; i++) {
      own[i] = tile[i * COLUMNS + i];
      found[i] = own[i] == own[i]; /* found until a nearer row is seen, unless undefined */
    }
    for (int j0 = 0; j0 < n; j0 += COLUMNS) {
      int c = least(COLUMNS, n - j0);
      similarity_tile(tile, q, row_at(gallery, j0, row), m, c, D, row);
      search_tile(found, own, tile, i0, j0, m, c);
    }
    for (int i = 0; i < m; i++) hits += found[i];
  }
  return hits;
}

/* ---- k nearest neighbours */

/* The most similar rows so far, nearest first. */
typedef struct nearest {
  int count, at[NEIGHBOURS_MAX];
  float similarity[NEIGHBOURS_MAX];
} nearest;

static void consider(nearest *b, int row, float similarity, int k) {
  b->count = ct_nearest_add(b->at, b->similarity, b->count, k, row, similarity);
}

/* The label with the most votes; among equals the one whose first vote is nearer. */
static int vote(const nearest *b, const int *labels, int stride) {
  int winner = -1, most = 0;
  for (int i = 0; i < b->count; i++) {
    int label = labels[b->at[i] / stride], votes = 0;
    for (int j = 0; j < b->count; j++) votes += labels[b->at[j] / stride] == label;
    if (votes > most) winner = label, most = votes;
  }
  return winner;
}

/* Considers the columns j0 .. j0 + n - 1 of one row, except skip .. skip + stride - 1. */
static void consider_columns(nearest *b, const float *similarity, int j0, int n, int skip,
                             int stride, int k) {
  int before = least(n, skip - j0), after = skip + stride - j0;
  for (int j = 0; j < before; j++) consider(b, j0 + j, similarity[j], k);
  for (int j = after > 0 ? after : 0; j < n; j++) consider(b, j0 + j, similarity[j], k);
}

int ct_metric_named(const float *u, const int *labels, int M, int D, int stride, int k, int from,
                    int to) {
  CT_ASSERT(k >= 1 && k <= NEIGHBOURS_MAX && stride >= 1);
  float tile[ROWS * COLUMNS];
  nearest best[ROWS];
  int right = 0;
  for (int i0 = from; i0 < to; i0 += ROWS) {
    int m = least(ROWS, to - i0);
    for (int i = 0; i < m; i++) best[i].count = 0;
    for (int j0 = 0; j0 < M; j0 += COLUMNS) {
      int n = least(COLUMNS, M - j0);
      similarity_tile(tile, row_at(u, i0, D), row_at(u, j0, D), m, n, D, D);
      for (int i = 0; i < m; i++) {
        int own = (i0 + i) / stride * stride;
        consider_columns(&best[i], tile + i * COLUMNS, j0, n, own, stride, k);
      }
    }
    for (int i = 0; i < m; i++)
      right += vote(&best[i], labels, stride) == labels[(i0 + i) / stride];
  }
  return right;
}
