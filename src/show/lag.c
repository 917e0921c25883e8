#include "show/lag.h"

#include "base/elementary.h"
#include "eval/features.h"
#include "kernels/rows.h"
#include "train/views.h"

#define NOT_KNOWN __builtin_nanf("")
#define KEYS 8 /* keys compared of each age */

void ct_lag_reset(ct_lag *l, const ct_trainer *t) {
  l->encoders = NOT_KNOWN;
  for (int k = 0; k < CT_LAG_AGES; k++) l->keys[k][0] = l->keys[k][1] = NOT_KNOWN;
  l->step = -1;
  l->since = t->step;
  l->seen = t->config;
}

void ct_lag_configure(ct_lag *l, const ct_trainer *t) {
  if (!ct_views_alike(&l->seen, &t->config))
    l->since = t->next == CT_PHASE_AUGMENT ? t->step : t->step + 1;
  l->seen = t->config;
}

/* Sum of the cosines of n pairs of rows; a row without length counts 0. */
static double cosines(const float *a, const float *b, int n, int D) {
  double sum = 0;
  for (int i = 0; i < n; i++, a += D, b += D) {
    double squares = (double)ct_dot(a, a, D) * (double)ct_dot(b, b, D);
    if (squares > 0) sum += (double)ct_dot(a, b, D) / ct_sqrt(squares);
  }
  return sum;
}

static void measure_encoders(ct_lag *l, ct_trainer *t, const int *items, int n, float *image) {
  ct_read_renditions(image, t, items, n);
  ct_input x = {.n = n, .values = image};
  ct_encoder_evaluate(t->encoder, &x);
  ct_encoder_evaluate(t->momentum_encoder, &x);
  l->encoders = (float)(cosines(t->encoder->z, t->momentum_encoder->z, n, t->config.dim) / n);
}

/* The freshness of n keys spread over the batch of a step. */
static float freshness(ct_trainer *t, long step, int n, float *image) {
  const ct_config *c = &t->config;
  size_t size = (size_t)t->track->size, D = (size_t)c->dim;
  double sum = 0;
  for (int i = 0; i < n; i++)
    ct_view_again(t, image + (size_t)i * size, step, t->first_key + i * (c->pairs / n));
  ct_encoder_evaluate(t->momentum_encoder, &(ct_input){.n = n, .values = image});
  for (int i = 0; i < n; i++) {
    size_t slot = (size_t)ct_queue_slot(c, step, i * (c->pairs / n));
    sum += cosines(t->memory.values + slot * D, t->momentum_encoder->z + (size_t)i * D, 1, c->dim);
  }
  return (float)(sum / n);
}

/* The k-th of the ages that are compared, in steps; 0 where the queue holds fewer batches. */
static int age_of(const ct_trainer *t, int k) {
  int batches = t->config.queue / t->config.pairs;
  int count = batches < CT_LAG_AGES ? batches : CT_LAG_AGES;
  if (k >= count) return 0;
  return count > 1 ? 1 + k * (batches - 1) / (count - 1) : 1;
}

static int is_known(const ct_lag *l, const ct_trainer *t, int age) {
  return age > 0 && age <= t->step - l->since;
}

int ct_lag_is_due(const ct_lag *l, const ct_trainer *t) {
  int ages = 0, measured = 0, known = 0;
  if (t->config.method != CT_MOCO || ct_trainer_is_midway(t)) return 0;
  for (int k = 0; k < CT_LAG_AGES; k++) {
    ages += age_of(t, k) > 0;
    known += is_known(l, t, age_of(t, k));
    measured += l->keys[k][1] == l->keys[k][1];
  }
  return known > measured && (measured == 0 || known == ages);
}

static void measure_keys(ct_lag *l, ct_trainer *t, int n, float *image) {
  for (int k = 0; k < CT_LAG_AGES; k++) {
    int age = age_of(t, k);
    l->keys[k][0] = age > 0 ? (float)age : NOT_KNOWN;
    l->keys[k][1] = is_known(l, t, age) ? freshness(t, t->step - age, n, image) : NOT_KNOWN;
  }
}

void ct_lag_measure(ct_lag *l, ct_trainer *t, const int *items, int n, float *image) {
  if (n > t->momentum_encoder->batch) n = t->momentum_encoder->batch;
  l->step = t->step;
  measure_encoders(l, t, items, n, image);
  if (t->config.method == CT_MOCO) measure_keys(l, t, n < KEYS ? n : KEYS, image);
}
