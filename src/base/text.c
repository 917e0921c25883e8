#include "base/text.h"
#include "base/assert.h"
#include "base/elementary.h"

#define DIGITS 7     /* digits of a number for people */
#define DIGITS_MAX 9 /* digits that tell every float from its neighbours */

static void put(ct_text *t, char c) {
  if (t->length + 1 >= t->capacity) {
    t->full = 1;
    return;
  }
  t->at[t->length++] = c;
  t->at[t->length] = 0;
}

void ct_text_init(ct_text *t, char *buffer, size_t capacity) {
  CT_ASSERT(buffer && capacity >= 1);
  *t = (ct_text){buffer, capacity, 0, 0};
  buffer[0] = 0;
}

void ct_text_add(ct_text *t, const char *string) {
  while (*string) put(t, *string++);
}

void ct_text_int(ct_text *t, int64_t value) {
  char digits[20];
  int n = 0;
  uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
  do digits[n++] = (char)('0' + left % 10);
  while (left /= 10);
  if (value < 0) put(t, '-');
  while (n) put(t, digits[--n]);
}

void ct_text_fill(ct_text *t, const char *words, const int64_t *numbers) {
  for (; *words; words++) {
    if (*words == '#') ct_text_int(t, *numbers++);
    else put(t, *words);
  }
}

/* Writes value > 0 as (whole number of `count` digits) * 10^(exponent - count + 1); returns that
 * whole number. */
static int64_t decimal(double value, int count, int *exponent) {
  static const struct { int power; double up, down; } steps[] = {
    {256, 1e256, 1e-255}, {128, 1e128, 1e-127}, {64, 1e64, 1e-63}, {32, 1e32, 1e-31},
    {16, 1e16, 1e-15},    {8, 1e8, 1e-7},       {4, 1e4, 1e-3},    {2, 1e2, 1e-1},
    {1, 1e1, 1e0},
  };
  *exponent = 0;
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
    if (value >= steps[i].up) value /= steps[i].up, *exponent += steps[i].power;
    else if (value < steps[i].down) value *= steps[i].up, *exponent -= steps[i].power;
  }
  int64_t most = 10;
  for (int i = 1; i < count; i++) most *= 10;
  int64_t digits = (int64_t)(value * (double)(most / 10) + 0.5);
  if (digits < most) return digits;
  ++*exponent; /* 9.9999999 became 10 */
  return digits / 10;
}

/* The rule of JavaScript's Number.toString: plain from 1e-6 to below 1e21, exponent form
 * beyond. */
static void add_number(ct_text *t, double value, int count) {
  if (!ct_finite(value)) {
    ct_text_add(t, "null"); /* JSON has no infinity and no NaN */
    return;
  }
  if (value < 0) put(t, '-'), value = -value;
  if (value == 0) {
    put(t, '0');
    return;
  }
  int exponent;
  int64_t left = decimal(value, count, &exponent);
  char digits[DIGITS_MAX];
  int n = count;
  for (int i = count; i--; left /= 10) digits[i] = (char)('0' + left % 10);
  while (n > 1 && digits[n - 1] == '0') n--;

  int plain = exponent >= -6 && exponent < 21;
  int point = plain ? exponent : 0; /* digits[point] is the last one before the point */
  if (point < 0) ct_text_add(t, "0.");
  for (int i = point + 1; i < 0; i++) put(t, '0');
  for (int i = 0; i < n || i <= point; i++) {
    put(t, i < n ? digits[i] : '0');
    if (i == point && n > point + 1) put(t, '.');
  }
  if (plain) return;
  put(t, 'e');
  ct_text_int(t, exponent);
}

void ct_text_number(ct_text *t, double value) { add_number(t, value, DIGITS); }

void ct_text_float(ct_text *t, float value) {
  char buffer[32];
  double back = 0;
  for (int count = DIGITS; count <= DIGITS_MAX; count++) {
    ct_text one;
    ct_text_init(&one, buffer, sizeof buffer);
    add_number(&one, (double)value, count);
    if (ct_text_read(buffer, one.length, &back) && (float)back == value) break;
  }
  ct_text_add(t, buffer);
}

/* ---- reading */

static int is_digit(const char *at, const char *end) {
  return at < end && *at >= '0' && *at <= '9';
}

/* Reads one to three digits, with or without a sign; returns 0 when there are none or more. */
static int read_exponent(const char **at, const char *end, int *exponent) {
  int negative = *at < end && **at == '-', value = 0, digits = 0;
  if (*at < end && (**at == '-' || **at == '+')) ++*at;
  for (; is_digit(*at, end); ++*at, digits++) {
    if (digits == 3) return 0;
    value = 10 * value + (**at - '0');
  }
  *exponent += negative ? -value : value;
  return digits > 0;
}

/* value * 10^exponent. Powers of ten up to 10^22 are exact in a double; larger ones cost a few
 * roundings of 1e-16 each. */
static double scaled(double value, int exponent) {
  double ten = 1;
  int by = exponent < 0 ? -exponent : exponent;
  for (; by >= 22; by -= 22) value = exponent < 0 ? value / 1e22 : value * 1e22;
  for (; by > 0; by--) ten *= 10;
  return exponent < 0 ? value / ten : value * ten;
}

int ct_text_read(const char *text, size_t length, double *value) {
  const char *at = text, *end = text + length;
  int negative = at < end && *at == '-', digits = 0, exponent = 0, fraction = 0;
  int64_t whole = 0;
  if (negative) at++;
  for (; is_digit(at, end) || (at < end && *at == '.' && !fraction); at++) {
    if (*at == '.') {
      fraction = 1;
      continue;
    }
    if (whole >= 100000000000000) { /* 15 digits, which a double can tell apart */
      if (*at != '0' || fraction) return 0;
      exponent++;
      continue;
    }
    whole = 10 * whole + (*at - '0');
    exponent -= fraction;
    digits++;
  }
  if (digits == 0) return 0;
  if (at < end && (*at == 'e' || *at == 'E')) {
    at++;
    if (!read_exponent(&at, end, &exponent)) return 0;
  }
  *value = scaled(negative ? -(double)whole : (double)whole, exponent);
  return at == end;
}
