/* Layers as pairs of forward and backward. Arguments run outputs, inputs, parameters, saved
 * values, dimensions. Every backward adds into the gradients of parameters; it overwrites the
 * gradient of its input or adds into it, as `how` says; a NULL gradient is not computed. */
#ifndef CT_NN_LAYERS_H
#define CT_NN_LAYERS_H

#include "base/write.h"
#include "nn/choices.h"

/* y [B, O] = x [B, I] w^T + b, w [O, I] as in PyTorch; b [O] may be NULL */
void ct_dense_forward (float *y, const float *x, const float *w, const float *b,
                       int B, int I, int O);
void ct_dense_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                       const float *x, const float *w, int B, int I, int O);

/* y = f(x), n elements. For ReLU y may be x, and its backward needs only y (pass it as x). dx may
 * be dy where `how` is CT_SET. */
void ct_activation_forward (float *y, const float *x, ct_activation f, int n);
void ct_activation_backward(float *dx, ct_write how, const float *dy, const float *x,
                            ct_activation f, int n);

/* y += x, then max(y, 0) where `relu`; n elements. The backward reads the y after the addition and
 * turns dy into the gradient of the y before it, which is the gradient of x too. */
void ct_add_forward (float *y, const float *x, int relu, int n);
void ct_add_backward(float *dx, ct_write how, float *dy, const float *y, int relu, int n);

#endif
