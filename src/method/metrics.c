#include "method/metrics.h"

#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/gemm.h"

#define NOT_DEFINED __builtin_nan("")

/* Similarities are made a tile at a time: [ROWS, COLUMNS] floats, 16 KB of stack. */
#define ROWS 32
#define COLUMNS 128
#define NEIGHBOURS_MAX 32
#define SAME 1e-12 /* total variance of unit rows that differ by no more than their rounding */

static int least(int a, int b) { return a < b ? a : b; }

/* tile [m, n] (rows of COLUMNS) = a b^T; a, b: rows of D, `row` floats apart */
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

/* Sum of exp(2 t (s - 1)): for unit rows 2 - 2 s is the squared distance. */
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

double ct_metric_uniformity(const float *u, int M, int D, double t) {
  if (M < 2) return NOT_DEFINED;
  float tile[ROWS * COLUMNS];
  double sum = 0; /* over pairs i < j */
  for (int i0 = 0; i0 < M; i0 += ROWS) {
    int m = least(ROWS, M - i0);
    for (int j0 = i0; j0 < M; j0 += COLUMNS) {
      int n = least(COLUMNS, M - j0);
      similarity_tile(tile, row_at(u, i0, D), row_at(u, j0, D), m, n, D, D);
      for (int i = 0; i < m; i++) {
        int from = j0 == i0 ? least(i + 1, n) : 0;
        sum += potential(tile + i * COLUMNS + from, n - from, (float)t);
      }
    }
  }
  return ct_log(sum / (0.5 * M * (M - 1)));
}

double ct_metric_std(const float *u, int M, int D) {
  if (M < 1) return NOT_DEFINED;
  double total = 0;
  for (int d = 0; d < D; d++) {
    double mean = 0, square = 0;
    for (int i = 0; i < M; i++) mean += (double)row_at(u, i, D)[d];
    mean /= M;
    for (int i = 0; i < M; i++) {
      double x = (double)row_at(u, i, D)[d] - mean;
      square += x * x;
    }
    total += ct_sqrt(square / M);
  }
  return total / D * ct_sqrt(D);
}

/* ---- effective rank */

size_t ct_metric_rank_bytes(int D) {
  size_t d = (size_t)D;
  return sizeof(double) * (d * d + 3 * d) + 4 * CT_ARENA_ALIGN;
}

/* a [D, D] = covariance of the rows; mean, line [D] scratch */
static void covariance(double *a, double *mean, double *line, const float *u, int M, int D) {
  memset(a, 0, sizeof(double) * (size_t)D * (size_t)D);
  memset(mean, 0, sizeof(double) * (size_t)D);
  for (int i = 0; i < M; i++)
    for (int d = 0; d < D; d++) mean[d] += (double)row_at(u, i, D)[d];
  for (int d = 0; d < D; d++) mean[d] /= M;
  for (int i = 0; i < M; i++) {
    for (int d = 0; d < D; d++) line[d] = (double)row_at(u, i, D)[d] - mean[d];
    for (int d = 0; d < D; d++)
      for (int e = 0; e <= d; e++) a[d * D + e] += line[d] * line[e];
  }
  for (int d = 0; d < D; d++)
    for (int e = 0; e <= d; e++) a[e * D + d] = a[d * D + e] /= M;
}

double ct_metric_effective_rank(const float *u, int M, int D, float *spectrum, ct_arena *scratch) {
  size_t mark = ct_arena_mark(scratch);
  double *a = CT_TAKE(scratch, double, (size_t)D * (size_t)D);
  double *values = CT_TAKE(scratch, double, D), *mean = CT_TAKE(scratch, double, D);
  double *line = CT_TAKE(scratch, double, D);
  CT_ASSERT(a && values && mean && line);
  ct_arena_release(scratch, mark);
  if (M < 1) return NOT_DEFINED;
  covariance(a, mean, line, u, M, D);
  ct_eigenvalues(values, a, line, D);
  double sum = 0, variance = 0, entropy = 0;
  for (int d = 0; d < D; d++) {
    variance += values[d];
    values[d] = values[d] > 0 ? ct_sqrt(values[d]) : 0; /* rounding leaves some a little below 0 */
    if (spectrum) spectrum[d] = (float)values[d];
    sum += values[d];
  }
  if (!(variance > SAME)) return variance == variance ? 0 : NOT_DEFINED;
  for (int d = 0; d < D; d++) {
    double p = values[d] / sum;
    if (p > 0) entropy -= p * ct_log(p);
  }
  return ct_exp(entropy);
}

