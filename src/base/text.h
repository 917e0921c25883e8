/* Text into a fixed buffer, without stdio (which would cost the wasm imports). Always ends in 0;
 * what does not fit is dropped and `full` is set. */
#ifndef CT_BASE_TEXT_H
#define CT_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

typedef struct ct_text { char *at; size_t capacity, length; int full; } ct_text;

void ct_text_init(ct_text *t, char *buffer, size_t capacity);
void ct_text_add(ct_text *t, const char *string);
void ct_text_int(ct_text *t, int64_t value);
/* The words with each # in them replaced by the next of the numbers. */
void ct_text_fill(ct_text *t, const char *words, const int64_t *numbers);
void ct_text_number(ct_text *t, double value); /* up to 7 significant digits; null if not finite */
/* As few digits (7 at least, ending zeros left out) as ct_text_read makes the same float of. */
void ct_text_float(ct_text *t, float value);
/* A decimal number of at most 15 digits, with an exponent or not; 0 when the text is anything else. */
int  ct_text_read(const char *text, size_t length, double *value);

#endif
