#include "eval/exam.h"

#include <string.h>
#include "eval/features.h"
#include "train/average.h"

#define NOT_KNOWN __builtin_nan("")
#define SLICE 64 /* renditions embedded at once */

static int least(int a, int b) { return a < b ? a : b; }

/* ---- rows */

static void read_embedded(const void *context, int row, float *x) {
  const ct_exam *e = context;
  memcpy(x, e->u + (size_t)row * (size_t)e->F, sizeof(float) * (size_t)e->F);
}

/* Reads a row's rendition in the version that the pass asks about. */
static void read_version(float *x, const ct_exam *e, const ct_exam_pass *p, int row) {
  ct_question_read(x, e->t->pack, p->question, e->items[row], p->label[row], e->version);
}

static void read_pixels(const void *context, int row, float *x) {
  const ct_exam *e = context;
  read_version(x, e, &e->pass[CT_EXAM_PIXELS], row);
  ct_unit_rows(x, x, 1, e->t->track->size);
}

static void read_embedded_test(const void *context, int row, float *x) {
  read_embedded(context, row + ((const ct_exam *)context)->train_count, x);
}

static void read_pixels_test(const void *context, int row, float *x) {
  read_pixels(context, row + ((const ct_exam *)context)->train_count, x);
}

static int answers(const ct_exam *e, ct_question q) {
  return ct_question_answers(e->t->pack, q);
}

static void describe_rows(ct_exam *e, int subject) {
  const ct_track *track = e->t->track;
  ct_exam_pass *p = &e->pass[subject];
  int pixels = subject == CT_EXAM_PIXELS;
  ct_labelled rows = {
    .count = e->train_count, .width = pixels ? track->size : e->F,
    .classes = answers(e, p->question), .groups = track->renditions, .label = p->label,
    .read = pixels ? read_pixels : read_embedded, .context = e,
  };
  p->train = rows;
  rows.count = e->count - e->train_count;
  rows.label += e->train_count;
  rows.read = pixels ? read_pixels_test : read_embedded_test;
  p->test = rows;
}

/* ---- layout and reset */

int ct_exam_possible(const ct_exam *e) { return CT_NETWORKS && e->count > 0; }

static ct_status layout_pass(ct_exam *e, int subject, int widest, ct_arena *arena) {
  ct_exam_pass *p = &e->pass[subject];
  int most = ct_question_most_answers(e->t->pack);
  int things = e->train_count / e->t->track->renditions;
  p->label = CT_TAKE(arena, int, e->count);
  if (!p->label) return CT_E_MEMORY;
  ct_status status = ct_probe_layout(&p->probe, widest, most, arena);
  return status ? status : ct_shots_layout(&p->shots, answers(e, CT_ASK_CLASS), things, arena);
}

static void forget(ct_exam *e, int subject, ct_answers whose) {
  for (int k = 0; k < CT_EXAM_SCORES; k++) e->score[subject][k] = NOT_KNOWN;
  for (int q = 0; q < CT_QUESTION_COUNT; q++) e->answer[whose][q] = NOT_KNOWN;
}

static void forget_all(ct_exam *e) {
  forget(e, CT_EXAM_ENCODER, CT_ANSWERS_START);
  forget(e, CT_EXAM_ENCODER, CT_ANSWERS_ENCODER);
  forget(e, CT_EXAM_PIXELS, CT_ANSWERS_PIXELS);
  forget(e, CT_EXAM_PIXELS, CT_ANSWERS_CHANCE);
}

