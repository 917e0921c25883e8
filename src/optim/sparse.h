/* AdamW on a table of which a batch touches few rows: only the moments and weights of these rows
 * move, at their cost alone. The same as torch.optim.SparseAdam: a row that is not touched keeps
 * its moments, the bias is corrected by the count of all steps, epsilon is added before the root is
 * corrected, and there is no weight decay. Tests: test_sparse.c */
#ifndef CT_OPTIM_SPARSE_H
#define CT_OPTIM_SPARSE_H

#include "base/tensor.h"

typedef struct ct_sparse_rates {
  float beta1, beta2, rest1, rest2; /* shares that the moments keep and that they take */
  float lr;                         /* with the bias of the first moment corrected */
  float root;                       /* 1 / sqrt(1 - beta2^t), which corrects the root's bias */
  float epsilon;                    /* times `root`, as it is added before the correction */
} ct_sparse_rates;

/* p, m, v [rows, D] in, out: weights, first and second moments; grad [rows, D] in */
void ct_sparse_adam(float *p, float *m, float *v, const float *grad, const ct_touched *touched,
                    int D, ct_sparse_rates r);

#endif