/* ---- retrieval */

/* found [m]: whether row i0 + i of query is nearest to its own row of gallery; `own` its
 * similarity. Written so that an undefined similarity counts against the row. */
static void search_tile(int *found, const float *own, const float *tile, int i0, int j0, int m,
                        int n) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++)
      if (i0 + i != j0 + j && !(tile[i * COLUMNS + j] < own[i])) found[i] = 0;
}

double ct_metric_recall1(const float *query, const float *gallery, int n, int D, int row) {
  if (n < 1) return NOT_DEFINED;
  float tile[ROWS * COLUMNS], own[ROWS];
  int found[ROWS], hits = 0;
  for (int i0 = 0; i0 < n; i0 += ROWS) {
    int m = least(ROWS, n - i0);
    const float *q = row_at(query, i0, row);
    similarity_tile(tile, q, row_at(gallery, i0, row), m, m, D, row);
    for (int i = 0; i < m; i++) {
      own[i] = tile[i * COLUMNS + i];
      found[i] = own[i] == own[i]; /* alone in the gallery it is found, unless undefined */
    }
    for (int j0 = 0; j0 < n; j0 += COLUMNS) {
      int c = least(COLUMNS, n - j0);
      similarity_tile(tile, q, row_at(gallery, j0, row), m, c, D, row);
      search_tile(found, own, tile, i0, j0, m, c);
    }
    for (int i = 0; i < m; i++) hits += found[i];
  }
  return (double)hits / n;
}

/* ---- k nearest neighbours */

/* The most similar rows so far, nearest first; of equals the lower row first. */
typedef struct nearest {
  int count, at[NEIGHBOURS_MAX];
  float similarity[NEIGHBOURS_MAX];
} nearest;

static void consider(nearest *b, int row, float similarity, int k) {
  if (b->count == k && !(similarity > b->similarity[k - 1])) return;
  int i = b->count < k ? b->count++ : k - 1;
  for (; i > 0 && similarity > b->similarity[i - 1]; i--) {
    b->similarity[i] = b->similarity[i - 1];
    b->at[i] = b->at[i - 1];
  }
  b->similarity[i] = similarity;
  b->at[i] = row;
}

/* Most votes; of equals the label whose first vote is nearer. */
static int vote(const nearest *b, const int *labels, int stride) {
  int winner = -1, most = 0;
  for (int i = 0; i < b->count; i++) {
    int label = labels[b->at[i] / stride], votes = 0;
    for (int j = 0; j < b->count; j++) votes += labels[b->at[j] / stride] == label;
    if (votes > most) winner = label, most = votes;
  }
  return winner;
}

double ct_metric_knn(const float *u, const int *labels, int M, int D, int stride, int k) {
  CT_ASSERT(k >= 1 && k <= NEIGHBOURS_MAX && stride >= 1);
  if (M <= stride) return NOT_DEFINED;
  float tile[ROWS * COLUMNS];
  nearest best[ROWS];
  int right = 0;
  for (int i0 = 0; i0 < M; i0 += ROWS) {
    int m = least(ROWS, M - i0);
    for (int i = 0; i < m; i++) best[i].count = 0;
    for (int j0 = 0; j0 < M; j0 += COLUMNS) {
      int n = least(COLUMNS, M - j0);
      similarity_tile(tile, row_at(u, i0, D), row_at(u, j0, D), m, n, D, D);
      for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++)
          if ((i0 + i) / stride != (j0 + j) / stride)
            consider(&best[i], j0 + j, tile[i * COLUMNS + j], k);
    }
    for (int i = 0; i < m; i++)
      right += vote(&best[i], labels, stride) == labels[(i0 + i) / stride];
  }
  return (double)right / M;
}
