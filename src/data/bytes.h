/* Reads the numbers of a file, little-endian on every machine and at any address, and says in
 * words why one is refused. */
#ifndef CT_DATA_BYTES_H
#define CT_DATA_BYTES_H

#include <stdint.h>
#include "base/status.h"
#include "base/text.h"

static inline int ct_u16_at(const uint8_t *b) { return b[0] | b[1] << 8; }

static inline uint32_t ct_u32_at(const uint8_t *b) {
  return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

/* The next multiple of 4. */
static inline uint64_t ct_padded(uint64_t bytes) { return (bytes + 3) / 4 * 4; }

/* Adds the words to `why`, each # replaced by the next of the numbers; returns CT_E_FORMAT. */
#define CT_REFUSE(why, words, ...) ct_refuse(why, words, (const int64_t[]){__VA_ARGS__})
ct_status ct_refuse(ct_text *why, const char *words, const int64_t *numbers);
/* CT_OK where value is in least .. most; else CT_E_FORMAT, and `why` says so of `what`. */
ct_status ct_check_range(uint32_t value, uint32_t least, uint32_t most, const char *what,
                         ct_text *why);

#endif
