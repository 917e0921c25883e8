/* The networks of a run, as rows of one list. Memory, initial weights, forwards, gradients and
 * updates are loops over the list, so another network, such as a second tower, is another row.
 * Nothing here knows a trainer: whoever owns the list says what each row reads and where the
 * gradient of its outputs is. Tests: test_networks.c */
#ifndef CT_TRAIN_NETWORKS_H
#define CT_TRAIN_NETWORKS_H

#include "nn/encoder.h"
#include "optim/optim.h"

typedef struct ct_network {
  /* set before ct_networks_layout */
  const char *prefix;       /* of the names of its tensors in a checkpoint */
  const char *moments;      /* the name of its optimiser there; NULL: it is never trained */
  uint64_t stream;          /* added to the seed of its initial weights */
  int batch;                /* most items of a forward; 0: this run has no such network */
  int phase;                /* of the step, in which its forward runs; NO_FORWARD: the loss reads
                               its weights and adds to their gradient itself */
  int follows;              /* momentum encoder: the row whose weights its own follow, tensor for
                               tensor; else FOLLOWS_NONE */
  int unit_rows;            /* 1: a table of at most `batch` rows, which every update puts back to
                               length 1 */
  ct_encoder_config config;
  /* set after ct_networks_layout */
  ct_input input;           /* of the forward and the backward */
  float *dz;                /* [input.n, D] the gradient of its outputs; NULL: NO_FORWARD */
  int still;                /* 1: an update leaves its weights where they are */
  ct_encoder net;
  ct_optim optim;
} ct_network;

#define CT_NO_FORWARD (-1)
#define CT_FOLLOWS_NONE (-1)

/* This and all other loops skip rows whose batch is 0. Errors: those of ct_encoder_layout. */
ct_status ct_networks_layout(ct_network *list, int count, ct_arena *arena);
void      ct_networks_reset(ct_network *list, int count, uint64_t seed, const ct_optim_config *o);
/* Changes the configuration of the optimisers. A new kind of optimiser starts with moments of
 * 0. */
void      ct_networks_configure(ct_network *list, int count, const ct_optim_config *o);
/* Goes on after parameters and moments have been put in place: the moments belong to the optimiser
 * that o names, whichever was used before. */
void      ct_networks_resume(ct_network *list, int count, const ct_optim_config *o, long step);
/* Runs the forwards of one phase, in the order of the list. */
void      ct_networks_forward(ct_network *list, int count, int phase);
/* 1 when a forward runs in this phase. */
int       ct_networks_have(const ct_network *list, int count, int phase);
/* Sets all gradients to 0, before a loss. */
void      ct_networks_clear(ct_network *list, int count);
/* Runs the backwards from the last row to the first: a network that reads another's outputs stands
 * behind it and adds to its dz. Returns 1 when every gradient, every parameter that an update would
 * move and every new statistic is bounded, so that the update is finite; of a network that is never
 * trained only the statistics are looked at. */
int       ct_networks_backward(ct_network *list, int count);
void      ct_networks_update(ct_network *list, int count, float rate);
/* Updates the momentum encoders: each weight becomes `kept` of itself plus 1 - `kept` of the
 * weight it follows. Their batch norm keeps statistics of its own. */
void      ct_networks_follow(ct_network *list, int count, float kept);
/* Whether every element is so small that squares, summed over the largest model, stay far from
 * overflow. NaN is not bounded. */
int       ct_is_bounded(const float *x, int n);

#endif
