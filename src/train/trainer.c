#include "train/trainer.h"
#include <string.h>
#include "base/elementary.h"
#include "base/random.h"
#include "kernels/rows.h"
#include "train/average.h"
#include "train/parts.h"
#include "train/views.h"

#define NOT_KNOWN __builtin_nan("")

#define ADAM_EPSILON 1e-8f
#define LARS_TRUST 0.001f

/* ---- layout */

static ct_encoder_config encoder_config(const ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_encoder_config e = {
    .kind = (ct_encoder_kind)c->encoder, .items = t->views, .hidden = c->hidden_units,
    .feature = c->feature, .head = c->head, .dim = c->dim,
    .activation = (ct_activation)c->activation, .norm = c->norm,
  };
  if (!t->pack) return e;
  e.channels = t->pack->channels;
  e.height = t->pack->height;
  e.width = t->pack->width;
  return e;
}

const ct_method *ct_method_of(ct_method_kind kind) {
#define X(code, name, help) extern const ct_method ct_method_##code;
  CT_METHOD_LIST(X)
#undef X
#if CT_NETWORKS
#define X(code, name, help) [code] = &ct_method_##code,
  static const ct_method *const methods[CT_METHOD_COUNT] = {CT_METHOD_LIST(X)};
#undef X
#else
  static const ct_method *const methods[CT_METHOD_COUNT] = {[CT_SIMCLR] = &ct_method_CT_SIMCLR};
#endif
  return methods[kind];
}

ct_status ct_trainer_take_scratch(ct_trainer *t, size_t bytes, ct_arena *arena) {
  void *memory = ct_arena_take(arena, bytes);
  if (!memory) return CT_E_MEMORY;
  ct_arena_init(&t->scratch, memory, bytes);
  return CT_OK;
}

void ct_trainer_scatter_memory(ct_trainer *t) {
  const ct_memory *m = &t->memory;
  int D = m->shape[1];
  for (int i = 0; i < m->shape[0]; i++) {
    ct_rng r = ct_rng_make((uint64_t)t->config.seed, CT_RNG_SYNTHETIC, (uint64_t)i);
    float *row = m->values + (size_t)i * (size_t)D, inverse;
    do
      for (int d = 0; d < D; d++) row[d] = ct_rng_normal(&r);
    while (ct_normalize_forward(row, &inverse, row, 1, D) != CT_OK);
  }
}

