/* Checkpoints in the safetensors format: 8 bytes header length (little-endian), a JSON header, the
 * tensors' bytes. Format: https://huggingface.co/docs/safetensors (Hugging Face).
 *
 * Tensors: the encoder's parameters and its state (running statistics), by name; where there is one,
 * their mean (method/average.h), each name after "mean."; then
 * "optimizer.first" and "optimizer.second", all F32.
 * Metadata (text): "format", "step", "optimizer_step" and every parameter of the config. */
#ifndef CT_API_CHECKPOINT_H
#define CT_API_CHECKPOINT_H

#include "method/trainer.h"

#define CT_CHECKPOINT_HEADER_MAX 16384 /* bytes; ours is about 3,000 */

/* Bytes of t's checkpoint now. */
size_t ct_checkpoint_bytes(const ct_trainer *t);
/* Writes it; returns the bytes written, 0 when capacity is too small. */
size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity);
/* Reads one of a session of the same shape (all parameters that may not change during a run are
 * equal). Everything is checked before anything is changed; any byte string is safe to pass.
 * Errors: CT_E_FORMAT, CT_E_CONFIG, CT_E_NONFINITE; `why` says what is wrong. */
ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why);

#endif
