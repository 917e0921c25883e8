/* Single characters: their property, how they decompose, compose and fold.  Tests: test_pieces.c,
 * tests/wasm/text.mjs */
#ifndef CT_TEXT_UNICODE_H
#define CT_TEXT_UNICODE_H

#include "text/tables.h"

enum { CT_DECOMPOSED_MOST = 4, CT_FOLDED_MOST = 3 };

/* The property of a character (tables.h). */
int      ct_text_property(uint32_t code);
/* The combining class that belongs to a property; 0 for a character that begins a sequence. */
static inline int ct_text_class(int property) { return property < CT_TEXT_MARK ? property : 0; }
/* Whether it is a Korean syllable made up of two or three letters. */
static inline int ct_text_is_syllable(uint32_t code) { return code >= 0xAC00 && code < 0xD7A4; }
/* Writes the full canonical decomposition, not yet in order; returns how many characters. Korean
 * syllables stay whole: their letters would compose again, as no mark comes between them. */
int      ct_text_decompose(uint32_t code, uint32_t out[CT_DECOMPOSED_MOST]);
/* The character that two compose into, in Unicode's form NFC; 0 when they do not. */
uint32_t ct_text_compose(uint32_t first, uint32_t second);
/* Writes the full case folding of a character that does not decompose; returns how many. */
int      ct_text_fold(uint32_t code, uint32_t out[CT_FOLDED_MOST]);

#endif
