#include "nn/pool.h"

#include <stddef.h>
#include <string.h>

void ct_mean_pool_forward(float *y, const float *x, int planes, int S) {
  for (int i = 0; i < planes; i++, x += S) {
    double sum = 0;
    for (int j = 0; j < S; j++) sum += (double)x[j];
    y[i] = (float)(sum / S);
  }
}

void ct_mean_pool_backward(float *dx, ct_write how, const float *dy, int planes, int S) {
  for (int i = 0; i < planes; i++, dx += S) {
    float share = dy[i] / (float)S;
    for (int j = 0; j < S; j++) dx[j] = how == CT_ADD ? dx[j] + share : share;
  }
}

/* The offset, from the first float of a 2x2 block, of the one that is passed on. */
static ptrdiff_t greatest(const float *x, int W) {
  const ptrdiff_t places[4] = {0, 1, W, W + 1};
  ptrdiff_t best = 0;
  for (int k = 1; k < 4; k++) {
    float v = x[places[k]];
    if (v > x[best] || (v != v && x[best] == x[best])) best = places[k];
  }
  return best;
}

void ct_max_pool_forward(float *y, const float *x, int planes, int H, int W) {
  for (int p = 0; p < planes; p++, x += (ptrdiff_t)H * W)
    for (int i = 0; i + 2 <= H; i += 2)
      for (int j = 0; j + 2 <= W; j += 2) {
        const float *block = x + (ptrdiff_t)i * W + j;
        *y++ = block[greatest(block, W)];
      }
}

void ct_max_pool_backward(float *dx, ct_write how, const float *dy, const float *x, int planes,
                          int H, int W) {
  if (how == CT_SET) memset(dx, 0, sizeof(float) * (size_t)planes * (size_t)H * (size_t)W);
  for (int p = 0; p < planes; p++, x += (ptrdiff_t)H * W, dx += (ptrdiff_t)H * W)
    for (int i = 0; i + 2 <= H; i += 2)
      for (int j = 0; j + 2 <= W; j += 2) {
        ptrdiff_t at = (ptrdiff_t)i * W + j;
        dx[at + greatest(x + at, W)] += *dy++;
      }
}
