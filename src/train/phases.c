/* The phases of a training step, and the order in which a step goes through them. */
#include <string.h>
#include "base/elementary.h"
#include "train/average.h"
#include "train/parts.h"
#include "train/texts.h"
#include "train/views.h"

static ct_status augment(ct_trainer *t) {
  if (ct_has_data(t)) ct_views_make(t); /* without data a step sees all items as they are */
  if (ct_has(t, CT_PART_TEXT)) ct_texts_make(t);
  return CT_OK;
}

void ct_trainer_preview(ct_trainer *t) {
  if (ct_has_data(t) && t->next == CT_PHASE_AUGMENT) ct_views_make(t);
}

/* A phase in which networks run: those whose row names it. */
static ct_status forward(ct_trainer *t) {
  ct_networks_forward(t->networks, CT_ROWS, (int)t->next);
  return CT_OK;
}

static ct_status find_loss(ct_trainer *t) {
  double before = t->loss;
  size_t bytes = sizeof(float) * (size_t)t->encoded * (size_t)t->config.dim;
  memset(t->dz, 0, bytes);
  if (t->dp) memset(t->dp, 0, bytes);
  if (ct_has(t, CT_PART_TEXT))
    memset(t->texts.dz, 0, sizeof(float) * (size_t)t->texts.count * (size_t)t->config.dim);
  ct_networks_clear(t->networks, CT_ROWS);
  ct_status status = t->method->loss(t);
  if (!status && !ct_finite(t->loss)) status = CT_E_NONFINITE;
  if (status) t->loss = before;
  return status;
}

/* Keeps the embeddings that the loss compared: drawings and texts where it compares these; else the
 * second views come from the momentum encoder where it alone embeds them. */
static void keep_partners(ct_trainer *t) {
  size_t D = (size_t)t->config.dim, pairs = (size_t)t->config.pairs;
  size_t n = (size_t)ct_trainer_partners(t) * D;
  const float *z = t->encoder->z;
  const float *other = ct_has(t, CT_PART_TEXT) ? t->text_encoder->z
                       : t->encoded > t->config.pairs ? z + pairs * D : t->momentum_encoder->z;
  memcpy(t->partners, z, n * sizeof(float));
  memcpy(t->partners + n, other, n * sizeof(float));
  t->has_partners = 1;
}

static ct_status find_gradient(ct_trainer *t) {
  int fine = ct_networks_backward(t->networks, CT_ROWS);
  if (ct_has(t, CT_PART_TEMPERATURE))
    fine = fine && ct_is_bounded(t->temperature.gradient, t->temperature.optim.count);
  return fine ? CT_OK : CT_E_NONFINITE;
}

static ct_status update(ct_trainer *t) {
  const ct_config *c = &t->config;
  float rate = c->lr * ct_schedule_factor((ct_schedule)c->schedule, t->step, c->warmup, c->steps);
  if (CT_NETWORKS) t->networks[CT_ROW_PROTOTYPES].still = t->step < c->freeze;
  ct_networks_update(t->networks, CT_ROWS, rate);
  ct_average_move(t);
  if (ct_has(t, CT_PART_TEMPERATURE)) ct_temperature_update(&t->temperature, rate);
  if (ct_has_data(t)) keep_partners(t);
  return CT_OK;
}

static ct_status follow(ct_trainer *t) {
  if (CT_NETWORKS) ct_networks_follow(t->networks, CT_ROWS, t->config.ema);
  if (t->method->follow) t->method->follow(t);
  return CT_OK;
}

/* ---- the order of the phases */

static ct_status assign(ct_trainer *t) { return t->method->assign(t); }

int ct_trainer_is_midway(const ct_trainer *t) {
  return t->next > CT_PHASE_ENCODE;
}

ct_status ct_trainer_phase(ct_trainer *t) {
  static ct_status (*const phases[CT_PHASE_COUNT])(ct_trainer *) = {
    [CT_PHASE_AUGMENT] = augment, [CT_PHASE_ENCODE] = forward, [CT_PHASE_TEXT] = forward,
    [CT_PHASE_MOMENTUM] = forward,
    [CT_PHASE_PREDICT] = forward, [CT_PHASE_ASSIGN] = assign, [CT_PHASE_LOSS] = find_loss,
    [CT_PHASE_GRADIENT] = find_gradient, [CT_PHASE_UPDATE] = update, [CT_PHASE_FOLLOW] = follow,
  };
  ct_status status = phases[t->next](t);
  int next = (int)t->next + 1;
  while (next < CT_PHASE_COUNT && !(t->phases >> next & 1)) next++;
  if (status || next == CT_PHASE_COUNT) {
    next = CT_PHASE_AUGMENT;
    if (!status) t->step++;
  }
  t->next = (ct_phase)next;
  return status;
}

ct_status ct_trainer_step(ct_trainer *t) {
  ct_status status;
  do status = ct_trainer_phase(t);
  while (!status && t->next != CT_PHASE_AUGMENT);
  return status;
}
