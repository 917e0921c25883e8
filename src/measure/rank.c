#include "measure/rank.h"

#include <string.h>
#include "base/elementary.h"

#define NOT_KNOWN __builtin_nan("")
#define SAME 1e-12      /* total variance of unit rows that differ only by their rounding */
#define WORK 500000     /* multiplications per piece */

ct_status ct_rank_layout(ct_rank *r, int D, ct_arena *arena) {
  size_t d = (size_t)D;
  memset(r, 0, sizeof *r);
  if (d > SIZE_MAX / 2 / sizeof(double) / d) return CT_E_MEMORY;
  r->a = CT_TAKE(arena, double, d * d);
  r->mean = CT_TAKE(arena, double, d);
  r->line = CT_TAKE(arena, double, d);
  r->values = CT_TAKE(arena, double, d);
  return r->a && r->mean && r->line && r->values ? CT_OK : CT_E_MEMORY;
}

void ct_rank_begin(ct_rank *r, const float *u, int M, int D) {
  r->u = u;
  r->M = M;
  r->D = D;
  r->at = -1;
  r->value = NOT_KNOWN;
}

static const float *row_of(const ct_rank *r, int i) { return r->u + (size_t)i * (size_t)r->D; }

static void find_mean(ct_rank *r) {
  size_t D = (size_t)r->D;
  memset(r->a, 0, sizeof(double) * D * D);
  memset(r->mean, 0, sizeof(double) * D);
  for (int i = 0; i < r->M; i++)
    for (int d = 0; d < r->D; d++) r->mean[d] += (double)row_of(r, i)[d];
  for (int d = 0; d < r->D; d++) r->mean[d] /= r->M;
  r->at = 0;
}

/* Adds one row to the lower half of the covariance. */
static void add_row(ct_rank *r) {
  const float *row = row_of(r, r->at++);
  double *line = r->line;
  for (int d = 0; d < r->D; d++) line[d] = (double)row[d] - r->mean[d];
  for (int d = 0; d < r->D; d++) {
    double *a = r->a + (size_t)d * (size_t)r->D;
    for (int e = 0; e <= d; e++) a[e] += line[d] * line[e];
  }
}

static void end_covariance(ct_rank *r) {
  size_t D = (size_t)r->D;
  for (size_t d = 0; d < D; d++)
    for (size_t e = 0; e <= d; e++) r->a[e * D + d] = r->a[d * D + e] /= r->M;
  ct_eigen_begin(&r->eigen, r->values, r->a, r->line, r->D);
}

static double rank_of(double *values, int D) {
  double sum = 0, variance = 0, entropy = 0;
  for (int d = 0; d < D; d++) {
    variance += values[d];
    values[d] = values[d] > 0 ? ct_sqrt(values[d]) : 0; /* rounding leaves some a little below 0 */
    sum += values[d];
  }
  if (!(variance > SAME)) return variance == variance ? 0 : NOT_KNOWN;
  for (int d = 0; d < D; d++) {
    double p = values[d] / sum;
    if (p > 0) entropy -= p * ct_log(p);
  }
  return ct_exp(entropy);
}

int ct_rank_advance(ct_rank *r) {
  if (r->M < 1) return 1;
  if (r->at < 0) {
    find_mean(r);
    return 0;
  }
  if (r->at < r->M) {
    for (double left = WORK; left > 0 && r->at < r->M; left -= 0.5 * r->D * r->D) add_row(r);
    if (r->at == r->M) end_covariance(r);
    return 0;
  }
  if (!ct_eigen_advance(&r->eigen, WORK)) return 0;
  r->value = rank_of(r->values, r->D);
  return 1;
}
