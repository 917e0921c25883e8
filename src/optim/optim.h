/* Optimisers on one flat block of parameters, and the learning-rate schedule. */
#ifndef CT_OPTIM_OPTIM_H
#define CT_OPTIM_OPTIM_H

#include "base/arena.h"
#include "base/status.h"
#include "base/tensor.h"
#include "optim/choices.h"

typedef struct ct_optim_config {
  ct_optim_kind kind;
  float momentum;        /* sgd, lars, muon: [0, 1) */
  float beta1, beta2;    /* adamw, muon: [0, 1) */
  float epsilon;         /* adamw, muon: > 0, added to the root as in PyTorch */
  float weight_decay;    /* >= 0; adamw, muon decoupled; sgd and lars added to the gradient */
  float trust;           /* lars: eta, > 0 (0.001) */
} ct_optim_config;

typedef struct ct_optim {
  ct_optim_config config;
  int count;             /* floats in the block */
  long step;             /* updates done since the state was last cleared */
  float *first, *second; /* [count] momentum or first moment; second moment */
  float *scratch;        /* muon: for the largest matrix; NULL where there is none */
} ct_optim;

/* For a block of `count` floats that contains these tensors. The kind of optimiser may change
 * later, so there is room for each kind. */
ct_status ct_optim_layout(ct_optim *o, int count, const ct_tensor *tensors, int tensor_count,
                          ct_arena *arena);
void      ct_optim_reset(ct_optim *o, const ct_optim_config *config); /* clears the state */
/* Changes the configuration; a new kind of optimiser starts with moments of 0. */
void      ct_optim_configure(ct_optim *o, const ct_optim_config *config);
/* Goes on from moments that have been put in place and belong to an optimiser of this
 * configuration. */
void      ct_optim_resume(ct_optim *o, const ct_optim_config *config, long step);
/* One update of params [count] by grads [count]; lr >= 0. Formulas: PyTorch's SGD and AdamW;
 * LARS as in google-research/simclr (momentum on the scaled gradient); Muon: optim/muon.h, where a
 * tensor of more than two dimensions is a matrix with a row for each index of the first. In a
 * sparse table adamw and muon move the touched rows alone (optim/sparse.h); sgd and lars, whose
 * momentum moves a row on, all of them. Tests: test_optim.c */
void      ct_optim_update(ct_optim *o, float *params, const float *grads, const ct_tensor *tensors,
                          int tensor_count, float lr);

/* 1 where an update leaves the rows of x that are not touched as they are. */
int       ct_optim_skips(const ct_optim *o, const ct_tensor *x);

/* Factor of the learning rate at `step` (0-based): linear warm-up (step + 1) / warmup over the
 * first `warmup` steps, then the schedule until `steps` (0 afterwards for the cosine). */
float ct_schedule_factor(ct_schedule schedule, long step, long warmup, long steps);

#endif
