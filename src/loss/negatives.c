/* Each loss is a function of one anchor's row of cosines; pairs.c does the rest. The anchor itself
 * and its positive are first taken out of the row, so that the negatives lie side by side. */
#include "loss/negatives.h"

#include <string.h>
#include "base/elementary.h"
#include "base/vec.h"
#include "loss/pairs.h"

typedef struct setting {
  int B, D;
  float tau, rate; /* rate = 1 / tau */
  float tau_plus, beta;
  int count;
} setting;

static int lower(int a, int b) { return a < b ? a : b; }
static int upper(int a, int b) { return a > b ? a : b; }

/* Removes entries i and p from the row and fills the gaps with its last two entries. Returns the
 * positive's cosine. */
static float take_out(float *s, int M, int i, int p) {
  float positive = s[p];
  s[upper(i, p)] = s[M - 1];
  s[lower(i, p)] = s[M - 2];
  return positive;
}

/* Undoes take_out: moves the entries back, and sets the positive's entry to `weight`, the anchor's
 * to 0. */
static void put_back(float *s, int M, int i, int p, float weight) {
  s[M - 2] = s[lower(i, p)];
  s[lower(i, p)] = i < p ? 0 : weight;
  s[M - 1] = s[upper(i, p)];
  s[upper(i, p)] = i < p ? weight : 0;
}

static int positive_of(const setting *f, int i) { return (i + f->B) % (2 * f->B); }

/* ---- decoupled ------------------------------------------------------------------------------ */

static double decoupled_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  int M = 2 * f->B, N = M - 2, p = positive_of(f, i);
  (void)spare;
  float positive = take_out(s, M, i, p), top = ct_row_top(s, N);
  double sum = ct_row_exp(s, s, N, top, f->rate);
  ct_row_scale(s, N, (float)((double)f->rate / sum));
  put_back(s, M, i, p, -f->rate);
  return ct_log(sum) + ((double)top - (double)positive) * (double)f->rate;
}

/* ---- debiased and hard ---------------------------------------------------------------------- */

/* Sums over the negatives, with x = (cosine - top) / tau, where top is their largest cosine. */
typedef struct tilted { double even, steep; } tilted; /* sum exp(beta x), sum exp((1 + beta) x) */

/* s becomes exp(x), spare becomes exp(beta x) */
static tilted tilt(const setting *f, float *s, float *spare, int N, float top) {
  tilted sum = {0};
  sum.even = ct_row_exp(spare, s, N, top, f->rate * f->beta);
  ct_row_exp(s, s, N, top, f->rate);
  for (int n = 0; n < N; n++) sum.steep += (double)s[n] * (double)spare[n];
  return sum;
}

/* With weights w_n = exp(beta x_n) / mean, g is (sum_n w_n exp(l_n) - N tau_plus exp(l_p)) /
 * (1 - tau_plus). Every exponential here is multiplied by exp(-shift / tau), where shift is the
 * largest cosine. */
static double hard_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  int M = 2 * f->B, N = M - 2, p = positive_of(f, i);
  float positive = take_out(s, M, i, p), top = ct_row_top(s, N);
  tilted sum = tilt(f, s, spare, N, top);
  double rate = (double)f->rate, shift = (double)(positive > top ? positive : top);
  double logit = ((double)positive - shift) * rate, once = ct_exp(logit);
  double high = ct_exp(((double)top - shift) * rate), rest = 1 - (double)f->tau_plus;
  double mean = sum.steep / sum.even, taken = N * (double)f->tau_plus * once / rest;
  double g = N * high * mean / rest - taken, bound = N * ct_exp((-1 - shift) * rate);
  int bounded = g < bound;
  if (bounded) g = bound;
  /* d g / d l_n = N high / rest ((1 + beta) exp((1 + beta) x) - beta mean exp(beta x)) / even */
  float chain = bounded ? 0 : (float)(rate * N * high / (rest * sum.even * (once + g)));
  float steep = 1 + f->beta, even = f->beta * (float)mean;
  for (int n = 0; n < N; n++) s[n] = chain * (spare[n] * (steep * s[n] - even));
  put_back(s, M, i, p, (float)(-rate * (g + (bounded ? 0 : taken)) / (once + g)));
  return ct_share_loss(logit, g);
}

/* ---- mined ---------------------------------------------------------------------------------- */

