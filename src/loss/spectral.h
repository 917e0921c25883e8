/* Spectral contrastive loss: products of positives large, squares of all other products small. */
#ifndef CT_LOSS_SPECTRAL_H
#define CT_LOSS_SPECTRAL_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_spectral_bytes(int B, int D);

/* Value and gradient on rows of length sqrt(mu), in units of mu:
 *   mu mean over rows i and j of different pairs of cos(z_i, z_j)^2
 *   - 2 mean over pairs of cos(z_i, z_{i+B})
 *   z     [2B, D]  in   embeddings, any length but zero (brought to sqrt(mu) inside); row i is
 *                       paired with row (i + B) mod 2B
 *   dz    [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   mu             in   > 0, squared length of the rows, and so what the squares weigh
 *   loss           out  of no unit, -2 at the least; with every pair on one spot no less than
 *                       mu (B / D - 1) / (B - 1) - 2, where there are more pairs than dimensions
 * A negative at a right angle is left alone; one beyond is pulled back as hard as one before it is
 * pushed.
 * Errors: CT_E_ARG when D < 1, mu <= 0 or B < 2, as one pair has no others; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error dz and loss are untouched.
 * Memory: ct_spectral_bytes of scratch, O(B D), given back.
 * Source: HaoChen, Wei, Gaidon & Ma 2021, arXiv:2106.04156, equation 6, which over all data and
 * with lengths left free is least at eigenvectors of the graph whose edges are positive pairs. In
 * small batches free lengths grow without end; jhaochenz/spectral_contrastive_learning brings rows
 * longer than sqrt(mu) to it, leaves shorter ones, and divides by mu. Here all rows have that
 * length, so that the loss is one of cosines; and every view of another pair is an independent
 * draw, where that program takes the first views with the second alone.
 * Tests: test_spectral.c */
ct_status ct_spectral(const float *z, float *dz, int B, int D, float mu, double *loss,
                      ct_arena *scratch);

/* One anchor among 2B rows: the anchor is row 0, its positive row B.
 *   s [2B]  in  its cosines;  out  d loss / d cosine
 * Returns its loss. */
double ct_spectral_anchor(float *s, int B, float mu);

#endif
