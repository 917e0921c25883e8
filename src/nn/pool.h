/* Pooling of planes. Tests: test_pool.c */
#ifndef CT_NN_POOL_H
#define CT_NN_POOL_H

#include "base/write.h"

/* y [planes] = mean of each plane of x [planes, S] */
void ct_mean_pool_forward (float *y, const float *x, int planes, int S);
void ct_mean_pool_backward(float *dx, ct_write how, const float *dy, int planes, int S);

/* y [planes, H / 2, W / 2] = the greatest of each 2x2 block of x [planes, H, W], or NaN where the
 * block has one; an odd last row or column is left out, as by PyTorch's MaxPool2d(2). H, W >= 2.
 * Among equals the gradient goes to the first. */
void ct_max_pool_forward (float *y, const float *x, int planes, int H, int W);
void ct_max_pool_backward(float *dx, ct_write how, const float *dy, const float *x, int planes,
                          int H, int W);

#endif
