/* Text in one normal form, so that what looks the same and differs in case alone is the same: the
 * full case folding of the characters, in Unicode's form NFC. For a text X this is
 * NFC(toCasefold(NFD(X))), a canonical caseless match (The Unicode Standard, D145), after
 * characters that are invisible have been left out.
 *
 * It works as a stream and holds a bounded number of characters: of more than CT_NORMAL_RUN marks
 * in a row (more than any language writes) the others are put into order for themselves, with
 * U+034F between them, as in the Stream-Safe Text Format (Unicode Standard Annex 15, section 13;
 * marks are counted in the canonical decomposition).
 * Tests: test_pieces.c, tests/wasm/text.mjs */
#ifndef CT_TEXT_NORMAL_H
#define CT_TEXT_NORMAL_H

#include "text/unicode.h"

enum { CT_NORMAL_RUN = 30, CT_NORMAL_JOINER = 0x34F };

/* Receives the normal form, character by character, each with its property (tables.h). */
typedef void ct_normal_put(void *to, uint32_t code, int property);

typedef struct ct_normal_char { uint32_t code; int property; } ct_normal_char;

typedef struct ct_normal {
  ct_normal_put *put;
  void *to;
  ct_normal_char run[CT_NORMAL_RUN];  /* marks in a row, decomposed, in the order of classes */
  int run_count;
  ct_normal_char base;                /* the last character that marks may still compose with */
  int has_base;
  ct_normal_char rest[CT_NORMAL_RUN]; /* marks after it that did not */
  int rest_count;
} ct_normal;

void ct_normal_init(ct_normal *n, ct_normal_put *put, void *to);
void ct_normal_add(ct_normal *n, uint32_t code);
/* Puts what it still holds. */
void ct_normal_end(ct_normal *n);

#endif
