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

int ct_session_measure_pixels(ct_session *s, int budget) {
  return ct_evaluation_measure_pixels(&s->evaluation, &s->trainer, budget);
}

int ct_session_examine(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_ENCODER, budget);
}

int ct_session_examine_pixels(ct_session *s, int budget) {
  return ct_evaluation_examine(&s->evaluation, CT_EXAM_PIXELS, budget);
}

void ct_session_ask(ct_session *s, int nuisances) {
  ct_exam_ask(&s->evaluation.exam, nuisances != 0);
}
