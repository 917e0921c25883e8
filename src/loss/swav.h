/* SwAV: each crop predicts the prototypes that another crop of the same item was assigned to. */
#ifndef CT_LOSS_SWAV_H
#define CT_LOSS_SWAV_H

#include "base/arena.h"
#include "base/status.h"

typedef struct ct_swav_setting {
  int crops;      /* >= 2; the first two are assigned, every crop predicts */
  float tau;      /* temperature of the predictions, > 0; 0.1 in the paper */
  float epsilon;  /* > 0, of the assignments (ct_sinkhorn); 0.05 */
  int iterations; /* >= 0, likewise; 3 */
} ct_swav_setting;

size_t ct_swav_bytes(int crops, int B, int D, int K);

/* Value and gradient of the swapped prediction: mean over the two assigned crops, the crops other
 * than it and the B items of the cross entropy of the assignment with softmax(u prototypes^T / tau).
 *   z            [crops B, D]  in   embeddings, any length but zero (normalised inside); crop v of
 *                                   item b in row v B + b
 *   dz           [crops B, D]  out  += d loss / d z; may be NULL
 *   prototypes   [K, D]        in   unit rows: the caller brings them back to length 1 each step
 *   dprototypes  [K, D]        out  += d loss / d prototypes, not made tangential; may be NULL
 *   codes        [2, B, K]     out  the assignments, through which no gradient runs
 *   loss                       out  nats; ln K when predictions say nothing
 * Errors: CT_E_ARG when B < 1, D < 1, K < 1 or the setting is outside its range; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error only codes may be changed.
 * Memory: ct_swav_bytes of scratch, O((crops B + K) D + B K), given back.
 * Source: Caron et al. 2020, arXiv:2006.09882, eq. 2 to 6, means as in facebookresearch/swav and
 * lightly; without the paper's queue of earlier embeddings.   Tests: test_swav.c */
ct_status ct_swav(const float *z, float *dz, const float *prototypes, float *dprototypes, int B,
                  int D, int K, ct_swav_setting setting, float *codes, double *loss,
                  ct_arena *scratch);

/* Its two halves, with the same arguments, errors and scratch: codes out, of the first two crops;
 * then value and gradient with those codes in. */
ct_status ct_swav_assign(float *codes, const float *z, const float *prototypes, int B, int D, int K,
                         ct_swav_setting setting, ct_arena *scratch);
ct_status ct_swav_predict(const float *z, float *dz, const float *prototypes, float *dprototypes,
                          const float *codes, int B, int D, int K, ct_swav_setting setting,
                          double *loss, ct_arena *scratch);

#endif
