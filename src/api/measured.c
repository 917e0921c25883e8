#include "api/measured.h"

#include "api/state.h"
#include "train/parts.h"

/* A look at drawings and texts goes on after that at the drawings alone, with the same weights. */
static int evaluate_texts(ct_session *s, int budget) {
  ct_evaluation *e = &s->evaluation;
  ct_matching *m = &s->matching;
  if (ct_trainer_is_midway(&s->trainer)) return 0;
  if (m->stage == CT_MATCHING_REST) ct_matching_begin(m);
  if (e->stage != CT_EVALUATION_REST || e->step != m->began) {
    ct_evaluation_advance(e, &s->trainer, budget);
    return 0;
  }
  if (!ct_matching_advance(m, budget)) return 0;
  ct_prompts_classify(&s->prompts);
  return 1;
}

int ct_session_evaluate(ct_session *s, int budget) {
  ct_evaluation *e = &s->evaluation;
  if (ct_evaluation_lacks_map(e)) return ct_evaluation_advance(e, &s->trainer, budget);
  if (CT_NETWORKS && ct_has(&s->trainer, CT_PART_TEXT)) return evaluate_texts(s, budget);
  int renewed = ct_evaluation_advance(e, &s->trainer, budget);
  if (ct_has(&s->trainer, CT_PART_MOMENTUM) && (renewed || ct_lag_is_due(&s->lag, &s->trainer)))
    ct_lag_measure(&s->lag, &s->trainer, e->items, e->slice < e->count ? e->slice : e->count,
                   e->image);
  return renewed;
}

int ct_session_measure_pixels(ct_session *s, int budget) {
  int texts = CT_NETWORKS && ct_has(&s->trainer, CT_PART_TEXT);
  if (texts && !ct_matching_measure_pixels(&s->matching, budget)) return 0;
  if (texts) ct_prompts_pixels(&s->prompts);
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

void ct_session_ask_map(ct_session *s, int mapping) {
  ct_evaluation_ask_map(&s->evaluation, &s->trainer, mapping != 0);
}
