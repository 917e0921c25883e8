/* Unicode text as bytes: UTF-8 as RFC 3629 has it, so no surrogates, nothing beyond U+10FFFF and no
 * character in more bytes than it takes.  Tests: test_utf8.c */
#ifndef CT_BASE_UTF8_H
#define CT_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the character at `at`, of which `left` bytes can be read: 1 to 4, with its number in
 * *code; 0 when there is no valid character. */
int    ct_utf8_next(const uint8_t *at, size_t left, uint32_t *code);
/* How many of the bytes, from the first, are whole and valid characters: `size` when all are. */
size_t ct_utf8_valid(const uint8_t *bytes, size_t size);

#endif
