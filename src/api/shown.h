/* What the items shown are to each other, to an anchor and to prototypes. Which they are, and what
 * else there is of them, is read (api/read.h). */
#ifndef CT_API_SHOWN_H
#define CT_API_SHOWN_H

#include "api/handle.h"
#include "base/status.h"

/* out [n, n]: cosine similarity of the chosen items */
ct_status ct_session_similarity(ct_session *s, const int *items, int n, float *out);
/* The k items most similar to one, itself left out: indices and cosines, falling. Returns how
 * many. */
int       ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines);
/* Network encoders: what the loss of a method (by its number; -1: the session's own) does to one
 * item shown and what an item is to it (show/reveal.h): cosine, push, role [items] out. Returns the
 * anchor's loss; NaN, and nothing is written, where that is not to be said. */
double    ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                          int *role);
/* The share of a method's push that falls on false negatives; NaN where not known. */
double    ct_session_false_push(ct_session *s, int method);
/* All items assigned to the prototypes after so many Sinkhorn-Knopp iterations (0: a softmax):
 * out [n, K] those of the chosen ones, each row summing to 1; totals [K] over all items. */
ct_status ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                            float *totals);
/* Of the same assignments, the items whose largest share a prototype has: counts [K], and up to
 * `most` of each, by falling share, in items [K, most], -1 where there are fewer. */
ct_status ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items);

#endif
