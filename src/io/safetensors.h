/* Tensors as the safetensors format has them (https://huggingface.co/docs/safetensors): 8 bytes of
 * header length, a JSON header that names each with its type, shape and place, and then the numbers,
 * all F32 here. What else a header says is its writer's matter. Tests: test_checkpoint.c,
 * test_networks.c */
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

#define CT_ENTRY_NETWORKS (CT_ROW_COUNT + 1) /* and the mean of the encoder */
#define CT_ENTRIES_MAX (CT_ENTRY_NETWORKS * (CT_TENSORS_MAX + CT_STATES_MAX + 2) + 4)

typedef struct ct_entries { ct_entry at[CT_ENTRIES_MAX]; int count; } ct_entries;

/* Values that a tensor may hold. */
typedef struct ct_range { float least, most; } ct_range;

/* Of the numbers. */
size_t ct_tensors_bytes(const ct_entries *l);
/* Goes on with a header that has an entry already, and ends it: padded with blanks to a multiple of
 * 8, as the format asks. */
void   ct_tensors_describe(ct_text *header, const ct_entries *l);
/* out [ct_tensors_bytes]; returns how many bytes. */
size_t ct_tensors_write(const ct_entries *l, uint8_t *out);
/* Reads every tensor of l from a header (whose text is valid JSON, an object) and the data behind
 * it, which must hold those and no others. All is checked before a value is changed.
 * Errors: CT_E_FORMAT; CT_E_NONFINITE for a value out of range. `why` says what is wrong. */
ct_status ct_tensors_read(const ct_entries *l, const char *header, size_t length,
                          const uint8_t *data, size_t size, ct_range (*range_of)(const ct_entry *),
                          ct_text *why);

/* Says a, then b; CT_E_FORMAT. */
ct_status ct_refuse_file(ct_text *why, const char *a, const char *b);
/* A name of the file's own, as far as it can be shown. */
void      ct_text_slice(ct_text *out, ct_slice s);

#endif
