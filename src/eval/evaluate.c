#include "eval/evaluate.h"

#include <string.h>
#include "eval/features.h"
#include "train/average.h"

#define NOT_KNOWN __builtin_nan("")
#define SLICE 64        /* renditions embedded at once */
#define TRUSTED 32      /* items whose neighbours are compared at once */

static int least(int a, int b) { return a < b ? a : b; }

static size_t row_bytes(int D) { return sizeof(float) * (size_t)D; }

/* ---- layout */

static ct_status layout_pictures(ct_evaluation *e, int D, ct_arena *arena) {
  e->picture = ct_take_floats(arena, (uint64_t)e->count, 3);
  if (!e->picture) return CT_E_MEMORY;
  ct_status status = ct_projection_layout(&e->centred, D, arena);
  e->centred.centred = 1;
  if (!status) status = ct_map_layout(&e->map, e->count, arena);
  return status ? status : ct_trust_layout(&e->trust, e->count, arena);
}

static ct_status layout_renditions(ct_evaluation *e, ct_trainer *t, ct_arena *arena) {
  uint64_t pixels = (uint64_t)t->track->size;
  e->image = ct_take_floats(arena, (uint64_t)e->slice, pixels);
  e->pixels = ct_take_floats(arena, (uint64_t)e->count, pixels);
  e->labels = CT_TAKE(arena, int, t->held_out);
  uint64_t partners = 2 * (uint64_t)ct_trainer_partners(t);
  e->partners = ct_take_floats(arena, partners, (uint64_t)t->config.dim);
  e->params = ct_take_floats(arena, 1, (uint64_t)t->encoder->param_count);
  e->state = ct_take_floats(arena, 1, (uint64_t)t->encoder->state_count);
  /* an anchor's batch is at most every item and the anchor twice: see show/reveal.c */
  size_t bytes = (sizeof(int) * 3 + sizeof(float) * 2) * ((size_t)e->count + 2) + 6 * CT_ARENA_ALIGN;
  void *memory = ct_arena_take(arena, bytes);
  if (memory) ct_arena_init(&e->scratch, memory, bytes);
  int all = e->image && e->pixels && e->labels && e->params && e->state && memory;
  return all && e->partners ? CT_OK : CT_E_MEMORY;
}

ct_status ct_evaluation_layout(ct_evaluation *e, ct_trainer *t, ct_arena *arena) {
  memset(e, 0, sizeof *e);
  int D = ct_widest_feature(t);
  e->count = ct_has_data(t) ? t->held_out * t->track->renditions : t->views;
  e->slice = !ct_has_data(t) || t->encoded < SLICE ? t->encoded : SLICE;
  e->items = CT_TAKE(arena, int, e->count);
  e->u = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)D);
  e->next = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)D);
  e->xyz = ct_take_floats(arena, (uint64_t)e->count, 3);
  e->spectrum = ct_take_floats(arena, 1, (uint64_t)D);
  if (!e->items || !e->u || !e->next || !e->xyz || !e->spectrum) return CT_E_MEMORY;
  for (int m = 0; m < CT_METRIC_COUNT; m++) e->metric[m] = NOT_KNOWN;
  ct_status status = ct_has_data(t) ? layout_renditions(e, t, arena) : CT_OK;
  if (!status && ct_has_data(t)) status = layout_pictures(e, D, arena);
  if (!status) status = ct_rank_layout(&e->rank, D, arena);
  if (!status) status = ct_projection_layout(&e->projection, D, arena);
  return status ? status : ct_exam_layout(&e->exam, t, arena);
}

/* ---- measures */

static ct_measure measure_of(ct_evaluation *e, const ct_trainer *t, const float *u, int D) {
  int renditions = ct_has_data(t) ? t->track->renditions : 0;
  const int *labels = renditions && t->pack->labels > 0 ? e->labels : NULL;
  return (ct_measure){.u = u, .count = e->count, .D = D, .drawings = renditions, .labels = labels,
                      .rank = &e->rank};
}

