/* Elementary functions of our own, because libm differs between machines in the last bit and
 * training amplifies the difference. tests/c/test_elementary.c measures the ranges and errors. */
#ifndef CT_BASE_ELEMENTARY_H
#define CT_BASE_ELEMENTARY_H

#include "base/vec.h"

/* Single precision, at most 2 ulp (sin, cos: |x| <= 1e4). Beyond the range of float: exp gives 0
 * (below the smallest normal number) or infinity, log(0) = -infinity, log(negative) = NaN. The
 * scalar form gives the same bits as a lane of the vector form. */
f32x4 ct_expf4(f32x4 x);
f32x4 ct_logf4(f32x4 x);
f32x4 ct_tanhf4(f32x4 x);
float ct_expf(float x);
float ct_logf(float x);
float ct_tanhf(float x);
float ct_sinf(float x);
float ct_cosf(float x);

#define CT_LN2_HIGH 0.693359375f /* 9 bits: an exponent times this is exact */
#define CT_LN2_LOW -2.12194440e-4f
/* Adding this number rounds to the nearest integer, which the low bits of the sum then hold;
 * subtracting it gives that integer as a float. Conversions would differ beyond their range. */
#define CT_ROUND_F 12582912.0f /* 1.5 * 2^23 */

/* Has the bits of ct_expf4 for -87 <= x <= 88 and any value beyond. For inner loops, as it saves
 * the tests of the limits and the call. The polynomial is a Chebyshev fit as in elementary.c. */
static inline f32x4 ct_expf4_bounded(f32x4 x) {
  f32x4 shifted = x * 1.44269502f + CT_ROUND_F;
  f32x4 n = shifted - CT_ROUND_F;
  f32x4 r = x - n * CT_LN2_HIGH - n * CT_LN2_LOW; /* |r| <= ln 2 / 2 */
  f32x4 p = r * 1.98914800e-4f + 1.39340898e-3f;
  p = p * r + 8.33331048e-3f;
  p = p * r + 4.16664593e-2f;
  p = p * r + 1.66666672e-1f;
  p = p * r + 0.5f;
  f32x4 y = r * r * p + r + 1.0f;
  /* times 2^n: y is in [0.7, 1.42), so its exponent has room for every n of a normal result */
  return (f32x4)((u32x4)y + ((u32x4)shifted << 23));
}

/* Double precision, relative error at most 1e-14; for sums and teaching code, not for inner
 * loops. */
double ct_exp(double x);
double ct_log(double x);
double ct_log1p(double x); /* x > -1; exact near 0, as a loss of 1e-6 needs */
double ct_cos(double x);   /* |x| <= 1e4 */
double ct_acos(double x);  /* -1 .. 1 */

/* Correctly rounded by IEEE 754 everywhere. */
static inline float  ct_sqrtf(float x) { return __builtin_sqrtf(x); }
static inline double ct_sqrt(double x) { return __builtin_sqrt(x); }
static inline int    ct_finite(double x) { return x - x == 0; }

#endif
