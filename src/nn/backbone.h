/* Builds the layers and tensors of an encoder from its configuration; encoder.c takes the
 * memory. */
#ifndef CT_NN_BACKBONE_H
#define CT_NN_BACKBONE_H

#include "nn/network.h"

/* Fills the layers and tensors of an encoder that has none yet, as described in nn/encoder.h. */
void ct_backbone_build(ct_encoder *e);

#endif
