#include "ct_test.h"
#include <float.h>
#include <stdint.h>
#include "base/random.h"
#include "kernels/resample.h"

static const struct { int C, H, W, h, w; } shapes[] = {
  {1, 1, 1, 1, 1}, {1, 1, 5, 3, 1}, {3, 7, 5, 5, 7}, {1, 8, 8, 8, 8}, {3, 32, 32, 32, 32},
  {2, 13, 17, 29, 11}, {3, 2, 3, 64, 64}, {4, 9, 6, 5, 21},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

static uint8_t *image(ct_arena *a, int n, uint64_t seed) {
  uint8_t *x = CT_TAKE(a, uint8_t, n);
  ct_rng r = ct_rng_make(seed, CT_RNG_TEST, 0);
  for (int i = 0; i < n; i++) x[i] = (uint8_t)ct_rng_below(&r, 256);
  return x;
}

static double texel(const uint8_t *x, int h, int w, int i, int j, double fill) {
  return i < 0 || i >= h || j < 0 || j >= w ? fill : x[i * w + j] / 255.0;
}

/* Bilinear between the centres of texels; every texel outside has the value `fill`. */
static double bilinear(const uint8_t *x, int h, int w, double sx, double sy, double fill) {
  double fx = sx - 0.5, fy = sy - 0.5;
  int j = (int)floor(fx), i = (int)floor(fy);
  double u = fx - j, v = fy - i;
  return (1 - v) * ((1 - u) * texel(x, h, w, i, j, fill) + u * texel(x, h, w, i, j + 1, fill)) +
         v * ((1 - u) * texel(x, h, w, i + 1, j, fill) + u * texel(x, h, w, i + 1, j + 1, fill));
}

CT_TEST(resample_reads_bilinearly) {
  static const ct_affine maps[] = {
    {1, 0, 0, 1, 0, 0}, {0.7f, 0, 0, 0.6f, 1.3f, -0.4f}, {0.9f, 0.4f, -0.4f, 0.9f, 0, 0},
    {-1, 0, 0, 1, 0, 0}, {3, 0, 0, 3, 0, 0}, {1, 0, 0, 1, 500, 0},
  };
  for (int s = 0; s < SHAPES * 6; s++) {
    int C = shapes[s / 6].C, H = shapes[s / 6].H, W = shapes[s / 6].W;
    int h = shapes[s / 6].h, w = shapes[s / 6].w;
    ct_affine map = maps[s % 6];
    map.cx += 0.5f * (float)w, map.cy += 0.5f * (float)h;
    ct_arena *arena = ct_test_arena();
    uint8_t *x = image(arena, C * h * w, (uint64_t)s);
    float *y = CT_TAKE(arena, float, C * H * W);
    float *scratch = CT_TAKE(arena, float, ct_resample_floats(h, w));
    ct_resample(y, C, H, W, x, h, w, &map, 0.9f, scratch);
    for (int k = 0; k < C * H * W; k++) {
      double oy = k / W % H + 0.5 - H / 2.0, ox = k % W + 0.5 - W / 2.0;
      double sx = (double)map.cx + (double)map.a * ox + (double)map.b * oy;
      double sy = (double)map.cy + (double)map.c * ox + (double)map.d * oy;
      double want = bilinear(x + k / (H * W) * h * w, h, w, sx, sy, (double)0.9f);
      /* coordinates below 128 err by some ulp of 64, times a slope of at most 1 a pixel */
      CT_NEAR(y[k], want, 600 * FLT_EPSILON, "[%d], shape %d, map %d", k, s / 6, s % 6);
    }
  }
}

/* The mirrored index of pixel i, in an image of this width. */
static int mirrored(int i, int width) { return i / width * width + width - 1 - i % width; }

CT_TEST(identity_and_mirror_are_exact) {
  ct_arena *arena = ct_test_arena();
  uint8_t *x = image(arena, 3 * 6 * 8, 1);
  float y[3 * 6 * 8], *scratch = CT_TAKE(arena, float, ct_resample_floats(6, 8));
  ct_affine same = {1, 0, 0, 1, 4, 3}, mirror = {-1, 0, 0, 1, 4, 3};
  ct_resample(y, 3, 6, 8, x, 6, 8, &same, 1, scratch);
  for (int i = 0; i < 3 * 6 * 8; i++) CT_TRUE(y[i] == (float)x[i] * (1.0f / 255), "[%d]", i);
  ct_resample(y, 3, 6, 8, x, 6, 8, &mirror, 1, scratch);
  for (int i = 0; i < 3 * 6 * 8; i++) {
    CT_TRUE(y[i] == (float)x[mirrored(i, 8)] * (1.0f / 255), "mirrored [%d]", i);
  }
}

CT_TEST(resample_survives_any_map) {
  static const float wild[] = {NAN, INFINITY, -INFINITY, 1e30f, -3e9f, 2147483648.0f};
  uint8_t x[4] = {255, 255, 255, 255};
  float y[9], scratch[200];
  CT_TRUE(ct_resample_floats(2, 2) <= 200, "scratch");
  for (int k = 0; k < 6; k++) {
    ct_affine map = {1, 0, 0, 1, wild[k], 1};
    ct_resample(y, 1, 3, 3, x, 2, 2, &map, 0.25f, scratch);
    for (int i = 0; i < 9; i++) CT_TRUE(y[i] == 0.25f, "%g is outside", (double)wild[k]);
  }
}

static double blurred(const float *x, int n, int stride, int i, double sigma) {
  int radius = (int)ceil(2 * sigma);
  radius = radius > 8 ? 8 : radius;
  double sum = 0, total = 0;
  for (int d = -radius; d <= radius; d++) {
    int at = i + d < 0 ? 0 : i + d >= n ? n - 1 : i + d;
    double g = exp(-d * d / (2 * sigma * sigma));
    sum += g * (double)x[at * stride], total += g;
  }
  return sum / total;
}

CT_TEST(blur_is_gaussian) {
  static const float sigmas[] = {0.1f, 0.5f, 0.8f, 1.5f, 4, 7};
  for (int s = 0; s < SHAPES * 6; s++) {
    int C = shapes[s / 6].C, H = shapes[s / 6].H, W = shapes[s / 6].W, n = C * H * W;
    ct_arena *arena = ct_test_arena();
    float *y = ct_test_floats(arena, n, (unsigned)s, 0, 1);
    float *scratch = CT_TAKE(arena, float, ct_resample_floats(H, W));
    float *x = CT_TAKE(arena, float, n), *rows = CT_TAKE(arena, float, n);
    memcpy(x, y, sizeof(float) * (size_t)n);
    double sigma = (double)sigmas[s % 6];
    ct_blur(y, C, H, W, sigmas[s % 6], scratch);
    for (int k = 0; k < n; k++) rows[k] = (float)blurred(x + k / W * W, W, 1, k % W, sigma);
    for (int k = 0; k < n; k++) {
      double want = blurred(rows + k / (H * W) * H * W + k % W, H, W, k / W % H, sigma);
      /* up to 17 weighted values of at most 1 are summed, twice */
      CT_NEAR(y[k], want, 8 * FLT_EPSILON, "[%d], shape %d, sigma %g", k, s / 6, sigma);
    }
  }
}

CT_TEST(blur_keeps_flat_images_and_mirrors) {
  ct_arena *arena = ct_test_arena();
  float *y = ct_test_floats(arena, 19 * 23, 1, 0, 1), *z = CT_TAKE(arena, float, 19 * 23);
  float flat[15 * 20], *scratch = CT_TAKE(arena, float, ct_resample_floats(19, 23));
  for (int i = 0; i < 300; i++) flat[i] = 0.625f;
  ct_blur(flat, 1, 15, 20, 1.2f, scratch);
  for (int i = 0; i < 300; i++) CT_NEAR(flat[i], 0.625, 4 * FLT_EPSILON, "[%d]", i);
  for (int i = 0; i < 19 * 23; i++) z[i] = y[mirrored(i, 23)];
  ct_blur(y, 1, 19, 23, 1.2f, scratch);
  ct_blur(z, 1, 19, 23, 1.2f, scratch);
  for (int i = 0; i < 19 * 23; i++) CT_TRUE(z[i] == y[mirrored(i, 23)], "[%d]", i);
  float dot = 0.5f;
  ct_blur(&dot, 1, 1, 1, 1e-30f, scratch);
  CT_TRUE(dot == 0.5f, "a sigma of next to nothing");
}

CT_SUITE(resample, resample_reads_bilinearly, identity_and_mirror_are_exact,
         resample_survives_any_map, blur_is_gaussian, blur_keeps_flat_images_and_mirrors)
