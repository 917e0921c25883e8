/* Free points: sessions whose encoder is a table. */
#ifndef CT_API_POINTS_H
#define CT_API_POINTS_H

#include "api/handle.h"
#include "base/status.h"

/* Table encoders: one anchor's loss, and per item cosine [items], weight [items] in the
 * denominator. NaN on an error. */
double    ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight);
/* Table encoders: total loss of all items at the present point with a given bug; NaN on an error.
 * */
double    ct_session_loss_now(ct_session *s, int bug);
/* Table encoders: puts one item at a place (any length but zero; z ignored when dim is 2). */
ct_status ct_session_move(ct_session *s, int item, float x, float y, float z);

#endif
