/* False negatives: items that a loss pushes apart although their labels agree. Training does not
 * know them; here the labels are read to count them, and to show how a method pushes them. */
#ifndef CT_SHOW_REVEAL_H
#define CT_SHOW_REVEAL_H

#include "eval/evaluate.h"

/* The role of an item shown beside an anchor, by the numbers that the page knows too. */
typedef enum ct_role {
  CT_ROLE_NONE,     /* not in the batch */
  CT_ROLE_ANCHOR,
  CT_ROLE_POSITIVE, /* another rendition of the anchor's concept */
  CT_ROLE_NEGATIVE,
  CT_ROLE_FALSE     /* a negative that has the anchor's label */
} ct_role;

/* Share of the negatives in the present batch that have their anchor's label; NaN without labels
 * or before the first batch. */
double ct_reveal_batch(const ct_trainer *t);

/* How a method's loss pushes the other items away from one anchor, on the embeddings of the last
 * evaluation. The batch has the anchor, its positive (the anchor itself where a concept has one
 * rendition) and, spread evenly over the other items, as many negatives as in training.
 *   method   in   ct_method_kind; -1: the one that trains
 *   anchor   in   0 .. count - 1
 *   cosine  [count] out  with the anchor; 0 outside the batch
 *   push    [count] out  d loss / d cosine, nats: above 0 pushed away, below 0 pulled; at the
 *                        anchor itself only where it is its own positive
 *   role    [count] out  ct_role
 * Returns the anchor's loss. It returns NaN and writes nothing where there is no such method,
 * where its loss does not depend on cosines or needs labels that are missing, where z is not
 * shown, before the first evaluation, and where there are no negatives.
 * Memory: scratch of the evaluation, given back.   Tests: test_reveal.c */
double ct_reveal_anchor(ct_evaluation *e, const ct_trainer *t, int method, int anchor,
                        float *cosine, float *push, int *role);

/* The share that falls on false negatives, of all the push that a method gives the negatives of a
 * few anchors spread evenly over the items shown; NaN as above. */
double ct_reveal_push(ct_evaluation *e, const ct_trainer *t, int method);

#endif
