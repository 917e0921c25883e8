#include "text/unicode.h"

/* How many of the n > 0 sorted keys are at most `key`. It has no branch to predict. */
static int rank_wide(const uint32_t *keys, int n, uint32_t key) {
  const uint32_t *low = keys;
  for (; n > 1; n -= n / 2) low += low[n / 2] <= key ? n / 2 : 0;
  return (int)(low - keys) + (*low <= key);
}

/* Whether a character is among those of scripts without case. */
static int without_case(uint32_t code) {
  return (code >= 0x590 && code < 0x10A0) || (code >= 0x2E80 && code < 0xA640) ||
         (code >= 0xAC00 && code < 0xFB00);
}

int ct_text_property(uint32_t code) {
  int low = 0, end = CT_TEXT_PROPERTIES;
  if (code < 0x80) {
    int letter = (code | 32) - 'a' < 26u || code - '0' < 10u;
    return letter ? CT_TEXT_LETTER : CT_TEXT_SEPARATOR;
  }
  if (code >= 0x4E00 && code < 0xA000) return CT_TEXT_UNSPACED;
  if (ct_text_is_syllable(code)) return CT_TEXT_HANGUL;
  if (code < 0x3400) {
    low = ct_text_blocks[code / 128] - 1;
    end = ct_text_blocks[code / 128 + 1];
  }
  int i = rank_wide(ct_text_properties + low, end - low, code << 8 | 0xFF) - 1;
  return (int)(ct_text_properties[low + i] & 0xFF);
}

/* ---- Hangul, whose syllables are computed (The Unicode Standard, section 3.12) */

static uint32_t compose_syllable(uint32_t first, uint32_t second) {
  enum { SYLLABLE = 0xAC00, LEAD = 0x1100, VOWEL = 0x1161, TAIL = 0x11A7, /* TAIL itself: none */
         LEADS = 19, VOWELS = 21, TAILS = 28 };
  uint32_t lead = first - LEAD, vowel = second - VOWEL, tail = second - TAIL;
  if (lead < LEADS && vowel < VOWELS) return SYLLABLE + (lead * VOWELS + vowel) * TAILS;
  int open = ct_text_is_syllable(first) && (first - SYLLABLE) % TAILS == 0;
  return open && tail && tail < TAILS ? first + tail : 0;
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
  const uint16_t *low = ct_text_composed;
  uint32_t key = narrow(code);
  for (int n = CT_TEXT_ROWS; n > 1; n -= n / 2) low += low[n / 2] <= key ? n / 2 : 0;
  return *low == key ? (int)(low - ct_text_composed) : -1;
}

static uint32_t chinese(uint32_t code) {
  enum { LOW = 0xF900, LOW_END = 0xFADA, HIGH = 0x2F800, HIGH_END = 0x2FA1E };
  if (code >= LOW && code < LOW_END) return ct_text_chinese[code - LOW];
  if (code < HIGH || code >= HIGH_END) return 0;
  return ct_text_chinese[code - HIGH + (LOW_END - LOW)];
}

int ct_text_decompose(uint32_t code, uint32_t out[CT_DECOMPOSED_MOST]) {
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
  if (code < 0x80 || without_case(code)) return 1;
  int i = rank_wide(ct_text_folds, CT_TEXT_FOLDS, code << 8 | 0xFF) - 1;
  if (i < 0) return 1;
  uint32_t range = ct_text_folds[i], past = code - (range >> 8);
  uint32_t doubled = range & 1, last = range >> 1 & 0x7F;
  if ((past & doubled) || past >> doubled > last) return 1;
  if (!ct_text_deltas[i]) return fold_long(code, out);
  out[0] = code + (uint32_t)ct_text_deltas[i];
  return 1;
}