/* Integers in the order of the floats: a negative float has all bits but its sign inverted. */
static int32_t key_of(float x) {
  int32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

/* The key of the count-th largest of n, by bisection over all keys, which counts 32 times and
 * needs no scratch. */
static int32_t border(const float *s, int n, int count) {
  int64_t low = INT32_MIN, high = (int64_t)INT32_MAX + 1; /* at least `count` are >= low */
  while (high - low > 1) {
    int64_t middle = low + (high - low) / 2;
    int above = 0;
    for (int i = 0; i < n; i++) above += key_of(s[i]) >= middle;
    if (above >= count) low = middle;
    else high = middle;
  }
  return (int32_t)low;
}

/* Sets all but the `count` largest to minus infinity. */
static void mine(float *s, int n, int count) {
  int32_t least = border(s, n, count);
  int room = count;
  for (int i = 0; i < n; i++) room -= key_of(s[i]) > least;
  for (int i = 0; i < n; i++) {
    int32_t key = key_of(s[i]);
    if (key < least || (key == least && room-- <= 0)) s[i] = -__builtin_inff();
  }
}

static double mined_anchor(const void *context, int i, float *s, float *spare) {
  const setting *f = context;
  int M = 2 * f->B, N = M - 2, p = positive_of(f, i);
  (void)spare;
  float positive = take_out(s, M, i, p), top = ct_row_top(s, N);
  if (f->count < N) mine(s, N, f->count);
  double rate = (double)f->rate, logit = ((double)positive - (double)top) * rate;
  double others = ct_row_exp(s, s, N, top, f->rate), sum = others + ct_exp(logit);
  ct_row_scale(s, N, (float)(rate / sum));
  put_back(s, M, i, p, (float)(-rate * others / sum));
  return ct_share_loss(logit, others);
}

/* ---- the whole batch ------------------------------------------------------------------------ */

size_t ct_negatives_bytes(int B, int D) { return ct_cosine_pairs_bytes(2 * B, D); }

static ct_status run(const float *z, float *dz, setting f, ct_anchor_loss anchor, double *loss,
                     ct_arena *scratch) {
  if (f.B < 2 || f.D < 1 || !(f.tau > 0) || !ct_finite((double)f.tau)) return CT_E_ARG;
  f.rate = 1 / f.tau;
  return ct_cosine_pairs(z, dz, 2 * f.B, f.D, 0.5 / f.B, anchor, &f, loss, scratch);
}

ct_status ct_decoupled(const float *z, float *dz, int B, int D, float tau, double *loss,
                       ct_arena *scratch) {
  return run(z, dz, (setting){.B = B, .D = D, .tau = tau}, decoupled_anchor, loss, scratch);
}

ct_status ct_debiased(const float *z, float *dz, int B, int D, float tau, float tau_plus,
                      double *loss, ct_arena *scratch) {
  return ct_hard_negative(z, dz, B, D, tau, tau_plus, 0, loss, scratch);
}

ct_status ct_hard_negative(const float *z, float *dz, int B, int D, float tau, float tau_plus,
                           float beta, double *loss, ct_arena *scratch) {
  if (!(tau_plus >= 0 && tau_plus < 1) || !(beta >= 0) || !ct_finite((double)beta)) return CT_E_ARG;
  setting f = {.B = B, .D = D, .tau = tau, .tau_plus = tau_plus, .beta = beta};
  return run(z, dz, f, hard_anchor, loss, scratch);
}

ct_status ct_mined(const float *z, float *dz, int B, int D, float tau, int count, double *loss,
                   ct_arena *scratch) {
  if (count < 1) return CT_E_ARG;
  setting f = {.B = B, .D = D, .tau = tau, .count = count};
  return run(z, dz, f, mined_anchor, loss, scratch);
}

/* ---- one anchor ----------------------------------------------------------------------------- */

double ct_decoupled_anchor(float *s, float *spare, int B, float tau) {
  setting f = {.B = B, .rate = 1 / tau};
  return decoupled_anchor(&f, 0, s, spare);
}

double ct_hard_negative_anchor(float *s, float *spare, int B, float tau, float tau_plus,
                               float beta) {
  setting f = {.B = B, .rate = 1 / tau, .tau_plus = tau_plus, .beta = beta};
  return hard_anchor(&f, 0, s, spare);
}

double ct_mined_anchor(float *s, float *spare, int B, float tau, int count) {
  setting f = {.B = B, .rate = 1 / tau, .count = count};
  return mined_anchor(&f, 0, s, spare);
}
