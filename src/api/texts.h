/* Texts that a reader types, and what they find: for sessions whose method has an encoder of texts;
 * with any other, these calls fail with CT_E_STATE. A text is UTF-8 without a 0 at its end. */
#ifndef CT_API_TEXTS_H
#define CT_API_TEXTS_H

#include <stddef.h>
#include <stdint.h>
#include "api/handle.h"
#include "base/status.h"

/* Finds up to `most` concepts by a typed text (show/search.h). May be called in the middle of a
 * step.
 *   made [3]  out  words and pieces of the text, and pieces that a text of the training had
 *   concepts, cosines [most]  out
 * Returns how many were found; minus a status on an error. */
int       ct_session_search(ct_session *s, const uint8_t *utf8, size_t size, int most, int *made,
                            int *concepts, float *cosines);
/* Finds up to `most` names and keywords of a language that are most similar to a drawing (concept *
 * renditions + rendition): words [most, 2] out, each a concept and its place (0 the name, k the
 * kth keyword), and their cosines. Returns how many; minus a status on an error. */
int       ct_session_words(ct_session *s, int drawing, int language, int most, int *words,
                           float *cosines);
/* The bytes of such a word, in the dataset; *length 0 and NULL when there is none. */
const uint8_t *ct_session_word(ct_session *s, int language, int concept, int place, int *length);
/* out [n, n]: cosine of the name of concepts[row] and the drawing of concepts[column]. */
ct_status ct_session_match(ct_session *s, const int *concepts, int n, float *out);
/* Sets the prompts of zero-shot classification (eval/prompts.h), one a line. */
ct_status ct_session_prompts(ct_session *s, const uint8_t *utf8, size_t size, int kind);

#endif
