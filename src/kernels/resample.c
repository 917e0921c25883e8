/* The four channels of a pixel lie in one vector while it is read: a pixel costs four loads and
 * three blends for any map, and each coordinate is computed once. A border with the fill value
 * around the source stands for everything outside, so a coordinate need only be clamped to that
 * border. */
#include "kernels/resample.h"
#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"

#define UNIT (1.0f / 255)
#define CHANNELS 4
#define BORDER 3 /* pixels of fill: one before the source, two after it */

typedef uint8_t u8x16 __attribute__((vector_size(16)));

#ifdef __clang__
#define SHUFFLE_BYTES(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE_BYTES(a, b, ...) __builtin_shuffle(a, b, (u8x16){__VA_ARGS__})
#endif
/* Eight bytes of a, or four pairs of bytes, from number k on, each followed by the same one of
 * b. */
#define INTERLEAVE(a, b, k)                                                                 \
  SHUFFLE_BYTES(a, b, k, k + 16, k + 1, k + 17, k + 2, k + 18, k + 3, k + 19, k + 4, k + 20, \
                k + 5, k + 21, k + 6, k + 22, k + 7, k + 23)
#define INTERLEAVE_PAIRS(a, b, k)                                                           \
  SHUFFLE_BYTES(a, b, k, k + 1, k + 16, k + 17, k + 2, k + 3, k + 18, k + 19, k + 4, k + 5,  \
                k + 20, k + 21, k + 6, k + 7, k + 22, k + 23)

size_t ct_resample_floats(int H, int W) {
  size_t padded = (size_t)CHANNELS * (size_t)(H + BORDER) * (size_t)(W + BORDER);
  size_t blur = (size_t)H * (size_t)W + (size_t)W + 2 * CT_BLUR_RADIUS_MAX + 4;
  return padded > blur ? padded : blur;
}

static inline void transpose(f32x4 out[4], f32x4 a, f32x4 b, f32x4 c, f32x4 d) {
  f32x4 ab = f32x4_shuffle(a, b, 0, 4, 1, 5), cd = f32x4_shuffle(c, d, 0, 4, 1, 5);
  out[0] = f32x4_shuffle(ab, cd, 0, 1, 4, 5);
  out[1] = f32x4_shuffle(ab, cd, 2, 3, 6, 7);
  ab = f32x4_shuffle(a, b, 2, 6, 3, 7), cd = f32x4_shuffle(c, d, 2, 6, 3, 7);
  out[2] = f32x4_shuffle(ab, cd, 0, 1, 4, 5);
  out[3] = f32x4_shuffle(ab, cd, 2, 3, 6, 7);
}

/* Reads sixteen neighbouring bytes, or only the first n where there are fewer, as floats. They are
 * spread by shuffles that every machine has an instruction for, as bytes would be converted one by
 * one. */
static inline void read_bytes(f32x4 out[4], const uint8_t *x, int n) {
  u8x16 bytes = {0};
  const u8x16 none = {0};
  if (n >= 16) memcpy(&bytes, x, 16);
  else for (int i = 0; i < n; i++) bytes[i] = x[i];
  u8x16 halves[2] = {INTERLEAVE(bytes, none, 0), INTERLEAVE(bytes, none, 8)};
  for (int i = 0; i < 2; i++) {
    i32x4 low = (i32x4)INTERLEAVE_PAIRS(halves[i], none, 0);
    i32x4 high = (i32x4)INTERLEAVE_PAIRS(halves[i], none, 8);
    out[2 * i] = __builtin_convertvector(low, f32x4) * UNIT;
    out[2 * i + 1] = __builtin_convertvector(high, f32x4) * UNIT;
  }
}

static void fill_pixels(float *p, int count, float value) {
  for (int i = 0; i < count; i++) f32x4_store(p + (ptrdiff_t)CHANNELS * i, f32x4_splat(value));
}

