/* What Unicode says of its characters, as far as src/text needs it: constant tables, written by
 * make_tables.py, which notes their version of Unicode (14.0.0) and their licence (Unicode-3.0).
 * Only unicode.c reads them.
 *
 * A property is one byte for each character. Of a mark with a combining class it is the class, 1 to
 * 240; otherwise it is one of CT_TEXT_.... Unassigned characters have the property of a neighbour,
 * but never a class. */
#ifndef CT_TEXT_TABLES_H
#define CT_TEXT_TABLES_H

#include <stdint.h>

enum {
  CT_TEXT_SEPARATOR = 0,  /* punctuation, symbols, emoji, spaces: all that is in no word */
  CT_TEXT_MARK = 241,     /* a combining mark whose class is 0 */
  CT_TEXT_LETTER = 242,   /* a letter or digit of a script with spaces between words */
  CT_TEXT_UNSPACED = 243, /* one of a script without them: Han, kana, Thai, Burmese, ... */
  CT_TEXT_HANGUL = 244,
  CT_TEXT_IGNORED = 245,  /* invisible: joiners, variation selectors, soft hyphens */
};

enum {
  CT_TEXT_PROPERTIES = 1247, CT_TEXT_BLOCKS = 105, CT_TEXT_FOLDS = 168, CT_TEXT_LONG_FOLDS = 17,
  CT_TEXT_ROWS = 1059, CT_TEXT_PAIRS = 941, CT_TEXT_CHINESE = 1016,
};

/* Ranges, in order: the first character << 8 | the property of all up to the next range. */
extern const uint32_t ct_text_properties[CT_TEXT_PROPERTIES];
/* How many of them begin before the character 128 i, up to U+3400: where to search. */
extern const uint16_t ct_text_blocks[CT_TEXT_BLOCKS];

/* Case folding of characters that do not decompose, beyond ASCII. Ranges, in order: the first
 * character << 8 | (their count - 1) << 1 | (their distance - 1); what is added to each is in
 * ct_text_deltas, where 0 sends to the long ones. */
extern const uint32_t ct_text_folds[CT_TEXT_FOLDS];
extern const int32_t  ct_text_deltas[CT_TEXT_FOLDS];
/* Those that fold into two or three characters: the character, then these, 0 for no third. */
extern const uint16_t ct_text_long_folds[4 * CT_TEXT_LONG_FOLDS];

/* Canonical decompositions by one step, in the order of the composed characters; the second is 0
 * where there is none. Characters U+11000 to U+11FFF are written as E000 to EFFF, and U+1D100 to
 * U+1D1FF as F000 to F0FF. */
extern const uint16_t ct_text_composed[CT_TEXT_ROWS];
extern const uint16_t ct_text_first[CT_TEXT_ROWS];
extern const uint16_t ct_text_second[CT_TEXT_ROWS];
/* Rows that are also composed, in the order of the second character, then of the first. */
extern const uint16_t ct_text_pairs[CT_TEXT_PAIRS];
/* What the compatibility ideographs U+F900 to U+FAD9, then U+2F800 to U+2FA1D decompose into; 0:
 * nothing. */
extern const uint32_t ct_text_chinese[CT_TEXT_CHINESE];

#endif
