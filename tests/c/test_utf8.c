#include "base/utf8.h"
#include "ct_test.h"

/* Writes a character as RFC 3629 does, without checking that it may be written. */
static int put(uint8_t *at, uint32_t c, int n) {
  static const uint8_t first[] = {0, 0, 0xC0, 0xE0, 0xF0};
  if (n == 1) at[0] = (uint8_t)c;
  for (int i = n - 1; n > 1 && i > 0; i--, c >>= 6) at[i] = (uint8_t)(0x80 | (c & 0x3F));
  if (n > 1) at[0] = (uint8_t)(first[n] | c);
  return n;
}

static int needed(uint32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

static int is_character(uint32_t c) { return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

CT_TEST(every_character_comes_back) {
  for (uint32_t c = 0; c < 0x111000; c++) {
    uint8_t bytes[4];
    uint32_t code = 0xFFFFFFFF;
    int n = put(bytes, c, needed(c)), read = ct_utf8_next(bytes, 4, &code);
    CT_INT(read, is_character(c) ? n : 0, "U+%lX", (long)c);
    if (read) CT_INT(code, c, "U+%lX", (long)c);
    else CT_TRUE(code == 0xFFFFFFFF, "U+%lX is none, and nothing is written", (long)c);
    CT_INT(ct_utf8_next(bytes, (size_t)n - 1, &code), 0, "U+%lX cut", (long)c);
  }
}

CT_TEST(more_bytes_than_it_takes_are_none) {
  for (uint32_t c = 0; c < 0x10000; c++)
    for (int n = needed(c) + 1; n <= 4; n++) {
      uint8_t bytes[4];
      uint32_t code;
      put(bytes, c, n);
      CT_INT(ct_utf8_next(bytes, 4, &code), 0, "U+%lX in %d bytes", (long)c, n);
    }
}

/* Tries any two bytes, and any third byte in the place of a right one. */
CT_TEST(continuations_are_continuations) {
  for (int i = 0; i < 65536; i++) {
    uint8_t bytes[2] = {(uint8_t)(i >> 8), (uint8_t)i};
    uint32_t code;
    int ascii = bytes[0] < 0x80;
    int two = bytes[0] >= 0xC2 && bytes[0] < 0xE0 && bytes[1] >= 0x80 && bytes[1] < 0xC0;
    CT_INT(ct_utf8_next(bytes, 2, &code), ascii ? 1 : two ? 2 : 0, "%04x", i);
  }
  for (int third = 0; third < 256; third++) {
    uint8_t bytes[3] = {0xE7, 0x8C, (uint8_t)third};
    uint32_t code;
    CT_INT(ct_utf8_next(bytes, 3, &code), third >= 0x80 && third < 0xC0 ? 3 : 0, "%02x", third);
  }
}

CT_TEST(the_first_fault_is_found) {
  static const struct { const char *text; int size, valid; } table[] = {
    {"", 0, 0}, {"a", 1, 1}, {"a\0b", 3, 3}, {"\xC3\xB6\xE7\x8C\xAB\xF0\x9F\x90\xB1", 9, 9},
    {"ab\xC3", 3, 2}, {"\xE7\x8C", 2, 0}, {"\xF0\x9F\x90", 3, 0}, {"a\xED\xA0\x80", 4, 1},
    {"a\xFE", 2, 1}, {"ok\xC0\xAF", 4, 2}, {"\xEF\xBB\xBFx", 4, 4},
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    CT_INT(ct_utf8_valid((const uint8_t *)table[i].text, (size_t)table[i].size), table[i].valid,
           "row %d", (int)i);
}

CT_SUITE(utf8, every_character_comes_back, more_bytes_than_it_takes_are_none,
         continuations_are_continuations, the_first_fault_is_found)
