/* A reader for only that JSON which a safetensors header needs: objects, arrays, whole numbers,
 * and strings without escapes other than \" and \\. It walks the text once and never reads past
 * `end`. */
#ifndef CT_IO_JSON_H
#define CT_IO_JSON_H

#include <stddef.h>
#include <stdint.h>

typedef struct ct_json { const char *at, *end; int failed; } ct_json;
typedef struct ct_slice { const char *at; size_t length; } ct_slice;

void     ct_json_init(ct_json *j, const char *text, size_t length);
/* Skips blanks and takes the character if it is next. */
int      ct_json_take(ct_json *j, char c);
/* Takes the character; the reader fails when something else is next. */
void     ct_json_need(ct_json *j, char c);
/* Reads a string as it is written between its quotes. */
ct_slice ct_json_string(ct_json *j);
/* Reads a whole number 0 .. 2^53; anything else fails. */
uint64_t ct_json_whole(ct_json *j);
/* Skips any value, with objects and arrays at most 8 deep. */
void     ct_json_skip(ct_json *j);
/* Whether only blanks are left and nothing failed. */
int      ct_json_done(ct_json *j);

int      ct_slice_is(ct_slice s, const char *text);

#endif
