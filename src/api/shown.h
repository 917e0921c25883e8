/* How the items shown relate to each other, to an anchor and to prototypes. Their ids, positions
 * and embeddings are read by number (api/read.h). */
#ifndef CT_API_SHOWN_H
#define CT_API_SHOWN_H

#include "api/handle.h"
#include "base/status.h"

/* out [n, n]: cosine similarity of the chosen items */
ct_status ct_session_similarity(ct_session *s, const int *items, int n, float *out);
/* The k items most similar to one, without itself: their indices, and their cosines in falling
 * order. Returns how many there are. */
int       ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines);
/* For network encoders: how the loss of a method (its number; -1: the session's own) pushes every
 * item shown away from one anchor, and the role of each item (show/reveal.h): cosine, push, role
 * [items] out. Returns the anchor's loss; NaN, with nothing written, where it is not defined. */
double    ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                          int *role);
/* The share of a method's push that falls on false negatives; NaN where not known. */
double    ct_session_false_push(ct_session *s, int method);
/* Assigns all items to the prototypes with so many Sinkhorn-Knopp iterations (0: a softmax). out
 * [n, K]: the assignments of the chosen items, each row summing to 1; totals [K]: over all
 * items. */
ct_status ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                            float *totals);
/* The same assignments by prototype: counts [K] of the items that give it their largest share, and
 * in items [K, most] up to `most` of these by falling share, -1 where there are fewer. */
ct_status ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items);

#endif
