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

/* Value and gradient of the swapped prediction: the cross entropy of one crop's assignment with
 * another crop's softmax(u prototypes^T / tau), as a mean over the two assigned crops, all other
 * crops and the B items.
 *   z            [crops B, D]  in   embeddings, any length but zero (normalised inside); crop v of
 *                                   item b in row v B + b
 *   dz           [crops B, D]  out  += d loss / d z; may be NULL
 *   prototypes   [K, D]        in   unit rows, which the caller normalises after each step
 *   dprototypes  [K, D]        out  += d loss / d prototypes, not made tangential; may be NULL
 *   codes        [2, B, K]     out  the assignments, through which no gradient flows
 *   loss                       out  nats; ln K when predictions are uniform
 * Errors: CT_E_ARG when B < 1, D < 1, K < 1 or the setting is outside its range; CT_E_ZERO,
 *   CT_E_NONFINITE for such rows; CT_E_MEMORY. On an error only codes may be changed.
 * Memory: ct_swav_bytes of scratch, O((crops B + K) D + B K), given back.
 * Source: Caron et al. 2020, arXiv:2006.09882, eq. 2 to 6, with means as in facebookresearch/swav
 * and lightly, and without the paper's queue of earlier embeddings.   Tests: test_swav.c */
ct_status ct_swav(const float *z, float *dz, const float *prototypes, float *dprototypes, int B,
                  int D, int K, ct_swav_setting setting, float *codes, double *loss,
                  ct_arena *scratch);

/* The two halves of ct_swav, with the same arguments, errors and scratch: the first writes the
 * codes of the first two crops; the second reads them and computes value and gradient. */
ct_status ct_swav_assign(float *codes, const float *z, const float *prototypes, int B, int D, int K,
                         ct_swav_setting setting, ct_arena *scratch);
ct_status ct_swav_predict(const float *z, float *dz, const float *prototypes, float *dprototypes,
                          const float *codes, int B, int D, int K, ct_swav_setting setting,
                          double *loss, ct_arena *scratch);

#endif
