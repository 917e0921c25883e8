/* The name, shape and position of one parameter tensor in an encoder's flat block. */
#ifndef CT_BASE_TENSOR_H
#define CT_BASE_TENSOR_H

typedef struct ct_tensor {
  const char *name;     /* as in checkpoints, e.g. "backbone.0.weight"; owned by the encoder */
  int offset, count;    /* floats from the start of the block */
  int shape[4], rank;
  int decay;            /* 0 for biases and norms: no weight decay, no LARS scaling */
} ct_tensor;

#endif
