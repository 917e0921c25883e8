/* Renditions as an encoder reads them, and the features of its network that are shown and
 * evaluated. */
#ifndef CT_EVAL_FEATURES_H
#define CT_EVAL_FEATURES_H

#include "train/trainer.h"

/* x [n, shape of the track] out: the renditions of n items (concept * renditions + rendition), in
 * 0..1 minus the track's mean. */
void ct_read_renditions(float *x, const ct_trainer *t, const int *items, int n);

/* u [n, ct_feature_width] out: the features of the last forward that the parameter `read` chooses,
 * as rows of length 1. z, the default, finds another artist's rendition of a concept more often; h
 * serves a classifier better (SimCLR section 4.2); a cosine of both is the mean of their
 * cosines. */
void ct_features(float *u, const ct_trainer *t, int n);
int  ct_feature_width(const ct_trainer *t);
/* The largest width that `read` can choose during the session, for which memory is laid out. */
int  ct_widest_feature(const ct_trainer *t);

/* u [n, D] out (may be x): the rows of x at length 1; a row without length (of a network that
 * died) becomes zeros, which are similar to nothing. */
void ct_unit_rows(float *u, const float *x, int n, int D);

#endif
