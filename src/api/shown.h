/* What a session shows: its items, what they are to each other, to an anchor and to prototypes, and
 * the batch at hand. */
#ifndef CT_API_SHOWN_H
#define CT_API_SHOWN_H

#include <stdint.h>
#include "api/handle.h"
#include "base/status.h"

/* The items shown: 2 pairs of cards (item i, its positive i + pairs) or the held-out drawings
 * (concept-major). What is measured and shown is over these. Pointers stay valid, values change
 * with the calls. */
int          ct_session_items(const ct_session *s);
const int   *ct_session_item_ids(const ct_session *s);    /* concept * renditions + rendition */
/* out [n, n]: cosine similarity of the chosen items */
ct_status    ct_session_similarity(ct_session *s, const int *items, int n, float *out);
/* The k items most similar to one, itself left out: indices and cosines, falling. Returns how
 * many. */
int          ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines);
/* Network encoders: what the loss of a method (by its number; -1: the session's own) does to one
 * item shown and what an item is to it (show/reveal.h): cosine, push, role [items] out. Returns the
 * anchor's loss; NaN, and nothing is written, where that is not to be said. */
double       ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                             int *role);
/* Share of false negatives among the negatives of the batch at hand, and the share of a method's
 * push that falls on those of the items shown; NaN where not known. */
double       ct_session_false_negatives(const ct_session *s);
double       ct_session_false_push(ct_session *s, int method);
/* How many prototypes the items shown can be compared with: 0 without any, and while `read` shows
 * something else than the embeddings they were trained on. */
int          ct_session_prototypes(const ct_session *s);
const float *ct_session_prototype_positions(ct_session *s); /* [K, 3], like positions; NULL: none */
/* All items assigned to the prototypes after so many Sinkhorn-Knopp iterations (0: a softmax):
 * out [n, K] those of the chosen ones, each row summing to 1; totals [K] over all items. */
ct_status    ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                               float *totals);
/* Of the same assignments, the items whose largest share a prototype has: counts [K], and up to
 * `most` of each, by falling share, in items [K, most], -1 where there are fewer. */
ct_status    ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items);
/* The views of the batch at hand: items [M], and numbers [M, C, H, W] in 0..1 minus the track's mean
 * (NULL: table). */
int          ct_session_views(const ct_session *s);
const int   *ct_session_view_items(const ct_session *s);
const float *ct_session_view_images(const ct_session *s);
/* 8-bit pixels of an item, [C, H, W], or its numbers, [C, 1, 1]; NULL without data. */
const uint8_t *ct_session_image(const ct_session *s, int item_id);
int            ct_session_image_shape(const ct_session *s, int axis); /* C, H, W for 0, 1, 2; 0 none */
int            ct_session_drawings(const ct_session *s); /* of each concept; 2 for cards */
double         ct_session_mean(const ct_session *s);     /* of these, 0..1; 0 without data */

#endif
