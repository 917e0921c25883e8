/* False negatives: things that a loss pushes apart although their labels agree. The training does
 * not know them; here the labels are read to count them, and to show what a method does to them. */
#ifndef CT_SHOW_REVEAL_H
#define CT_SHOW_REVEAL_H

#include "eval/evaluate.h"

/* What an item shown is to an anchor, as in snapshots. */
typedef enum ct_role {
  CT_ROLE_NONE,     /* not in the batch */
  CT_ROLE_ANCHOR,
  CT_ROLE_POSITIVE, /* another rendition of the anchor's concept */
  CT_ROLE_NEGATIVE,
  CT_ROLE_FALSE     /* a negative of the anchor's label */
} ct_role;

/* Share of the negatives of the batch at hand that carry their anchor's label; NaN without labels
 * or before the first batch. */
double ct_reveal_batch(const ct_trainer *t);

/* What a method's loss does to one of the items shown: with its positive (itself, where a concept
 * was drawn once) and as many of the others, spread evenly, as it meets in training, on the
 * embeddings of the last evaluation.
 *   method   in   ct_method_kind; -1: the one that trains
 *   anchor   in   0 .. count - 1
 *   cosine  [count] out  with the anchor; 0 outside the batch
 *   push    [count] out  d loss / d cosine, nats: above 0 pushed away, below 0 pulled; of the
 *                        anchor itself, where it is its own positive
 *   role    [count] out  ct_role
 * Returns the anchor's loss. NaN, and nothing is written, where there is no such method, its loss is
 * not one of cosines or reads labels and there are none, where z is not what is shown, before the
 * first evaluation, and where there is nothing else to compare with.
 * Memory: scratch of the evaluation, given back.   Tests: test_reveal.c */
double ct_reveal_anchor(ct_evaluation *e, const ct_trainer *t, int method, int anchor,
                        float *cosine, float *push, int *role);

/* Of all the push that a method gives the negatives of a few anchors spread evenly over the items
 * shown, the share that false ones get; NaN as above. */
double ct_reveal_push(ct_evaluation *e, const ct_trainer *t, int method);

#endif
