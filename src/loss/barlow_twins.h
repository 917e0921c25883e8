/* Barlow Twins: each dimension of one view, standardised over the batch, correlates with itself in
 * the other view and with no other dimension. */
#ifndef CT_LOSS_BARLOW_TWINS_H
#define CT_LOSS_BARLOW_TWINS_H

#include "base/arena.h"
#include "base/status.h"

/* Added to a dimension's variance, as in the authors' batch norm. */
#define CT_BARLOW_EPSILON 1e-5

size_t ct_barlow_twins_bytes(int B, int D);

/* Value and gradient of  sum_d (C_dd - 1)^2 + lambda sum_{d != e} C_de^2, where C = a^T b / B and
 * a, b are the two views, each dimension with mean 0 and variance 1 (of the batch, divided by B).
 *   z      [2B, D]  in   embeddings, not normalised by rows, so zero rows are allowed; row i is
 *                        paired with row i + B
 *   dz     [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   lambda          in   >= 0; 0.0051 in the authors' code
 *   terms  [2]      out  the sums on and off the diagonal, without lambda; may be NULL
 *   loss            out  a sum over D^2 entries: it grows with D and is not scaled down, as in the
 *                        authors' code
 * A dimension that never varies correlates with nothing: it costs 1 and has no gradient.
 * Errors: CT_E_ARG when B < 2 (one row has no variance), D < 1 or lambda < 0; CT_E_NONFINITE;
 *   CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_barlow_twins_bytes of scratch, O(B D + D^2), given back.
 * Source: Zbontar et al. 2021, arXiv:2103.03230, eq. 1 and 2; as facebookresearch/barlowtwins
 * (batch norm without affine part) and lightly. The paper's pseudocode standardises by the
 * unbiased
 * deviation and no epsilon, as lightly once did.   Tests: test_barlow_twins.c */
ct_status ct_barlow_twins(const float *z, float *dz, int B, int D, float lambda, double *terms,
                          double *loss, ct_arena *scratch);

#endif
