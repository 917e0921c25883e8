/* SimCLR (Chen et al. 2020): two views of every concept in the batch, with NT-Xent as the loss. */
#include "loss/negatives.h"
#include "loss/ntxent.h"
#include "loss/ntxent_bugs.h"
#include "train/trainer.h"

/* The bug may be switched on during a run where the batch has few enough views for it, so its
 * scratch is laid out too. */
static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int B = t->config.pairs, D = t->config.dim;
  size_t bytes = ct_ntxent_bytes(B, D);
  size_t bug = t->views <= CT_BUG_VIEWS_MAX ? ct_ntxent_bug_bytes(B, D) : 0;
  return ct_trainer_take_scratch(t, bug > bytes ? bug : bytes, arena);
}

static int parts(const ct_config *c) { return c->learn_tau == CT_ON ? CT_PART_TEMPERATURE : 0; }

static ct_status check(const ct_config *c, ct_text *why) {
  int learns = c->learn_tau == CT_ON;
  if (!learns || (c->bug == CT_BUG_NONE && c->tau >= CT_TEMPERATURE_LEAST)) return CT_OK;
  if (why)
    ct_text_add(why, c->bug == CT_BUG_NONE ? "`tau` must be at least 0.01 to be learned"
                                           : "`tau` cannot be learned while a `bug` is on");
  return CT_E_CONFIG;
}

static ct_status learn_both(ct_trainer *t) {
  const ct_config *c = &t->config;
  double slope;
  ct_status status = ct_ntxent_learned(t->encoder->z, t->dz, &slope, c->pairs, c->dim,
                                       ct_trainer_tau(t), &t->loss, &t->scratch);
  if (!status) *t->temperature.gradient = (float)slope;
  return status;
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  const float *z = t->encoder->z;
  if (c->learn_tau == CT_ON) return learn_both(t);
  if (c->bug == CT_BUG_NONE)
    return ct_ntxent(z, t->dz, c->pairs, c->dim, c->tau, &t->loss, &t->scratch);
  return ct_ntxent_bug(z, t->dz, c->pairs, c->dim, c->tau, (ct_bug)c->bug, &t->loss, &t->scratch);
}

/* Only for labs with data, not for free points. NT-Xent is the hard loss without its weights and
 * without its correction. */
static double anchor(const ct_config *c, const ct_anchor *a) {
  return ct_hard_negative_anchor(a->s, a->spare, a->B, c->tau, 0, 0);
}

const ct_method ct_method_CT_SIMCLR = {.parts = parts, .check = check, .layout = layout,
                                       .loss = loss,
                                       .anchor = CT_NETWORKS ? anchor : NULL};
