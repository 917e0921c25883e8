/* Spectral contrastive learning (HaoChen et al. 2021): products of positives are made large, and
 * the squares of all other products small. */
#include "loss/spectral.h"
#include "train/trainer.h"

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  return ct_trainer_take_scratch(t, ct_spectral_bytes(t->config.pairs, t->config.dim), arena);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_spectral(t->encoder->z, t->dz, c->pairs, c->dim, c->mu, &t->loss, &t->scratch);
}

static double anchor(const ct_config *c, const ct_anchor *a) {
  return ct_spectral_anchor(a->s, a->B, c->mu);
}

const ct_method ct_method_CT_SPECTRAL = {.layout = layout, .loss = loss, .anchor = anchor,
                                         .least_pairs = 2};
