/* Alignment and uniformity as two losses, between which the contrastive loss makes a trade-off. */
#ifndef CT_LOSS_UNIFORMITY_H
#define CT_LOSS_UNIFORMITY_H

#include "base/arena.h"
#include "base/status.h"

/* exp(-4 t) must stay a normal float */
#define CT_UNIFORMITY_T_MAX 20.0f

size_t ct_align_uniform_bytes(int B, int D);

/* Value and gradient of  align * alignment + uniform * uniformity  on unit vectors:
 *   alignment   mean over i of |u_i - u_{i+B}|^2                                   (alpha = 2)
 *   uniformity  mean over the two views of log of the mean over pairs i < j of that view of
 *               exp(-t |u_i - u_j|^2)
 *   z      [2B, D]  in   embeddings, any length but zero (normalised inside); row i is paired with
 *                        row i + B
 *   dz     [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   t               in   0 < t <= CT_UNIFORMITY_T_MAX; 2 in the paper (lightly, otherwise the same,
 *                        takes 1)
 *   align, uniform  in   weights, finite; 1 and 1 in the paper's section 5
 *   terms  [2]      out  alignment, 0 .. 4, and uniformity, -4 t .. 0; may be NULL
 *   loss            out  the weighted sum
 * Errors: CT_E_ARG when B < 2 (no pairs within a view), D < 1, or t or a weight is outside its
 *   range; CT_E_ZERO, CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_align_uniform_bytes of scratch, O(B D), given back.
 * Source: Wang & Isola 2020, arXiv:2005.10242, section 4.1 and figure 5.
 * Tests: test_uniformity.c */
ct_status ct_align_uniform(const float *z, float *dz, int B, int D, float t, float align,
                           float uniform, double *terms, double *loss, ct_arena *scratch);

#endif