/* Reads pixels of items as rows of length 1; returns 1 when all items have been read. */
static int read_pixels(ct_evaluation *e, const ct_trainer *t, int *budget) {
  int pixels = t->track->size;
  while (*budget > 0 && e->pixel_rows < e->count) {
    float *row = e->pixels + (size_t)e->pixel_rows * (size_t)pixels;
    ct_read_renditions(row, t, e->items + e->pixel_rows, 1);
    ct_unit_rows(row, row, 1, pixels);
    e->pixel_rows++;
    --*budget;
  }
  return e->pixel_rows == e->count;
}

int ct_evaluation_measure_pixels(ct_evaluation *e, const ct_trainer *t, int budget) {
  if (!ct_has_data(t)) return 1;
  if (e->pixel_rows == 0) {
    e->of_pixels = measure_of(e, t, e->pixels, t->track->size);
    ct_measure_begin(&e->of_pixels, CT_MEASURE_RECALL1);
  }
  if (!read_pixels(e, t, &budget) || !ct_measure_advance(&e->of_pixels, &budget)) return 0;
  e->metric[CT_METRIC_RAW_RECALL1] = e->of_pixels.value[CT_MEASURE_RECALL1];
  e->metric[CT_METRIC_RAW_KNN] = e->of_pixels.value[CT_MEASURE_KNN];
  return 1;
}

/* ---- reset and advance */

static void list_held_out(ct_evaluation *e, const ct_trainer *t) {
  int renditions = t->track->renditions;
  for (int i = 0; i < t->held_out; i++) {
    int concept = t->split[i];
    for (int v = 0; v < renditions; v++) e->items[i * renditions + v] = concept * renditions + v;
    e->labels[i] = ct_pack_class(t->pack, concept);
  }
}

static void reset_pictures(ct_evaluation *e) {
  e->centred.D = e->projection.D;
  e->depicted = 0;
  e->mapped = -1;
  memset(e->picture, 0, (size_t)e->count * row_bytes(3));
  ct_projection_reset(&e->centred);
  ct_map_reset(&e->map);
}

void ct_evaluation_reset(ct_evaluation *e, ct_trainer *t) {
  e->stage = CT_EVALUATION_REST;
  e->done = 0;
  e->step = -1;
  e->read = t->config.read;
  e->projection.D = ct_feature_width(t);
  memset(e->u, 0, (size_t)e->count * row_bytes(e->projection.D));
  memset(e->xyz, 0, (size_t)e->count * row_bytes(3));
  memset(e->spectrum, 0, row_bytes(e->projection.D));
  ct_projection_reset(&e->projection);
  for (int m = 0; m < CT_METRIC_RAW_RECALL1; m++) e->metric[m] = NOT_KNOWN;
  if (!ct_has_data(t)) {
    for (int i = 0; i < e->count; i++) e->items[i] = i;
    ct_evaluation_advance(e, t, e->count);
    return;
  }
  list_held_out(e, t);
  reset_pictures(e);
  ct_exam_reset(&e->exam);
}

void ct_evaluation_abandon(ct_evaluation *e) {
  e->stage = CT_EVALUATION_REST;
  e->done = 0;
  e->step = e->mapped = -1;
  if (e->picture) ct_map_reset(&e->map);
  ct_exam_abandon(&e->exam);
}

void ct_evaluation_configure(ct_evaluation *e, ct_trainer *t) {
  if (e->read != t->config.read) ct_evaluation_reset(e, t); /* the rows now mean something else */
}

static void begin(ct_evaluation *e, const ct_trainer *t) {
  e->done = 0;
  e->began = t->step;
  e->stage = CT_EVALUATION_EMBED;
  if (!ct_has_data(t)) return;
  memcpy(e->params, ct_average_params(t), sizeof(float) * (size_t)t->encoder->param_count);
  memcpy(e->state, ct_average_state(t), sizeof(float) * (size_t)t->encoder->state_count);
  e->has_partners = t->has_partners;
  if (e->has_partners)
    ct_unit_rows(e->partners, t->partners, 2 * ct_trainer_partners(t), t->config.dim);
}