/* padded [h + 3, w + 3, 4] = x with the border; channels that x lacks are 0 */
static void pad(float *padded, int C, const uint8_t *x, int h, int w, float fill) {
  int stride = w + BORDER;
  size_t plane = (size_t)h * (size_t)w;
  fill_pixels(padded, stride + 1, fill);
  float *out = padded + (ptrdiff_t)CHANNELS * (stride + 1);
  for (int i = 0; i < h; i++, x += w, out += (ptrdiff_t)CHANNELS * stride) {
    for (int j = 0; j < w; j += 16) {
      f32x4 channel[CHANNELS][4] = {{{0}}}, pixel[4];
      int n = w - j < 16 ? w - j : 16;
      for (int c = 0; c < C; c++) read_bytes(channel[c], x + (size_t)c * plane + j, n);
      for (int k = 0; k < n; k += 4) { /* surplus pixels fall on the border, written later */
        int four = k / 4;
        transpose(pixel, channel[0][four], channel[1][four], channel[2][four], channel[3][four]);
        for (int l = 0; l < 4; l++)
          f32x4_store(out + (ptrdiff_t)CHANNELS * (j + k + l), pixel[l]);
      }
    }
    fill_pixels(out + (ptrdiff_t)CHANNELS * w, BORDER, fill);
  }
  fill_pixels(out, 2 * stride - 1, fill);
}

/* Clamps to 0 .. most; NaN becomes 0. */
static inline f32x4 clamp(f32x4 x, f32x4 most) {
  x = (f32x4)((i32x4)x & (x > 0));
  return f32x4_min(x, most);
}

static inline f32x4 blend(f32x4 a, f32x4 b, f32x4 share) { return a + share * (b - a); }

/* The blend of four pixels, the upper left of them at p; u and v are the shares of the right and
 * of the lower ones. */
static inline f32x4 read_pixel(const float *p, ptrdiff_t row, f32x4 u, f32x4 v) {
  f32x4 upper = blend(f32x4_load(p), f32x4_load(p + CHANNELS), u);
  f32x4 lower = blend(f32x4_load(p + row), f32x4_load(p + row + CHANNELS), u);
  return blend(upper, lower, v);
}

void ct_resample(float *y, int C, int H, int W, const uint8_t *x, int h, int w,
                 const ct_affine *map, float fill, float *scratch) {
  CT_ASSERT(C >= 1 && C <= CHANNELS && H >= 1 && W >= 1 && h >= 1 && w >= 1);
  pad(scratch, C, x, h, w, fill);
  const f32x4 lane = {0, 1, 2, 3};
  const f32x4 most_x = f32x4_splat((float)(w + 1)), most_y = f32x4_splat((float)(h + 1));
  ptrdiff_t row = (ptrdiff_t)CHANNELS * (w + BORDER), plane = (ptrdiff_t)H * W;
  for (int i = 0; i < H; i++) {
    float oy = (float)i + 0.5f - 0.5f * (float)H;
    /* measured from the centre of the first pixel of the border */
    float row_x = map->cx + 0.5f + map->b * oy, row_y = map->cy + 0.5f + map->d * oy;
    for (int j = 0; j < W; j += 4) {
      f32x4 ox = ((float)j + 0.5f - 0.5f * (float)W) + lane;
      f32x4 fx = clamp(row_x + map->a * ox, most_x);
      f32x4 fy = clamp(row_y + map->c * ox, most_y);
      i32x4 left = __builtin_convertvector(fx, i32x4), top = __builtin_convertvector(fy, i32x4);
      f32x4 u = fx - __builtin_convertvector(left, f32x4);
      f32x4 v = fy - __builtin_convertvector(top, f32x4);
      i32x4 at = (top * (w + BORDER) + left) * CHANNELS;
      f32x4 pixel[4], channel[4];
#define READ(k)                                                                 \
  pixel[k] = read_pixel(scratch + at[k], row, f32x4_shuffle(u, u, k, k, k, k), \
                        f32x4_shuffle(v, v, k, k, k, k))
      READ(0), READ(1), READ(2), READ(3);
#undef READ
      transpose(channel, pixel[0], pixel[1], pixel[2], pixel[3]);
      for (int c = 0; c < C; c++) {
        float *out = y + c * plane + (ptrdiff_t)i * W + j;
        if (j + 4 <= W) f32x4_store(out, channel[c]);
        else memcpy(out, &channel[c], sizeof(float) * (size_t)(W - j));
      }
    }
  }
}

