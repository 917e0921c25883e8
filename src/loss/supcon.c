/* Works on one anchor at a time (pairs.c makes the rows of cosines). Positives are summed
 * separately in double, negatives in single precision, so that an anchor with one positive keeps
 * the digits of a small loss, as NT-Xent does. */
#include "loss/supcon.h"

#include "base/elementary.h"
#include "loss/pairs.h"

typedef struct setting {
  const int *labels;
  int M;
  float rate;     /* 1 / tau */
  float *members; /* [M] how many positives each anchor has; 0: it is skipped */
} setting;

size_t ct_supcon_bytes(int M, int D) {
  ct_arena arena;
  ct_arena_measure(&arena);
  CT_TAKE(&arena, float, M);
  return arena.used + ct_cosine_pairs_bytes(M, D);
}

/* Sums over an anchor's positives, with logits relative to their largest. */
typedef struct positives { float top; double sum, mean; } positives;

static int is_positive(const setting *f, int i, int j) {
  return j != i && f->labels[j] == f->labels[i];
}

static positives gather(const setting *f, int i, const float *s) {
  positives p = {.top = -2};
  for (int j = 0; j < f->M; j++)
    if (is_positive(f, i, j) && s[j] > p.top) p.top = s[j];
  for (int j = 0; j < f->M; j++) {
    if (!is_positive(f, i, j)) continue;
    double logit = ((double)s[j] - (double)p.top) * (double)f->rate;
    p.sum += ct_exp(logit);
    p.mean += logit / (double)f->members[i];
  }
  return p;
}

/* spare = exp((s - top) / tau) for the negatives, 0 elsewhere; returns their sum. *top becomes
 * their largest cosine, and is unchanged where there are no negatives. */
static double repel(const setting *f, int i, const float *s, float *spare, float *top) {
  for (int j = 0; j < f->M; j++)
    spare[j] = f->labels[j] == f->labels[i] ? -__builtin_inff() : s[j];
  float most = ct_row_top(spare, f->M);
  if (most > -__builtin_inff()) *top = most;
  return ct_row_exp(spare, spare, f->M, *top, f->rate);
}

/* loss = log(1 + negatives / positives) + (log of the sum of positives - mean of their logits);
 * the second term is exactly 0 for one positive. */
static double supcon_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  int M = f->M;
  if (f->members[i] == 0) {
    ct_row_scale(s, M, 0);
    return 0;
  }
  positives p = gather(f, i, s);
  float top = p.top;
  double others = repel(f, i, s, spare, &top), rate = (double)f->rate;
  double gap = ((double)p.top - (double)top) * rate;
  double high = gap < 0 ? ct_exp(gap) : 1, low = gap > 0 ? ct_exp(-gap) : 1;
  double sum = p.sum * high + others * low, each = 1 / (double)f->members[i];
  float negative = (float)(rate * low / sum);
  for (int j = 0; j < M; j++) {
    if (!is_positive(f, i, j)) {
      s[j] = j == i ? 0 : spare[j] * negative;
      continue;
    }
    /* share - 1 / |P| over a common divisor, which is exact where the two are almost equal */
    double once = ct_exp(((double)s[j] - (double)p.top) * rate);
    s[j] = (float)(rate * ((once - p.sum * each) * high - others * low * each) / sum);
  }
  double below = ct_log(p.sum);
  return ct_share_loss(gap + below, others) + (below - p.mean);
}

/* Fills members; returns how many anchors have a positive. It takes O(M^2) comparisons, as the
 * loss does. */
static int count_members(const setting *f) {
  int anchors = 0;
  for (int i = 0; i < f->M; i++) {
    int count = 0;
    for (int j = 0; j < f->M; j++) count += f->labels[j] == f->labels[i];
    f->members[i] = (float)(count - 1);
    anchors += count > 1;
  }
  return anchors;
}

ct_status ct_supcon(const float *z, float *dz, const int *labels, int M, int D, float tau,
                    double *loss, ct_arena *scratch) {
  if (M < 1 || D < 1 || !(tau > 0) || !ct_finite((double)tau)) return CT_E_ARG;
  size_t mark = ct_arena_mark(scratch);
  setting f = {.labels = labels, .M = M, .rate = 1 / tau};
  f.members = CT_TAKE(scratch, float, M);
  ct_status status = f.members ? CT_OK : CT_E_MEMORY;
  int anchors = status == CT_OK ? count_members(&f) : 0;
  if (status == CT_OK && anchors == 0) status = CT_E_ARG;
  if (status == CT_OK)
    status = ct_cosine_pairs(z, dz, M, D, 1.0 / anchors, supcon_anchor, &f, loss, scratch);
  ct_arena_release(scratch, mark);
  return status;
}

double ct_supcon_anchor(float *s, float *spare, const int *labels, int M, float tau) {
  float members = -1; /* the anchor itself does not count */
  for (int j = 0; j < M; j++) members += labels[j] == labels[0];
  setting f = {.labels = labels, .M = M, .rate = 1 / tau, .members = &members};
  return supcon_anchor(&f, 0, s, spare);
}
