/* VICReg: variance, invariance and covariance, each in a term of its own, without negatives and
 * without asymmetry between the views. */
#ifndef CT_LOSS_VICREG_H
#define CT_LOSS_VICREG_H

#include "base/arena.h"
#include "base/status.h"

/* The authors' constants: the deviation that each dimension should have, and the number added to
 * its variance. */
#define CT_VICREG_GAMMA 1.0
#define CT_VICREG_EPSILON 1e-4

/* Finite weights; the authors' are 25, 25 and 1. */
typedef struct ct_vicreg_weights { float invariance, variance, covariance; } ct_vicreg_weights;

size_t ct_vicreg_bytes(int B, int D);

/* Value and gradient of the weighted sum of
 *   invariance   mean over all B D entries of the squared difference of the views
 *   variance     mean over the views and the D dimensions of max(0, gamma - sqrt(var + epsilon))
 *   covariance   sum over the two views of sum_{d != e} cov_de^2 / D
 * with variances and covariances divided by B - 1.
 *   z      [2B, D]  in   embeddings, not normalised, so zero rows are allowed; row i is paired
 *                        with row i + B
 *   dz     [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   terms  [3]      out  the three terms, unweighted, in this order; may be NULL
 *   loss            out  the weighted sum
 * Errors: CT_E_ARG when B < 2 (one row has no variance), D < 1 or a weight is not finite;
 *   CT_E_NONFINITE; CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_vicreg_bytes of scratch, O(B D + D^2), given back.
 * Source: Bardes et al. 2022, arXiv:2105.04906, eq. 1 to 6, scaled as in facebookresearch/vicreg,
 * lightly and pytorch-metric-learning: the paper neither divides the invariance by D nor halves
 * the variance.
 * Tests: test_vicreg.c */
ct_status ct_vicreg(const float *z, float *dz, int B, int D, ct_vicreg_weights weights,
                    double *terms, double *loss, ct_arena *scratch);

#endif
