#include "method/exam.h"

#include <string.h>
#include "method/features.h"

#define NOT_KNOWN __builtin_nan("")
#define SLICE 64     /* drawings embedded at once */
#define LABEL_KIND 0 /* of the pack */

static int least(int a, int b) { return a < b ? a : b; }

/* ---- rows */

static void read_embedded(const void *context, int row, float *x) {
  const ct_exam *e = context;
  memcpy(x, e->u + (size_t)row * (size_t)e->F, sizeof(float) * (size_t)e->F);
}

static void read_pixels(const void *context, int row, float *x) {
  const ct_exam *e = context;
  ct_read_drawings(x, e->t, e->items + row, 1);
  ct_unit_rows(x, x, 1, ct_pack_image_size(e->t->pack));
}

static void read_embedded_test(const void *context, int row, float *x) {
  read_embedded(context, row + ((const ct_exam *)context)->train_count, x);
}

static void read_pixels_test(const void *context, int row, float *x) {
  read_pixels(context, row + ((const ct_exam *)context)->train_count, x);
}

static void describe_rows(ct_exam *e, int subject) {
  const ct_pack *pack = e->t->pack;
  int pixels = subject == CT_EXAM_PIXELS;
  ct_labelled rows = {
    .count = e->train_count, .width = pixels ? ct_pack_image_size(pack) : e->F,
    .classes = pack->classes[LABEL_KIND], .groups = pack->drawings, .label = e->label,
    .read = pixels ? read_pixels : read_embedded, .context = e,
  };
  e->pass[subject].train = rows;
  rows.count = e->count - e->train_count;
  rows.label += e->train_count;
  rows.read = pixels ? read_pixels_test : read_embedded_test;
  e->pass[subject].test = rows;
}

/* ---- layout and reset */

int ct_exam_possible(const ct_exam *e) { return e->count > 0; }

static ct_status layout_pass(ct_exam *e, int subject, int widest, ct_arena *arena) {
  ct_exam_pass *p = &e->pass[subject];
  const ct_pack *pack = e->t->pack;
  int classes = pack->classes[LABEL_KIND], things = e->train_count / pack->drawings;
  ct_status status = ct_probe_layout(&p->probe, widest, classes, arena);
  return status ? status : ct_shots_layout(&p->shots, classes, things, arena);
}

ct_status ct_exam_layout(ct_exam *e, ct_trainer *t, ct_arena *arena) {
  const ct_pack *pack = t->pack;
  memset(e, 0, sizeof *e);
  e->t = t;
  e->step = -1;
  for (int i = 0; i < CT_EXAM_SUBJECTS * CT_EXAM_SCORES; i++)
    e->score[i / CT_EXAM_SCORES][i % CT_EXAM_SCORES] = NOT_KNOWN;
  if (!pack || pack->labels <= LABEL_KIND) return CT_OK;
  int widest = ct_widest_feature(t), pixels = ct_pack_image_size(pack);
  e->count = pack->concepts * pack->drawings;
  e->train_count = (pack->concepts - t->held_out) * pack->drawings;
  e->slice = least(SLICE, t->views);
  e->items = CT_TAKE(arena, int, e->count);
  e->label = CT_TAKE(arena, int, e->count);
  e->u = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)widest);
  e->params = ct_take_floats(arena, 1, (uint64_t)t->encoder.param_count);
  e->state = ct_take_floats(arena, 1, (uint64_t)t->encoder.state_count);
  e->image = ct_take_floats(arena, (uint64_t)e->slice, (uint64_t)pixels);
  if (!e->items || !e->label || !e->u || !e->params || !e->state || !e->image) return CT_E_MEMORY;
  ct_status status = layout_pass(e, CT_EXAM_ENCODER, widest, arena);
  return status ? status : layout_pass(e, CT_EXAM_PIXELS, pixels, arena);
}

/* Rows in the order of the split turned round: what is trained on, then what is held out. */
void ct_exam_reset(ct_exam *e) {
  const ct_trainer *t = e->t;
  if (!ct_exam_possible(e)) return;
  int drawings = t->pack->drawings, concepts = t->pack->concepts;
  for (int i = 0; i < e->count; i++) {
    int concept = t->split[(i / drawings + t->held_out) % concepts];
    e->items[i] = concept * drawings + i % drawings;
    e->label[i] = ct_pack_label(t->pack, LABEL_KIND, concept);
  }
  for (int k = 0; k < CT_EXAM_SCORES; k++) e->score[CT_EXAM_ENCODER][k] = NOT_KNOWN;
  e->F = ct_feature_width(t);
  for (int i = 0; i < CT_EXAM_SUBJECTS; i++) describe_rows(e, i);
  ct_exam_abandon(e);
}

