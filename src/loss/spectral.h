/* Spectral contrastive loss: it makes the products of positives large and the squares of all other
 * products small. */
#ifndef CT_LOSS_SPECTRAL_H
#define CT_LOSS_SPECTRAL_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_spectral_bytes(int B, int D);

/* Value and gradient on rows of length sqrt(mu), divided by mu:
 *   mu mean over rows i and j of different pairs of cos(z_i, z_j)^2
 *   - 2 mean over pairs of cos(z_i, z_{i+B})
 *   z     [2B, D]  in   embeddings, any length but zero (scaled to length sqrt(mu) inside); row i
 *                       is paired with row (i + B) mod 2B
 *   dz    [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   mu             in   > 0, squared length of the rows, and so the weight of the squares
 *   loss           out  dimensionless, at least -2; with both views of every pair on one point at
 *                       least mu (B / D - 1) / (B - 1) - 2 for more pairs than dimensions
 * A negative at a right angle to the anchor has no gradient; one farther away is pulled back as
 * hard as one equally much nearer is pushed.
 * Errors: CT_E_ARG when D < 1, mu <= 0 or B < 2, as one pair has no others; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error dz and loss are untouched.
 * Memory: ct_spectral_bytes of scratch, O(B D), given back.
 * Source: HaoChen, Wei, Gaidon & Ma 2021, arXiv:2106.04156, equation 6, which over all data and
 * with free lengths is least at eigenvectors of the graph whose edges are positive pairs. In small
 * batches free lengths grow without bound; jhaochenz/spectral_contrastive_learning scales rows
 * longer than sqrt(mu) to that length, leaves shorter ones, and divides by mu. Here all rows have
 * that length, so that the loss depends on cosines alone; and every view of another pair counts as
 * an independent draw, where that program compares only first views with second ones.
 * Tests: test_spectral.c */
ct_status ct_spectral(const float *z, float *dz, int B, int D, float mu, double *loss,
                      ct_arena *scratch);

/* One anchor among 2B rows: the anchor is row 0, its positive row B.
 *   s [2B]  in  its cosines;  out  d loss / d cosine
 * Returns its loss. */
double ct_spectral_anchor(float *s, int B, float mu);

#endif
