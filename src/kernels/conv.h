/* Two-dimensional convolution (cross-correlation, as PyTorch's Conv2d) with zero padding.
 *
 *   x [n, C, H, W]   w [O, C, kh, kw]   b [O] or NULL   y [n, O, Ho, Wo]
 *   y[o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[c, i s - p + u, j s - p + v]
 *
 * All three products are computed with the tile of tile.h. Instead of all columns of im2col only a
 * panel for eight outputs is written at a time. Kernel rows overlap in it, so that it holds each
 * row of the input once. Rows of padding take no time. Tests: test_conv.c */
#ifndef CT_KERNELS_CONV_H
#define CT_KERNELS_CONV_H

#include "base/arena.h"
#include "base/write.h"
#include "kernels/conv_shape.h"

/* Bytes of scratch that are enough for forward and backward with any n; given back on return. */
size_t ct_conv_bytes(const ct_conv *s);

/* scratch: at least ct_conv_bytes free. The order of the sums depends on the shape alone. The
 * images are divided among the threads, each of which has its own part of the scratch. */
void ct_conv_forward (float *y, const float *x, const float *w, const float *b, const ct_conv *s,
                      int n, ct_arena *scratch);
/* dx [n, C, H, W] as `how` says; adds into dw and db. Each may be NULL, and is then not
 * computed. */
void ct_conv_backward(float *dx, ct_write how, float *dw, float *db, const float *dy,
                      const float *x, const float *w, const ct_conv *s, int n, ct_arena *scratch);

#endif
