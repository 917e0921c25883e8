/* Triplet loss: an anchor should be nearer to its positive than to a negative, by a margin. */
#ifndef CT_LOSS_TRIPLET_H
#define CT_LOSS_TRIPLET_H

#include "base/arena.h"
#include "base/status.h"
#include "loss/choices.h"

size_t ct_triplet_bytes(int M, int D);

/* Value and gradient of max(0, |a - p|^2 - |a - n|^2 + margin) on unit vectors, squared distances
 * as in the paper.
 *   z       [M, D]  in   embeddings, any length but zero (normalised inside)
 *   dz      [M, D]  out  += d loss / d z; may be NULL (value alone)
 *   labels  [M]     in   rows of one label are each other's positives, all others negatives
 *   margin          in   > 0; in squared distance, which is 0 .. 4; 0.2 in the paper
 *   active          out  share of the triplets with a loss (semi-hard: of the pairs); may be NULL
 *   loss            out  mean as above, dimensionless
 * Errors: CT_E_ARG when M < 1, D < 1, margin <= 0 or no anchor has both a positive and a negative;
 *   CT_E_ZERO, CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_triplet_bytes of scratch, O(M D), given back.
 * Time: that of all products, and a constant for every triplet.
 * Source: Schroff et al. 2015, arXiv:1503.03832, eq. 1 to 4; TensorFlow squares distances too,
 * torch.nn.TripletMarginLoss and pytorch-metric-learning (by default) do not.
 * Tests: test_triplet.c */
ct_status ct_triplet(const float *z, float *dz, const int *labels, int M, int D, float margin,
                     ct_mining mining, double *active, double *loss, ct_arena *scratch);

/* The loss of the first row alone as anchor, for a figure: the sum over its triplets. It is given
 * cosines alone, so rows whose cosines are equal count as equally far.
 *   s      [M]  in   its cosines with all rows
 *               out  d loss / d cosine: 2 for every triplet that pushes a row, -2 that pulls it
 *   spare  [M]       scratch */
double ct_triplet_anchor(float *s, float *spare, const int *labels, int M, float margin,
                         ct_mining mining);

#endif
