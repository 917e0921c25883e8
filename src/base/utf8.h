/* Unicode text as bytes in the UTF-8 of RFC 3629: no surrogates, no character beyond U+10FFFF, and
 * none in more bytes than it needs.  Tests: test_utf8.c */
#ifndef CT_BASE_UTF8_H
#define CT_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The length, 1 to 4 bytes, of the character at `at`, from where `left` bytes may be read; its
 * number goes to *code. Returns 0 when there is no valid character. */
int    ct_utf8_next(const uint8_t *at, size_t left, uint32_t *code);
/* How many bytes from the first on are whole, valid characters: `size` when all are. */
size_t ct_utf8_valid(const uint8_t *bytes, size_t size);

#endif
