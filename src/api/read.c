#include "api/read.h"

#include <stdint.h>
#include "api/state.h"
#include "io/checkpoint.h"
#include "show/reveal.h"
#include "train/parts.h"

/* The track that the encoder reads; an empty track where it reads none. */
static const ct_track *track_of(const ct_session *s) {
  static const ct_track none;
  return ct_has_data(&s->trainer) ? s->trainer.track : &none;
}

static float rate_of(const ct_trainer *t) {
  const ct_config *c = &t->config;
  return c->lr * ct_schedule_factor((ct_schedule)c->schedule, t->step, c->warmup, c->steps);
}

/* Saving may have to finish the step under way. Its number may have one more digit than the
 * present one, and the header, which is padded to a multiple of 8 bytes, is then 8 bytes
 * longer. */
static size_t save_bytes_of(const ct_trainer *t) {
  return ct_checkpoint_bytes(t) + (t->next == CT_PHASE_FOLLOW ? 8 : 0);
}

/* 0 when the method has none, and while `read` shows something other than the embeddings that the
 * prototypes were trained on. */
static int prototypes_of(const ct_session *s) {
  return ct_assignment_is_shown(&s->assignment, &s->evaluation) ? s->assignment.K : 0;
}

static const float *prototype_places(ct_session *s) {
  ct_status status = ct_assignment_place(&s->assignment, &s->trainer, &s->evaluation);
  return status ? NULL : s->assignment.xyz;
}

static const float *lag_of(const ct_session *s) {
  return ct_has(&s->trainer, CT_PART_MOMENTUM) ? (const float *)&s->lag : NULL;
}

/* NULL without prompts. */
static const int *class_counts_of(const ct_session *s) {
  return s->prompts.classes ? s->prompts.counts : NULL;
}

static const int *class_hits_of(const ct_session *s) {
  return s->prompts.classes ? s->prompts.hits : NULL;
}

double ct_session_read(const ct_session *s, int reading) {
  const ct_trainer *t = &s->trainer;
  const ct_evaluation *e = &s->evaluation;
  const ct_matching *m = &s->matching;
  const ct_track *k = track_of(s);
  switch (reading) {
#define READING(name, help, value) case CT_READING_##name: return (double)(value);
#define ARRAY(...)
#include "api/readings.def"
#undef READING
#undef ARRAY
  }
  return NOT_KNOWN;
}

static const void *shaped(int *shape, const void *first, int a, int b, int c, int d) {
  const int sides[CT_ARRAY_AXES] = {a, b, c, d};
  for (int i = 0; shape && i < CT_ARRAY_AXES; i++) shape[i] = first ? sides[i] : 0;
  return first;
}

#define SIDES(a, b, c, d, ...) a, b, c, d

const void *ct_session_array(ct_session *s, int array, int *shape) {
  const ct_trainer *t = &s->trainer;
  const ct_evaluation *e = &s->evaluation;
  const ct_matching *m = &s->matching;
  const ct_track *k = track_of(s);
  switch (array) {
#define READING(...)
#define ARRAY(name, type, help, first, ...)                                                     \
  case CT_ARRAY_##name: {                                                                       \
    _Static_assert(_Generic((first), type *: 1, const type *: 1, default: 0), #name ": type");  \
    return shaped(shape, first, SIDES(__VA_ARGS__, 0, 0, 0, 0));                                \
  }
#include "api/readings.def"
#undef READING
#undef ARRAY
  }
  return shaped(shape, NULL, 0, 0, 0, 0);
}
