/* The references are the platform's double-precision libm, accurate to about 1 ulp of a double. */
#include "ct_test.h"
#include <stdint.h>
#include "base/elementary.h"

#define SAMPLES 200000

/* The distance from the exact value, in units of the last place of a float of that size. */
static double ulps(float got, double want) {
  double least = 0x1p-149, unit = ldexp(1, ilogb(want) - 23);
  return fabs((double)got - want) / (unit > least ? unit : least);
}

static uint32_t bits_of(float x) {
  uint32_t b;
  memcpy(&b, &x, 4);
  return b;
}

static void within_ulps(float (*f)(float), double (*want)(double), float low, float high,
                        const char *name) {
  for (int i = 0; i <= SAMPLES; i++) {
    float x = low + (high - low) * ((float)i / SAMPLES);
    double right = want((double)x);
    if (right == 0 && f(x) == 0) continue;
    CT_NEAR(ulps(f(x), right), 0, 2, "%s(%.9g), ulp", name, (double)x);
  }
}

/* The same for floats spread evenly over the exponents: every `stride`-th bit pattern. */
static void within_ulps_bits(float (*f)(float), double (*want)(double), float low, float high,
                             const char *name) {
  uint32_t first = bits_of(low), last = bits_of(high), stride = (last - first) / SAMPLES | 1;
  for (uint32_t b = first; b <= last; b += stride) {
    float x;
    memcpy(&x, &b, 4);
    double right = want((double)x);
    if (right == 0 && f(x) == 0) continue;
    CT_NEAR(ulps(f(x), right), 0, 2, "%s(%.9g), ulp", name, (double)x);
  }
}

CT_TEST(exp_is_close) {
  within_ulps(ct_expf, exp, -87.336f, 88.722f, "exp");
  within_ulps_bits(ct_expf, exp, 1e-30f, 88.7f, "exp");
  CT_TRUE(ct_expf(0) == 1 && ct_expf(-0.0f) == 1, "exp(0)");
  CT_TRUE(ct_expf(-87.4f) == 0 && ct_expf(-1e30f) == 0 && ct_expf(-INFINITY) == 0, "underflow");
  CT_TRUE(ct_expf(88.73f) == INFINITY && ct_expf(INFINITY) == INFINITY, "overflow");
  CT_TRUE(isnan(ct_expf(NAN)) && isnan(ct_expf(-NAN)), "NaN");
}

CT_TEST(log_is_close) {
  within_ulps(ct_logf, log, 0.3f, 3.0f, "log");
  within_ulps_bits(ct_logf, log, 1e-45f, 3e38f, "log");
  CT_TRUE(ct_logf(1) == 0, "log(1)");
  CT_TRUE(ct_logf(0) == -INFINITY && ct_logf(-0.0f) == -INFINITY, "log(0)");
  CT_TRUE(ct_logf(INFINITY) == INFINITY, "log(infinity)");
  CT_TRUE(isnan(ct_logf(-1)) && isnan(ct_logf(-INFINITY)) && isnan(ct_logf(NAN)), "NaN");
}

CT_TEST(tanh_is_close) {
  within_ulps(ct_tanhf, tanh, -10, 10, "tanh");
  within_ulps_bits(ct_tanhf, tanh, 1e-40f, 9.5f, "tanh");
  CT_TRUE(ct_tanhf(0) == 0 && bits_of(ct_tanhf(-0.0f)) == bits_of(-0.0f), "signed zero");
  CT_TRUE(ct_tanhf(INFINITY) == 1 && ct_tanhf(-INFINITY) == -1 && ct_tanhf(1e4f) == 1, "ends");
  CT_TRUE(isnan(ct_tanhf(NAN)), "NaN");
  for (float x = 0; x < 10; x += 0.01f) CT_TRUE(ct_tanhf(-x) == -ct_tanhf(x), "odd");
}

CT_TEST(sin_and_cos_are_close) {
  within_ulps(ct_sinf, sin, -10, 10, "sin");
  within_ulps(ct_cosf, cos, -10, 10, "cos");
  within_ulps(ct_sinf, sin, -1e4f, 1e4f, "sin");
  within_ulps(ct_cosf, cos, -1e4f, 1e4f, "cos");
  for (int n = 1; n < 6000; n++) { /* next to the zeros, where a poor reduction shows */
    float zero = (float)(n * 1.5707963267948966);
    CT_NEAR(ulps(ct_sinf(zero), sin((double)zero)), 0, 2, "sin near %d quarter turns", n);
    CT_NEAR(ulps(ct_cosf(zero), cos((double)zero)), 0, 2, "cos near %d quarter turns", n);
  }
  CT_TRUE(ct_sinf(0) == 0 && ct_cosf(0) == 1, "0");
  CT_TRUE(isnan(ct_sinf(INFINITY)) && isnan(ct_cosf(NAN)), "no angle");
}

