#include "method/evaluate.h"

#include <string.h>
#include "base/assert.h"
#include "method/features.h"
#include "method/metrics.h"

#define NOT_KNOWN __builtin_nan("")
#define SLICE 64        /* drawings embedded at once */
#define POTENTIAL 2.0   /* t of the uniformity */
#define NEIGHBOURS 5

static int is_table(const ct_trainer *t) { return t->config.encoder == CT_ENCODER_TABLE; }

static size_t row_bytes(int D) { return sizeof(float) * (size_t)D; }

/* ---- layout */

static ct_status take_scratch(ct_evaluation *e, const ct_trainer *t, ct_arena *arena) {
  uint64_t pixels = is_table(t) ? 0 : (uint64_t)ct_pack_image_size(t->pack);
  uint64_t raw = (uint64_t)e->count * pixels * sizeof(float);
  uint64_t bytes = ct_metric_rank_bytes(ct_widest_feature(t));
  if (raw + CT_ARENA_ALIGN > bytes) bytes = raw + CT_ARENA_ALIGN;
  if (bytes > SIZE_MAX / 2) return CT_E_MEMORY;
  void *memory = ct_arena_take(arena, (size_t)bytes);
  if (!memory) return CT_E_MEMORY;
  ct_arena_init(&e->scratch, memory, (size_t)bytes);
  return CT_OK;
}

ct_status ct_evaluation_layout(ct_evaluation *e, ct_trainer *t, ct_arena *arena) {
  memset(e, 0, sizeof *e);
  int D = ct_widest_feature(t);
  e->count = is_table(t) ? t->views : t->held_out * t->pack->drawings;
  e->slice = is_table(t) || t->views < SLICE ? t->views : SLICE;
  e->items = CT_TAKE(arena, int, e->count);
  e->u = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)D);
  e->next = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)D);
  e->xyz = ct_take_floats(arena, (uint64_t)e->count, 3);
  e->spectrum = ct_take_floats(arena, 1, (uint64_t)D);
  if (!e->items || !e->u || !e->next || !e->xyz || !e->spectrum) return CT_E_MEMORY;
  if (!is_table(t)) {
    e->image = ct_take_floats(arena, (uint64_t)e->slice, (uint64_t)ct_pack_image_size(t->pack));
    e->labels = CT_TAKE(arena, int, t->held_out);
    if (!e->image || !e->labels) return CT_E_MEMORY;
  }
  for (int m = 0; m < CT_METRIC_COUNT; m++) e->metric[m] = NOT_KNOWN;
  ct_status status = take_scratch(e, t, arena);
  if (!status) status = ct_projection_layout(&e->projection, D, arena);
  return status ? status : ct_exam_layout(&e->exam, t, arena);
}

/* ---- parts of the metrics */

typedef double (*between)(const float *a, const float *b, int n, int D, int row);

/* Mean over artists a of f(drawings of a, drawings of a + 1); u [concepts, drawings, D]. */
static double over_artists(between f, const float *u, int concepts, int drawings, int D) {
  double sum = 0;
  if (drawings < 2) return NOT_KNOWN;
  for (int a = 0; a < drawings; a++) {
    const float *other = u + (size_t)((a + 1) % drawings) * (size_t)D;
    sum += f(u + (size_t)a * (size_t)D, other, concepts, D, drawings * D);
  }
  return sum / drawings;
}

static double knn(const ct_evaluation *e, const ct_trainer *t, const float *u, int D) {
  if (t->pack->labels < 1) return NOT_KNOWN;
  return ct_metric_knn(u, e->labels, e->count, D, t->pack->drawings, NEIGHBOURS);
}

/* What no training at all achieves. */
static void measure_raw_pixels(ct_evaluation *e, const ct_trainer *t) {
  int pixels = ct_pack_image_size(t->pack);
  size_t mark = ct_arena_mark(&e->scratch);
  float *u = ct_take_floats(&e->scratch, (uint64_t)e->count, (uint64_t)pixels);
  CT_ASSERT(u);
  ct_read_drawings(u, t, e->items, e->count);
  ct_unit_rows(u, u, e->count, pixels);
  e->metric[CT_METRIC_RAW_RECALL1] =
      over_artists(ct_metric_recall1, u, t->held_out, t->pack->drawings, pixels);
  e->metric[CT_METRIC_RAW_KNN] = knn(e, t, u, pixels);
  ct_arena_release(&e->scratch, mark);
  e->raw_known = 1;
}

/* ---- reset and advance */

