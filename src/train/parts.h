/* Whether a trainer has a network or another part. */
#ifndef CT_TRAIN_PARTS_H
#define CT_TRAIN_PARTS_H

#include "train/trainer.h"

/* The temperature is the only part that a table can have. Inlining is forced so that the compiler
 * knows this wherever a part is named. */
static inline __attribute__((always_inline)) int ct_has(const ct_trainer *t, ct_part part) {
  return (CT_NETWORKS || part == CT_PART_TEMPERATURE) && (t->parts & (int)part) != 0;
}

#endif