/* ---- blur */

/* Weights of a Gaussian cut at a radius, which is returned: g [radius + 1] out; over both sides
 * they sum to 1. */
static int gaussian(float g[CT_BLUR_RADIUS_MAX + 1], float sigma) {
  float twice = 2 * sigma;
  int radius = twice < CT_BLUR_RADIUS_MAX ? (int)twice : CT_BLUR_RADIUS_MAX;
  if (radius < CT_BLUR_RADIUS_MAX && (float)radius < twice) radius++;
  float total = 0, fall = 1 / (2 * sigma * sigma);
  for (int d = 0; d <= radius; d++) {
    g[d] = d ? ct_expf(-(float)(d * d) * fall) : 1; /* fall may be infinite */
    total += d ? 2 * g[d] : 1;
  }
  for (int d = 0; d <= radius; d++) g[d] /= total;
  return radius;
}

/* y [W] = g[0] x + sum_d g[d] (before[d] + after[d]); before[0] is x itself */
static void weigh(float *y, const float *const *before, const float *const *after, int W,
                  const float *g, int radius) {
  int j = 0;
  for (; j + 4 <= W; j += 4) {
    f32x4 sum = g[0] * f32x4_load(before[0] + j);
    for (int d = 1; d <= radius; d++)
      sum += g[d] * (f32x4_load(before[d] + j) + f32x4_load(after[d] + j));
    f32x4_store(y + j, sum);
  }
  for (; j < W; j++) {
    float sum = g[0] * before[0][j];
    for (int d = 1; d <= radius; d++) sum += g[d] * (before[d][j] + after[d][j]);
    y[j] = sum;
  }
}

/* Blurs each row, from a copy with its ends repeated. */
static void blur_along(float *y, const float *x, int H, int W, const float *g, int radius,
                       float *line) {
  const float *before[CT_BLUR_RADIUS_MAX + 1], *after[CT_BLUR_RADIUS_MAX + 1];
  for (int d = 0; d <= radius; d++) before[d] = line + radius - d, after[d] = line + radius + d;
  for (int i = 0; i < H; i++, x += W, y += W) {
    memcpy(line + radius, x, sizeof(float) * (size_t)W);
    for (int d = 0; d < radius; d++) line[d] = x[0], line[radius + W + d] = x[W - 1];
    weigh(y, before, after, W, g, radius);
  }
}

static void blur_across(float *y, const float *x, int H, int W, const float *g, int radius) {
  const float *before[CT_BLUR_RADIUS_MAX + 1], *after[CT_BLUR_RADIUS_MAX + 1];
  for (int i = 0; i < H; i++) {
    for (int d = 0; d <= radius; d++) {
      before[d] = x + (ptrdiff_t)(i - d < 0 ? 0 : i - d) * W;
      after[d] = x + (ptrdiff_t)(i + d >= H ? H - 1 : i + d) * W;
    }
    weigh(y + (ptrdiff_t)i * W, before, after, W, g, radius);
  }
}

void ct_blur(float *y, int C, int H, int W, float sigma, float *scratch) {
  CT_ASSERT(C >= 1 && H >= 1 && W >= 1 && sigma > 0);
  float g[CT_BLUR_RADIUS_MAX + 1], *line = scratch + (size_t)H * (size_t)W;
  int radius = gaussian(g, sigma);
  for (int c = 0; c < C; c++, y += (size_t)H * (size_t)W) {
    blur_along(scratch, y, H, W, g, radius, line);
    blur_across(y, scratch, H, W, g, radius);
  }
}
