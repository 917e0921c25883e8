/* N-pair loss: the triplet loss with the positives of all other pairs as negatives at once. */
#ifndef CT_LOSS_NPAIR_H
#define CT_LOSS_NPAIR_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_npair_bytes(int B, int D);

/* Value and gradient of the multi-class N-pair loss on dot products, which include the lengths:
 *   mean over i of log(1 + sum_{j != i} exp(a_i . p_j - a_i . p_i))
 *   + l2 / 4 (mean over i of |a_i|^2 + mean over i of |p_i|^2)
 *   z     [2B, D]  in   anchors a in rows 0 .. B-1, the positive of anchor i in row i + B; not
 *                       normalised, so zero rows are allowed
 *   dz    [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   l2             in   >= 0, weight of the term that keeps the lengths small; 0.002 and the same
 *                       factor 1/4 in TensorFlow's npairs_loss; 0 leaves it to weight decay
 *   loss           out  nats
 * One pair has no negatives: the first term and its gradient are 0. The loss is not symmetric in
 * anchors and positives: for a symmetric loss add the call with the halves exchanged.
 * Errors: CT_E_ARG when B < 1, D < 1 or l2 < 0; CT_E_NONFINITE for such rows, or an anchor's
 *   product with a negative beyond the range of float; CT_E_MEMORY. On an error dz and loss are
 *   untouched.
 * Memory: ct_npair_bytes of scratch, O(B D), given back.
 * Source: Sohn 2016, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective",
 * section 3.2 (N-pair-mc), as TensorFlow's npairs_loss; pytorch-metric-learning normalises rows
 * unless told otherwise, and has no l2.   Tests: test_npair.c */
ct_status ct_npair(const float *z, float *dz, int B, int D, float l2, double *loss,
                   ct_arena *scratch);

#endif
