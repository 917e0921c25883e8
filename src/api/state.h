/* The members of a session, for the files that work on it. */
#ifndef CT_API_STATE_H
#define CT_API_STATE_H

#include "api/handle.h"
#include "eval/prompts.h"
#include "show/assignment.h"
#include "show/lag.h"
#include "show/points.h"

#define NOT_KNOWN __builtin_nan("")

struct ct_session {
  ct_pack pack;
  ct_trainer trainer;
  ct_evaluation evaluation;
  ct_lag lag;
  ct_assignment assignment;
  ct_matching matching; /* used where the method has texts */
  ct_prompts prompts;
  ct_points points;   /* used where the encoder is a table */
};

static inline int ct_has_item(const ct_session *s, int item) {
  return item >= 0 && item < s->evaluation.count;
}

#endif
