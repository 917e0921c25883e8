#include "base/utf8.h"

/* The length in bytes of the character that a first byte announces; 0 for a byte that begins
 * none. */
static int announced(uint8_t first) {
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0; /* a continuation byte, or a character that fits one byte */
  if (first < 0xE0) return 2;
  if (first < 0xF0) return 3;
  return first < 0xF5 ? 4 : 0;
}

int ct_utf8_next(const uint8_t *at, size_t left, uint32_t *code) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  int n = left ? announced(at[0]) : 0;
  if (n == 0 || (size_t)n > left) return 0;
  uint32_t c = n == 1 ? at[0] : at[0] & (0x7Fu >> n);
  for (int i = 1; i < n; i++) {
    if ((at[i] & 0xC0) != 0x80) return 0;
    c = c << 6 | (at[i] & 0x3F);
  }
  if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) return 0;
  *code = c;
  return n;
}

size_t ct_utf8_valid(const uint8_t *bytes, size_t size) {
  size_t at = 0;
  uint32_t code;
  for (int n; at < size && (n = ct_utf8_next(bytes + at, size - at, &code)) > 0;) at += (size_t)n;
  return at;
}
