/* Lays out the memory that a trainer needs for its configuration, once. */
#include <string.h>
#include "nn/words.h"
#include "train/average.h"
#include "train/parts.h"
#include "train/texts.h"
#include "train/views.h"

/* The input of an encoder that reads a track; without a track each view is a row of a table. */
static ct_input_shape input_of(const ct_track *track, int views) {
  if (!CT_NETWORKS || !track) return (ct_input_shape){CT_INPUT_ROWS, {views, 1, 1}};
  const int *s = track->shape;
  switch (track->kind) {
  case CT_TRACK_PIXELS: return (ct_input_shape){CT_INPUT_PIXELS, {s[0], s[1], s[2]}};
  case CT_TRACK_VECTOR: return (ct_input_shape){CT_INPUT_VECTOR, {s[0], 1, 1}};
  case CT_TRACK_FRAMES: return (ct_input_shape){CT_INPUT_FRAMES, {1, s[0], s[1]}};
  default: return (ct_input_shape){CT_INPUT_TOKENS, {s[0], 1, 1}};
  }
}

static ct_encoder_config encoder_config(const ct_trainer *t) {
  const ct_config *c = &t->config;
  return (ct_encoder_config){
    .kind = (ct_encoder_kind)c->encoder, .input = input_of(t->track, t->views),
    .hidden = c->hidden_units, .feature = c->feature, .head = c->head, .dim = c->dim,
    .activation = (ct_activation)c->activation, .norm = c->norm,
  };
}

ct_status ct_trainer_take_scratch(ct_trainer *t, size_t bytes, ct_arena *arena) {
  void *memory = ct_arena_take(arena, bytes);
  if (!memory) return CT_E_MEMORY;
  ct_arena_init(&t->scratch, memory, bytes);
  return CT_OK;
}

static void count_views(ct_trainer *t) {
  int views = 2, encoded = 2, first_key = 0;
  if (t->method->views) t->method->views(&t->config, &views, &encoded, &first_key);
  t->views = views * t->config.pairs;
  t->encoded = encoded * t->config.pairs;
  t->first_key = first_key * t->config.pairs;
}

int ct_trainer_partners(const ct_trainer *t) {
  int pairs = t->config.pairs;
  return pairs < CT_PARTNERS_MOST ? pairs : CT_PARTNERS_MOST;
}

static ct_status layout_images(ct_trainer *t, ct_arena *arena) {
  uint64_t pairs = (uint64_t)ct_trainer_partners(t);
  t->partners = ct_take_floats(arena, 2 * pairs, (uint64_t)t->config.dim);
  return t->partners ? ct_views_layout(t, arena) : CT_E_MEMORY;
}

/* ---- networks */

/* Each network beside the encoder draws its initial weights from a stream of random numbers of its
 * own; the encoder's stream is 0. */
#define TEXT_STREAM ((uint64_t)3 << 40)
#define PREDICTOR_STREAM ((uint64_t)1 << 40)
#define PROTOTYPES_STREAM ((uint64_t)2 << 40)

/* The encoder of texts: vectors of TEXT_WIDTH for pieces of words, then TEXT_FEATURE units. Other
 * widths were not tried. */
#define TEXT_WIDTH 64
#define TEXT_FEATURE 256

static ct_encoder_config text_config(const ct_trainer *t) {
  const ct_config *c = &t->config;
  return (ct_encoder_config){
    .kind = c->text_encoder == CT_TEXT_BAG ? CT_ENCODER_MLP : CT_ENCODER_TRANSFORMER,
    .blocks = 1, .words = t->texts.count * CT_WORDS_MOST,
    .input = {CT_INPUT_TOKENS, {c->buckets, 1, 1}}, .hidden = TEXT_WIDTH,
    .feature = TEXT_FEATURE, .head = 1, .dim = c->dim, .activation = (ct_activation)c->activation,
  };
}

/* Fills the rows that the method asks for. The momentum encoder begins with the encoder's
 * weights. */
static void list_networks(ct_trainer *t) {
  const ct_config *c = &t->config;
  ct_encoder_config encoder = encoder_config(t);
  t->networks[CT_ROW_ENCODER] = (ct_network){
    .prefix = "", .moments = "optimizer", .batch = t->encoded, .phase = CT_PHASE_ENCODE,
    .follows = CT_FOLLOWS_NONE, .unit_rows = !ct_has_data(t), .config = encoder,
  };
  if (!CT_NETWORKS) return;
  if (ct_has(t, CT_PART_MOMENTUM))
    t->networks[CT_ROW_MOMENTUM] = (ct_network){
      .prefix = "target.", .batch = t->views - t->first_key, .phase = CT_PHASE_MOMENTUM,
      .follows = CT_ROW_ENCODER, .config = encoder,
    };
  if (ct_has(t, CT_PART_PREDICTOR))
    t->networks[CT_ROW_PREDICTOR] = (ct_network){
      .prefix = "", .moments = "optimizer.predictor", .stream = PREDICTOR_STREAM,
      .batch = t->encoded, .phase = CT_PHASE_PREDICT, .follows = CT_FOLLOWS_NONE,
      .config = {.input = {CT_INPUT_VECTOR, {c->dim, 1, 1}}, .predictor = 1, .hidden = c->feature,
                 .dim = c->dim, .activation = (ct_activation)c->activation, .norm = c->norm},
    };
  if (ct_has(t, CT_PART_PROTOTYPES))
    t->networks[CT_ROW_PROTOTYPES] = (ct_network){
      .prefix = "prototypes.", .moments = "optimizer.prototypes", .stream = PROTOTYPES_STREAM,
      .batch = c->prototypes, .phase = CT_NO_FORWARD, .follows = CT_FOLLOWS_NONE, .unit_rows = 1,
      .config = {.kind = CT_ENCODER_TABLE, .input = {CT_INPUT_ROWS, {c->prototypes, 1, 1}},
                 .dim = c->dim},
    };
  if (ct_has(t, CT_PART_TEXT))
    t->networks[CT_ROW_TEXT] = (ct_network){
      .prefix = "text.", .moments = "optimizer.text", .stream = TEXT_STREAM,
      .batch = t->texts.count, .phase = CT_PHASE_TEXT, .follows = CT_FOLLOWS_NONE,
      .config = text_config(t),
    };
}

