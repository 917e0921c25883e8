#include "measure/probe.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

#define SLICE 64         /* rows at once */
#define EVALUATIONS 30   /* the most for one decay: they get within 1 % of the least loss */
#define ARMIJO 1e-4      /* share of the promised decrease that a step must bring */
#define SHORTEST 1e-3    /* a shorter step is not tried */
#define FLAT 1e-4        /* a gradient of at most this length counts as none, nats */
#define SAME 1e-12       /* variance of rows that differ by no more than their rounding */

static const double decays[CT_PROBE_DECAYS] = {1e-2, 1e-3, 1e-4};

static int least(int a, int b) { return a < b ? a : b; }
static size_t bytes_of(const ct_probe *p) { return sizeof(float) * (size_t)p->size; }

ct_status ct_probe_layout(ct_probe *p, int features, int classes, ct_arena *arena) {
  memset(p, 0, sizeof *p);
  uint64_t size = (uint64_t)classes * ((uint64_t)features + 1);
  if (size > 1 << 28) return CT_E_MEMORY;
  p->F = features;
  p->C = classes;
  p->size = (int)size;
  float **blocks[] = {&p->w, &p->next, &p->best, &p->g, &p->next_g, &p->way};
  for (int i = 0; i < 6; i++) *blocks[i] = ct_take_floats(arena, 1, size);
  p->s = ct_take_floats(arena, CT_PROBE_MEMORY, size);
  p->y = ct_take_floats(arena, CT_PROBE_MEMORY, size);
  p->mean_sum = CT_TAKE(arena, double, features);
  p->mean = CT_TAKE(arena, float, features);
  p->v = ct_take_floats(arena, SLICE, (uint64_t)features + 1);
  p->logit = ct_take_floats(arena, SLICE, (uint64_t)classes);
  return p->w && p->next && p->best && p->g && p->next_g && p->way && p->s && p->y &&
                 p->mean_sum && p->mean && p->v && p->logit ? CT_OK : CT_E_MEMORY;
}

/* ---- from pass to pass */

static void begin_pass(ct_probe *p, ct_probe_stage stage) {
  p->stage = stage;
  p->at = p->rows = 0;
  p->sum = 0;
  if (stage == CT_PROBE_FIT) memset(p->next_g, 0, bytes_of(p));
}

/* Begins a fit from w, with no remembered steps. */
static void begin_trial(ct_probe *p, int trial) {
  p->trial = trial;
  p->evaluations = p->pairs = p->newest = 0;
  memcpy(p->next, p->w, bytes_of(p));
  begin_pass(p, CT_PROBE_FIT);
}

void ct_probe_begin(ct_probe *p, int features, int classes) {
  p->F = features;
  p->C = classes;
  p->size = p->C * (features + 1);
  p->few = p->hits = p->trial = p->evaluations = 0;
  p->chosen = 0;
  memset(p->mean_sum, 0, sizeof(double) * (size_t)p->F);
  memset(p->w, 0, bytes_of(p));
  begin_pass(p, CT_PROBE_MOMENTS);
}

void ct_probe_begin_few(ct_probe *p) {
  p->few = 1;
  p->hits = 0;
  memset(p->w, 0, bytes_of(p));
  begin_trial(p, 0);
}

/* ---- rows */

/* Whether this stage uses a row. */
static int takes(const ct_probe *p, const ct_labelled *rows, int row) {
  if (p->few || p->stage == CT_PROBE_MOMENTS || p->stage == CT_PROBE_TEST) return 1;
  int kept = row / rows->groups % CT_PROBE_KEPT == CT_PROBE_KEPT - 1;
  return kept == (p->stage == CT_PROBE_CHOOSE);
}

/* Reads v [n, F + 1] and label [n] of those rows from .. to - 1 that the stage uses; returns n. */
static int read_rows(ct_probe *p, int *label, const ct_labelled *rows, int from, int to) {
  int n = 0;
  for (int row = from; row < to; row++) {
    if (!takes(p, rows, row)) continue;
    float *v = p->v + (size_t)n * (size_t)(p->F + 1);
    rows->read(rows->context, row, v);
    for (int f = 0; f < p->F; f++) v[f] = (v[f] - p->mean[f]) * p->r;
    v[p->F] = 1;
    label[n++] = rows->label[row];
  }
  p->rows += n;
  return n;
}

