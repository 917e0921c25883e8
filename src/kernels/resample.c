#include "kernels/resample.h"
#include <stddef.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"

#define RADIUS_MAX 8

#define UNIT (1.0f / 255)

/* One pixel anywhere: the bilinear value at (fx, fy), in pixels from the first texel's centre; what
 * lies outside the image is `fill`. Written so that NaN and far coordinates are outside before they
 * become integers. */
static float read_one(const uint8_t *x, int h, int w, float fx, float fy, float fill) {
  if (!(fx > -1.0f && fx < (float)w && fy > -1.0f && fy < (float)h)) return fill;
  int left = (int)fx, top = (int)fy;
  left -= (float)left > fx; /* the cast goes towards zero, this down */
  top -= (float)top > fy;
  float u = fx - (float)left, v = fy - (float)top, texel[4];
  for (int i = 0; i < 4; i++) {
    int column = left + (i & 1), row = top + (i >> 1);
    int inside = column >= 0 && column < w && row >= 0 && row < h;
    texel[i] = inside ? (float)x[(ptrdiff_t)row * w + column] * UNIT : fill;
  }
  return (1 - u) * (1 - v) * texel[0] + u * (1 - v) * texel[1] + (1 - u) * v * texel[2] +
         u * v * texel[3];
}

static inline int all_true(i32x4 m) { return (m[0] & m[1] & m[2] & m[3]) != 0; }

static inline f32x4 gather(const uint8_t *x, i32x4 at) {
  i32x4 texel = {x[at[0]], x[at[1]], x[at[2]], x[at[3]]};
  return __builtin_convertvector(texel, f32x4);
}

/* Four pixels whose texels are all inside, every channel; y[c * target + 0 .. 3] */
static void read_four(float *y, size_t target, int C, const uint8_t *x, int h, int w, f32x4 fx,
                      f32x4 fy) {
  i32x4 left = __builtin_convertvector(fx, i32x4), top = __builtin_convertvector(fy, i32x4);
  f32x4 u = fx - __builtin_convertvector(left, f32x4);
  f32x4 v = fy - __builtin_convertvector(top, f32x4);
  f32x4 w0 = (1 - u) * (1 - v) * UNIT, w1 = u * (1 - v) * UNIT;
  f32x4 w2 = (1 - u) * v * UNIT, w3 = u * v * UNIT;
  i32x4 at = top * w + left;
  for (int c = 0; c < C; c++, x += (size_t)h * w, y += target) {
    f32x4 upper = w0 * gather(x, at) + w1 * gather(x + 1, at);
    f32x4 lower = w2 * gather(x + w, at) + w3 * gather(x + w + 1, at);
    f32x4_store(y, upper + lower);
  }
}

void ct_resample(float *y, int C, int H, int W, const uint8_t *x, int h, int w,
                 const ct_affine *map, float fill) {
  CT_ASSERT(C >= 1 && H >= 1 && W >= 1 && h >= 1 && w >= 1);
  const f32x4 zero = f32x4_splat(0), last_x = f32x4_splat((float)(w - 1));
  const f32x4 last_y = f32x4_splat((float)(h - 1)), lane = {0, 1, 2, 3};
  size_t source = (size_t)h * w, target = (size_t)H * W;
  for (int i = 0; i < H; i++) {
    float oy = (float)i + 0.5f - 0.5f * (float)H;
    float row_x = map->cx - 0.5f + map->b * oy, row_y = map->cy - 0.5f + map->d * oy;
    for (int j = 0; j < W; j += 4) {
      f32x4 ox = ((float)j + 0.5f - 0.5f * (float)W) + lane;
      f32x4 fx = row_x + map->a * ox, fy = row_y + map->c * ox;
      float *out = y + (size_t)i * W + j;
      i32x4 inside = (fx >= zero) & (fx < last_x) & (fy >= zero) & (fy < last_y);
      if (j + 4 <= W && all_true(inside)) {
        read_four(out, target, C, x, h, w, fx, fy);
        continue;
      }
      for (int k = 0; k < 4 * C; k++) {
        int c = k >> 2, l = k & 3;
        if (j + l < W) out[target * c + l] = read_one(x + source * c, h, w, fx[l], fy[l], fill);
      }
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
    g[d] = d ? ct_expf(-(float)(d * d) * fall) : 1; /* fall may be infinite */
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
