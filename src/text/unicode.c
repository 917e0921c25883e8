#include "text/unicode.h"

/* How many of the n sorted keys are at most `key`. */
static int rank_wide(const uint32_t *keys, int n, uint32_t key) {
  int low = 0;
  while (n > 0) {
    int half = n / 2;
    if (keys[low + half] <= key) low += half + 1, n -= half + 1;
    else n = half;
  }
  return low;
}

int ct_text_property(uint32_t code) {
  if (code < 0x80) {
    int letter = (code | 32) - 'a' < 26u || code - '0' < 10u;
    return letter ? CT_TEXT_LETTER : CT_TEXT_SEPARATOR;
  }
  int i = rank_wide(ct_text_properties, CT_TEXT_PROPERTIES, code << 8 | 0xFF) - 1;
  return (int)(ct_text_properties[i] & 0xFF);
}

/* ---- Hangul, whose syllables are computed (Unicode, section 3.12) */

enum {
  SYLLABLE = 0xAC00, LEAD = 0x1100, VOWEL = 0x1161, TAIL = 0x11A7, /* TAIL itself: no tail */
  LEADS = 19, VOWELS = 21, TAILS = 28, SYLLABLES = LEADS * VOWELS * TAILS,
};

static int decompose_syllable(uint32_t s, uint32_t *out) {
  uint32_t tail = s % TAILS;
  out[0] = LEAD + s / (VOWELS * TAILS);
  out[1] = VOWEL + s / TAILS % VOWELS;
  out[2] = TAIL + tail;
  return tail ? 3 : 2;
}

static uint32_t compose_syllable(uint32_t first, uint32_t second) {
  uint32_t lead = first - LEAD, vowel = second - VOWEL, s = first - SYLLABLE, tail = second - TAIL;
  if (lead < LEADS && vowel < VOWELS) return SYLLABLE + (lead * VOWELS + vowel) * TAILS;
  if (s < SYLLABLES && s % TAILS == 0 && tail && tail < TAILS) return first + tail;
  return 0;
}

/* ---- the table of pairs */

/* The 16 bits in which a character is written there; 0 for one that is not in it. */
static uint32_t narrow(uint32_t c) {
  if (c < 0xE000 || (c >= 0xF900 && c < 0x10000)) return c;
  if (c >= 0x11000 && c < 0x12000) return c - 0x11000 + 0xE000;
  return c >= 0x1D100 && c < 0x1D200 ? c - 0x1D100 + 0xF000 : 0;
}

static uint32_t wide(uint32_t c) {
  if (c < 0xE000 || c >= 0xF900) return c;
  return c < 0xF000 ? c - 0xE000 + 0x11000 : c - 0xF000 + 0x1D100;
}

/* The row of a composed character, or -1. */
static int row_of(uint32_t code) {
  if (code < 0xC0 || (code >= 0x3100 && code < 0xF900)) return -1;
  int low = 0, n = CT_TEXT_ROWS;
  for (uint32_t key = narrow(code); n > 0;) {
    int half = n / 2, at = low + half;
    if (ct_text_composed[at] == key) return at;
    if (ct_text_composed[at] < key) low = at + 1, n -= half + 1;
    else n = half;
  }
  return -1;
}

static uint32_t chinese(uint32_t code) {
  enum { LOW = 0xF900, LOW_END = 0xFADA, HIGH = 0x2F800, HIGH_END = 0x2FA1E };
  if (code >= LOW && code < LOW_END) return ct_text_chinese[code - LOW];
  if (code < HIGH || code >= HIGH_END) return 0;
  return ct_text_chinese[code - HIGH + (LOW_END - LOW)];
}

int ct_text_decompose(uint32_t code, uint32_t out[CT_DECOMPOSED_MOST]) {
  if (code - SYLLABLE < SYLLABLES) return decompose_syllable(code - SYLLABLE, out);
  uint32_t single = chinese(code), last[CT_DECOMPOSED_MOST];
  int lasts = 0, count = 0;
  if (single) code = single;
  for (int row; (row = row_of(code)) >= 0; code = wide(ct_text_first[row]))
    if (ct_text_second[row]) last[lasts++] = wide(ct_text_second[row]);
  for (out[count++] = code; lasts > 0;) out[count++] = last[--lasts];
  return count;
}

uint32_t ct_text_compose(uint32_t first, uint32_t second) {
  uint32_t syllable = compose_syllable(first, second), key = narrow(second) << 16 | narrow(first);
  if (syllable) return syllable;
  for (int low = 0, n = CT_TEXT_PAIRS; n > 0;) {
    int half = n / 2, row = ct_text_pairs[low + half];
    uint32_t at = (uint32_t)ct_text_second[row] << 16 | ct_text_first[row];
    if (at == key) return wide(ct_text_composed[row]);
    if (at < key) low += half + 1, n -= half + 1;
    else n = half;
  }
  return 0;
}

/* ---- case folding */

static int fold_long(uint32_t code, uint32_t *out) {
  const uint16_t *row = ct_text_long_folds;
  while (row[0] != code) row += 4;
  for (int k = 0; k < 3; k++) out[k] = row[k + 1];
  return row[3] ? 3 : 2;
}

int ct_text_fold(uint32_t code, uint32_t out[CT_FOLDED_MOST]) {
  out[0] = code - 'A' < 26u ? code + 32 : code;
  int i = code < 0x80 ? -1 : rank_wide(ct_text_folds, CT_TEXT_FOLDS, code << 8 | 0xFF) - 1;
  if (i < 0) return 1;
  uint32_t range = ct_text_folds[i], past = code - (range >> 8);
  uint32_t stride = (range & 1) + 1, count = (range >> 1 & 0x7F) + 1;
  if (past % stride || past / stride >= count) return 1;
  if (!ct_text_deltas[i]) return fold_long(code, out);
  out[0] = code + (uint32_t)ct_text_deltas[i];
  return 1;
}