ct_status ct_exam_layout(ct_exam *e, ct_trainer *t, ct_arena *arena) {
  const ct_pack *pack = t->pack;
  memset(e, 0, sizeof *e);
  e->t = t;
  e->step = -1;
  forget_all(e);
  if (!CT_NETWORKS || !pack || answers(e, CT_ASK_CLASS) == 0) return CT_OK;
  int widest = ct_widest_feature(t), pixels = t->track->size;
  e->count = pack->concepts * t->track->renditions;
  e->train_count = (pack->concepts - t->held_out) * t->track->renditions;
  e->slice = least(SLICE, t->encoded);
  e->items = CT_TAKE(arena, int, e->count);
  e->u = ct_take_floats(arena, (uint64_t)e->count, (uint64_t)widest);
  e->params = ct_take_floats(arena, 1, (uint64_t)t->encoder->param_count);
  e->state = ct_take_floats(arena, 1, (uint64_t)t->encoder->state_count);
  e->start_params = ct_take_floats(arena, 1, (uint64_t)t->encoder->param_count);
  e->start_state = ct_take_floats(arena, 1, (uint64_t)t->encoder->state_count);
  e->image = ct_take_floats(arena, (uint64_t)e->slice, (uint64_t)pixels);
  e->version = ct_take_floats(arena, 1, ct_question_floats(pack));
  if (!e->items || !e->u || !e->params || !e->state || !e->image || !e->version ||
      !e->start_params || !e->start_state)
    return CT_E_MEMORY;
  ct_status status = layout_pass(e, CT_EXAM_ENCODER, widest, arena);
  return status ? status : layout_pass(e, CT_EXAM_PIXELS, pixels, arena);
}

/* The rows are the training items, then the held-out ones: the reverse of the split's order. */
void ct_exam_reset(ct_exam *e) {
  const ct_trainer *t = e->t;
  if (!ct_exam_possible(e)) return;
  int renditions = t->track->renditions, concepts = t->pack->concepts;
  for (int i = 0; i < e->count; i++) {
    int concept = t->split[(i / renditions + t->held_out) % concepts];
    e->items[i] = concept * renditions + i % renditions;
  }
  forget(e, CT_EXAM_ENCODER, CT_ANSWERS_START);
  forget(e, CT_EXAM_ENCODER, CT_ANSWERS_ENCODER);
  e->F = ct_feature_width(t);
  e->has_start = 0;
  ct_exam_abandon(e);
}

void ct_exam_abandon(ct_exam *e) {
  e->pass[CT_EXAM_ENCODER].stage = CT_EXAM_REST;
  e->step = -1;
}

void ct_exam_ask(ct_exam *e, int nuisances) {
  if (!ct_exam_possible(e) || e->nuisances == nuisances) return;
  e->nuisances = nuisances;
  e->step = -1;
  forget_all(e);
  for (int i = 0; i < CT_EXAM_SUBJECTS; i++) e->pass[i].stage = CT_EXAM_REST;
}

/* ---- stages */

/* Share of the test rows that have the most frequent answer. */
static double chance(const ct_exam *e, const ct_exam_pass *p) {
  int most = 0;
  for (int answer = 0; answer < p->test.classes; answer++) {
    int n = 0;
    for (int i = 0; i < p->test.count; i++) n += p->test.label[i] == answer;
    if (n > most) most = n;
  }
  return (double)most / (e->count - e->train_count);
}

static int is_known(double x) { return x == x; }

static void begin_question(ct_exam *e, int subject, ct_question q) {
  ct_exam_pass *p = &e->pass[subject];
  const ct_trainer *t = e->t;
  p->question = q;
  for (int i = 0; i < e->count; i++)
    p->label[i] = ct_question_answer(t->pack, q, e->items[i], i);
  describe_rows(e, subject);
  ct_probe_begin(&p->probe, p->train.width, p->train.classes);
  p->stage = subject == CT_EXAM_ENCODER ? CT_EXAM_EMBED : CT_EXAM_PROBE;
  e->answer[CT_ANSWERS_CHANCE][q] = chance(e, p);
  if (subject == CT_EXAM_PIXELS) return;
  e->at = 0;
  e->of_start = e->nuisances && !is_known(e->answer[CT_ANSWERS_START][q]);
}