void ct_exam_abandon(ct_exam *e) {
  e->pass[CT_EXAM_ENCODER].stage = CT_EXAM_REST;
  e->step = -1;
}

/* ---- stages */

static void begin(ct_exam *e, int subject) {
  ct_encoder *encoder = &e->t->encoder;
  ct_exam_pass *p = &e->pass[subject];
  ct_probe_begin(&p->probe, p->train.width);
  p->stage = subject == CT_EXAM_ENCODER ? CT_EXAM_EMBED : CT_EXAM_PROBE;
  if (subject == CT_EXAM_PIXELS) return;
  e->at = 0;
  e->began = e->t->step;
  memcpy(e->params, encoder->params, sizeof(float) * (size_t)encoder->param_count);
  memcpy(e->state, encoder->state, sizeof(float) * (size_t)encoder->state_count);
}

/* With the weights kept at the beginning, put in place of the present ones meanwhile. */
static void embed(ct_exam *e, int n) {
  ct_encoder *encoder = &e->t->encoder;
  float *params = encoder->params, *state = encoder->state;
  ct_read_drawings(e->image, e->t, e->items + e->at, n);
  encoder->params = e->params;
  encoder->state = e->state;
  ct_encoder_evaluate(encoder, e->image, NULL, n);
  encoder->params = params;
  encoder->state = state;
  ct_features(e->u + (size_t)e->at * (size_t)e->F, e->t, n);
  e->at += n;
}

static void finish(ct_exam *e, int subject) {
  ct_exam_pass *p = &e->pass[subject];
  for (int k = 0; k < CT_SHOTS_KINDS; k++)
    e->score[subject][1 + k] = ct_shots_accuracy(&p->shots, k);
  if (subject == CT_EXAM_ENCODER) e->step = e->began;
  p->stage = CT_EXAM_REST;
}

static int work(ct_exam *e, int subject, int budget) {
  ct_exam_pass *p = &e->pass[subject];
  if (p->stage == CT_EXAM_REST) begin(e, subject);
  while (p->stage == CT_EXAM_EMBED && budget > 0) {
    int n = least(least(budget, e->slice), e->count - e->at);
    embed(e, n);
    budget -= n;
    if (e->at == e->count) p->stage = CT_EXAM_PROBE;
  }
  if (p->stage == CT_EXAM_PROBE && ct_probe_advance(&p->probe, &p->train, &p->test, &budget)) {
    e->score[subject][0] = ct_probe_accuracy(&p->probe, &p->test);
    ct_shots_begin(&p->shots, &p->train);
    p->stage = CT_EXAM_SHOTS;
  }
  if (p->stage != CT_EXAM_SHOTS ||
      !ct_shots_advance(&p->shots, &p->probe, &p->train, &p->test, &budget))
    return 0;
  finish(e, subject);
  return 1;
}

int ct_exam_advance(ct_exam *e, int budget) {
  const ct_trainer *t = e->t;
  if (!ct_exam_possible(e) || t->next == CT_PHASE_LOSS || t->next == CT_PHASE_GRADIENT) return 0;
  double last = e->score[CT_EXAM_PIXELS][CT_EXAM_SCORES - 1];
  int both = last != last && e->step >= 0; /* the encoder's first pass goes before the pixels' */
  int fresh = e->step == t->step && e->pass[CT_EXAM_ENCODER].stage == CT_EXAM_REST;
  if (!both) e->turn = CT_EXAM_ENCODER;
  else e->turn = fresh ? CT_EXAM_PIXELS : !e->turn;
  return work(e, e->turn, budget);
}

double ct_exam_done(const ct_exam *e) {
  const double embedding = 0.4, probe = 0.5; /* about their shares of the time */
  const ct_exam_pass *p = &e->pass[CT_EXAM_ENCODER];
  if (!ct_exam_possible(e)) return NOT_KNOWN;
  switch (p->stage) {
    case CT_EXAM_EMBED: return embedding * e->at / e->count;
    case CT_EXAM_PROBE: return embedding + probe * ct_probe_done(&p->probe, &p->train);
    case CT_EXAM_SHOTS:
      return embedding + probe + (1 - embedding - probe) * ct_shots_done(&p->shots);
    default: return 0;
  }
}
