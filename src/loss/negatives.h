/* Variants of NT-Xent, which differ in the negatives that they count and in their weights. In all:
 *   z     [2B, D]  in   embeddings, any length but zero (normalised inside); row i is paired with
 *                       row (i + B) mod 2B, and its N = 2B - 2 negatives are all other rows
 *   dz    [2B, D]  out  += d loss / d z; may be NULL (value alone)
 *   tau            in   temperature, > 0, dimensionless
 *   loss           out  mean over 2B anchors, nats
 * l_p and l_n below are cosine / tau of an anchor with its positive and with a negative.
 * Errors: CT_E_ARG when D < 1, tau <= 0, an argument is outside its range, or B < 2, as one pair
 *   has no negatives; CT_E_ZERO, CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error dz and loss
 *   are untouched.
 * Memory: ct_negatives_bytes of scratch, O(B D), given back.
 * Tests: test_negatives.c */
#ifndef CT_LOSS_NEGATIVES_H
#define CT_LOSS_NEGATIVES_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_negatives_bytes(int B, int D);

/* Decoupled: the positive is left out of the denominator, log(sum_n exp(l_n)) - l_p. The loss has
 * no lower bound and becomes negative.
 * Source: Yeh et al. 2021, arXiv:2110.06848, eq. 6 with weight 1, the negatives of both views
 * under one logarithm, as in lightly 1.5.26 (older ones add a logarithm for each view);
 * raminnakhli/Decoupled-Contrastive-Learning adds the two directions (twice this mean). */
ct_status ct_decoupled(const float *z, float *dz, int B, int D, float tau, double *loss,
                       ct_arena *scratch);

/* Debiased: a share tau_plus of the negatives is assumed to be of the anchor's own class, and as
 * many terms of the positive are subtracted:
 *   log(1 + g / exp(l_p)),  g = max((sum_n exp(l_n) - N tau_plus exp(l_p)) / (1 - tau_plus),
 *                                   N exp(-1 / tau))
 * Where g is at its bound, the negatives have no gradient.
 *   tau_plus  in  0 <= tau_plus < 1; 0 gives NT-Xent
 * Source: Chuang et al. 2020, arXiv:2007.00224, eq. 7 and 8 with one positive; as
 * chingyaoc/DCL. */
ct_status ct_debiased(const float *z, float *dz, int B, int D, float tau, float tau_plus,
                      double *loss, ct_arena *scratch);

/* Hard negatives: the debiased loss with each negative counted in proportion to exp(beta l_n), the
 * mean of those weights being 1. The weights are differentiated too.
 *   beta  in  concentration, >= 0; 0 gives the debiased loss
 * Source: Robinson et al. 2021, arXiv:2010.04592; as joshr17/HCL, where beta multiplies the cosine
 * over tau. */
ct_status ct_hard_negative(const float *z, float *dz, int B, int D, float tau, float tau_plus,
                           float beta, double *loss, ct_arena *scratch);

/* Mining: NT-Xent in which an anchor keeps only its `count` most similar negatives. Among equally
 * similar negatives at the border, those with the lowest row are kept.
 *   count  in  >= 1; N or more gives NT-Xent
 * Source: "hard negative mining" of Schroff et al. 2015, arXiv:1503.03832, section 3.2, within the
 * batch: the paper takes the nearest negative alone, this keeps several. */
ct_status ct_mined(const float *z, float *dz, int B, int D, float tau, int count, double *loss,
                   ct_arena *scratch);

/* The loss of one anchor alone, row 0 with row B as its positive, for a figure. Arguments must be
 * within the ranges above; B >= 2.
 *   s      [2B]  in   its cosines with all rows
 *                out  d loss / d cosine: above 0 pushes a row away, below 0 pulls it nearer
 *   spare  [2B]       scratch
 * Return the anchor's loss, nats. */
double ct_decoupled_anchor(float *s, float *spare, int B, float tau);
double ct_hard_negative_anchor(float *s, float *spare, int B, float tau, float tau_plus,
                               float beta);
double ct_mined_anchor(float *s, float *spare, int B, float tau, int count);

#endif
