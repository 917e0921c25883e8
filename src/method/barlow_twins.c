/* Barlow Twins (Zbontar et al. 2021, arXiv:2103.03230): over the batch, each dimension of one view
 * correlates with itself in the other view and with no other dimension. */
#include "loss/barlow_twins.h"
#include "train/trainer.h"

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  return ct_trainer_take_scratch(t, ct_barlow_twins_bytes(t->config.pairs, t->config.dim), arena);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_barlow_twins(t->encoder->z, t->dz, c->pairs, c->dim, c->redundancy, NULL, &t->loss,
                         &t->scratch);
}

const ct_method ct_method_CT_BARLOW_TWINS = {.layout = layout, .loss = loss,
                                                 .least_pairs = 2};
