/* A temperature that is trained with the model, and for a loss of sigmoids a bias with it. As in
 * CLIP (Radford et al. 2021, arXiv:2103.00020, section 2.5), the logarithm of 1 / tau is learned,
 * so that a step multiplies tau by a factor. It is kept within CT_TEMPERATURE_LEAST .. MOST: below
 * the least, CLIP's own, training becomes unstable. The bias is that of SigLIP (Zhai et al. 2023,
 * arXiv:2303.15343, section 3.2). Tests: test_temperature.c */
#ifndef CT_TRAIN_TEMPERATURE_H
#define CT_TRAIN_TEMPERATURE_H

#include "base/build.h"
#include "config/config.h"
#include "optim/optim.h"

#define CT_TEMPERATURE_LEAST 0.01f
#define CT_TEMPERATURE_MOST 10.0f

typedef struct ct_temperature {
  float *values;     /* [1 or 2] log(1 / tau), bias */
  float gradient[2]; /* d loss / d values, which the method writes */
  float from;        /* the tau that it started at */
  float bias_from;   /* likewise */
  ct_optim optim;
} ct_temperature;

/* Whether the loss has a bias. */
static inline int ct_has_bias(const ct_config *c) {
  return CT_NETWORKS && c->method == CT_CLIP && c->compare == CT_COMPARE_SIGMOID;
}

ct_status ct_temperature_layout(ct_temperature *x, int has_bias, ct_arena *arena);
void      ct_temperature_reset(ct_temperature *x, float tau, float bias, const ct_optim_config *o);
/* Sets the temperature during a run. The optimiser's moments, which belonged to the old value,
 * become 0, but its count of steps goes on, so that one count serves all optimisers. */
void      ct_temperature_move(ct_temperature *x, float tau);
void      ct_temperature_move_bias(ct_temperature *x, float bias); /* likewise */
void      ct_temperature_update(ct_temperature *x, float rate);
float     ct_temperature_tau(const ct_temperature *x);

#endif
