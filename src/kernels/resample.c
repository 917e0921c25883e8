#include "kernels/resample.h"
#include <stddef.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"

#define RADIUS_MAX 8

/* Where one output pixel reads: the four texels (left, top) .. (left + 1, top + 1), of weights
 * w [4] in reading order; bit i of `inside` says that texel i lies in the image. */
typedef struct sample {
  ptrdiff_t at;
  float w[4];
  int inside;
} sample;

/* sx, sy in pixels from the corner; the centre of texel (0, 0) is (0.5, 0.5). Written so that NaN
 * and far coordinates fall outside before they become integers. */
static sample sample_at(float sx, float sy, int w, int h) {
  float fx = sx - 0.5f, fy = sy - 0.5f;
  sample s = {0, {0, 0, 0, 0}, 0};
  if (!(fx > -1.0f && fx < (float)w && fy > -1.0f && fy < (float)h)) return s;
  int left = (int)fx, top = (int)fy;
  left -= (float)left > fx; /* the cast goes to zero, this down */
  top -= (float)top > fy;
  float u = fx - (float)left, v = fy - (float)top;
  s.at = (ptrdiff_t)top * w + left;
  s.w[0] = (1 - u) * (1 - v), s.w[1] = u * (1 - v), s.w[2] = (1 - u) * v, s.w[3] = u * v;
  int columns = (left >= 0) | (left + 1 < w) << 1;
  s.inside = (top >= 0 ? columns : 0) | (top + 1 < h ? columns << 2 : 0);
  return s;
}

static float sample_read(const sample *s, const uint8_t *x, int w, float fill) {
  const float unit = 1.0f / 255;
  x += s->at;
  if (s->inside == 15) {
    float top = s->w[0] * (float)x[0] + s->w[1] * (float)x[1];
    float low = s->w[2] * (float)x[w] + s->w[3] * (float)x[w + 1];
    return (top + low) * unit;
  }
  if (s->inside == 0) return fill;
  const int step[4] = {0, 1, w, w + 1};
  float texel[4];
  for (int i = 0; i < 4; i++) texel[i] = s->inside >> i & 1 ? (float)x[step[i]] * unit : fill;
  return (s->w[0] * texel[0] + s->w[1] * texel[1]) + (s->w[2] * texel[2] + s->w[3] * texel[3]);
}

void ct_resample(float *y, int C, int H, int W, const uint8_t *x, int h, int w,
                 const ct_affine *map, float fill) {
  CT_ASSERT(C >= 1 && H >= 1 && W >= 1 && h >= 1 && w >= 1);
  size_t source = (size_t)h * w, target = (size_t)H * W;
  for (int i = 0; i < H; i++) {
    float oy = (float)i + 0.5f - 0.5f * (float)H;
    float row_x = map->cx + map->b * oy, row_y = map->cy + map->d * oy;
    for (int j = 0; j < W; j++) {
      float ox = (float)j + 0.5f - 0.5f * (float)W;
      sample s = sample_at(row_x + map->a * ox, row_y + map->c * ox, w, h);
      float *out = y + (size_t)i * W + j;
      for (int c = 0; c < C; c++) out[target * c] = sample_read(&s, x + source * c, w, fill);
    }
  }
}

/* A line of n floats convolved with the symmetric kernel g [radius + 1], edges replicated:
 * y[i * stride] = g[0] line[i] + sum_d g[d] (line[i - d] + line[i + d]) */
static void convolve(float *y, int stride, const float *line, int n, const float *g, int radius) {
  int i = 0;
  while (i < n) {
    if (i >= radius && i + 4 + radius <= n) {
      f32x4 sum = g[0] * f32x4_load(line + i);
      for (int d = 1; d <= radius; d++) {
        sum += g[d] * (f32x4_load(line + i - d) + f32x4_load(line + i + d));
      }
      for (int l = 0; l < 4; l++) y[(ptrdiff_t)(i + l) * stride] = sum[l];
      i += 4;
      continue;
    }
    float sum = g[0] * line[i];
    for (int d = 1; d <= radius; d++) {
      int before = i - d < 0 ? 0 : i - d, after = i + d >= n ? n - 1 : i + d;
      sum += g[d] * (line[before] + line[after]);
    }
    y[(ptrdiff_t)i * stride] = sum;
    i++;
  }
}

/* Weights of a Gaussian cut at `radius`, their sum over both sides 1: g [radius + 1] */
static int gaussian(float g[RADIUS_MAX + 1], float sigma) {
  float twice = 2 * sigma;
  int radius = twice < RADIUS_MAX ? (int)twice : RADIUS_MAX;
  if (radius < RADIUS_MAX && (float)radius < twice) radius++;
  float total = 0, fall = 1 / (2 * sigma * sigma);
  for (int d = 0; d <= radius; d++) {
    g[d] = d ? ct_expf(-(float)(d * d) * fall) : 1; /* sigma may be so small that fall is infinite */
    total += d ? 2 * g[d] : 1;
  }
  for (int d = 0; d <= radius; d++) g[d] /= total;
  return radius;
}

void ct_blur(float *y, int C, int H, int W, float sigma, float *line) {
  CT_ASSERT(C >= 1 && H >= 1 && W >= 1 && sigma > 0);
  float g[RADIUS_MAX + 1];
  int radius = gaussian(g, sigma);
  for (int c = 0; c < C; c++, y += (size_t)H * W) {
    for (int i = 0; i < H; i++) {
      memcpy(line, y + (size_t)i * W, sizeof(float) * (size_t)W);
      convolve(y + (size_t)i * W, 1, line, W, g, radius);
    }
    for (int j = 0; j < W; j++) {
      for (int i = 0; i < H; i++) line[i] = y[(size_t)i * W + j];
      convolve(y + j, W, line, H, g, radius);
    }
  }
}
