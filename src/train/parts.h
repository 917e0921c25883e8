/* Which networks and other parts a trainer has. */
#ifndef CT_TRAIN_PARTS_H
#define CT_TRAIN_PARTS_H

#include "train/trainer.h"

/* The one part a table can have is the temperature. The compiler is to see so where the part is
 * named, also where it would rather call than inline. */
static inline __attribute__((always_inline)) int ct_has(const ct_trainer *t, ct_part part) {
  return (CT_NETWORKS || part == CT_PART_TEMPERATURE) && (t->parts & (int)part) != 0;
}

#endif
