/* The memory of a trainer: what its configuration asks for, laid out once. */
#include <string.h>
#include "train/average.h"
#include "train/parts.h"
#include "train/views.h"

static ct_encoder_config encoder_config(const ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_encoder_config e = {
    .kind = (ct_encoder_kind)c->encoder, .items = t->views, .hidden = c->hidden_units,
    .feature = c->feature, .head = c->head, .dim = c->dim,
    .activation = (ct_activation)c->activation, .norm = c->norm,
  };
  if (!t->track) return e;
  e.channels = t->track->shape[0];
  e.height = t->track->shape[1];
  e.width = t->track->shape[2];
  return e;
}

ct_status ct_trainer_take_scratch(ct_trainer *t, size_t bytes, ct_arena *arena) {
  void *memory = ct_arena_take(arena, bytes);
  if (!memory) return CT_E_MEMORY;
  ct_arena_init(&t->scratch, memory, bytes);
  return CT_OK;
}

static void count_views(ct_trainer *t) {
  int views = 2, encoded = 2, targets = 0;
  if (t->method->views) t->method->views(&t->config, &views, &encoded, &targets);
  t->views = views * t->config.pairs;
  t->encoded = encoded * t->config.pairs;
  t->targets = targets * t->config.pairs;
}

int ct_trainer_partners(const ct_trainer *t) {
  int pairs = t->config.pairs;
  return pairs < CT_PARTNERS_MOST ? pairs : CT_PARTNERS_MOST;
}

static ct_status layout_optim(ct_optim *o, const ct_encoder *e, ct_arena *arena) {
  return ct_optim_layout(o, e->param_count, e->tensors, e->tensor_count, arena);
}

static ct_status layout_images(ct_trainer *t, ct_arena *arena) {
  uint64_t pairs = (uint64_t)ct_trainer_partners(t);
  t->partners = ct_take_floats(arena, 2 * pairs, (uint64_t)t->config.dim);
  return t->partners ? ct_views_layout(t, arena) : CT_E_MEMORY;
}

/* The networks a method has beside the encoder. */
static ct_status layout_parts(ct_trainer *t, const ct_encoder_config *encoder, ct_arena *arena) {
  const ct_config *c = &t->config;
  ct_status status = CT_OK;
  if (ct_has(t, CT_PART_TARGET)) {
    ct_encoder_config frozen = *encoder;
    frozen.frozen = 1;
    status = ct_encoder_layout(&t->target, &frozen, t->views - t->targets, arena);
  }
  if (!status && ct_has(t, CT_PART_PREDICTOR)) {
    status = ct_predictor_layout(&t->predictor, c->dim, c->feature, c->norm,
                                 (ct_activation)c->activation, t->encoded, arena);
    if (!status) status = layout_optim(&t->predictor_optim, &t->predictor, arena);
    t->dp = ct_take_floats(arena, (uint64_t)t->encoded, (uint64_t)c->dim);
    if (!status && !t->dp) status = CT_E_MEMORY;
  }
  if (!status && ct_has(t, CT_PART_PROTOTYPES)) {
    ct_encoder_config table = {.kind = CT_ENCODER_TABLE, .items = c->prototypes, .dim = c->dim};
    status = ct_encoder_layout(&t->prototypes, &table, c->prototypes, arena);
    if (!status) status = layout_optim(&t->prototypes_optim, &t->prototypes, arena);
    t->codes = ct_take_floats(arena, 2 * (uint64_t)c->pairs, (uint64_t)c->prototypes);
    if (!status && !t->codes) status = CT_E_MEMORY;
  }
  if (!status) status = ct_average_layout(t, arena);
  if (!status && ct_has(t, CT_PART_TEMPERATURE))
    status = ct_temperature_layout(&t->temperature, arena);
  return status;
}

ct_status ct_trainer_layout(ct_trainer *t, const ct_config *c, const ct_pack *pack,
                            ct_arena *arena) {
  memset(t, 0, sizeof *t);
  t->config = *c;
  t->method = ct_method_of((ct_method_kind)c->method);
  t->parts = t->method->parts ? t->method->parts(c) : 0;
  if (c->average > 0) t->parts |= CT_PART_AVERAGE;
  count_views(t);
  t->pack = ct_trainer_is_table(t) ? NULL : pack;
  t->items = CT_TAKE(arena, int, t->views);
  t->dz = ct_take_floats(arena, (uint64_t)t->encoded, (uint64_t)c->dim);
  if (!t->items || !t->dz) return CT_E_MEMORY;
  ct_status status = ct_trainer_is_table(t) ? CT_OK : layout_images(t, arena);
  ct_encoder_config e = encoder_config(t);
  if (!status) status = ct_encoder_layout(&t->encoder, &e, t->encoded, arena);
  if (!status) status = layout_optim(&t->optim, &t->encoder, arena);
  if (!status) status = layout_parts(t, &e, arena);
  if (!status) status = t->method->layout(t, arena);
  return status;
}
