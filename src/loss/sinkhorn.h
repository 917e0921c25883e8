/* Sinkhorn-Knopp: turns scores into assignments that use every prototype equally. */
#ifndef CT_LOSS_SINKHORN_H
#define CT_LOSS_SINKHORN_H

#include "base/arena.h"
#include "base/status.h"

size_t ct_sinkhorn_bytes(int B, int K);

/* exp(scores / epsilon), scaled `iterations` times so that every prototype (column) has the same
 * total, then every sample (row) the total 1.
 *   codes   [B, K]  out  each row sums to 1 always, each column to about B / K, more closely with
 *                        more iterations; may be scores
 *   scores  [B, K]  in   of samples with prototypes
 *   epsilon         in   > 0, in units of a score; 0.05 in the paper; a small one assigns hard
 *   iterations      in   >= 0; 3 in the paper; 0 is a softmax over the prototypes
 * The scaling works on logarithms, so that a small epsilon neither under- nor overflows.
 * Errors: CT_E_ARG when B < 1, K < 1, epsilon <= 0 or iterations < 0; CT_E_NONFINITE; CT_E_MEMORY.
 *   On an error codes is untouched.
 * Memory: ct_sinkhorn_bytes of scratch, O(B + K), given back.
 * Source: Cuturi 2013, arXiv:1306.0895, algorithm 1; Caron et al. 2020, arXiv:2006.09882, section
 * 3.1 and its appendix A.   Tests: test_swav.c */
ct_status ct_sinkhorn(float *codes, const float *scores, int B, int K, float epsilon,
                      int iterations, ct_arena *scratch);

#endif