static void list_held_out(ct_evaluation *e, const ct_trainer *t) {
  int drawings = t->pack->drawings;
  for (int i = 0; i < t->held_out; i++) {
    int concept = t->split[i];
    for (int v = 0; v < drawings; v++) e->items[i * drawings + v] = concept * drawings + v;
    e->labels[i] = ct_pack_class(t->pack, concept);
  }
}

void ct_evaluation_reset(ct_evaluation *e, ct_trainer *t) {
  e->done = 0;
  e->step = -1;
  e->read = t->config.read;
  e->projection.D = ct_feature_width(t);
  memset(e->u, 0, (size_t)e->count * row_bytes(e->projection.D));
  memset(e->xyz, 0, (size_t)e->count * row_bytes(3));
  memset(e->spectrum, 0, row_bytes(e->projection.D));
  ct_projection_reset(&e->projection);
  for (int m = 0; m < CT_METRIC_RAW_RECALL1; m++) e->metric[m] = NOT_KNOWN;
  if (is_table(t)) {
    for (int i = 0; i < e->count; i++) e->items[i] = i;
    ct_evaluation_advance(e, t, e->count);
    return;
  }
  list_held_out(e, t);
  ct_exam_reset(&e->exam);
  if (!e->raw_known) measure_raw_pixels(e, t);
}

void ct_evaluation_abandon(ct_evaluation *e) {
  e->done = 0;
  ct_exam_abandon(&e->exam);
}

void ct_evaluation_configure(ct_evaluation *e, ct_trainer *t) {
  if (e->read != t->config.read) ct_evaluation_reset(e, t); /* rows of another width and meaning */
}

static void measure(ct_evaluation *e, const ct_trainer *t) {
  int D = e->projection.D, pairs = t->views / 2;
  const float *u = e->u;
  double *metric = e->metric;
  metric[CT_METRIC_UNIFORMITY] = ct_metric_uniformity(u, e->count, D, POTENTIAL);
  metric[CT_METRIC_STD] = ct_metric_std(u, e->count, D);
  metric[CT_METRIC_RANK] = ct_metric_effective_rank(u, e->count, D, e->spectrum, &e->scratch);
  if (is_table(t)) {
    metric[CT_METRIC_ALIGNMENT] = ct_metric_alignment(u, u + pairs * D, pairs, D, D);
    return;
  }
  int concepts = t->held_out, drawings = t->pack->drawings;
  metric[CT_METRIC_ALIGNMENT] = over_artists(ct_metric_alignment, u, concepts, drawings, D);
  metric[CT_METRIC_RECALL1] = over_artists(ct_metric_recall1, u, concepts, drawings, D);
  metric[CT_METRIC_KNN] = knn(e, t, u, D);
}

static void finish(ct_evaluation *e, const ct_trainer *t) {
  memcpy(e->u, e->next, (size_t)e->count * row_bytes(e->projection.D));
  measure(e, t);
  ct_projection_fit(&e->projection, e->u, e->count);
  ct_projection_apply(&e->projection, e->xyz, e->u, e->count);
}

static void embed(ct_evaluation *e, ct_trainer *t, int n) {
  int D = e->projection.D;
  const int *items = e->items + e->done;
  if (!is_table(t)) ct_read_drawings(e->image, t, items, n);
  ct_encoder_evaluate(&t->encoder, e->image, items, n);
  ct_features(e->next + (size_t)e->done * (size_t)D, t, n);
  e->done += n;
}

int ct_evaluation_advance(ct_evaluation *e, ct_trainer *t, int budget) {
  if (ct_trainer_is_midway(t)) return 0;
  if (e->done == e->count) e->done = 0;
  if (is_table(t)) budget = e->count; /* cheap, and the points of a picture belong together */
  if (e->done == 0) e->began = t->step;
  while (budget > 0 && e->done < e->count) {
    int n = e->count - e->done;
    if (n > budget) n = budget;
    if (n > e->slice) n = e->slice;
    embed(e, t, n);
    budget -= n;
  }
  if (e->done < e->count) return 0;
  e->step = e->began;
  finish(e, t);
  return 1;
}

int ct_evaluation_examine(ct_evaluation *e, int budget) {
  if (!ct_exam_advance(&e->exam, budget)) return 0;
  for (int k = 0; k < CT_EXAM_SCORES; k++) {
    e->metric[CT_METRIC_PROBE + k] = e->exam.score[CT_EXAM_ENCODER][k];
    e->metric[CT_METRIC_RAW_PROBE + k] = e->exam.score[CT_EXAM_PIXELS][k];
  }
  return 1;
}
