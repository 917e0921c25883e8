/* The shape of a convolution (kernels/conv.h). */
#ifndef CT_KERNELS_CONV_SHAPE_H
#define CT_KERNELS_CONV_SHAPE_H

typedef struct ct_conv {
  int C, H, W;            /* input: channels, height, width; >= 1 */
  int O, kh, kw;          /* output channels, size of the kernel; >= 1 */
  int stride, pad;        /* >= 1; >= 0; the padded input is no smaller than the kernel */
} ct_conv;

/* Ho and Wo: (H + 2 pad - kh) / stride + 1, rounded down */
static inline int ct_conv_out(int size, int kernel, int stride, int pad) {
  return (size + 2 * pad - kernel) / stride + 1;
}

#endif
