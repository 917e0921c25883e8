/* A small filter on one image of few channels, where the products of kernels/conv.h would be mostly
 * padding. Tests: test_randconv.c */
#ifndef CT_KERNELS_FILTER_H
#define CT_KERNELS_FILTER_H

#include <stddef.h>

#define CT_FILTER_SIDE 3
#define CT_FILTER_WEIGHTS_MAX 81 /* of an image of 3 channels */

/* Floats of scratch that ct_filter needs: the image with a border of one pixel. */
static inline size_t ct_filter_floats(int C, int H, int W) {
  return (size_t)C * (size_t)(H + 2) * (size_t)(W + 2);
}

/* Replaces an image by its convolution (cross-correlation, as PyTorch's Conv2d) with zero padding.
 *   y [C, H, W] in, out; C 1 or 3;   w [C, C, 3, 3] in: of each new channel, of each old one
 * The order of the sums is that of w. */
void ct_filter(float *y, const float *w, int C, int H, int W, float *scratch);

#endif
