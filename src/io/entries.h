/* The tensors of a checkpoint: what a run has to have kept to go on as if it had never stopped. */
#ifndef CT_IO_ENTRIES_H
#define CT_IO_ENTRIES_H

#include "train/trainer.h"

/* Its name is `before` and `name` together. */
typedef struct ct_entry {
  const char *before, *name;
  const int *shape;
  int rank, count;
  float *values;
} ct_entry;

#define CT_ENTRY_NETWORKS 5 /* encoder, its mean, target, predictor, prototypes */
#define CT_ENTRIES_MAX (CT_ENTRY_NETWORKS * (CT_TENSORS_MAX + CT_STATES_MAX + 2) + 4)

typedef struct ct_entries { ct_entry at[CT_ENTRIES_MAX]; int count; } ct_entries;

/* In file order: the networks, the optimisers' two moments of each, what the method remembers.
 * Parts that a method does not have hold no tensor. Of a trainer that was only measured, the values
 * point nowhere. */
void   ct_entries_list(ct_entries *l, const ct_trainer *t);
size_t ct_entries_bytes(const ct_entries *l);

#endif
