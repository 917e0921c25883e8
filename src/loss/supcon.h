/* Supervised contrastive loss: every row of the anchor's class is a positive. */
#ifndef CT_LOSS_SUPCON_H
#define CT_LOSS_SUPCON_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_supcon_bytes(int M, int D);

/* Value and gradient of SupCon (the form with the sum outside the logarithm, L_out): for an anchor
 * with positives P, mean over p in P of -log(exp(l_p) / sum over all other rows of exp(l)), where
 * l is cosine / tau.
 *   z       [M, D]  in   embeddings, any length but zero (normalised inside)
 *   dz      [M, D]  out  += d loss / d z; may be NULL (value alone)
 *   labels  [M]     in   class of each row, any number; both views of a pair have the same
 *   tau             in   temperature, > 0, dimensionless
 *   loss            out  mean over the anchors that have a positive, nats
 * An anchor without a positive is skipped, but remains a negative of others. With labels i mod B
 * for 2B rows this is NT-Xent.
 * Errors: CT_E_ARG when M < 1, D < 1, tau <= 0 or no anchor has a positive; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error dz and loss are untouched.
 * Memory: ct_supcon_bytes of scratch, O(M D), given back.
 * Source: Khosla et al. 2020, arXiv:2004.11362, eq. 2. HobbitLong/SupContrast multiplies it by tau
 * / 0.07 and counts an anchor without positives as 0 in the mean; pytorch-metric-learning
 * leaves anchors whose loss is 0 out of the mean.   Tests: test_supcon.c */
ct_status ct_supcon(const float *z, float *dz, const int *labels, int M, int D, float tau,
                    double *loss, ct_arena *scratch);

/* The loss of the first row alone as anchor, for a figure; it must have a positive.
 *   s      [M]  in   its cosines with all rows
 *               out  d loss / d cosine: above 0 pushes a row away, below 0 pulls it nearer
 *   spare  [M]       scratch
 * Returns its loss, nats. */
double ct_supcon_anchor(float *s, float *spare, const int *labels, int M, float tau);

#endif