/* The kept weights replace the present ones for this forward. */
void ct_evaluation_embed(ct_evaluation *e, ct_trainer *t, const int *items, int n) {
  ct_encoder *encoder = t->encoder;
  float *params = encoder->params, *state = encoder->state;
  ct_read_renditions(e->image, t, items, n);
  encoder->params = e->params;
  encoder->state = e->state;
  ct_encoder_evaluate(encoder, &(ct_input){.n = n, .values = e->image});
  encoder->params = params;
  encoder->state = state;
}

/* Embeds some items; returns 1 when all are embedded, and begins to measure them. */
static int embed(ct_evaluation *e, ct_trainer *t, int *budget) {
  int D = e->projection.D;
  while (*budget > 0 && e->done < e->count) {
    int n = least(least(*budget, e->slice), e->count - e->done);
    const int *items = e->items + e->done;
    if (ct_has_data(t)) ct_evaluation_embed(e, t, items, n);
    else ct_encoder_evaluate(t->encoder, &(ct_input){.n = n, .ids = items});
    ct_features(e->next + (size_t)e->done * (size_t)D, t, n);
    e->done += n;
    *budget -= n;
  }
  if (e->done < e->count) return 0;
  e->measure = measure_of(e, t, e->next, D);
  e->measure.partners = e->partners;
  e->measure.pairs = e->has_partners ? ct_trainer_partners(t) : 0;
  e->measure.width = t->config.dim;
  ct_measure_begin(&e->measure, CT_MEASURE_ALIGNMENT);
  e->stage = CT_EVALUATION_MEASURE;
  return 1;
}

static int measure(ct_evaluation *e, int *budget) {
  if (!ct_measure_advance(&e->measure, budget)) return 0;
  ct_projection_begin(&e->projection, e->next, e->count);
  e->stage = CT_EVALUATION_PROJECT;
  return 1;
}

/* Does pieces of a fit; returns 1 when it is done. */
static int fit(ct_projection *p, int *budget) {
  for (; *budget > 0; *budget -= CT_MEASURE_PIECE)
    if (ct_projection_advance(p)) return 1;
  return 0;
}

static int project(ct_evaluation *e, int *budget) {
  if (!fit(&e->projection, budget)) return 0;
  if (ct_evaluation_depicts(e)) ct_projection_begin(&e->centred, e->next, e->count);
  e->stage = CT_EVALUATION_DEPICT;
  return 1;
}

/* ---- the pictures */

int ct_evaluation_depicts(const ct_evaluation *e) {
  return CT_NETWORKS && e->picture && e->projection.D > 3;
}

static void draw(ct_evaluation *e) {
  ct_projection_settle(&e->centred, e->u, e->count, e->depicted ? e->picture : NULL);
  ct_projection_draw(&e->centred, e->picture, e->u, e->count);
  e->depicted = 1;
}

void ct_evaluation_ask_map(ct_evaluation *e, const ct_trainer *t, int mapping) {
  e->mapping = CT_NETWORKS && ct_has_data(t) && mapping;
  if (!e->mapping && e->stage >= CT_EVALUATION_MAP) e->stage = CT_EVALUATION_REST;
}

int ct_evaluation_lacks_map(const ct_evaluation *e) {
  int between = e->stage == CT_EVALUATION_REST || e->stage >= CT_EVALUATION_MAP;
  return CT_NETWORKS && e->mapping && between && e->step >= 0 && e->mapped != e->step;
}

/* Where items are drawn in space. */
static const float *places_in_space(const ct_evaluation *e) {
  return ct_evaluation_depicts(e) ? e->picture : e->xyz;
}

