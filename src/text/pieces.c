#include "text/pieces.h"
#include "base/utf8.h"
#include "text/normal.h"

enum { WINDOW = 5 };

typedef struct piece_char { uint8_t bytes[4]; int n; } piece_char;

typedef struct ct_words {
  ct_pieces *p;
  int kind;                   /* CT_TEXT_LETTER, _UNSPACED, _HANGUL; _SEPARATOR: in no word */
  int low, high;              /* how many characters the pieces of this kind have */
  int counted;                /* whether the word that is open is counted among p's words */
  uint32_t whole;             /* the hash of "w:" and the characters up to here */
  piece_char window[WINDOW];  /* the last characters, which still begin pieces */
  int held;
} ct_words;

/* ---- hashes */

static const uint32_t START = 2166136261u;

static uint32_t hash(uint32_t h, const piece_char *c) {
  for (int i = 0; i < c->n; i++) h = (h ^ c->bytes[i]) * 16777619u;
  return h;
}

static piece_char encoded(uint32_t code) {
  piece_char c = {{(uint8_t)code}, 1};
  if (code < 0x80) return c;
  c.n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (int i = c.n - 1; i > 0; i--, code >>= 6) c.bytes[i] = (uint8_t)(0x80 | (code & 0x3F));
  c.bytes[0] = (uint8_t)(0xF0 << (4 - c.n) | code);
  return c;
}

static void add_piece(ct_words *w, uint32_t h) {
  ct_pieces *p = w->p;
  if (p->count >= p->most || (!w->counted && p->words && p->word_count >= p->most_words))
    p->full = 1;
  if (p->full) return;
  if (!w->counted && p->words) p->words[p->word_count] = p->count;
  if (!w->counted) p->word_count++;
  w->counted = 1;
  h ^= h >> 15;
  if (p->hashes) p->hashes[p->count] = h;
  p->ids[p->count++] = (int)(h % (uint32_t)p->buckets);
}

/* ---- pieces of a word */

/* Adds the pieces that begin with the first character held, and lets it go. */
static void shift(ct_words *w) {
  if (w->kind == CT_TEXT_UNSPACED) w->counted = 0;
  uint32_t h = START;
  for (int k = 0; k < w->held; k++) {
    h = hash(h, &w->window[k]);
    if (k + 1 >= w->low) add_piece(w, h);
  }
  for (int k = 1; k < w->held; k++) w->window[k - 1] = w->window[k];
  w->held--;
}

static void push(ct_words *w, piece_char c) {
  w->window[w->held++] = c;
  if (w->held == w->high) shift(w);
}

static void begin_word(ct_words *w, int kind) {
  const piece_char w_colon = {{'w', ':'}, 2};
  w->kind = kind;
  w->low = kind == CT_TEXT_LETTER ? 3 : 1;
  w->high = kind == CT_TEXT_LETTER ? 5 : 3;
  w->counted = w->held = 0;
  w->whole = hash(START, &w_colon);
  if (kind == CT_TEXT_LETTER) push(w, encoded('<'));
}

static void end_word(ct_words *w) {
  if (w->kind == CT_TEXT_SEPARATOR) return;
  if (w->kind == CT_TEXT_LETTER) push(w, encoded('>'));
  while (w->held) shift(w);
  if (w->kind != CT_TEXT_UNSPACED) add_piece(w, w->whole);
  w->kind = CT_TEXT_SEPARATOR;
}

/* ---- words of a text */

static void put(void *to, uint32_t code, int property) {
  ct_words *w = to;
  int mark = property != CT_TEXT_SEPARATOR && property <= CT_TEXT_MARK;
  if (property == CT_TEXT_IGNORED) return;
  int kind = mark ? w->kind : property;
  if (kind != w->kind) {
    end_word(w);
    if (kind != CT_TEXT_SEPARATOR) begin_word(w, kind);
  }
  if (kind == CT_TEXT_SEPARATOR) return;
  piece_char c = encoded(code);
  w->whole = hash(w->whole, &c);
  push(w, c);
}

ct_status ct_pieces_add(ct_pieces *p, const uint8_t *utf8, size_t size) {
  if (p->buckets < 1) return CT_E_ARG;
  if (ct_utf8_valid(utf8, size) < size) return CT_E_FORMAT;
  ct_words words = {.p = p, .kind = CT_TEXT_SEPARATOR};
  ct_normal normal;
  ct_normal_init(&normal, put, &words);
  uint32_t code = 0;
  for (size_t at = 0; at < size; ct_normal_add(&normal, code))
    at += (size_t)ct_utf8_next(utf8 + at, size - at, &code);
  ct_normal_end(&normal);
  end_word(&words);
  return CT_OK;
}

/* A word of n letters has n pieces of 3, n - 1 of 4 and n - 2 of 5 characters, and itself: 3 n - 2,
 * or 2 when n is 1. No other kind has more, no text has more characters than bytes, and the bytes
 * between words make up for the rest. */
size_t ct_pieces_most(size_t bytes) {
  if (bytes < 2) return 2 * bytes;
  return bytes > SIZE_MAX / 3 ? SIZE_MAX : 3 * bytes - 2;
}
