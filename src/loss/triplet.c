/* On unit vectors |a - b|^2 is 2 - 2 cosine, so a triplet's loss is
 * max(0, margin + 2 (cosine of the negative - cosine of the positive)), a function of one row of
 * cosines; pairs.c makes the rows. */
#include "loss/triplet.h"

#include <string.h>
#include "base/elementary.h"
#include "loss/pairs.h"

typedef struct setting {
  const int *labels;
  int M;
  float margin;
  ct_mining mining;
  double *active; /* [M] triplets with a loss, by anchor */
} setting;

size_t ct_triplet_bytes(int M, int D) {
  ct_arena arena;
  ct_arena_measure(&arena);
  CT_TAKE(&arena, double, M);
  return arena.used + ct_cosine_pairs_bytes(M, D);
}

/* Each of the next two returns the loss of anchor i with positive p and adds its gradient, 2 or -2
 * on each cosine, to `force`. */

static double all_negatives(const setting *f, int i, int p, const float *s, float *force) {
  double loss = 0;
  float pulled = 0;
  for (int n = 0; n < f->M; n++) {
    float hinge = f->margin + 2 * (s[n] - s[p]);
    if (f->labels[n] == f->labels[i] || !(hinge > 0)) continue;
    loss += (double)hinge;
    force[n] += 2;
    pulled++;
  }
  force[p] -= 2 * pulled;
  f->active[i] += (double)pulled;
  return loss;
}

static double nearest_beyond(const setting *f, int i, int p, const float *s, float *force) {
  int best = -1;
  for (int n = 0; n < f->M; n++) {
    if (f->labels[n] == f->labels[i] || !(s[n] < s[p])) continue;
    if (best < 0 || s[n] > s[best]) best = n;
  }
  if (best < 0) return 0;
  float hinge = f->margin + 2 * (s[best] - s[p]);
  if (!(hinge > 0)) return 0;
  force[best] += 2;
  force[p] -= 2;
  f->active[i]++;
  return (double)hinge;
}

static double triplet_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  double loss = 0;
  memset(spare, 0, sizeof(float) * (size_t)f->M);
  f->active[i] = 0;
  for (int p = 0; p < f->M; p++) {
    if (p == i || f->labels[p] != f->labels[i]) continue;
    loss += f->mining == CT_MINING_ALL ? all_negatives(f, i, p, s, spare)
                                       : nearest_beyond(f, i, p, s, spare);
  }
  memcpy(s, spare, sizeof(float) * (size_t)f->M);
  return loss;
}

/* The number of triplets or, for semi-hard mining, of pairs of anchor and positive that have a
 * negative. */
static double count_triplets(const setting *f) {
  double total = 0;
  for (int i = 0; i < f->M; i++) {
    int same = 0;
    for (int j = 0; j < f->M; j++) same += f->labels[j] == f->labels[i];
    double positives = same - 1, negatives = f->M - same;
    total += positives * (f->mining == CT_MINING_ALL ? negatives : negatives > 0);
  }
  return total;
}

static double sum_active(const setting *f) {
  double total = 0;
  for (int i = 0; i < f->M; i++) total += f->active[i];
  return total;
}

ct_status ct_triplet(const float *z, float *dz, const int *labels, int M, int D, float margin,
                     ct_mining mining, double *active, double *loss, ct_arena *scratch) {
  if (M < 1 || D < 1 || !(margin > 0) || !ct_finite((double)margin)) return CT_E_ARG;
  setting f = {.labels = labels, .M = M, .margin = margin, .mining = mining};
  double count = count_triplets(&f);
  if (count == 0) return CT_E_ARG;
  size_t mark = ct_arena_mark(scratch);
  f.active = CT_TAKE(scratch, double, M);
  ct_status status = CT_E_MEMORY;
  if (f.active)
    status = ct_cosine_pairs(z, dz, M, D, 1 / count, triplet_anchor, &f, loss, scratch);
  if (status == CT_OK && active) *active = sum_active(&f) / count;
  ct_arena_release(scratch, mark);
  return status;
}

double ct_triplet_anchor(float *s, float *spare, const int *labels, int M, float margin,
                         ct_mining mining) {
  double active;
  setting f = {.labels = labels, .M = M, .margin = margin, .mining = mining, .active = &active};
  return triplet_anchor(&f, 0, s, spare);
}
