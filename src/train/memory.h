/* The memory that a method keeps from step to step beside its parts: a queue or a bank. */
#ifndef CT_TRAIN_MEMORY_H
#define CT_TRAIN_MEMORY_H

#include <stdint.h>
#include "config/config.h"

/* One tensor, which checkpoints keep. */
typedef struct ct_memory {
  const char *name;
  int rank, shape[2], count;
  float *values;
} ct_memory;

/* The slot of the queue that holds key i of the batch of a step. */
static inline int64_t ct_queue_slot(const ct_config *c, long step, int i) {
  return ((int64_t)step * c->pairs + i) % c->queue;
}

#endif
