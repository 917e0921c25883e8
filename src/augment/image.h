/* Random views of an image: the augmentations of SimCLR (arXiv:2002.05709, appendix A), cutout and
 * random convolutions. */
#ifndef CT_AUGMENT_IMAGE_H
#define CT_AUGMENT_IMAGE_H

#include <stdint.h>
#include "base/random.h"

/* The strength of each augmentation; all zero (and crop 1) leaves the image as it is. */
typedef struct ct_augment {
  float crop;    /* least area kept by a random resized crop, (0, 1], 1: none; aspect 3/4 to 4/3 */
  float smaller; /* share by which the area of every crop is reduced further, [0, 1) */
  float rotate;  /* greatest rotation, degrees, [0, 180], either way */
  float flip;    /* probability of a left-right mirror, [0, 1] */
  int mirrored;  /* 1: the caller has chosen to mirror it left to right, before all else */
  float jitter;  /* strength s, [0, 1]: brightness, contrast, saturation up to 0.8 s, hue 0.2 s */
  float grey;    /* probability of greyscale, [0, 1] */
  float blur;    /* probability of a Gaussian blur, sigma 0.1 .. 1.5 pixels, [0, 1] */
  float cutout;  /* side of the square cut out of every view, in shorter sides, [0, 1]; its centre
                    may be any pixel, so part of it may be outside (arXiv:1708.04552) */
  float randconv; /* probability of a cross-fade, by a share uniform in 0..1, with a 3x3 convolution
                     of the view whose weights are normal with variance 1 / (9 C), [0, 1]
                     (RandConv, arXiv:2007.13003, there with kernels of 1 to 7) */
  float mean;    /* subtracted from every pixel before a convolution, after all else; the square
                    becomes 0, the mean */
} ct_augment;

/* Makes one view.  y [C, H, W] out, 0..1 minus the mean, which a convolution may leave, C 1 or 3
 * (colour steps are skipped for C = 1); x [C, H, W] in, 8 bit; white outside the image; rng: this
 * view's own; scratch: ct_resample_floats(H, W) floats, which are enough for ct_filter too */
void ct_augment_image(float *y, const uint8_t *x, int C, int H, int W, const ct_augment *how,
                      ct_rng *rng, float *scratch);

/* The image as it is: y = x / 255. */
void ct_plain_image(float *y, const uint8_t *x, int count);

/* Turns the colours of y [3, n], 0..1, about the axis of greys by `turn` of a circle, cut to
 * 0..1. */
void ct_turn_hue(float *y, int n, float turn);

#endif
