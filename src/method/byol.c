/* BYOL (Grill et al. 2020, arXiv:2006.07733) and SimSiam (Chen & He 2021, arXiv:2011.10566): each
 * view's prediction should point where the other view's embedding points; nothing is pushed apart.
 * They differ in which network embeds the other view: the momentum encoder in BYOL, the encoder
 * itself with the gradient stopped in SimSiam. */
#include "loss/negative_cosine.h"
#include "train/trainer.h"

static int predictor_of(const ct_config *c) {
  return c->predictor == CT_ON ? CT_PART_PREDICTOR : 0;
}

static int parts_of_byol(const ct_config *c) { return CT_PART_MOMENTUM | predictor_of(c); }

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  (void)t, (void)arena;
  return CT_OK;
}

/* The mean of both directions. p, target and their gradients hold the first views in their first
 * half, the second views in the other. */
static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  int B = c->pairs, D = c->dim, predicts = t->parts & CT_PART_PREDICTOR;
  int follows = t->parts & CT_PART_MOMENTUM;
  size_t half = (size_t)B * (size_t)D;
  const float *p = predicts ? t->predictor->z : t->encoder->z;
  const float *target = follows ? t->momentum_encoder->z : t->encoder->z;
  float *dp = predicts ? t->dp : t->dz;
  float *dt = follows || c->stop_gradient == CT_ON ? NULL : t->dz;
  double first, second;
  ct_status status = ct_negative_cosine(p, dp, target + half, dt ? dt + half : NULL, B, D, &first);
  if (!status) status = ct_negative_cosine(p + half, dp + half, target, dt, B, D, &second);
  if (status) return status;
  t->loss = (first + second) / 2;
  for (size_t i = 0; i < 2 * half; i++) {
    dp[i] /= 2;
    if (dt && dt != dp) dt[i] /= 2;
  }
  return CT_OK;
}

const ct_method ct_method_CT_BYOL = {.parts = parts_of_byol, .layout = layout,
                                     .loss = loss};
const ct_method ct_method_CT_SIMSIAM = {.parts = predictor_of, .layout = layout,
                                        .loss = loss};
