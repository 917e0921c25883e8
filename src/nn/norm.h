/* Normalisation with a learned scale and shift: batch norm (Ioffe & Szegedy 2015,
 * arXiv:1502.03167) and layer norm (Ba et al. 2016, arXiv:1607.06450), as PyTorch defines them; and
 * without either: RMS norm (Zhang & Sennrich 2019, arXiv:1910.07467).
 * Tests: test_norm.c */
#ifndef CT_NN_NORM_H
#define CT_NN_NORM_H

#include "base/write.h"

#define CT_NORM_EPSILON 1e-5f   /* added to a variance */
#define CT_NORM_MOMENTUM 0.1f   /* of running statistics */
#define CT_RMS_EPSILON 1e-6f    /* added to a mean square */

/* x, y [n, C, S]: S positions per channel, 1 after a dense layer. Statistics are over n and S. */
typedef struct ct_norm_shape { int n, C, S; } ct_norm_shape;

/* y = gamma (x - mean) / sqrt(variance + epsilon) + beta per channel, with the batch's statistics;
 * then max(y, 0) where `relu`. y must not be x.
 *   mean [C], inverse [C] out, of the batch; inverse is 1 / sqrt(variance + epsilon), for backward
 *   variance [C] out, unbiased (divided by n S - 1, or by 1), for the running statistics
 *   gamma, beta [C] in */
void ct_batch_norm_forward (float *y, float *mean, float *inverse, float *variance, const float *x,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu);
/* x, mean, inverse as in the forward, whose output y is computed again rather than read. dx as
 * `how` says; it may be dy where `how` is CT_SET. */
void ct_batch_norm_backward(float *dx, ct_write how, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu);
/* The same with given statistics, for evaluation. */
void ct_batch_norm_apply   (float *y, const float *mean, const float *variance, const float *x,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu);

/* Normalises each row of x [B, D] by its own mean and variance; gamma, beta [D]; mean, inverse [B]
 * out, for the backward. */
void ct_layer_norm_forward (float *y, float *mean, float *inverse, const float *x,
                            const float *gamma, const float *beta, int B, int D);
void ct_layer_norm_backward(float *dx, ct_write how, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, int B, int D);

/* y = x / sqrt(mean(x^2) + epsilon) for each row of x [B, D]; a row of zeros gives zeros. y must
 * not be x. inverse [B] out, for the backward: what the row was multiplied by. dx may be dy where
 * `how` is CT_SET. */
void ct_rms_norm_forward (float *y, float *inverse, const float *x, int B, int D);
void ct_rms_norm_backward(float *dx, ct_write how, const float *dy, const float *x,
                          const float *inverse, int B, int D);

#endif
