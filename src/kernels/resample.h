/* Image resampling: an affine window of an 8-bit image, read bilinearly, and a Gaussian blur. */
#ifndef CT_KERNELS_RESAMPLE_H
#define CT_KERNELS_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

/* An output pixel whose centre is (x, y), in pixels from the output's centre, is read at
 *   (cx + a x + b y, cy + c x + d y)  in pixels of the source, from its top left corner. */
typedef struct ct_affine { float a, b, c, d, cx, cy; } ct_affine;

#define CT_BLUR_RADIUS_MAX 8

/* Floats of scratch that either function needs for sources and outputs of at most H x W. */
size_t ct_resample_floats(int H, int W);

/* Reads x through the map.
 *   y [C, H, W] out, 0..1;   x [C, h, w] in, 8 bit (0..255 -> 0..1), C <= 4;
 *   fill: value outside, 0..1;   scratch: ct_resample_floats(h, w) floats
 * It does no anti-aliasing: the caller should blur first when shrinking by more than 2. */
void ct_resample(float *y, int C, int H, int W, const uint8_t *x, int h, int w,
                 const ct_affine *map, float fill, float *scratch);

/* Separable Gaussian blur in place, edges replicated. y [C, H, W]; sigma in pixels, > 0; scratch:
 * ct_resample_floats(H, W) floats. Radius is ceil(2 sigma), at most CT_BLUR_RADIUS_MAX. */
void ct_blur(float *y, int C, int H, int W, float sigma, float *scratch);

#endif
