#include "ct_test.h"
#include <stdint.h>
#include "base/random.h"
#include "base/text.h"

static char buffer[64];

static const char *number(double value) {
  ct_text t;
  ct_text_init(&t, buffer, sizeof buffer);
  ct_text_number(&t, value);
  return buffer;
}

static const char *integer(int64_t value) {
  ct_text t;
  ct_text_init(&t, buffer, sizeof buffer);
  ct_text_int(&t, value);
  return buffer;
}

static void same(const char *got, const char *want) {
  CT_TRUE(strcmp(got, want) == 0, "got %s, want %s", got, want);
}

CT_TEST(fills_in_numbers) {
  ct_text t;
  ct_text_init(&t, buffer, sizeof buffer);
  ct_text_fill(&t, "# of #: #", (const int64_t[]){3, -7, 4294967295});
  same(buffer, "3 of -7: 4294967295");
  ct_text_fill(&t, ", and no more", NULL);
  same(buffer, "3 of -7: 4294967295, and no more");
}

CT_TEST(writes_numbers_as_javascript_does) {
  static const struct { double value; const char *text; } table[] = {
    {0, "0"}, {-0.0, "0"}, {1, "1"}, {-1, "-1"}, {10, "10"}, {0.5, "0.5"}, {0.07, "0.07"},
    {0.07f, "0.07"}, {0.999f, "0.999"}, {0.99999f, "0.99999"}, {-0.0125, "-0.0125"},
    {1234567, "1234567"}, {12345678, "12345680"}, {99999999, "100000000"}, {0.99999999, "1"},
    {123.456789, "123.4568"}, {1.0 / 3, "0.3333333"}, {2.0 / 3, "0.6666667"}, {6.8e-6, "0.0000068"},
    {1e-6, "0.000001"}, {1e-7, "1e-7"}, {1.25e-7, "1.25e-7"}, {9.9999999e-7, "0.000001"},
    {1e20, "100000000000000000000"}, {1e21, "1e21"}, {1.5e300, "1.5e300"},
    {1.7976931348623157e308, "1.797693e308"}, {2.2250738585072014e-308, "2.225074e-308"},
    {4.9406564584124654e-324, "4.940656e-324"}, {-3.5e-45, "-3.5e-45"},
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    same(number(table[i].value), table[i].text);
  }
}

CT_TEST(stays_json_when_not_finite) {
  same(number((double)NAN), "null");
  same(number((double)INFINITY), "null");
  same(number(-(double)INFINITY), "null");
}

CT_TEST(reads_back_within_half_of_the_seventh_digit) {
  double x = 1.2345678901e-300;
  for (int i = 0; i < 900; i++) {
    x *= i & 1 ? -3.1234567 : 5.3;
    double back = strtod(number(x), NULL);
    CT_NEAR(back / x, 1, 5.01e-7, "%s", buffer);
  }
}

CT_TEST(writes_integers) {
  same(integer(0), "0");
  same(integer(-7), "-7");
  same(integer(2147483647), "2147483647");
  same(integer(INT64_MAX), "9223372036854775807");
  same(integer(INT64_MIN), "-9223372036854775808");
}

/* Every float has a text that reads back as itself, and a short number
 * stays as short as written. */
CT_TEST(floats_read_back_as_themselves) {
  static const struct { float value; const char *text; } known[] = {
    {0.07f, "0.07"}, {0.0051f, "0.0051"}, {16777215, "16777215"}, {-2.5f, "-2.5"}, {0, "0"},
    {1e-7f, "1e-7"}, {0.123456789f, "0.12345679"},
  };
  char buffer[32];
  ct_text t;
  double back;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    ct_text_init(&t, buffer, sizeof buffer);
    ct_text_float(&t, known[i].value);
    same(buffer, known[i].text);
  }
  ct_rng r = ct_rng_make(3, CT_RNG_TEST, 0);
  for (int i = 0; i < 200000; i++) {
    uint32_t bits = ct_rng_u32(&r);
    float value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    ct_text_init(&t, buffer, sizeof buffer);
    ct_text_float(&t, value);
    CT_TRUE(ct_text_read(buffer, t.length, &back) && (float)back == value, "%s", buffer);
  }
}

CT_TEST(what_is_not_a_number_is_not_read) {
  static const char *const wrong[] = {"", "-", ".", "1.2.3", "1e", "1e+", "1e1234", "0x1", "nan",
                                      "1 ", " 1", "1234567890123456", "0.1234567890123456", "--1", "1e5x"};
  double value;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    CT_TRUE(!ct_text_read(wrong[i], strlen(wrong[i]), &value), "read: \"%s\"", wrong[i]);
  CT_TRUE(ct_text_read("-.5e+1", 6, &value) && value == -5, "got %g", value);
}

CT_TEST(joins_and_never_overruns) {
  char small[8] = "xxxxxxx";
  ct_text t;
  ct_text_init(&t, small, 6);
  same(small, "");
  ct_text_add(&t, "ab");
  ct_text_int(&t, 12);
  CT_INT(t.full, 0, "room for one more");
  ct_text_add(&t, "c");
  same(small, "ab12c");
  CT_INT(t.full, 0, "exactly filled");
  ct_text_add(&t, "d");
  same(small, "ab12c");
  CT_INT(t.full, 1, "dropped");
  CT_INT(t.length, 5, "length");
  CT_INT(small[6], 'x', "the byte behind is untouched");
  ct_text_init(&t, small, 1);
  ct_text_number(&t, 3);
  same(small, "");
  CT_INT(t.full, 1, "room for the end alone");
}

CT_SUITE(text, fills_in_numbers, writes_numbers_as_javascript_does, stays_json_when_not_finite,
         reads_back_within_half_of_the_seventh_digit, writes_integers, floats_read_back_as_themselves,
         what_is_not_a_number_is_not_read, joins_and_never_overruns)
