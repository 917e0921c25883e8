/* Teaching code, apart from the real loss: NT-Xent with common mistakes, for the "find the bug"
 * switch. Plain loops in double over the whole matrix, for at most 128 views. */
#ifndef CT_LOSS_NTXENT_BUGS_H
#define CT_LOSS_NTXENT_BUGS_H

#include "base/arena.h"
#include "base/status.h"
#include "loss/choices.h"

#define CT_BUG_VIEWS_MAX 128

/* The loss of one anchor, with its terms.
 *   z [2B, D] in, as ct_ntxent;  anchor 0 .. 2B-1
 *   cosine [2B] out  similarity of every view to the anchor
 *   weight [2B] out  each view's share of the denominator, 0 where it is not in it; all sum to 1
 *                    (the positive counts twice under `twice`)
 *   loss        out  the anchor's loss, nats */
ct_status ct_ntxent_anchor(const float *z, int B, int D, float tau, ct_bug bug, int anchor,
                           float *cosine, float *weight, double *loss);

/* As ct_ntxent, with the bug. CT_BUG_NONE gives ct_ntxent's numbers (slower). */
ct_status ct_ntxent_bug(const float *z, float *dz, int B, int D, float tau, ct_bug bug,
                        double *loss, ct_arena *scratch);
size_t ct_ntxent_bug_bytes(int B, int D);

/* The loss of B pairs evenly spaced on the circle, each on one point, which is the least that
 * NT-Xent can be in two dimensions: ln(1 + 2 sum_{k=1..B-1} exp((cos(2 pi k / B) - 1) / tau)). */
double ct_ntxent_circle_floor(int B, double tau);

#endif
