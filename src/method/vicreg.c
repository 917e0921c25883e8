/* VICReg (Bardes et al. 2022, arXiv:2105.04906): the two views of a pair agree, every dimension
 * keeps its spread over the batch, and no two dimensions are correlated. There are no negatives,
 * and the same encoder embeds both views and is trained on both. */
#include "loss/vicreg.h"
#include "train/trainer.h"

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  return ct_trainer_take_scratch(t, ct_vicreg_bytes(t->config.pairs, t->config.dim), arena);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  const ct_vicreg_weights weights = {c->invariance, c->variance, c->covariance};
  return ct_vicreg(t->encoder->z, t->dz, c->pairs, c->dim, weights, NULL, &t->loss, &t->scratch);
}

const ct_method ct_method_CT_VICREG = {.layout = layout, .loss = loss,
                                           .least_pairs = 2};
