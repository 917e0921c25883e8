/* MoCo (He et al. 2020, arXiv:1911.05722): the first view of each pair is a query. Its positive is
 * the key of the second view, that is its embedding by the momentum encoder, and its negatives are
 * the queue of earlier keys, which begins, as the authors' does, with random directions. */
#include "base/assert.h"
#include "kernels/rows.h"
#include "loss/infonce.h"
#include "train/trainer.h"

static int parts(const ct_config *c) {
  (void)c;
  return CT_PART_MOMENTUM;
}

static ct_status check(const ct_config *c, ct_text *why) {
  if (c->queue >= c->pairs) return CT_OK;
  if (why) ct_text_add(why, "`queue` must hold at least one batch, as many keys as `pairs`");
  return CT_E_CONFIG;
}

static void views(const ct_config *c, int *views, int *encoded, int *first_key) {
  (void)c;
  *views = 2, *encoded = 1, *first_key = 1;
}

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int K = t->config.queue, D = t->config.dim;
  t->memory = (ct_memory){"queue", 2, {K, D}, K * D,
                          ct_take_floats(arena, (uint64_t)K, (uint64_t)D)};
  if (!t->memory.values) return CT_E_MEMORY;
  return ct_trainer_take_scratch(t, ct_infonce_bytes(t->config.pairs, D), arena);
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_infonce(t->encoder->z, t->dz, t->momentum_encoder->z, t->memory.values, c->pairs,
                    c->dim, c->queue, c->tau, NULL, &t->loss, &t->scratch);
}

/* The keys of this step replace the oldest ones, whose slots follow from the step. */
static void follow(ct_trainer *t) {
  int D = t->config.dim;
  for (int i = 0; i < t->config.pairs; i++) {
    int64_t at = ct_queue_slot(&t->config, t->step, i);
    float inverse;
    ct_status status = ct_normalize_forward(t->memory.values + at * D, &inverse,
                                            t->momentum_encoder->z + (size_t)i * (size_t)D, 1, D);
    CT_ASSERT(status == CT_OK); /* the loss has seen them */
  }
}

const ct_method ct_method_CT_MOCO = {.parts = parts, .check = check, .views = views,
                                     .layout = layout, .reset = ct_trainer_scatter_memory,
                                     .loss = loss, .follow = follow};
