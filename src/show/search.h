/* For figures: what a typed text finds among the drawings, which words lie nearest to a drawing,
 * and how similar some names and drawings are. All of it is of the last whole look
 * (eval/matching.h), a typed text too, which may be asked in the middle of a step.
 * Tests: test_matching.c */
#ifndef CT_SHOW_SEARCH_H
#define CT_SHOW_SEARCH_H

#include "eval/matching.h"
#include "train/texts.h"

/* Embeds a text and finds the concepts whose drawings, all of them together, are most similar to
 * it, by falling cosine.
 *   made             out  what the text is made of; without pieces nothing is found
 *   concepts [most]  out
 *   cosines  [most]  out
 *   found            out  how many there are
 * Errors: CT_E_STATE before the first look; CT_E_ARG for a text longer than CT_PHRASE_BYTES;
 * CT_E_FORMAT for bytes that are not UTF-8. On an error nothing is changed. */
ct_status ct_search_drawings(ct_matching *m, const uint8_t *utf8, size_t size, int most,
                             ct_phrase *made, int *concepts, float *cosines, int *found);

/* Finds the names and keywords of one language that are most similar to one drawing, by falling
 * cosine, whichever concepts they belong to. A word is a concept and its place: 0 the name, k the
 * kth keyword. Equal words of different concepts are all found.
 *   drawing       in   concept * renditions + rendition
 *   words [most, 2]  out
 *   cosines [most]   out
 * Returns how many there are; 0 before the first look. */
int ct_search_words(ct_matching *m, int drawing, int language, int most, int *words,
                    float *cosines);
/* The bytes of such a word; length 0 when there is none. */
ct_words ct_search_word(const ct_matching *m, int language, int concept, int place);

/* out [n, n]: cosine of the name of concepts[row] and the drawing, in the rendition shown, of
 * concepts[column]; zeros before the first look. */
void ct_search_matrix(const ct_matching *m, const int *concepts, int n, float *out);

#endif
