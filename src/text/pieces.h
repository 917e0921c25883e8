/* A text in any language as numbers of pieces of its words, for an encoder that has a row for each
 * number. There is no vocabulary: a piece's number is its hash, modulo the number of buckets, so
 * two pieces may share a row.
 *
 * The text is brought into a normal form first (text/normal.h). A word is a maximal run of letters,
 * combining marks and digits; everything else separates words, also emoji, and is in no piece. A
 * mark with no letter before it is left out.
 *   - Most scripts: the pieces of a word are the word itself, as "w:" and the word, and all its
 *     sequences of 3, 4 and 5 characters, where "<" stands before its first character and ">" after
 *     its last. So related words share pieces, and beginnings and endings are known as such.
 *   - Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese and their like):
 *     each character of a run begins a "word", which consists of the 1, 2 and 3 characters from
 *     there on, as far as the run goes.
 *   - Korean has spaces, so a run is one word. But a syllable is one character and says as much as
 *     two or three letters do: its pieces are the word itself and all sequences of 1, 2 and 3.
 * A word ends where characters of another of these kinds follow. The hash is FNV-1a of 32 bits over
 * the UTF-8 of a piece, and then h ^= h >> 15.
 *
 * Memory is bounded however long the text and its words are.
 * Source: Bojanowski et al. 2017, arXiv:1607.04606.  Tests: test_pieces.c, tests/wasm/text.mjs,
 * fuzz_pieces.c */
#ifndef CT_TEXT_PIECES_H
#define CT_TEXT_PIECES_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

typedef struct ct_pieces {
  int buckets;                /* > 0; ids are 0 .. buckets - 1 */
  int *ids, most;             /* out: ids of pieces, with room for `most` */
  uint32_t *hashes;           /* out: their hashes, before the modulo; NULL: not kept */
  int *words, most_words;     /* out: the index into ids where each word begins; NULL: not kept */
  int count, word_count;      /* how many there are; the caller begins with 0 */
  int full;                   /* 1 when something did not fit, after which nothing is added */
} ct_pieces;

/* Adds the pieces of a text, so that a text may be given in parts, at whose borders words end.
 * Errors: CT_E_ARG when buckets < 1; CT_E_FORMAT when the bytes are not valid UTF-8. Nothing is
 * added then. */
ct_status ct_pieces_add(ct_pieces *p, const uint8_t *utf8, size_t size);

/* The most ids that a text of so many bytes can have; it has no more words than bytes. Returns
 * SIZE_MAX when the address space does not hold so many. */
size_t ct_pieces_most(size_t bytes);

#endif
