/* For figures: which prototypes the items shown are assigned to, all of them taken as one batch,
 * after any number of Sinkhorn-Knopp iterations; and where the prototypes are among them. */
#ifndef CT_SHOW_ASSIGNMENT_H
#define CT_SHOW_ASSIGNMENT_H

#include "eval/evaluate.h"

typedef struct ct_assignment {
  int K;            /* prototypes; 0 where the method has none, and nothing below is there */
  float *codes;     /* [items, K] of the last ct_assignment_find */
  float *xyz;       /* [K, 3] of the last ct_assignment_place */
  ct_arena scratch; /* of Sinkhorn-Knopp */
} ct_assignment;

ct_status ct_assignment_layout(ct_assignment *a, const ct_trainer *t, int items, ct_arena *arena);
/* 1 when the items' places are those of the embeddings that prototypes are compared with: not those
 * of the representation before the head. */
int       ct_assignment_is_shown(const ct_assignment *a, const ct_evaluation *e);
/* The assignments of e's items to t's prototypes after so many iterations (>= 0; 0: a softmax).
 * Errors: CT_E_ARG; CT_E_STATE when ct_assignment_is_shown says no; CT_E_NONFINITE. */
ct_status ct_assignment_find(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e,
                             int iterations);
/* After ct_assignment_find, each prototype's own items, those whose largest share it has:
 *   counts  [K]        out  how many they are
 *   items   [K, most]  out  up to `most` of them, by falling share; -1 where there are fewer */
void      ct_assignment_collect(const ct_assignment *a, int count, int most, int *counts,
                                int *items);
/* The prototypes' places on the display sphere, as e's items have theirs; errors likewise. */
ct_status ct_assignment_place(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e);

#endif
