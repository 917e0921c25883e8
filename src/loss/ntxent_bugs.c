/* The loss and its common mistakes, written as plainly as possible: every term of every anchor in
 * double. It shares no code with ntxent.c, so that each checks the other. */
#include "loss/ntxent_bugs.h"

#include <string.h>
#include "base/elementary.h"

#define PI 3.14159265358979323846
/* Below this logit, relative to the largest, log(sum) - logit loses no digits to cancellation,
 * while the quotient that log1p needs may overflow. */
#define FAR_BELOW -30.0

/* One anchor: its terms in double. */
typedef struct anchor_terms {
  double cosine[CT_BUG_VIEWS_MAX], weight[CT_BUG_VIEWS_MAX];
  double loss;
} anchor_terms;

static double dot(const float *a, const float *b, int D) {
  double sum = 0;
  for (int d = 0; d < D; d++) sum += (double)a[d] * (double)b[d];
  return sum;
}

/* How often term j stands in the denominator of anchor i with positive p. */
static int times(ct_bug bug, int j, int i, int p) {
  if (j == i) return bug == CT_BUG_SELF;
  if (j == p) return bug == CT_BUG_LEFT_OUT ? 0 : bug == CT_BUG_TWICE ? 2 : 1;
  return 1;
}

static double scale_of(ct_bug bug, float tau) {
  return bug == CT_BUG_WRONG_SCALE ? ct_exp((double)tau) : 1 / (double)tau;
}

static ct_status check(const float *z, int B, int D, float tau, ct_bug bug, double *length) {
  if (B < 1 || 2 * B > CT_BUG_VIEWS_MAX || D < 1 || !(tau > 0) || !ct_finite((double)tau)
      || (unsigned)bug >= CT_BUG_COUNT) return CT_E_ARG;
  for (int i = 0; i < 2 * B; i++) {
    const float *row = z + (size_t)i * (size_t)D;
    length[i] = ct_sqrt(dot(row, row, D));
    if (!ct_finite(length[i])) return CT_E_NONFINITE;
    if (length[i] == 0) return CT_E_ZERO;
  }
  return CT_OK;
}

/* The terms of anchor i: loss = log(sum_j times_j exp(l_j)) - l_p,  l = scale cosine;  length [M]:
 * of the rows of z */
static void take_apart(anchor_terms *t, const float *z, const double *length, int M, int D,
                       float tau, ct_bug bug, int i) {
  int p = (i + M / 2) % M;
  double scale = scale_of(bug, tau), top = -2, sum = 0, others = 0;
  for (int j = 0; j < M; j++) {
    double cosine = dot(z + (size_t)i * (size_t)D, z + (size_t)j * (size_t)D, D)
                    / (length[i] * length[j]);
    t->cosine[j] = cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    if (times(bug, j, i, p) && t->cosine[j] > top) top = t->cosine[j];
  }
  for (int j = 0; j < M; j++) {
    t->weight[j] = times(bug, j, i, p) * ct_exp(scale * (t->cosine[j] - top));
    sum += t->weight[j];
    if (j != p) others += t->weight[j];
  }
  double below = scale * (t->cosine[p] - top), once = ct_exp(below);
  int extra = times(bug, p, i, p) - 1; /* twice: 1; left out: -1 */
  t->loss = extra >= 0 && below > FAR_BELOW ? ct_log1p(others / once + extra) : ct_log(sum) - below;
  for (int j = 0; j < M; j++) t->weight[j] /= sum;
}

ct_status ct_ntxent_anchor(const float *z, int B, int D, float tau, ct_bug bug, int anchor,
                           float *cosine, float *weight, double *loss) {
  double length[CT_BUG_VIEWS_MAX];
  ct_status status = check(z, B, D, tau, bug, length);
  if (status != CT_OK) return status;
  if (anchor < 0 || anchor >= 2 * B) return CT_E_ARG;
  anchor_terms t;
  take_apart(&t, z, length, 2 * B, D, tau, bug, anchor);
  if (!ct_finite(t.loss)) return CT_E_NONFINITE;
  for (int j = 0; j < 2 * B; j++) {
    cosine[j] = (float)t.cosine[j];
    weight[j] = (float)t.weight[j];
  }
  *loss = t.loss;
  return CT_OK;
}

/* Adds the gradient of cosine(i, j) times force = d loss / d cosine to both rows; it is at right
 * angles to each row.  d cosine / d z_i = (u_j - cosine u_i) / |z_i| */
static void pull(double *grad, const float *z, const double *length, int D, int i, int j,
                 double cosine, double force) {
  const float *zi = z + (size_t)i * (size_t)D, *zj = z + (size_t)j * (size_t)D;
  double *gi = grad + (size_t)i * (size_t)D, *gj = grad + (size_t)j * (size_t)D;
  for (int d = 0; d < D; d++) {
    double ui = (double)zi[d] / length[i], uj = (double)zj[d] / length[j];
    gi[d] += force * (uj - cosine * ui) / length[i];
    gj[d] += force * (ui - cosine * uj) / length[j];
  }
}

/* Adds the gradient of one anchor's loss. The positive's share minus 1 is computed as minus the
 * sum of all other shares, which stays exact when the positive's share is almost 1. */
static void pull_anchor(double *grad, const anchor_terms *t, const float *z, const double *length,
                        int M, int D, double scale, int i) {
  int p = (i + M / 2) % M;
  double others = 0;
  for (int j = 0; j < M; j++) {
    if (j == p) continue;
    others += t->weight[j];
    /* the cosine of a row with itself is always 1, so it has no gradient */
    if (j != i) pull(grad, z, length, D, i, j, t->cosine[j], scale * t->weight[j]);
  }
  pull(grad, z, length, D, i, p, t->cosine[p], -scale * others);
}

size_t ct_ntxent_bug_bytes(int B, int D) {
  ct_arena arena;
  ct_arena_measure(&arena);
  ct_arena_take(&arena, sizeof(double) * 2 * (size_t)B * (size_t)D);
  return arena.used;
}

ct_status ct_ntxent_bug(const float *z, float *dz, int B, int D, float tau, ct_bug bug,
                        double *loss, ct_arena *scratch) {
  double length[CT_BUG_VIEWS_MAX], total = 0;
  ct_status status = check(z, B, D, tau, bug, length);
  if (status != CT_OK) return status;
  int M = 2 * B;
  size_t size = (size_t)M * (size_t)D, mark = ct_arena_mark(scratch);
  double *grad = CT_TAKE(scratch, double, size); /* [M, D] */
  if (!grad) return CT_E_MEMORY;
  memset(grad, 0, sizeof(double) * size);
  for (int i = 0; i < M; i++) {
    anchor_terms t;
    take_apart(&t, z, length, M, D, tau, bug, i);
    if (dz) pull_anchor(grad, &t, z, length, M, D, scale_of(bug, tau), i);
    total += t.loss;
  }
  ct_arena_release(scratch, mark);
  if (!ct_finite(total)) return CT_E_NONFINITE;
  if (dz)
    for (size_t k = 0; k < size; k++) dz[k] += (float)(grad[k] / M);
  *loss = total / M;
  return CT_OK;
}

double ct_ntxent_circle_floor(int B, double tau) {
  double sum = 0;
  for (int k = 1; k < B; k++) sum += ct_exp((ct_cos(2 * PI * k / B) - 1) / tau);
  return ct_log1p(2 * sum);
}
