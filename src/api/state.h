/* What a session is made of, for the files that work on it. */
#ifndef CT_API_STATE_H
#define CT_API_STATE_H

#include "api/session.h"
#include "show/assignment.h"
#include "show/lag.h"

#define NOT_KNOWN __builtin_nan("")

struct ct_session {
  ct_pack pack;
  ct_trainer trainer;
  ct_evaluation evaluation;
  ct_lag lag;
  ct_assignment assignment;
  float *gradient;    /* table: [items, dim] */
  float *forces;      /* table: [items, 3] */
  ct_arena scratch;   /* table: of one loss */
};

static inline int ct_session_is_table(const ct_session *s) {
  return ct_trainer_is_table(&s->trainer);
}

#endif
