/* Tensors in the safetensors format (https://huggingface.co/docs/safetensors): 8 bytes of header
 * length, a JSON header with the name, type, shape and offsets of each tensor, and then the
 * numbers, here all F32. The rest of a header is up to whoever writes it. Tests:
 * test_checkpoint.c, test_networks.c */
#ifndef CT_IO_SAFETENSORS_H
#define CT_IO_SAFETENSORS_H

#include "base/status.h"
#include "base/text.h"
#include "io/json.h"
#include "train/trainer.h"

/* One tensor; its name is `before` and `name` together. */
typedef struct ct_entry {
  const char *before, *name;
  const int *shape;
  int rank, count;
  float *values;
} ct_entry;

#define CT_ENTRY_NETWORKS (CT_ROW_COUNT + 1) /* 1 for the mean of the encoder */
#define CT_ENTRIES_MAX (CT_ENTRY_NETWORKS * (CT_TENSORS_MAX + CT_STATES_MAX + 2) + 4)

typedef struct ct_entries { ct_entry at[CT_ENTRIES_MAX]; int count; } ct_entries;

/* The range of values that a tensor may hold. */
typedef struct ct_range { float least, most; } ct_range;

/* Bytes that the numbers of all tensors take. */
size_t ct_tensors_bytes(const ct_entries *l);
/* Adds the tensors to a header that has an entry already, and ends the header, padded with blanks
 * to a multiple of 8 bytes, as the format asks. */
void   ct_tensors_describe(ct_text *header, const ct_entries *l);
/* Writes the numbers of all tensors: out [ct_tensors_bytes]; returns how many bytes. */
size_t ct_tensors_write(const ct_entries *l, uint8_t *out);
/* Reads every tensor of l from a header (its text must be a valid JSON object) and the data behind
 * it; the file must hold these tensors and no others. All is checked before a value is changed.
 * Errors: CT_E_FORMAT; CT_E_NONFINITE for a value out of range. `why` says what is wrong. */
ct_status ct_tensors_read(const ct_entries *l, const char *header, size_t length,
                          const uint8_t *data, size_t size, ct_range (*range_of)(const ct_entry *),
                          ct_text *why);

/* Adds a, then b to `why`; returns CT_E_FORMAT. */
ct_status ct_refuse_file(ct_text *why, const char *a, const char *b);
/* Adds a name that the file has chosen, shortened and with ? for characters that cannot be
 * shown. */
void      ct_text_slice(ct_text *out, ct_slice s);

#endif
