/* Checkpoints in the safetensors format: 8 bytes header length (little-endian), a JSON header, the
 * tensors' bytes. Format: https://huggingface.co/docs/safetensors (Hugging Face).
 *
 * Tensors (io/entries.h): the encoder's parameters and its state (running statistics), by name; where
 * there is one, their mean (train/average.h), each name after "mean."; then "optimizer.first" and
 * "optimizer.second", all F32.
 * Metadata (text): "format", "step", "optimizer_step" and every parameter of the config, a choice by
 * its name. With the random numbers, which follow from the seed and the step, this is the whole run.
 *
 * "contrastive-lab 1", of earlier versions, is read as well: it has choices by their numbers, and
 * numbers of at most 7 digits. A parameter that a file does not name, because it is newer than the
 * file, has its default: in params.def a new one's default is what was done before there was one. */
#ifndef CT_IO_CHECKPOINT_H
#define CT_IO_CHECKPOINT_H

#include "train/trainer.h"

#define CT_CHECKPOINT_HEADER_MAX 16384 /* bytes; ours is about 3,000 */

/* Bytes of t's checkpoint now, and the most it can ever have (also of a trainer only measured). */
size_t ct_checkpoint_bytes(const ct_trainer *t);
size_t ct_checkpoint_most(const ct_trainer *t);
/* Writes it; returns the bytes written, 0 when capacity is too small. t is between two steps. */
size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity);

/* What a header says of the run; `header` and `length` are the JSON itself. */
typedef struct ct_saved {
  ct_config config;
  unsigned char named[CT_PARAM_COUNT]; /* whether the file names each parameter */
  int64_t step, optimizer_step;
  const char *header;
  size_t length;
} ct_saved;

/* Reads the metadata; of the file's bytes those up to the end of the header are enough. `config` is
 * one that ct_config_check takes. Errors: CT_E_FORMAT, CT_E_CONFIG; `why` says what is wrong. */
ct_status ct_checkpoint_settings(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why);

/* Makes t the run that was saved: its values, its step, and all of its configuration. Parameters
 * that may not change during a run must be those of t, or each that differs is named. Everything is
 * checked before anything is changed; any byte string is safe to pass. What is not the trainer's and
 * depends on the configuration, as the evaluation, the caller has to tell.
 * Errors: CT_E_FORMAT, CT_E_CONFIG, CT_E_NONFINITE; `why` says what is wrong. */
ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why);

#endif
