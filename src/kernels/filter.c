#include "kernels/filter.h"

#include <string.h>
#include "base/assert.h"
#include "base/vec.h"

#define SIDE CT_FILTER_SIDE
#define AREA (SIDE * SIDE)
#define CHANNELS_MAX 3

/* The image with a border of zeros: a row of it is W + 2 floats long. */
static void pad(float *to, const float *y, int C, int H, int W) {
  memset(to, 0, sizeof(float) * ct_filter_floats(C, H, W));
  for (int c = 0; c < C; c++)
    for (int i = 0; i < H; i++)
      memcpy(to + (c * (H + 2) + i + 1) * (W + 2) + 1, y + (c * H + i) * W,
             sizeof(float) * (size_t)W);
}

/* Eight neighbours of a row of every channel: each weight that is read serves two vectors, each
 * vector every new channel. x: in the padded image, the top left pixel that the filter covers. */
static inline __attribute__((always_inline))
void filter_eight(float *y, const float *x, const float *w, int C, int plane, int padded, int row) {
  f32x4 sum[CHANNELS_MAX][2];
  for (int o = 0; o < C; o++) sum[o][0] = sum[o][1] = f32x4_splat(0);
  for (int c = 0; c < C; c++)
    for (int k = 0; k < AREA; k++) {
      const float *at = x + c * padded + k / SIDE * row + k % SIDE;
      f32x4 low = f32x4_load(at), high = f32x4_load(at + 4);
      for (int o = 0; o < C; o++) {
        f32x4 weight = f32x4_splat(w[(o * C + c) * AREA + k]);
        sum[o][0] += weight * low;
        sum[o][1] += weight * high;
      }
    }
  for (int o = 0; o < C; o++) {
    f32x4_store(y + o * plane, sum[o][0]);
    f32x4_store(y + o * plane + 4, sum[o][1]);
  }
}

/* The same for one pixel, summed in the same order. */
static inline __attribute__((always_inline))
void filter_one(float *y, const float *x, const float *w, int C, int plane, int padded, int row) {
  for (int o = 0; o < C; o++) {
    float sum = 0;
    for (int c = 0; c < C; c++)
      for (int k = 0; k < AREA; k++)
        sum += w[(o * C + c) * AREA + k] * x[c * padded + k / SIDE * row + k % SIDE];
    y[o * plane] = sum;
  }
}

/* Inlined with a constant number of channels. */
static inline __attribute__((always_inline))
void filter_rows(float *y, const float *x, const float *w, int C, int H, int W) {
  int plane = H * W, row = W + 2, padded = (H + 2) * row;
  for (int i = 0; i < H; i++) {
    int j = 0;
    for (; j + 8 <= W; j += 8)
      filter_eight(y + i * W + j, x + i * row + j, w, C, plane, padded, row);
    for (; j < W; j++) filter_one(y + i * W + j, x + i * row + j, w, C, plane, padded, row);
  }
}

void ct_filter(float *y, const float *w, int C, int H, int W, float *scratch) {
  CT_ASSERT((C == 1 || C == 3) && H >= 1 && W >= 1);
  pad(scratch, y, C, H, W);
  if (C == 3) filter_rows(y, scratch, w, 3, H, W);
  else filter_rows(y, scratch, w, 1, H, W);
}
