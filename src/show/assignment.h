/* For figures: the prototypes that the items shown are assigned to, all items taken as one batch,
 * after any number of Sinkhorn-Knopp iterations; and the prototypes' positions among the items. */
#ifndef CT_SHOW_ASSIGNMENT_H
#define CT_SHOW_ASSIGNMENT_H

#include "eval/evaluate.h"

typedef struct ct_assignment {
  int K;            /* prototypes; 0 where the method has none, and then nothing below is set */
  float *codes;     /* [items, K] of the last ct_assignment_find */
  float *xyz;       /* [K, 3] of the last ct_assignment_place */
  ct_arena scratch; /* for Sinkhorn-Knopp */
} ct_assignment;

ct_status ct_assignment_layout(ct_assignment *a, const ct_trainer *t, int items, ct_arena *arena);
/* 1 when the items are shown by their embeddings, which prototypes are compared with, and not by
 * the representation before the head. */
int       ct_assignment_is_shown(const ct_assignment *a, const ct_evaluation *e);
/* Assigns e's items to t's prototypes with so many iterations (>= 0; 0: a softmax). Errors:
 * CT_E_ARG; CT_E_STATE where ct_assignment_is_shown is 0; CT_E_NONFINITE. */
ct_status ct_assignment_find(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e,
                             int iterations);
/* After ct_assignment_find: each prototype's own items, which are those that give it their largest
 * share.
 *   counts  [K]        out  how many they are
 *   items   [K, most]  out  up to `most` of them, by falling share; -1 where there are fewer */
void      ct_assignment_collect(const ct_assignment *a, int count, int most, int *counts,
                                int *items);
/* Projects the prototypes to the display sphere as e's items are projected; errors likewise. */
ct_status ct_assignment_place(ct_assignment *a, const ct_trainer *t, const ct_evaluation *e);

#endif
