#include "base/text.h"
#include "base/assert.h"
#include "base/elementary.h"

#define DIGITS 7

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

/* value > 0 as digits * 10^(exponent - DIGITS + 1), digits having DIGITS of them. */
static int64_t decimal(double value, int *exponent) {
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
  int64_t digits = (int64_t)(value * 1e6 + 0.5);
  if (digits < 10000000) return digits;
  ++*exponent; /* 9.9999999 became 10 */
  return digits / 10;
}

/* The rule of JavaScript's Number.toString: plain from 1e-6 to below 1e21, exponent form beyond. */
void ct_text_number(ct_text *t, double value) {
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
  int64_t left = decimal(value, &exponent);
  char digits[DIGITS];
  int n = DIGITS;
  for (int i = DIGITS; i--; left /= 10) digits[i] = (char)('0' + left % 10);
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
