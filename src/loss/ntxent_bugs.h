/* Teaching code, apart from the real loss: NT-Xent as it is often written wrongly, for the
 * "find the bug" switch. Plain loops in double over the whole matrix, for at most 128 views. */
#ifndef CT_LOSS_NTXENT_BUGS_H
#define CT_LOSS_NTXENT_BUGS_H

#include "base/arena.h"
#include "base/status.h"

#define CT_BUG_VIEWS_MAX 128

/* X(code, name in the URL, what it is)
 *  self        the anchor's similarity to itself stays in the denominator: floor ln 2
 *  twice       the positive stands in the denominator twice: floor ln 2
 *  left_out    only negatives in the denominator (the decoupled loss of Yeh et al. 2021,
 *              arXiv:2110.06848): no floor, goes negative
 *  wrong_scale similarity * exp(tau) instead of / tau (CLIP's scale misread): barely moves */
#define CT_BUG_LIST(X)                                                   \
  X(CT_BUG_NONE,        "none",        "the loss as published")          \
  X(CT_BUG_SELF,        "self",        "self-similarity left in")        \
  X(CT_BUG_TWICE,       "twice",       "positive counted twice")         \
  X(CT_BUG_LEFT_OUT,    "left_out",    "positive left out")              \
  X(CT_BUG_WRONG_SCALE, "wrong_scale", "scaled by exp(tau)")

typedef enum ct_bug {
#define X(code, name, help) code,
  CT_BUG_LIST(X)
#undef X
  CT_BUG_COUNT
} ct_bug;

/* One anchor's share of the loss, taken apart.
 *   z [2B, D] in, as ct_ntxent;  anchor 0 .. 2B-1
 *   cosine [2B] out  similarity of every view to the anchor
 *   weight [2B] out  each term's share of the denominator; sums to 1 over the terms that are in it
 *                    (0 for terms that are not; the positive's own doubled share under `twice`)
 *   returns the anchor's loss in nats through *loss. */
ct_status ct_ntxent_anchor(const float *z, int B, int D, float tau, ct_bug bug, int anchor,
                           float *cosine, float *weight, double *loss);

/* As ct_ntxent, with the bug. CT_BUG_NONE gives ct_ntxent's numbers (slower). */
ct_status ct_ntxent_bug(const float *z, float *dz, int B, int D, float tau, ct_bug bug,
                        double *loss, ct_arena *scratch);
size_t ct_ntxent_bug_bytes(int B, int D);

/* The loss of B pairs evenly spaced on the circle, positives exact: the least NT-Xent can be in two
 * dimensions, ln(1 + 2 sum_{k=1..B-1} exp((cos(2 pi k / B) - 1) / tau)). */
double ct_ntxent_circle_floor(int B, double tau);

#endif