static void count_views(ct_trainer *t) {
  int views = 2, encoded = 2, targets = 0;
  if (t->method->views) t->method->views(&t->config, &views, &encoded, &targets);
  t->views = views * t->config.pairs;
  t->encoded = encoded * t->config.pairs;
  t->targets = targets * t->config.pairs;
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

/* ---- reset */

static ct_optim_config optim_config(const ct_config *c) {
  return (ct_optim_config){
    .kind = (ct_optim_kind)c->optimizer, .momentum = c->momentum, .beta1 = c->beta1,
    .beta2 = c->beta2, .epsilon = ADAM_EPSILON, .weight_decay = c->weight_decay,
    .trust = LARS_TRUST,
  };
}

/* Angles in degrees of Cat, Dog, Car, Plane and then of their positives: the figure this page
 * corrects prints cosines only, and these are angles that give them to its two decimals. */
static void start_from_article(ct_trainer *t) {
  static const float degrees[8] = {0, 95.07f, 279.62f, 180.66f, 3.87f, 85.78f, 268.85f, 184.44f};
  int D = t->config.dim;
  memset(t->encoder.params, 0, sizeof(float) * (size_t)t->encoder.param_count);
  for (int i = 0; i < 8; i++) {
    float angle = degrees[i] * 0.01745329252f;
    t->encoder.params[i * D] = ct_cosf(angle);
    t->encoder.params[i * D + 1] = ct_sinf(angle);
  }
}

/* Streams of random numbers of the parts' weights, apart from the encoder's. */
#define PREDICTOR_STREAM ((uint64_t)1 << 40)
#define PROTOTYPES_STREAM ((uint64_t)2 << 40)

static void reset_parts(ct_trainer *t) {
  ct_optim_config o = optim_config(&t->config);
  uint64_t seed = (uint64_t)t->config.seed;
  ct_average_reset(t);
  if (ct_has(t, CT_PART_TARGET)) ct_encoder_reset(&t->target, seed); /* begins as the encoder does */
  if (ct_has(t, CT_PART_PREDICTOR)) {
    ct_encoder_reset(&t->predictor, seed + PREDICTOR_STREAM);
    ct_optim_reset(&t->predictor_optim, &o);
    t->predictor.dx = t->dz;
  }
  if (ct_has(t, CT_PART_PROTOTYPES)) {
    ct_encoder_reset(&t->prototypes, seed + PROTOTYPES_STREAM);
    ct_optim_reset(&t->prototypes_optim, &o);
  }
  if (ct_has(t, CT_PART_TEMPERATURE)) ct_temperature_reset(&t->temperature, t->config.tau, &o);
  if (t->method->reset) t->method->reset(t);
}

void ct_trainer_reset(ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_optim_config o = optim_config(c);
  t->next = CT_PHASE_AUGMENT;
  t->step = 0;
  t->loss = NOT_KNOWN;
  t->has_partners = 0;
  memset(t->dz, 0, sizeof(float) * (size_t)t->encoded * (size_t)c->dim);
  ct_encoder_reset(&t->encoder, (uint64_t)c->seed);
  ct_optim_reset(&t->optim, &o);
  for (int i = 0; i < t->views; i++) t->items[i] = ct_trainer_is_table(t) ? i : 0;
  if (c->start == CT_START_ARTICLE) start_from_article(t);
  if (!ct_trainer_is_table(t)) ct_views_reset(t);
  reset_parts(t);
}

static void configure(ct_optim *o, const ct_optim_config *to) {
  if (o->config.kind == to->kind) o->config = *to;
  else ct_optim_reset(o, to); /* one optimiser's memory means nothing to another */
}

void ct_trainer_configure(ct_trainer *t) {
  ct_optim_config o = optim_config(&t->config);
  configure(&t->optim, &o);
  if (ct_has(t, CT_PART_PREDICTOR)) configure(&t->predictor_optim, &o);
  if (ct_has(t, CT_PART_PROTOTYPES)) configure(&t->prototypes_optim, &o);
  if (!ct_has(t, CT_PART_TEMPERATURE)) return;
  configure(&t->temperature.optim, &o);
  if (t->config.tau != t->temperature.from) ct_temperature_move(&t->temperature, t->config.tau);
}

/* The moments belong to the optimiser that c names, whichever was at work here. */
static void resume(ct_optim *o, const ct_optim_config *to, long step) {
  o->config = *to;
  o->step = step;
}

void ct_trainer_resume(ct_trainer *t, const ct_config *c, long step, long optimizer_step) {
  ct_optim_config o = optim_config(c);
  t->config = *c;
  t->step = step;
  t->loss = NOT_KNOWN; /* it was of a batch of another run */
  t->has_partners = 0;
  t->next = CT_PHASE_AUGMENT;
  resume(&t->optim, &o, optimizer_step);
  resume(&t->predictor_optim, &o, optimizer_step);
  resume(&t->prototypes_optim, &o, optimizer_step);
  resume(&t->temperature.optim, &o, optimizer_step);
  t->temperature.from = c->tau;
}

float ct_trainer_tau(const ct_trainer *t) {
  return ct_has(t, CT_PART_TEMPERATURE) ? ct_temperature_tau(&t->temperature) : t->config.tau;
}

int ct_trainer_partners(const ct_trainer *t) {
  int pairs = t->config.pairs;
  return pairs < CT_PARTNERS_MOST ? pairs : CT_PARTNERS_MOST;
}
