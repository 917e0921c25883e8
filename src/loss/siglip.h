/* The loss of SigLIP: of every pair of a row of one batch and a row of the other, a sigmoid says
 * whether they belong together. */
#ifndef CT_LOSS_SIGLIP_H
#define CT_LOSS_SIGLIP_H

#include "base/arena.h"
#include "base/status.h"
#include "loss/cross.h"

/* Bytes of scratch that ct_siglip takes for B pairs in D dimensions: O(B D). */
size_t ct_siglip_bytes(int B, int D);

/* Value and gradient of the sigmoid loss: 1 / B times the sum over all i and j of
 * -log sigmoid(z (scale cos(a_i, b_j) + bias)), where z is 1 for i = j and -1 otherwise. Each term
 * is exact near 0 (log1p).
 * Errors: CT_E_ARG when B < 1, D < 1, scale <= 0 or a number is not finite; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_siglip_bytes of scratch, given back: four matrices like a, and a tile for each thread.
 * Source: Zhai et al. 2023, arXiv:2303.15343, algorithm 1.   Tests: test_siglip.c */
ct_status ct_siglip(ct_cross *x, ct_arena *scratch);

#endif
