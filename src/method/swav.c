/* SwAV (Caron et al. 2020, arXiv:2006.09882): every view predicts the prototypes that another view
 * of the same concept was assigned to. The assignments use all prototypes equally
 * (Sinkhorn-Knopp), so that not all views can share one. With multi-crop, views beyond the first
 * two are smaller crops, which predict but are not assigned; here all views have the same number
 * of pixels, so a smaller crop costs as much as a full view. */
#include "loss/swav.h"
#include "train/trainer.h"

static int parts(const ct_config *c) {
  (void)c;
  return CT_PART_PROTOTYPES;
}

static void views(const ct_config *c, int *views, int *encoded, int *first_key) {
  *views = *encoded = 2 + c->crops;
  *first_key = 0;
}

static ct_swav_setting setting(const ct_config *c) {
  return (ct_swav_setting){2 + c->crops, c->tau, c->epsilon, c->sinkhorn};
}

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  const ct_config *c = &t->config;
  size_t bytes = ct_swav_bytes(2 + c->crops, c->pairs, c->dim, c->prototypes);
  return ct_trainer_take_scratch(t, bytes, arena);
}

static ct_status assign(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_swav_assign(t->codes, t->encoder->z, t->prototypes->params, c->pairs, c->dim,
                        c->prototypes, setting(c), &t->scratch);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_swav_predict(t->encoder->z, t->dz, t->prototypes->params, t->prototypes->grads,
                         t->codes, c->pairs, c->dim, c->prototypes, setting(c), &t->loss, &t->scratch);
}

const ct_method ct_method_CT_SWAV = {.parts = parts, .views = views,
                                     .layout = layout, .assign = assign, .loss = loss};
