/* How a run starts, what a changed parameter does to it, and how a saved run goes on. */
#include <string.h>
#include "base/elementary.h"
#include "base/random.h"
#include "kernels/rows.h"
#include "train/average.h"
#include "train/parts.h"
#include "train/texts.h"
#include "train/views.h"

#define NOT_KNOWN __builtin_nan("")

#define ADAM_EPSILON 1e-8f
#define LARS_TRUST 0.001f

static ct_optim_config optim_config(const ct_config *c) {
  return (ct_optim_config){
    .kind = (ct_optim_kind)c->optimizer, .momentum = c->momentum, .beta1 = c->beta1,
    .beta2 = c->beta2, .epsilon = ADAM_EPSILON, .weight_decay = c->weight_decay,
    .trust = LARS_TRUST,
  };
}

void ct_trainer_scatter_memory(ct_trainer *t) {
  const ct_memory *m = &t->memory;
  int D = m->shape[1];
  for (int i = 0; i < m->shape[0]; i++) {
    ct_rng r = ct_rng_make((uint64_t)t->config.seed, CT_RNG_SYNTHETIC, (uint64_t)i);
    float *row = m->values + (size_t)i * (size_t)D, inverse;
    do
      for (int d = 0; d < D; d++) row[d] = ct_rng_normal(&r);
    while (ct_normalize_forward(row, &inverse, row, 1, D) != CT_OK);
  }
}

/* Angles in degrees of Cat, Dog, Car, Plane and then of their positives. The figure that this page
 * corrects prints cosines only; these angles reproduce them to its two decimals. */
static void start_from_article(ct_trainer *t) {
  static const float degrees[8] = {0, 95.07f, 279.62f, 180.66f, 3.87f, 85.78f, 268.85f, 184.44f};
  int D = t->config.dim;
  float *params = t->encoder->params;
  memset(params, 0, sizeof(float) * (size_t)t->encoder->param_count);
  for (int i = 0; i < 8; i++) {
    float angle = degrees[i] * 0.01745329252f;
    params[i * D] = ct_cosf(angle);
    params[i * D + 1] = ct_sinf(angle);
  }
}

void ct_trainer_reset(ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_optim_config o = optim_config(c);
  t->next = CT_PHASE_AUGMENT;
  t->step = 0;
  t->loss = NOT_KNOWN;
  t->has_partners = 0;
  memset(t->dz, 0, sizeof(float) * (size_t)t->encoded * (size_t)c->dim);
  ct_networks_reset(t->networks, CT_ROWS, (uint64_t)c->seed, &o);
  for (int i = 0; i < t->views; i++) t->items[i] = ct_has_data(t) ? 0 : i;
  if (c->start == CT_START_ARTICLE) start_from_article(t);
  if (ct_has_data(t)) ct_views_reset(t);
  if (ct_has(t, CT_PART_TEXT)) ct_texts_reset(t);
  ct_average_reset(t);
  if (ct_has(t, CT_PART_TEMPERATURE)) ct_temperature_reset(&t->temperature, c->tau, c->bias, &o);
  if (t->method->reset) t->method->reset(t);
}

/* ---- a run whose parameters change, and a saved run that goes on */

void ct_trainer_configure(ct_trainer *t) {
  ct_optim_config o = optim_config(&t->config);
  ct_networks_configure(t->networks, CT_ROWS, &o);
  if (!ct_has(t, CT_PART_TEMPERATURE)) return;
  ct_optim_configure(&t->temperature.optim, &o);
  if (t->config.tau != t->temperature.from) ct_temperature_move(&t->temperature, t->config.tau);
  if (t->config.bias != t->temperature.bias_from)
    ct_temperature_move_bias(&t->temperature, t->config.bias);
}

void ct_trainer_resume(ct_trainer *t, const ct_config *c, long step, long optimizer_step) {
  ct_optim_config o = optim_config(c);
  t->config = *c;
  t->step = step;
  t->loss = NOT_KNOWN; /* it belonged to another run's batch */
  t->has_partners = 0;
  t->next = CT_PHASE_AUGMENT;
  ct_networks_resume(t->networks, CT_ROWS, &o, optimizer_step);
  ct_optim_resume(&t->temperature.optim, &o, optimizer_step);
  t->temperature.from = c->tau;
  t->temperature.bias_from = c->bias;
  if (ct_has(t, CT_PART_TEXT)) ct_texts_resume(t);
}

float ct_trainer_bias(const ct_trainer *t) {
  int learned = ct_has(t, CT_PART_TEMPERATURE) && ct_has_bias(&t->config);
  return learned ? t->temperature.values[1] : t->config.bias;
}

float ct_trainer_tau(const ct_trainer *t) {
  return ct_has(t, CT_PART_TEMPERATURE) ? ct_temperature_tau(&t->temperature) : t->config.tau;
}