static ct_encoder *network_of(ct_trainer *t, int row) {
  return t->networks[row].batch ? &t->networks[row].net : NULL;
}

/* Sets the input of each network, and where it finds the gradient of its outputs. */
static void wire_networks(ct_trainer *t) {
  ct_network *n = t->networks;
  ct_input all = {.n = t->views, .values = t->images, .ids = t->items};
  int64_t floats = ct_input_floats(n[CT_ROW_ENCODER].config.input);
  t->encoder = network_of(t, CT_ROW_ENCODER);
  n[CT_ROW_ENCODER].input = ct_input_slice(&all, 0, t->encoded, floats);
  n[CT_ROW_ENCODER].dz = t->dz;
  if (!CT_NETWORKS) return;
  t->momentum_encoder = network_of(t, CT_ROW_MOMENTUM);
  t->predictor = network_of(t, CT_ROW_PREDICTOR);
  t->prototypes = network_of(t, CT_ROW_PROTOTYPES);
  t->text_encoder = network_of(t, CT_ROW_TEXT);
  n[CT_ROW_MOMENTUM].input =
      ct_input_slice(&all, t->first_key, t->views - t->first_key, floats);
  n[CT_ROW_PREDICTOR].input =
      (ct_input){.n = t->encoded, .values = ct_encoder_output(t->encoder)};
  n[CT_ROW_PREDICTOR].dz = t->dp;
  n[CT_ROW_PREDICTOR].net.dx = t->dz;
  n[CT_ROW_TEXT].input = t->texts.input;
  n[CT_ROW_TEXT].dz = t->texts.dz;
}

static ct_status layout_networks(ct_trainer *t, ct_arena *arena) {
  const ct_config *c = &t->config;
  list_networks(t);
  ct_status status = ct_networks_layout(t->networks, CT_ROWS, arena);
  if (!status && ct_has(t, CT_PART_PREDICTOR)) {
    t->dp = ct_take_floats(arena, (uint64_t)t->encoded, (uint64_t)c->dim);
    if (!t->dp) status = CT_E_MEMORY;
  }
  if (!status && ct_has(t, CT_PART_PROTOTYPES)) {
    t->codes = ct_take_floats(arena, 2 * (uint64_t)c->pairs, (uint64_t)c->prototypes);
    if (!t->codes) status = CT_E_MEMORY;
  }
  if (!status) wire_networks(t);
  return status;
}

static int goes_through(const ct_trainer *t, int phase) {
  switch (phase) {
  case CT_PHASE_TEXT:
  case CT_PHASE_MOMENTUM:
  case CT_PHASE_PREDICT: return ct_networks_have(t->networks, CT_ROWS, phase);
  case CT_PHASE_ASSIGN: return t->method->assign != NULL;
  case CT_PHASE_FOLLOW: return ct_has(t, CT_PART_MOMENTUM) || t->method->follow;
  default: return 1;
  }
}

static int phases_of(const ct_trainer *t) {
  int set = 0;
  for (int phase = 0; phase < CT_PHASE_COUNT; phase++)
    if (goes_through(t, phase)) set |= 1 << phase;
  return set;
}

ct_status ct_trainer_layout(ct_trainer *t, const ct_config *c, const ct_pack *pack,
                            ct_arena *arena) {
  memset(t, 0, sizeof *t);
  t->config = *c;
  t->method = ct_method_of((ct_method_kind)c->method);
  t->parts = t->method->parts ? t->method->parts(c) : 0;
  if (c->average > 0) t->parts |= CT_PART_AVERAGE;
  count_views(t);
  if (CT_NETWORKS && c->data != CT_DATA_CARDS) { /* from here on ct_has_data says so */
    if (!pack) return CT_E_CONFIG;
    t->pack = pack;
  }
  t->items = CT_TAKE(arena, int, t->views);
  t->dz = ct_take_floats(arena, (uint64_t)t->encoded, (uint64_t)c->dim);
  if (!t->items || !t->dz) return CT_E_MEMORY;
  ct_status status = ct_has_data(t) ? layout_images(t, arena) : CT_OK;
  if (!status && ct_has(t, CT_PART_TEXT)) status = ct_texts_layout(t, arena);
  if (!status) status = layout_networks(t, arena);
  t->phases = phases_of(t);
  if (!status) status = ct_average_layout(t, arena);
  if (!status && ct_has(t, CT_PART_TEMPERATURE))
    status = ct_temperature_layout(&t->temperature, ct_has_bias(c), arena);
  if (!status) status = t->method->layout(t, arena);
  return status;
}
