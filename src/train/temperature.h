/* A temperature that is trained with the model. As in CLIP (Radford et al. 2021, arXiv:2103.00020,
 * section 2.5), the logarithm of 1 / tau is learned, so that a step multiplies tau by a factor. It
 * is kept within CT_TEMPERATURE_LEAST .. MOST: below the least, CLIP's own, training becomes
 * unstable. Tests: test_temperature.c */
#ifndef CT_TRAIN_TEMPERATURE_H
#define CT_TRAIN_TEMPERATURE_H

#include "optim/optim.h"

#define CT_TEMPERATURE_LEAST 0.01f
#define CT_TEMPERATURE_MOST 10.0f

typedef struct ct_temperature {
  float *scale;   /* [1] log(1 / tau) */
  float gradient; /* d loss / d scale, which the method writes */
  float from;     /* the tau that it started at */
  ct_optim optim;
} ct_temperature;

ct_status ct_temperature_layout(ct_temperature *x, ct_arena *arena);
void      ct_temperature_reset(ct_temperature *x, float tau, const ct_optim_config *o);
/* Sets the temperature during a run. The optimiser's moments, which belonged to the old value,
 * become 0, but its count of steps goes on, so that one count serves all optimisers. */
void      ct_temperature_move(ct_temperature *x, float tau);
void      ct_temperature_update(ct_temperature *x, float rate);
float     ct_temperature_tau(const ct_temperature *x);

#endif
