/* Image resampling: an affine window of an 8-bit image, read bilinearly. */
#ifndef CT_KERNELS_RESAMPLE_H
#define CT_KERNELS_RESAMPLE_H

#include <stdint.h>

/* Output pixel centre (x, y), in pixels from the output's centre, is read at
 *   (cx + a x + b y, cy + c x + d y)  in pixels of the source, from its top left corner. */
typedef struct ct_affine { float a, b, c, d, cx, cy; } ct_affine;

/*   y [C, H, W] out, 0..1;   x [C, h, w] in, 8 bit (0..255 -> 0..1);   fill: value outside, 0..1
 * Anti-aliasing is the caller's business (blur first when shrinking by more than 2). */
void ct_resample(float *y, int C, int H, int W, const uint8_t *x, int h, int w,
                 const ct_affine *map, float fill);

/* Separable Gaussian blur in place, edges replicated. y [C, H, W]; sigma in pixels, > 0;
 * line: scratch of max(H, W) floats. Radius is ceil(2 sigma), at most 8. */
void ct_blur(float *y, int C, int H, int W, float sigma, float *line);

#endif