static int map_neighbours(ct_evaluation *e, int *budget) {
  for (; *budget > 0; *budget -= CT_MEASURE_PIECE)
    if (ct_map_advance(&e->map)) {
      const ct_picture pictures[CT_TRUST_PICTURES] = {{e->map.places, 2}, {places_in_space(e), 3}};
      ct_trust_begin(&e->trust, pictures, CT_TRUST_PICTURES, e->count);
      e->trusted = 0;
      e->stage = CT_EVALUATION_TRUST;
      return 1;
    }
  return 0;
}

/* Compares neighbours in both pictures with those of the rows. */
static int compare_neighbours(ct_evaluation *e, int *budget) {
  for (; *budget > 0 && e->trusted < e->count; *budget -= CT_MEASURE_PIECE) {
    int from = e->trusted;
    e->trusted = least(from + TRUSTED, e->count);
    ct_trust_add(&e->trust, e->map.similarity, from, e->trusted);
  }
  return e->trusted == e->count;
}

static int make_map(ct_evaluation *e, int budget) {
  if (e->stage == CT_EVALUATION_REST) {
    ct_map_begin(&e->map, e->u, e->count, e->projection.D, places_in_space(e));
    e->stage = CT_EVALUATION_MAP;
  }
  if (e->stage == CT_EVALUATION_MAP && !map_neighbours(e, &budget)) return 0;
  if (!compare_neighbours(e, &budget)) return 0;
  for (int p = 0; p < CT_TRUST_PICTURES; p++) {
    e->metric[CT_METRIC_TRUST_MAP + 2 * p] = ct_trust_trustworthiness(&e->trust, p);
    e->metric[CT_METRIC_CONTINUITY_MAP + 2 * p] = ct_trust_continuity(&e->trust, p);
  }
  e->mapped = e->step;
  e->stage = CT_EVALUATION_REST;
  return 1;
}

/* Renews rows, positions and metrics together. */
static void finish(ct_evaluation *e) {
  memcpy(e->u, e->next, (size_t)e->count * row_bytes(e->projection.D));
  ct_projection_apply(&e->projection, e->xyz, e->u, e->count);
  if (ct_evaluation_depicts(e)) draw(e);
  for (int d = 0; d < e->projection.D; d++) e->spectrum[d] = (float)e->rank.values[d];
  for (int k = 0; k < CT_MEASURE_COUNT; k++)
    e->metric[CT_METRIC_ALIGNMENT + k] = e->measure.value[k];
  e->step = e->began;
  e->stage = CT_EVALUATION_REST;
}

int ct_evaluation_advance(ct_evaluation *e, ct_trainer *t, int budget) {
  if (ct_trainer_is_midway(t)) return 0;
  if (!ct_has_data(t))
    budget = INT32_MAX; /* it is cheap, and all points of a figure must be of one step */
  if (ct_evaluation_lacks_map(e)) return make_map(e, budget);
  if (e->stage == CT_EVALUATION_REST) begin(e, t);
  if (e->stage == CT_EVALUATION_EMBED && !embed(e, t, &budget)) return 0;
  if (e->stage == CT_EVALUATION_MEASURE && !measure(e, &budget)) return 0;
  if (e->stage == CT_EVALUATION_PROJECT && !project(e, &budget)) return 0;
  if (ct_evaluation_depicts(e) && !fit(&e->centred, &budget)) return 0;
  finish(e);
  return 1;
}

int ct_evaluation_examine(ct_evaluation *e, ct_exam_subject subject, int budget) {
  int over = ct_exam_advance(&e->exam, subject, budget);
  for (int k = 0; k < CT_EXAM_SCORES; k++) {
    e->metric[CT_METRIC_PROBE + k] = e->exam.score[CT_EXAM_ENCODER][k];
    e->metric[CT_METRIC_RAW_PROBE + k] = e->exam.score[CT_EXAM_PIXELS][k];
  }
  return over;
}
