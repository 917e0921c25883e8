/* Polynomials are Chebyshev fits, computed with 60 digits for the interval given beside each;
 * coefficients run from the highest power down. Range reductions are those of Cody & Waite
 * (1980). */
#include "base/elementary.h"

#define INFINITY_F __builtin_inff()
#define LN2_HIGH CT_LN2_HIGH
#define LN2_LOW CT_LN2_LOW
#define LEAST_NORMAL 0x1p-126f
#define EXP_LEAST -0x1.5d589ep6f    /* the least and the greatest x with a normal exp(x) */
#define EXP_MOST 0x1.62e42ep6f

#define ROUND_F CT_ROUND_F
#define ROUND_D 6755399441055744.0  /* 1.5 * 2^52 */

/* ---- single precision, four lanes */

f32x4 ct_expf4(f32x4 x) {
  f32x4 y = ct_expf4_bounded(x);
  /* Selecting afterwards is cheaper than clamping before, and leaves NaN alone. */
  i32x4 few = x < f32x4_splat(EXP_LEAST), many = x > f32x4_splat(EXP_MOST);
  return f32x4_select(many, f32x4_splat(INFINITY_F), (f32x4)((i32x4)y & ~few));
}

f32x4 ct_logf4(f32x4 x) {
  const f32x4 zero = f32x4_splat(0), infinity = f32x4_splat(INFINITY_F);
  i32x4 small = x < f32x4_splat(LEAST_NORMAL);
  f32x4 scaled = f32x4_select(small, x * 0x1p23f, x);
  /* x = m 2^n with m in [sqrt(1/2), sqrt(2)) */
  u32x4 bits = (u32x4)scaled, half = (u32x4)i32x4_splat(0x3F3504F3);
  i32x4 n = (i32x4)(bits - half) >> 23;
  f32x4 f = (f32x4)(bits - ((u32x4)n << 23)) - 1.0f;
  f32x4 p = f * 6.97161183e-2f - 1.14797339e-1f;
  p = p * f + 1.16854198e-1f;
  p = p * f - 1.24256872e-1f;
  p = p * f + 1.42490578e-1f;
  p = p * f - 1.66678026e-1f;
  p = p * f + 2.00007156e-1f;
  p = p * f - 2.49999970e-1f;
  p = p * f + 3.33333313e-1f;
  n = n - (small & 23);
  f32x4 e = (f32x4)(n + (i32x4)f32x4_splat(ROUND_F)) - ROUND_F; /* n as floats */
  f32x4 square = f * f;
  f32x4 low = square * f * p + e * LN2_LOW - 0.5f * square;
  f32x4 y = e * LN2_HIGH + (f + low);
  y = f32x4_select(x == infinity, infinity, y);
  y = f32x4_select(x == zero, -infinity, y);
  return f32x4_select((x < zero) | (x != x), f32x4_splat(__builtin_nanf("")), y);
}

f32x4 ct_tanhf4(f32x4 x) {
  i32x4 sign = (i32x4)x & (i32x4)f32x4_splat(-0.0f);
  f32x4 a = (f32x4)((i32x4)x ^ sign);
  /* |x| < 0.625: odd series; else 1 - 2 / (exp(2|x|) + 1), which is 1 from 9.02 on */
  f32x4 z = a * a;
  f32x4 p = z * -6.09671418e-3f + 2.09971797e-2f;
  p = p * z - 5.38509078e-2f;
  p = p * z + 1.33327693e-1f;
  p = p * z - 3.33333284e-1f;
  f32x4 near = p * z * a + a;
  f32x4 far = 1.0f - 2.0f / (ct_expf4(a + a) + 1.0f);
  f32x4 y = f32x4_select(a < f32x4_splat(0.625f), near, far);
  return (f32x4)((i32x4)y ^ sign);
}

float ct_expf(float x) { return ct_expf4(f32x4_splat(x))[0]; }
float ct_logf(float x) { return ct_logf4(f32x4_splat(x))[0]; }
float ct_tanhf(float x) { return ct_tanhf4(f32x4_splat(x))[0]; }

/* ---- double precision */