static void find_logits(ct_probe *p, const float *w, int n) {
  ct_matrix v = ct_matrix_of(p->v, p->F + 1), classes = ct_matrix_of(w, p->F + 1);
  ct_gemm(p->logit, p->C, v, ct_matrix_transpose(classes), n, p->C, p->F + 1, CT_SET);
}

static void add_moments(ct_probe *p, const ct_labelled *rows, int from, int to) {
  for (int row = from; row < to; row++) {
    rows->read(rows->context, row, p->v);
    for (int f = 0; f < p->F; f++) p->mean_sum[f] += (double)p->v[f];
    p->sum += ct_dot_double(p->v, p->v, p->F);
  }
}

static void end_moments(ct_probe *p, int count) {
  double square = p->sum / count;
  for (int f = 0; f < p->F; f++) {
    double mean = p->mean_sum[f] / count;
    p->mean[f] = (float)mean;
    square -= mean * mean;
  }
  p->r = square > SAME ? (float)ct_sqrt(p->F / square) : 0;
}

/* Adds the loss of rows whose logits are known. */
static void add_loss(ct_probe *p, const int *label, int n) {
  float lse[SLICE];
  ct_lse_rows(lse, p->logit, n, p->C);
  for (int i = 0; i < n; i++) p->sum += (double)lse[i] - (double)p->logit[i * p->C + label[i]];
}

static void add_gradient(ct_probe *p, const int *label, int n) {
  ct_softmax_rows(p->logit, p->logit, n, p->C);
  for (int i = 0; i < n; i++) p->logit[i * p->C + label[i]] -= 1;
  ct_matrix logit = ct_matrix_of(p->logit, p->C), v = ct_matrix_of(p->v, p->F + 1);
  ct_gemm(p->next_g, p->F + 1, ct_matrix_transpose(logit), v, p->C, p->F + 1, n, CT_ADD);
}

static void count_hits(ct_probe *p, const int *label, int n) {
  for (int i = 0; i < n; i++) {
    const float *logit = p->logit + i * p->C;
    int best = 0;
    for (int c = 1; c < p->C; c++)
      if (logit[c] > logit[best]) best = c;
    p->hits += best == label[i];
  }
}

static void do_slice(ct_probe *p, const ct_labelled *rows, int from, int to) {
  int label[SLICE];
  if (p->stage == CT_PROBE_MOMENTS) {
    add_moments(p, rows, from, to);
    return;
  }
  int n = read_rows(p, label, rows, from, to);
  if (n == 0) return;
  find_logits(p, p->stage == CT_PROBE_FIT ? p->next : p->w, n);
  if (p->stage == CT_PROBE_TEST) count_hits(p, label, n);
  else add_loss(p, label, n);
  if (p->stage == CT_PROBE_FIT) add_gradient(p, label, n);
}

/* ---- L-BFGS */

static double dot(const ct_probe *p, const float *a, const float *b) {
  return ct_dot_double(a, b, p->size);
}

static int slot(const ct_probe *p, int back) { /* 0: the newest */
  return (p->newest - back + CT_PROBE_MEMORY) % CT_PROBE_MEMORY;
}

static float *kept(const ct_probe *p, float *block, int back) {
  return block + (size_t)slot(p, back) * (size_t)p->size;
}

/* way = -H g, with H from the remembered steps, or 1 / |g| where there are none. */
static void find_way(ct_probe *p) {
  double along[CT_PROBE_MEMORY];
  float *q = p->way;
  for (int i = 0; i < p->size; i++) q[i] = -p->g[i];
  for (int k = 0; k < p->pairs; k++) {
    along[k] = dot(p, kept(p, p->s, k), q) / p->inner[slot(p, k)];
    ct_axpy(q, (float)-along[k], kept(p, p->y, k), p->size);
  }
  const float *y = kept(p, p->y, 0);
  double scale = p->pairs ? p->inner[slot(p, 0)] / dot(p, y, y) : 1 / ct_sqrt(dot(p, p->g, p->g));
  for (int i = 0; i < p->size; i++) q[i] *= (float)scale;
  for (int k = p->pairs - 1; k >= 0; k--) {
    double across = dot(p, kept(p, p->y, k), q) / p->inner[slot(p, k)];
    ct_axpy(q, (float)(along[k] - across), kept(p, p->s, k), p->size);
  }
}

