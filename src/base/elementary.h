/* Elementary functions of our own, because libm differs between machines in the last bit and
 * training amplifies it. Ranges and errors are what tests/c/test_elementary.c measures. */
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

/* Double precision, relative error at most 1e-14: for sums and teaching code, not inner loops. */
double ct_exp(double x);
double ct_log(double x);
double ct_log1p(double x); /* x > -1; exact near 0, where a loss of 1e-6 lives */
double ct_cos(double x);   /* |x| <= 1e4 */
double ct_acos(double x);  /* -1 .. 1 */

/* Correctly rounded by IEEE 754 everywhere. */
static inline float  ct_sqrtf(float x) { return __builtin_sqrtf(x); }
static inline double ct_sqrt(double x) { return __builtin_sqrt(x); }
static inline int    ct_finite(double x) { return x - x == 0; }

#endif
