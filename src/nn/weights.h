/* The initial weights of an encoder, as described in nn/encoder.h. */
#ifndef CT_NN_WEIGHTS_H
#define CT_NN_WEIGHTS_H

#include "nn/network.h"

/* Fills the parameters and the state, from streams of random numbers that belong to the layers. */
void ct_weights_reset(ct_encoder *e, uint64_t seed);

#endif