/* Remembers the step from w to next, unless rounding left it without curvature. */
static void remember(ct_probe *p) {
  int before = p->newest;
  p->newest = slot(p, -1);
  float *s = kept(p, p->s, 0), *y = kept(p, p->y, 0);
  for (int i = 0; i < p->size; i++) {
    s[i] = p->next[i] - p->w[i];
    y[i] = p->next_g[i] - p->g[i];
  }
  p->inner[p->newest] = dot(p, s, y);
  if (p->inner[p->newest] > 0) {
    p->pairs = least(p->pairs + 1, CT_PROBE_MEMORY);
  } else { /* the oldest step, which was in that slot, is lost */
    p->newest = before;
    p->pairs = least(p->pairs, CT_PROBE_MEMORY - 1);
  }
}

/* Computes loss and gradient at `next` from their sums. */
static double finish_loss(ct_probe *p) {
  double square = 0, decay = decays[p->trial];
  float share = 1 / (float)p->rows;
  for (int i = 0; i < p->size; i++) {
    double w = i % (p->F + 1) == p->F ? 0 : (double)p->next[i];
    square += w * w;
    p->next_g[i] = p->next_g[i] * share + (float)(decay * w);
  }
  return p->sum / p->rows + decay / 2 * square;
}

/* Chooses the next weights to try; returns 0 when the fit ends at w. */
static int next_step(ct_probe *p) {
  double loss = finish_loss(p);
  p->evaluations++;
  if (p->evaluations == 1 || loss <= p->loss + ARMIJO * p->step * p->slope) {
    if (p->evaluations > 1) remember(p);
    p->loss = loss;
    memcpy(p->w, p->next, bytes_of(p));
    memcpy(p->g, p->next_g, bytes_of(p));
    if (!(dot(p, p->g, p->g) > FLAT * FLAT)) return 0;
    find_way(p);
    p->slope = dot(p, p->way, p->g);
    p->step = 1;
  } else {
    p->step /= 2;
  }
  if (!(p->slope < 0) || p->step < SHORTEST || p->evaluations >= EVALUATIONS) return 0;
  memcpy(p->next, p->w, bytes_of(p));
  ct_axpy(p->next, (float)p->step, p->way, p->size);
  return 1;
}

/* ---- slices */

static void end_choice(ct_probe *p) {
  double loss = p->rows ? p->sum / p->rows : 0;
  int better = p->trial == 0 || loss < p->chosen;
  if (better) {
    p->chosen = loss;
    memcpy(p->best, p->w, bytes_of(p));
  }
  if (better && p->trial + 1 < CT_PROBE_DECAYS) { /* if worse it overfits, as less decay would */
    begin_trial(p, p->trial + 1);
  } else {
    memcpy(p->w, p->best, bytes_of(p));
    begin_pass(p, CT_PROBE_TEST);
  }
}

static void end_pass(ct_probe *p, int count) {
  if (p->stage == CT_PROBE_MOMENTS) {
    end_moments(p, count);
    begin_trial(p, 0);
  } else if (p->stage == CT_PROBE_CHOOSE) {
    end_choice(p);
  } else {
    int goes_on = p->rows && next_step(p);
    begin_pass(p, goes_on ? CT_PROBE_FIT : p->few ? CT_PROBE_TEST : CT_PROBE_CHOOSE);
  }
}

int ct_probe_advance(ct_probe *p, const ct_labelled *train, const ct_labelled *test, int *budget) {
  CT_ASSERT(train->width == p->F && train->classes == p->C && train->count > 0);
  while (*budget > 0) {
    const ct_labelled *rows = p->stage == CT_PROBE_TEST ? test : train;
    int to = least(p->at + SLICE, rows->count);
    do_slice(p, rows, p->at, to);
    *budget -= to - p->at;
    p->at = to;
    if (to < rows->count) continue;
    if (p->stage == CT_PROBE_TEST) return 1;
    end_pass(p, rows->count);
  }
  return 0;
}

double ct_probe_accuracy(const ct_probe *p, const ct_labelled *test) {
  return (double)p->hits / test->count;
}

double ct_probe_done(const ct_probe *p, const ct_labelled *train) {
  if (p->stage == CT_PROBE_TEST) return 1;
  double part = p->stage == CT_PROBE_CHOOSE ? 1 : (double)p->evaluations / EVALUATIONS;
  double within = p->stage == CT_PROBE_FIT ? (double)p->at / train->count / EVALUATIONS : 0;
  return (p->trial + part + within) / CT_PROBE_DECAYS;
}
