/* Layers as forward and backward pairs. Arguments run outputs, inputs, parameters, saved,
 * dimensions. Every backward adds into the gradients of parameters, and sets or adds into the one
 * of its input, as `how` says; a NULL gradient is not computed. */
#ifndef CT_NN_LAYERS_H
#define CT_NN_LAYERS_H

#include "base/write.h"
#include "nn/choices.h"

/* y [B, O] = x [B, I] w^T + b, w [O, I] as in PyTorch; b [O] may be NULL */
void ct_dense_forward (float *y, const float *x, const float *w, const float *b,
                       int B, int I, int O);
void ct_dense_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                       const float *x, const float *w, int B, int I, int O);

/* y = f(x), n elements; y may be x for ReLU, whose backward needs only y (pass it as x). dx may be
 * dy when it is set. */
void ct_activation_forward (float *y, const float *x, ct_activation f, int n);
void ct_activation_backward(float *dx, ct_write how, const float *dy, const float *x,
                            ct_activation f, int n);

/* y += x, then max(y, 0) where `relu`; n elements. Backward: dy becomes the gradient of the y that
 * came in, which is that of x too; y is the one that went out. */
void ct_add_forward (float *y, const float *x, int relu, int n);
void ct_add_backward(float *dx, ct_write how, float *dy, const float *y, int relu, int n);

#endif
