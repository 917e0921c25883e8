/* The tensors of a checkpoint: what a run has to have kept to go on as if it had never stopped. */
#ifndef CT_IO_ENTRIES_H
#define CT_IO_ENTRIES_H

#include "io/safetensors.h"

/* Adds, in file order, the tensors of every network and then the two moments of every optimiser. */
void ct_entries_networks(ct_entries *l, const ct_network *list, int count);
/* All of a trainer: its networks, then the encoder's mean, the temperature and what the method
 * remembers, where there is such a thing. Of a trainer that was only measured, the values point
 * nowhere. */
void ct_entries_list(ct_entries *l, const ct_trainer *t);

#endif
