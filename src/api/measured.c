#include "api/measured.h"

#include "api/state.h"
#include "train/parts.h"

int ct_session_evaluate(ct_session *s, int budget) {
  ct_evaluation *e = &s->evaluation;
  int renewed = ct_evaluation_advance(e, &s->trainer, budget);
  if (ct_has(&s->trainer, CT_PART_MOMENTUM) && (renewed || ct_lag_is_due(&s->lag, &s->trainer)))
    ct_lag_measure(&s->lag, &s->trainer, e->items, e->slice < e->count ? e->slice : e->count,
                   e->image);
  return renewed;
}

const float *ct_session_lag(const ct_session *s) {
  return ct_has(&s->trainer, CT_PART_MOMENTUM) ? (const float *)&s->lag : NULL;
}

double ct_session_lag_step(const ct_session *s) { return (double)s->lag.step; }

int ct_session_measure_pixels(ct_session *s, int budget) {
  return ct_evaluation_measure_pixels(&s->evaluation, &s->trainer, budget);
}

double ct_session_evaluated(const ct_session *s) {
  return (double)s->evaluation.done / s->evaluation.count;
}

double ct_session_evaluated_step(const ct_session *s) { return (double)s->evaluation.step; }

int ct_session_examine(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_ENCODER, budget);
}

int ct_session_examine_pixels(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_PIXELS, budget);
}

double ct_session_examined(const ct_session *s) { return ct_exam_done(&s->evaluation.exam); }
double ct_session_examined_step(const ct_session *s) { return (double)s->evaluation.exam.step; }

void ct_session_ask(ct_session *s, int nuisances) {
  ct_exam_ask(&s->evaluation.exam, nuisances != 0);
}

double ct_session_answer(const ct_session *s, int whose, int question) {
  int known = whose >= 0 && whose < CT_ANSWERS_COUNT && question >= 0 &&
              question < CT_QUESTION_COUNT;
  return known ? s->evaluation.exam.answer[whose][question] : NOT_KNOWN;
}

const float *ct_session_positions(const ct_session *s) { return s->evaluation.xyz; }
const float *ct_session_embeddings(const ct_session *s) { return s->evaluation.u; }
const float *ct_session_spectrum(const ct_session *s) { return s->evaluation.spectrum; }
int ct_session_width(const ct_session *s) { return s->evaluation.projection.D; }

double ct_session_metric(const ct_session *s, int metric) {
  return metric >= 0 && metric < CT_METRIC_COUNT ? s->evaluation.metric[metric] : NOT_KNOWN;
}
