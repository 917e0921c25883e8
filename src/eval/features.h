/* Renditions as an encoder reads them, and what of its network is shown and evaluated. */
#ifndef CT_EVAL_FEATURES_H
#define CT_EVAL_FEATURES_H

#include "train/trainer.h"

/* x [n, shape of the track] out: of items (concept * renditions + rendition), in 0..1 minus the
 * track's mean. */
void ct_read_renditions(float *x, const ct_trainer *t, const int *items, int n);

/* u [n, ct_feature_width] out: of the last forward, by the parameter `read`, rows of length 1. z, the
 * default, finds another artist's drawing of a thing more often; h serves a classifier better
 * (SimCLR section 4.2); a cosine of both is the mean of theirs. */
void ct_features(float *u, const ct_trainer *t, int n);
int  ct_feature_width(const ct_trainer *t);
/* The widest that `read` can ask for during the session: what memory is for. */
int  ct_widest_feature(const ct_trainer *t);

/* u [n, D] out: rows of length 1 (may be x); a row without length (a network that died) becomes
 * zeros: similar to nothing. */
void ct_unit_rows(float *u, const float *x, int n, int D);

#endif