static int is_asked(const ct_exam *e, int q) {
  return (q == CT_ASK_CLASS || e->nuisances) && answers(e, (ct_question)q) > 0;
}

/* Keeps the weights of this pass and, where all questions are asked, makes the initial ones to
 * compare with. */
static void begin_weights(ct_exam *e) {
  const ct_encoder *encoder = e->t->encoder;
  size_t params = sizeof(float) * (size_t)encoder->param_count;
  size_t state = sizeof(float) * (size_t)encoder->state_count;
  memcpy(e->params, ct_average_params(e->t), params);
  memcpy(e->state, ct_average_state(e->t), state);
  e->began = e->t->step;
  e->as_it_goes = e->step <= 0;
  if (e->nuisances && !e->has_start) {
    ct_encoder_initial(encoder, (uint64_t)e->t->config.seed, e->start_params, e->start_state);
    e->has_start = 1;
  }
  e->is_start = e->nuisances && memcmp(e->params, e->start_params, params) == 0 &&
                memcmp(e->state, e->start_state, state) == 0;
  e->parts = e->past = 0;
  for (int q = 0; q < CT_QUESTION_COUNT; q++) {
    int unknown = e->nuisances && !is_known(e->answer[CT_ANSWERS_START][q]);
    if (is_asked(e, q)) e->parts += 1 + (unknown && !e->is_start);
  }
}

static void begin(ct_exam *e, int subject) {
  if (subject == CT_EXAM_ENCODER) begin_weights(e);
  for (int q = 0; q < CT_QUESTION_COUNT; q++) e->pass[subject].answer[q] = NOT_KNOWN;
  begin_question(e, subject, CT_ASK_CLASS);
}

/* Uses the weights kept at the beginning, which replace the present ones for this forward. */
static void embed(ct_exam *e, int n) {
  ct_encoder *encoder = e->t->encoder;
  float *params = encoder->params, *state = encoder->state;
  int pixels = e->t->track->size;
  for (int i = 0; i < n; i++)
    read_version(e->image + (size_t)i * (size_t)pixels, e, &e->pass[CT_EXAM_ENCODER], e->at + i);
  encoder->params = e->of_start ? e->start_params : e->params;
  encoder->state = e->of_start ? e->start_state : e->state;
  ct_encoder_evaluate(encoder, &(ct_input){.n = n, .values = e->image});
  encoder->params = params;
  encoder->state = state;
  ct_features(e->u + (size_t)e->at * (size_t)e->F, e->t, n);
  e->at += n;
}

/* Publishes the answers that the pass has so far and forgets those of another step. */
static void publish(ct_exam *e, int subject) {
  const ct_exam_pass *p = &e->pass[subject];
  ct_answers whose = subject == CT_EXAM_ENCODER ? CT_ANSWERS_ENCODER : CT_ANSWERS_PIXELS;
  if (subject == CT_EXAM_ENCODER && e->step != e->began) {
    forget(e, subject, whose);
    e->step = e->began;
  }
  e->score[subject][0] = p->answer[CT_ASK_CLASS];
  memcpy(e->answer[whose], p->answer, sizeof p->answer);
}

static void publish_shots(ct_exam *e, int subject) {
  for (int k = 0; k < CT_SHOTS_KINDS; k++)
    e->score[subject][1 + k] = ct_shots_accuracy(&e->pass[subject].shots, k);
}

/* Begins the next question that the data has; returns 1 when there is none. */
static int next_question(ct_exam *e, int subject) {
  int q = (int)e->pass[subject].question + 1;
  while (q < CT_QUESTION_COUNT && !is_asked(e, q)) q++;
  if (q == CT_QUESTION_COUNT) return 1;
  begin_question(e, subject, (ct_question)q);
  return 0;
}

/* Stores the accuracy of the probe for the weights that were asked; returns 1 when the few-shot
 * probes come next. */