static double from_bits(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
static uint64_t to_bits(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }
static double power_of_two_double(int n) { return from_bits((uint64_t)(n + 1023) << 52); }

/* Horner's rule, highest power first */
static inline double polynomial(const double *c, int count, double x) {
  double p = c[0];
  for (int i = 1; i < count; i++) p = p * x + c[i];
  return p;
}
#define POLYNOMIAL(c, x) polynomial(c, (int)(sizeof(c) / sizeof *(c)), x)

#define LN2_HIGH_D 0x1.62e42feep-1 /* 32 bits */
#define LN2_LOW_D 0x1.a39ef35793c76p-33

double ct_exp(double x) {
  static const double inverse_factorials[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
    1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5,
  };
  if (x != x) return x;
  if (x > 709.8) return __builtin_inf();
  if (x < -745.2) return 0;
  double whole = (x * 1.4426950408889634 + ROUND_D) - ROUND_D;
  double r = x - whole * LN2_HIGH_D - whole * LN2_LOW_D;
  double y = 1 + (r + r * r * POLYNOMIAL(inverse_factorials, r));
  int n = (int)whole, half = n / 2;
  return y * power_of_two_double(half) * power_of_two_double(n - half);
}

/* log(1 + f), f in [sqrt(1/2) - 1, sqrt(2) - 1], as 2 artanh(s) with s = f / (2 + f) */
static double log_near_one(double f) {
  static const double c[] = { /* s^2 in [0, 0.0295] */
    0.14617037548791650, 0.15331674030167862, 0.18182890556695604, 0.22222211115144162,
    0.28571428626095892, 0.39999999999899239, 0.66666666666666697,
  };
  double s = f / (2 + f), z = s * s;
  return 2 * s + s * z * POLYNOMIAL(c, z);
}

double ct_log(double x) {
  if (x != x || x < 0) return __builtin_nan("");
  if (x == 0) return -__builtin_inf();
  if (x > 0x1.fffffffffffffp1023) return x;
  int n = 0;
  if (x < 0x1p-1022) x *= 0x1p54, n = -54;
  const uint64_t half = 0x3FE6A09E667F3BCD; /* sqrt(1/2) */
  uint64_t bits = to_bits(x);
  int shift = (int)((int64_t)(bits - half) >> 52);
  n += shift;
  double f = from_bits(bits - ((uint64_t)shift << 52)) - 1;
  return n * LN2_HIGH_D + (n * LN2_LOW_D + log_near_one(f));
}

double ct_log1p(double x) {
  return x > -0.29 && x < 0.41 ? log_near_one(x) : ct_log(1 + x);
}

/* sin(x + quadrant pi/2), |x| <= 1e4: quadrant 0 gives sin(x), quadrant 1 gives cos(x) */
static double sine(double x, int quadrant) {
  static const double sin_c[] = { /* x^2 in [0, (pi/4)^2] */
    1.59181012302741203e-10, -2.50511314554279474e-8, 2.75573161006830291e-6,
    -1.98412698367549700e-4, 8.33333333333094610e-3,  -1.66666666666666646e-1,
  };
  static const double cos_c[] = {
    -1.13826148685563246e-11, 2.08761460246897466e-9,  -2.75573172705603241e-7,
    2.48015872987634332e-5,   -1.38888888888873957e-3, 4.16666666666666654e-2,
  };
  /* pi/2 in three parts: n times each of the first two is exact, so no digits are lost near a
   * zero */
  double n = (x * 0x1.45f306dc9c883p-1 + ROUND_D) - ROUND_D;
  double r = x - n * 0x1.921fb544p+0 - n * 0x1.0b4611a6p-34 - n * 0x1.3198a2e037073p-69;
  double z = r * r;
  quadrant = (quadrant + (int)n) & 3;
  double y = quadrant & 1 ? 1 - (0.5 * z - z * z * POLYNOMIAL(cos_c, z))
                          : r + r * z * POLYNOMIAL(sin_c, z);
  return quadrant & 2 ? -y : y;
}

static int in_trig_range(double x) { return x >= -1e6 && x <= 1e6; }

double ct_cos(double x) { return in_trig_range(x) ? sine(x, 1) : __builtin_nan(""); }
static double sin_double(double x) { return in_trig_range(x) ? sine(x, 0) : __builtin_nan(""); }
float ct_sinf(float x) { return (float)sin_double((double)x); }
float ct_cosf(float x) { return (float)ct_cos((double)x); }

/* arcsin, |x| <= 0.5 */
static double arcsine(double x) {
  static const double c[] = { /* x^2 in [0, 0.25] */
    2.81692180608628139e-2, -1.07490503396978076e-2, 1.60355143491488231e-2,
    7.80294947735331714e-3, 1.18754943826369232e-2,  1.39296529023266332e-2,
    1.73552599557863217e-2, 2.23720476317445104e-2,  3.03819473670984811e-2,
    4.46428571034236434e-2, 7.50000000002076436e-2,  1.66666666666666486e-1,
  };
  double z = x * x;
  return x + x * z * POLYNOMIAL(c, z);
}

double ct_acos(double x) {
  const double half_pi = 1.5707963267948966, half_pi_rest = 6.123233995736766e-17;
  if (x > 0.5) return 2 * arcsine(ct_sqrt(0.5 * (1 - x))); /* above 1 the root is NaN */
  if (x < -0.5) return 2 * (half_pi - arcsine(ct_sqrt(0.5 * (1 + x))));
  return half_pi - (arcsine(x) - half_pi_rest);
}
