/* The tensors of a checkpoint: those that a run needs to go on as if it had never stopped. */
#ifndef CT_IO_ENTRIES_H
#define CT_IO_ENTRIES_H

#include "io/safetensors.h"

/* Adds, in file order, the tensors of every network and then the two moments of every
 * optimiser. */
void ct_entries_networks(ct_entries *l, const ct_network *list, int count);
/* Lists all tensors of a trainer: those of its networks, then, where it has them, the encoder's
 * mean, the temperature and the method's memory. The values of a trainer that was laid out on a
 * measuring arena must not be read. */
void ct_entries_list(ct_entries *l, const ct_trainer *t);

#endif