CT_TEST(lanes_are_the_scalar_form) {
  f32x4 (*const lanes[])(f32x4) = {ct_expf4, ct_logf4, ct_tanhf4};
  float (*const scalar[])(float) = {ct_expf, ct_logf, ct_tanhf};
  for (int f = 0; f < 3; f++) {
    for (int i = 0; i < 1000; i++) {
      f32x4 x = {0.01f * (float)i, 5.0f - 0.013f * (float)i, 1e-3f * (float)i, -80.0f + (float)i};
      f32x4 y = lanes[f](x);
      for (int l = 0; l < 4; l++) {
        float one = scalar[f](x[l]), lane = y[l];
        CT_TRUE(bits_of(one) == bits_of(lane) || (isnan(one) && isnan(lane)), "f %d, x %g", f,
                (double)x[l]);
      }
    }
  }
}

static void close_double(double got, double want, const char *name, double x) {
  CT_NEAR(got, want, 1e-14 * fabs(want), "%s(%.17g)", name, x);
}

CT_TEST(double_forms_are_close) {
  for (int i = 1; i < 50000; i++) {
    double t = i / 50000.0, x = -700 + 1400 * t, power = exp2(-1000 + 2000 * t);
    close_double(ct_exp(x), exp(x), "exp", x);
    close_double(ct_exp(x * 1e-3), exp(x * 1e-3), "exp", x * 1e-3);
    close_double(ct_log(power), log(power), "log", power);
    close_double(ct_log(0.5 + t), log(0.5 + t), "log", 0.5 + t);
    close_double(ct_log1p(t * 3 - 0.999), log1p(t * 3 - 0.999), "log1p", t * 3 - 0.999);
    close_double(ct_log1p(exp2(-60 * t)), log1p(exp2(-60 * t)), "log1p", exp2(-60 * t));
    close_double(ct_cos(x * 14), cos(x * 14), "cos", x * 14);
    close_double(ct_cos(i * 1.5707963267948966 / 8), cos(i * 1.5707963267948966 / 8), "cos", i);
    close_double(ct_acos(2 * t - 1), acos(2 * t - 1), "acos", 2 * t - 1);
    close_double(ct_acos(1 - exp2(-50 * t)), acos(1 - exp2(-50 * t)), "acos", t);
  }
}

CT_TEST(double_forms_at_their_ends) {
  CT_TRUE(ct_exp(0) == 1 && ct_exp(710) == INFINITY && ct_exp(-746) == 0, "exp");
  CT_TRUE(ct_exp((double)INFINITY) == INFINITY && ct_exp(-(double)INFINITY) == 0, "exp");
  CT_TRUE(ct_log(1) == 0 && ct_log(0) == -INFINITY && ct_log((double)INFINITY) == INFINITY, "log");
  CT_NEAR(ct_log(0x1p-1074), -1074 * log(2), 1e-11, "log of the least number");
  CT_TRUE(ct_log1p(0) == 0, "log1p");
  CT_NEAR(ct_log1p(6.8e-6), 6.8e-6 - 6.8e-6 * 6.8e-6 / 2, 2e-16, "log1p");
  CT_TRUE(ct_acos(1) == 0 && ct_cos(0) == 1, "acos, cos");
  CT_NEAR(ct_acos(-1), 3.141592653589793, 1e-15, "acos(-1)");
  CT_TRUE(isnan(ct_exp((double)NAN)) && isnan(ct_log(-1)) && isnan(ct_log((double)NAN)), "NaN");
  CT_TRUE(isnan(ct_acos(1.001)) && isnan(ct_acos(-1.001)) && isnan(ct_cos(1e300)), "NaN");
  CT_TRUE(isnan(ct_log1p(-2)) && ct_log1p(-1) == -INFINITY, "log1p");
}

static uint32_t hash_of(uint32_t hash, const void *bytes, size_t n) { /* FNV-1a */
  const unsigned char *at = bytes;
  for (size_t i = 0; i < n; i++) hash = (hash ^ at[i]) * 16777619u;
  return hash;
}

/* Every compiler and machine gives these bits, because training would amplify a difference. */
CT_TEST(bits_are_the_same_everywhere) {
  uint32_t single = 2166136261u, twice = 2166136261u;
  for (int i = 1; i < 20000; i++) {
    float x = 0.004f * (float)i;
    float y[] = {ct_expf(x - 40), ct_logf(x), ct_tanhf(x - 40), ct_sinf(x), ct_cosf(x)};
    double t = i / 20000.0;
    double z[] = {ct_exp(t * 99 - 50), ct_log(t * 3), ct_log1p(t), ct_cos(t * 99), ct_acos(t)};
    single = hash_of(single, y, sizeof y);
    twice = hash_of(twice, z, sizeof z);
  }
  CT_INT(single, 674565066, "single precision");
  CT_INT(twice, 245961457, "double precision");
}

CT_SUITE(elementary, exp_is_close, log_is_close, tanh_is_close, sin_and_cos_are_close,
         lanes_are_the_scalar_form, double_forms_are_close, double_forms_at_their_ends,
         bits_are_the_same_everywhere)