static int note(ct_exam *e, int subject) {
  ct_exam_pass *p = &e->pass[subject];
  double accuracy = ct_probe_accuracy(&p->probe, &p->test);
  int start = subject == CT_EXAM_ENCODER && e->of_start;
  if (start) e->answer[CT_ANSWERS_START][p->question] = accuracy;
  if (start && !e->is_start) return 0;
  p->answer[p->question] = accuracy;
  if (subject == CT_EXAM_ENCODER && e->as_it_goes) publish(e, subject);
  return p->question == CT_ASK_CLASS;
}

/* Goes through a question's stages as far as the budget allows; returns 1 when it is answered. */
static int answer(ct_exam *e, int subject, int *budget) {
  ct_exam_pass *p = &e->pass[subject];
  while (p->stage == CT_EXAM_EMBED && *budget > 0) {
    int n = least(least(*budget, e->slice), e->count - e->at);
    embed(e, n);
    *budget -= n;
    if (e->at == e->count) p->stage = CT_EXAM_PROBE;
  }
  if (p->stage == CT_EXAM_PROBE && ct_probe_advance(&p->probe, &p->train, &p->test, budget)) {
    if (!note(e, subject)) return 1;
    ct_shots_begin(&p->shots, &p->train);
    p->stage = CT_EXAM_SHOTS;
  }
  return p->stage == CT_EXAM_SHOTS &&
         ct_shots_advance(&p->shots, &p->probe, &p->train, &p->test, budget);
}

/* Called when a part of the pass is done: begins the next one; returns 1 when there is none. */
static int next_part(ct_exam *e, int subject) {
  ct_question q = e->pass[subject].question;
  if (subject == CT_EXAM_PIXELS) return next_question(e, subject);
  e->past++;
  if (e->of_start && !e->is_start) {
    begin_question(e, subject, q); /* the same question to the pass's own weights */
    return 0;
  }
  if (q == CT_ASK_CLASS && e->as_it_goes) publish_shots(e, subject);
  /* A whole pass over the initial weights would compare them with themselves, so it starts over as
   * soon as there are later ones. */
  int superseded = e->is_start && e->t->step != e->began;
  if (superseded) begin(e, subject);
  return !superseded && next_question(e, subject);
}

static int work(ct_exam *e, int subject, int budget) {
  if (e->pass[subject].stage == CT_EXAM_REST) begin(e, subject);
  while (answer(e, subject, &budget)) {
    if (!next_part(e, subject)) continue;
    publish(e, subject);
    publish_shots(e, subject);
    e->pass[subject].stage = CT_EXAM_REST;
    return 1;
  }
  return 0;
}

int ct_exam_advance(ct_exam *e, ct_exam_subject subject, int budget) {
  if (!ct_exam_possible(e) || ct_trainer_is_midway(e->t)) return 0;
  double last = e->score[CT_EXAM_PIXELS][CT_EXAM_SCORES - 1];
  if (subject == CT_EXAM_PIXELS && last == last) return 1; /* taken only once */
  return work(e, subject, budget);
}

/* The share that is done of the question under way. */
static double answered(const ct_exam *e, const ct_exam_pass *p) {
  const double embedding = 0.4, probe = 0.5; /* about their shares of the time */
  switch (p->stage) {
    case CT_EXAM_EMBED: return embedding * e->at / e->count;
    case CT_EXAM_PROBE: return embedding + probe * ct_probe_done(&p->probe, &p->train);
    case CT_EXAM_SHOTS:
      return embedding + probe + (1 - embedding - probe) * ct_shots_done(&p->shots);
    default: return 0;
  }
}

double ct_exam_done(const ct_exam *e) {
  const ct_exam_pass *p = &e->pass[CT_EXAM_ENCODER];
  if (!ct_exam_possible(e)) return NOT_KNOWN;
  if (p->stage == CT_EXAM_REST) return 0;
  return (e->past + answered(e, p)) / e->parts;
}
