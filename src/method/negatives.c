/* SimCLR with its negatives weighted differently: decoupled (Yeh et al. 2021), debiased (Chuang et
 * al. 2020), hard (Robinson et al. 2021) and mined; their sources are in loss/negatives.h. Every
 * pair has two views, and some negatives count more than others or not at all. */
#include "loss/negatives.h"
#include "train/trainer.h"

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  return ct_trainer_take_scratch(t, ct_negatives_bytes(t->config.pairs, t->config.dim), arena);
}

/* ---- decoupled ------------------------------------------------------------------------------ */

static ct_status decoupled(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_decoupled(t->encoder->z, t->dz, c->pairs, c->dim, c->tau, &t->loss, &t->scratch);
}

static double decoupled_anchor(const ct_config *c, const ct_anchor *a) {
  return ct_decoupled_anchor(a->s, a->spare, a->B, c->tau);
}

/* ---- debiased ------------------------------------------------------------------------------- */

static ct_status debiased(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_debiased(t->encoder->z, t->dz, c->pairs, c->dim, c->tau, c->tau_plus, &t->loss,
                     &t->scratch);
}

static double debiased_anchor(const ct_config *c, const ct_anchor *a) {
  return ct_hard_negative_anchor(a->s, a->spare, a->B, c->tau, c->tau_plus, 0);
}

/* ---- hard ----------------------------------------------------------------------------------- */

static ct_status hard(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_hard_negative(t->encoder->z, t->dz, c->pairs, c->dim, c->tau, c->tau_plus, c->hardness,
                          &t->loss, &t->scratch);
}

static double hard_anchor(const ct_config *c, const ct_anchor *a) {
  return ct_hard_negative_anchor(a->s, a->spare, a->B, c->tau, c->tau_plus, c->hardness);
}

/* ---- mined ---------------------------------------------------------------------------------- */

static ct_status mined(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_mined(t->encoder->z, t->dz, c->pairs, c->dim, c->tau, c->keep, &t->loss, &t->scratch);
}

static double mined_anchor(const ct_config *c, const ct_anchor *a) {
  return ct_mined_anchor(a->s, a->spare, a->B, c->tau, c->keep);
}

const ct_method ct_method_CT_DECOUPLED = {.layout = layout, .loss = decoupled,
                                          .anchor = decoupled_anchor, .least_pairs = 2};
const ct_method ct_method_CT_DEBIASED = {.layout = layout, .loss = debiased,
                                         .anchor = debiased_anchor, .least_pairs = 2};
const ct_method ct_method_CT_HARD = {.layout = layout, .loss = hard, .anchor = hard_anchor,
                                     .least_pairs = 2};
const ct_method ct_method_CT_MINED = {.layout = layout, .loss = mined, .anchor = mined_anchor,
                                      .least_pairs = 2};
