/* A picture, and views of it, for tests of augmentation. */
#ifndef CT_TESTS_VIEWS_H
#define CT_TESTS_VIEWS_H

#include "augment/image.h"
#include "ct_test.h"
#include "kernels/resample.h"

#define SIDE 24
#define PLANE (SIDE * SIDE)
#define SIZE (3 * PLANE)

/* Everything but the random convolution. */
static const ct_augment all_views = {.crop = 0.3f, .rotate = 30, .flip = 0.5f, .jitter = 0.8f,
                                     .grey = 0.2f, .blur = 0.5f, .cutout = 0.4f};

/* A picture without symmetry: smooth waves and some noise. */
static inline void picture(uint8_t *x, int C, int H, int W) {
  ct_rng r = ct_rng_make(5, CT_RNG_TEST, 0);
  for (int c = 0; c < C; c++)
    for (int i = 0; i < H; i++)
      for (int j = 0; j < W; j++) {
        double wave = 120 + 70 * sin(0.3 * i + c) + 50 * cos(0.2 * j + 2 * c);
        x[(c * H + i) * W + j] = (uint8_t)(wave + 10 * (double)ct_rng_uniform(&r));
      }
}

static inline void view(float *y, const uint8_t *x, int C, int H, int W, ct_augment how, unsigned seed) {
  ct_rng r = ct_rng_make(seed, CT_RNG_AUGMENT, 3);
  for (int i = 0; i < C * H * W; i++) y[i] = (float)NAN;
  static float scratch[16384];
  CT_TRUE(ct_resample_floats(H, W) <= 16384, "scratch");
  ct_augment_image(y, x, C, H, W, &how, &r, scratch);
}

#endif
