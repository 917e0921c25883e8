/* The loss of CLIP: each row of a batch finds its own pair among all rows of the other batch, and
 * the other way round. */
#ifndef CT_LOSS_CLIP_H
#define CT_LOSS_CLIP_H

#include "base/arena.h"
#include "base/status.h"
#include "loss/cross.h"

/* Bytes of scratch that ct_clip takes for B pairs in D dimensions: O(B D). */
size_t ct_clip_bytes(int B, int D);

/* Value and gradient of the symmetric cross-entropy: the mean of the cross-entropy of the rows of
 * scale cos(a_i, b_j), whose target is the diagonal, and of that of its columns. The loss is exact
 * near 0 (log1p of negatives / positive). B = 1 has no negatives: loss and gradient are 0.
 * Errors: CT_E_ARG when B < 1, D < 1, scale <= 0 or a number is not finite; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_clip_bytes of scratch, given back: four matrices like a, and tiles of at most 16 MB.
 * Source: Radford et al. 2021, arXiv:2103.00020, figure 3.   Tests: test_clip.c */
ct_status ct_clip(ct_cross *x, ct_arena *scratch);

#endif
