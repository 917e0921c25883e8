/* SimCLR (Chen et al. 2020): two views of everything, NT-Xent between them. */
#include "loss/negatives.h"
#include "loss/ntxent.h"
#include "method/trainer.h"

/* The bug may be switched on during a run, where there are few enough views for it. */
static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int B = t->config.pairs, D = t->config.dim;
  size_t bytes = ct_ntxent_bytes(B, D);
  size_t bug = t->views <= CT_BUG_VIEWS_MAX ? ct_ntxent_bug_bytes(B, D) : 0;
  return ct_trainer_take_scratch(t, bug > bytes ? bug : bytes, arena);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  const float *z = t->encoder.z;
  if (c->bug == CT_BUG_NONE)
    return ct_ntxent(z, t->dz, c->pairs, c->dim, c->tau, &t->loss, &t->scratch);
  return ct_ntxent_bug(z, t->dz, c->pairs, c->dim, c->tau, (ct_bug)c->bug, &t->loss, &t->scratch);
}

/* NT-Xent is the hard loss without its weights and without a correction. */
static double anchor(const ct_config *c, const ct_anchor *a) {
  return ct_hard_negative_anchor(a->s, a->spare, a->B, c->tau, 0, 0);
}

const ct_method ct_method_CT_SIMCLR = {.layout = layout, .loss = loss, .anchor = anchor};
