/* A temperature that is trained with the model. Learned as the logarithm of 1 / tau, as CLIP does
 * (Radford et al. 2021, arXiv:2103.00020, section 2.5): a step is then a factor. Kept within
 * CT_TEMPERATURE_LEAST .. MOST: below the least, which is theirs, training becomes unstable.
 * Tests: test_temperature.c */
#ifndef CT_TRAIN_TEMPERATURE_H
#define CT_TRAIN_TEMPERATURE_H

#include "optim/optim.h"

#define CT_TEMPERATURE_LEAST 0.01f
#define CT_TEMPERATURE_MOST 10.0f

typedef struct ct_temperature {
  float *scale;   /* [1] log(1 / tau) */
  float gradient; /* d loss / d scale, the method's to write */
  float from;     /* tau that it started at */
  ct_optim optim;
} ct_temperature;

ct_status ct_temperature_layout(ct_temperature *x, ct_arena *arena);
void      ct_temperature_reset(ct_temperature *x, float tau, const ct_optim_config *o);
/* Goes on from there: what the optimiser remembers was for another place. Its step counts on, so
 * that one count serves all optimisers. */
void      ct_temperature_move(ct_temperature *x, float tau);
void      ct_temperature_update(ct_temperature *x, float rate);
float     ct_temperature_tau(const ct_temperature *x);

#endif
