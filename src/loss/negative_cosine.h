/* Negative cosine similarity, the loss of BYOL and SimSiam between a prediction and its target. */
#ifndef CT_LOSS_NEGATIVE_COSINE_H
#define CT_LOSS_NEGATIVE_COSINE_H

#include "base/status.h"

/* Value and gradient of minus the mean cosine of predictions and targets.
 *   p   [B, D]  in   predictions, any length but zero (normalised inside)
 *   dp  [B, D]  out  += d loss / d p; may be NULL (value alone)
 *   t   [B, D]  in   targets, likewise
 *   dt  [B, D]  out  += d loss / d t; NULL stops the gradient, as both papers do
 *   loss        out  -1 .. 1; -1 when every prediction points at its target
 * This is one direction: the symmetric loss is the mean of two calls with the views exchanged.
 * Errors: CT_E_ARG when B < 1 or D < 1; CT_E_ZERO, CT_E_NONFINITE for such rows. On an error
 *   nothing is changed.   Memory: none.
 * Source: Chen & He 2021, arXiv:2011.10566, eq. 1, as in lightly. BYOL's loss (Grill et al. 2020,
 * arXiv:2006.07733, eq. 2), the squared distance of the unit vectors, is 2 plus twice this value,
 * so its gradient is twice as long, and BYOL adds the two directions.
 * Tests: test_negative_cosine.c */
ct_status ct_negative_cosine(const float *p, float *dp, const float *t, float *dt, int B, int D,
                             double *loss);

#endif
