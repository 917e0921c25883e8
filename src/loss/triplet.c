/* On unit vectors |a - b|^2 is 2 - 2 cosine, so a triplet's loss is
 * max(0, margin + 2 (cosine of the negative - cosine of the positive)), a function of one row of
 * cosines; pairs.c makes the rows.
 *
 * Semi-hard mining also asks which of two rows is nearer. Rows that lie close together have cosines
 * that single precision cannot tell apart, and then the answer comes from their squared distances,
 * summed in double precision from the differences of coordinates, where nothing cancels. */
#include "loss/triplet.h"

#include <string.h>
#include "base/elementary.h"
#include "loss/pairs.h"

#define ROUNDING 0x1p-24 /* the relative error of one operation in single precision */

typedef struct setting {
  const int *labels;
  int M, D;
  float margin;
  ct_mining mining;
  double *active;  /* [M] triplets with a loss, by anchor */
  const float *z;  /* [M, D] the rows; unused where `close` is below 0 */
  double *inverse; /* [M] 1 / length of each row */
  float close;     /* two cosines that differ by no more may be in the wrong order */
} setting;

/* A row as seen from the anchor. */
typedef struct place {
  int row;
  float cosine;
  double distance; /* squared; below 0 until it is needed */
} place;

size_t ct_triplet_bytes(int M, int D) {
  ct_arena arena;
  ct_arena_measure(&arena);
  CT_TAKE(&arena, double, M);
  CT_TAKE(&arena, double, M);
  return arena.used + ct_cosine_pairs_bytes(M, D);
}

static double squared_distance(const setting *f, int i, int j) {
  const float *a = f->z + (size_t)i * (size_t)f->D, *b = f->z + (size_t)j * (size_t)f->D;
  double sum = 0;
  for (int d = 0; d < f->D; d++) {
    double apart = (double)a[d] * f->inverse[i] - (double)b[d] * f->inverse[j];
    sum += apart * apart;
  }
  return sum;
}

/* Whether a is nearer to anchor i than b is. */
static int is_nearer(const setting *f, int i, place *a, place *b) {
  float by = a->cosine - b->cosine;
  if (by > f->close || by < -f->close) return by > 0;
  if (a->distance < 0) a->distance = squared_distance(f, i, a->row);
  if (b->distance < 0) b->distance = squared_distance(f, i, b->row);
  return a->distance < b->distance;
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
  place positive = {p, s[p], -1}, best = {-1, 0, -1};
  for (int n = 0; n < f->M; n++) {
    place other = {n, s[n], -1};
    if (f->labels[n] == f->labels[i] || !is_nearer(f, i, &positive, &other)) continue;
    if (best.row < 0 || is_nearer(f, i, &other, &best)) best = other;
  }
  if (best.row < 0) return 0;
  float hinge = f->margin + 2 * (best.cosine - positive.cosine);
  if (!(hinge > 0)) return 0;
  force[best.row] += 2;
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

static void invert_lengths(double *inverse, const float *z, int M, int D) {
  for (int i = 0; i < M; i++) {
    double square = 0;
    for (int d = 0; d < D; d++) {
      double x = (double)z[(size_t)i * (size_t)D + (size_t)d];
      square += x * x;
    }
    inverse[i] = 1 / ct_sqrt(square); /* a row of zeros is refused before this is read */
  }
}

static double sum_active(const setting *f) {
  double total = 0;
  for (int i = 0; i < f->M; i++) total += f->active[i];
  return total;
}

ct_status ct_triplet(const float *z, float *dz, const int *labels, int M, int D, float margin,
                     ct_mining mining, double *active, double *loss, ct_arena *scratch) {
  if (M < 1 || D < 1 || !(margin > 0) || !ct_finite((double)margin)) return CT_E_ARG;
  setting f = {.labels = labels, .M = M, .D = D, .margin = margin, .mining = mining, .z = z};
  /* Each of the two cosines is a sum of D rounded products of coordinates, themselves rounded. */
  f.close = (float)(4 * (D + 4) * ROUNDING);
  double count = count_triplets(&f);
  if (count == 0) return CT_E_ARG;
  size_t mark = ct_arena_mark(scratch);
  f.active = CT_TAKE(scratch, double, M);
  f.inverse = CT_TAKE(scratch, double, M);
  ct_status status = CT_E_MEMORY;
  if (f.active && f.inverse) {
    invert_lengths(f.inverse, z, M, D);
    status = ct_cosine_pairs(z, dz, M, D, 1 / count, triplet_anchor, &f, loss, scratch);
  }
  if (status == CT_OK && active) *active = sum_active(&f) / count;
  ct_arena_release(scratch, mark);
  return status;
}

double ct_triplet_anchor(float *s, float *spare, const int *labels, int M, float margin,
                         ct_mining mining) {
  double active;
  setting f = {.labels = labels, .M = M, .margin = margin, .mining = mining, .active = &active,
               .close = -1};
  return triplet_anchor(&f, 0, s, spare);
}
