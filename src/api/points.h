/* Free points, which only a session has whose encoder is a table. */
#ifndef CT_API_POINTS_H
#define CT_API_POINTS_H

#include "api/handle.h"
#include "base/status.h"

/* Returns the loss of one anchor, NaN on an error. For every item, cosine [items] is its cosine
 * with the anchor and weight [items] is its weight in the denominator; both are out. */
double    ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight);
/* The loss of all items, with a given bug, at their positions of the last evaluation; NaN on an
 * error. */
double    ct_session_loss_now(ct_session *s, int bug);
/* Moves one item to the direction of (x, y, z), whose length may be any but 0; z is ignored when
 * dim is 2. */
ct_status ct_session_move(ct_session *s, int item, float x, float y, float z);

#endif
