/* InfoNCE against many keys that get no gradient: MoCo's queue and the memory bank. */
#ifndef CT_LOSS_INFONCE_H
#define CT_LOSS_INFONCE_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_infonce_bytes(int B, int D); /* for any K */

/* Value and gradient of InfoNCE: each query's positive is its own key, its negatives are the
 * queue.
 *   q            [B, D]  in   queries, any length but zero (normalised inside)
 *   dq           [B, D]  out  += d loss / d q; may be NULL (value alone)
 *   k            [B, D]  in   keys, any length but zero (normalised inside); no gradient
 *   queue        [K, D]  in   unit rows; K may be 0: no negatives, so no loss and no gradient
 *   tau                  in   temperature, > 0, dimensionless
 *   probability  [B]     out  the positive's share of the softmax; may be NULL
 *   loss                 out  mean over the queries, nats. Exact near 0
 * Errors: CT_E_ARG when B < 1, D < 1, K < 0 or tau <= 0; CT_E_ZERO, CT_E_NONFINITE for such rows;
 *   CT_E_MEMORY. On an error nothing is changed.
 * Memory: ct_infonce_bytes of scratch, O(B D), given back; the B x K matrix is never stored.
 * Source: He et al. 2020, arXiv:1911.05722, eq. 1 and algorithm 1; lightly's NT-Xent with a memory
 * bank is the same.   Tests: test_infonce.c */
ct_status ct_infonce(const float *q, float *dq, const float *k, const float *queue, int B, int D,
                     int K, float tau, float *probability, double *loss, ct_arena *scratch);

/* The same, but query i's positive is row index[i] of the bank and its negatives are all other
 * rows. With K = B and index[i] = i the keys of a batch are each other's negatives (MoCo v3, whose
 * code multiplies by 2 tau and adds both directions).
 *   bank   [K, D]  in   unit rows, K >= 1
 *   index  [B]     in   0 .. K-1, or CT_E_ARG
 * Source: Wu et al. 2018, arXiv:1805.01978, eq. 2, with the whole sum in place of its estimate by
 * noise contrast. */
ct_status ct_infonce_bank(const float *q, float *dq, const float *bank, const int *index, int B,
                          int D, int K, float tau, float *probability, double *loss,
                          ct_arena *scratch);

/* Moves rows of the bank towards the present embeddings and back to unit length:
 * bank[index[i]] = normalised(momentum bank[index[i]] + (1 - momentum) v_i / |v_i|), i rising; a
 * row stays as it is where this mixture has no length.
 *   bank [K, D] in, out;  v [B, D] in;  index [B] in, 0 .. K-1;  momentum in, 0 <= momentum <= 1
 * Errors: CT_E_ARG, CT_E_ZERO, CT_E_NONFINITE; the bank is then untouched. */
ct_status ct_bank_update(float *bank, const float *v, const int *index, int B, int D, int K,
                         float momentum);

#endif
