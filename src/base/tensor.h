/* The name, shape and position of one parameter tensor in an encoder's flat block. */
#ifndef CT_BASE_TENSOR_H
#define CT_BASE_TENSOR_H

#include <stdint.h>

/* The rows of a sparse table that have a gradient since it was last cleared. The gradient of every
 * other row is zeros, so whatever is done to the gradient can be done to these rows alone. */
typedef struct ct_touched {
  int count;
  int *rows;            /* [count] each once, in the order in which they were first touched */
  uint8_t *marks;       /* [rows of the table] 1 for those in `rows` */
} ct_touched;

typedef struct ct_tensor {
  const char *name;     /* as in checkpoints, e.g. "backbone.0.weight"; owned by the encoder */
  int offset, count;    /* floats from the start of the block */
  int shape[4], rank;
  int decay;            /* 0 for biases, norms and positions: no weight decay, no LARS scaling,
                           and never a matrix to Muon */
  const ct_touched *touched; /* of a sparse table, whose batches touch few of its rows; NULL: dense.
                           Such a table has no weight decay: an RMS norm stands behind it, for which
                           its scale means nothing, and decay would move all of its rows. */
} ct_tensor;

#endif
