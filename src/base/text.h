/* Writes text into a fixed buffer, without stdio, for which the wasm module would need imports.
 * The text always ends in 0; characters that do not fit are dropped and `full` is set. */
#ifndef CT_BASE_TEXT_H
#define CT_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>

typedef struct ct_text { char *at; size_t capacity, length; int full; } ct_text;

void ct_text_init(ct_text *t, char *buffer, size_t capacity);
void ct_text_add(ct_text *t, const char *string);
void ct_text_int(ct_text *t, int64_t value);
/* Adds the words, with each # in them replaced by the next of the numbers. */
void ct_text_fill(ct_text *t, const char *words, const int64_t *numbers);
void ct_text_number(ct_text *t, double value); /* up to 7 significant digits; null if not finite */
/* Adds the fewest digits (at least 7, without zeros at the end) that ct_text_read reads back as
 * the same float. */
void ct_text_float(ct_text *t, float value);
/* Reads a decimal number of at most 15 digits, with or without an exponent; returns 0 when the
 * text is anything else. */
int  ct_text_read(const char *text, size_t length, double *value);

#endif
