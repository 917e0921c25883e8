/* NT-Xent, the loss of SimCLR: InfoNCE with every other view of the batch as a negative. */
#ifndef CT_LOSS_NTXENT_H
#define CT_LOSS_NTXENT_H

#include "base/arena.h"
#include "base/status.h"

/* Bytes of scratch that ct_ntxent takes for B pairs in D dimensions: O(B D). */
size_t ct_ntxent_bytes(int B, int D);

/* Value and gradient of NT-Xent on 2B views; row i is paired with row (i + B) mod 2B.
 *   z     [2B, D]  in   embeddings, any length but zero (normalised inside)
 *   dz    [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   tau            in   temperature, > 0, dimensionless
 *   loss           out  mean over 2B anchors, nats; exact near 0 (log1p of negatives / positive)
 * B = 1 has no negatives: the loss is 0 and so is its gradient.
 * Errors: CT_E_ARG when B < 1, D < 1 or tau <= 0; CT_E_ZERO, CT_E_NONFINITE for such rows;
 *   CT_E_MEMORY. On an error dz and loss are untouched.
 * Memory: ct_ntxent_bytes of scratch, given back; the 2B x 2B matrix is never stored: it is
 * computed
 *   tile by tile and, being symmetric, only on and above its diagonal.
 * Source: Chen et al. 2020, arXiv:2002.05709, eq. 1, as lightly and pytorch-metric-learning have
 * it; google-research/simclr adds the means of the two directions (twice this).
 * Tests: test_ntxent.c */
ct_status ct_ntxent(const float *z, float *dz, int B, int D, float tau, double *loss,
                    ct_arena *scratch);

/* The same, with the gradient by the temperature too, to learn it as CLIP does (Radford et al.
 * 2021, arXiv:2103.00020, section 2.5):
 *   dscale  out  d loss / d log(1 / tau); untouched where dz is NULL, and on an error */
ct_status ct_ntxent_learned(const float *z, float *dz, double *dscale, int B, int D, float tau,
                            double *loss, ct_arena *scratch);

#endif
