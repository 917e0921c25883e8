/* What a method remembers from step to step beside its parts. */
#ifndef CT_TRAIN_MEMORY_H
#define CT_TRAIN_MEMORY_H

#include <stdint.h>
#include "config/config.h"

/* Kept in checkpoints. */
typedef struct ct_memory {
  const char *name;
  int rank, shape[2], count;
  float *values;
} ct_memory;

/* Where key i of the batch of a step lies in the queue. */
static inline int64_t ct_queue_slot(const ct_config *c, long step, int i) {
  return ((int64_t)step * c->pairs + i) % c->queue;
}

#endif
