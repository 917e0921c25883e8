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
void ct_text_number(ct_text *t, double value); /* up to 7 significant digits; null if not finite */

#endif
