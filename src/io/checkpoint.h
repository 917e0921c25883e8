/* Checkpoints in the safetensors format: 8 bytes header length (little-endian), a JSON header, the
 * tensors' bytes. Format: https://huggingface.co/docs/safetensors (Hugging Face).
 *
 * Tensors, all F32, are those of io/entries.h: the encoder's parameters and state (running
 * statistics) by name, their moments "optimizer.first" and "optimizer.second", and where the run
 * has them the tensors of its other networks, the encoder's mean (train/average.h), each name
 * after "mean.", the temperature and the method's memory.
 * Metadata (text): "format", "step", "optimizer_step" and every parameter of the config, a choice
 * by its name. With the random numbers, which follow from the seed and the step, this is the whole
 * run.
 *
 * "contrastive-lab 1", of earlier versions, is read as well: it has choices by their numbers, and
 * numbers of at most 7 digits. A parameter newer than the file, which the file does not name, gets
 * its default; the default of a new parameter in params.def is therefore the earlier behaviour. */
#ifndef CT_IO_CHECKPOINT_H
#define CT_IO_CHECKPOINT_H

#include "train/trainer.h"

#define CT_CHECKPOINT_HEADER_MAX 16384 /* bytes; ours is about 3,000 */

/* Bytes of t's checkpoint now, and the most that it can ever have; t may have been laid out on a
 * measuring arena alone. */
size_t ct_checkpoint_bytes(const ct_trainer *t);
size_t ct_checkpoint_most(const ct_trainer *t);
/* Writes the checkpoint; returns the bytes written, 0 when capacity is too small. t must stand
 * between two steps. */
size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity);

/* The run as its header describes it; `header` and `length` are the JSON itself. */
typedef struct ct_saved {
  ct_config config;
  unsigned char named[CT_PARAM_COUNT]; /* whether the file names each parameter */
  int64_t step, optimizer_step;
  const char *header;
  size_t length;
} ct_saved;

/* Reads the metadata, for which the file's bytes up to the end of the header are enough. `config`
 * is then valid (ct_config_check). Errors: CT_E_FORMAT, CT_E_CONFIG; `why` says what is wrong. */
ct_status ct_checkpoint_settings(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why);

/* Makes t the run that was saved: its tensors, its step, and all of its configuration. Parameters
 * that may not change during a run must agree with t's; `why` names each that differs. Everything
 * is checked before anything is changed; any byte string is safe to pass. The caller must then
 * renew all else that depends on the configuration, such as the evaluation.
 * Errors: CT_E_FORMAT, CT_E_CONFIG, CT_E_NONFINITE; `why` says what is wrong. */
ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why);

#endif
