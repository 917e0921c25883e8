/* Shared by the losses over pairs: products of every anchor with every candidate, a block of
 * anchors at a time, so that the matrix of pairs is never stored; and the arithmetic of one
 * row. */
#ifndef CT_LOSS_PAIRS_H
#define CT_LOSS_PAIRS_H

#include "base/arena.h"
#include "base/status.h"

/* The loss of one anchor as a function of its row of products.
 *   i         in   the anchor, 0 .. R-1
 *   s [N]     in   its products with all candidates;  out  d loss_i / d s
 *   spare [N] scratch
 * Returns loss_i. It may run on several threads at once and writes only s and spare. */
typedef double (*ct_anchor_loss)(const void *context, int i, float *s, float *spare);

/* Anchors and candidates, rows of any length; both may be the same rows. */
typedef struct ct_pairs {
  const float *a, *b; /* [R, D] anchors, [N, D] candidates */
  float *da, *db;     /* gradients, +=; either may be NULL, and they may be the same */
  int R, N, D;
} ct_pairs;

/* Returns the sum of the anchors' losses and adds its gradient to da and db.
 *   scratch  ct_pairs_floats(N) floats */
double ct_pairs_sum(const ct_pairs *pairs, ct_anchor_loss loss, const void *context,
                    float *scratch);
size_t ct_pairs_floats(int N);

/* The same on the cosines of all M rows with all M rows.
 *   z  [M, D]  in   embeddings, any length but zero (normalised inside)
 *   dz [M, D]  out  += d loss / d z; may be NULL
 *   scale      in   loss = scale times the sum over the anchors
 * Errors: CT_E_ZERO, CT_E_NONFINITE, CT_E_MEMORY; dz and loss are then untouched.
 * Memory: ct_cosine_pairs_bytes of scratch, O(M D), given back. */
ct_status ct_cosine_pairs(const float *z, float *dz, int M, int D, double scale,
                          ct_anchor_loss anchor_loss, const void *context, double *loss,
                          ct_arena *scratch);
size_t ct_cosine_pairs_bytes(int M, int D);

/* ---- one row ------------------------------------------------------------------------------- */

float  ct_row_top(const float *x, int n); /* the largest element; minus infinity for n = 0 */
/* y = exp((x - shift) rate), where minus infinity gives 0; returns the sum. y may be x. */
double ct_row_exp(float *y, const float *x, int n, float shift, float rate);
void   ct_row_scale(float *x, int n, float factor);
/* Minus the log of a share of a softmax, log(1 + others / exp(logit)): exact near 0, for any
 * logit. */
double ct_share_loss(double logit, double others);

#endif
