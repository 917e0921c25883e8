/* Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): a matrix moves along its momentum
 * with all singular values made nearly equal, so that a layer learns in every direction at once
 * and not in the few that its gradient is strongest in. As torch.optim.Muon with Nesterov's
 * momentum and adjust_lr_fn "match_rms_adamw" (Liu et al. 2025, arXiv:2502.16982, section 2.2): the
 * move has the size that one of AdamW would have, so both go by the same learning rate. Tests:
 * test_muon.c */
#ifndef CT_OPTIM_MUON_H
#define CT_OPTIM_MUON_H

#include <stddef.h>

#define CT_MUON_ITERATIONS 5

typedef struct ct_muon {
  float lr, momentum;
  float kept;          /* what the weight decay leaves of a weight */
} ct_muon;

/* Floats of scratch for a matrix, here and in ct_add_orthogonal. */
size_t ct_muon_floats(int rows, int columns);

/* p = kept p - 0.2 sqrt(max(rows, columns)) lr O, where O is near U V' of the step
 * U S V' = (1 - momentum) grad + momentum v, after v = momentum v + (1 - momentum) grad.
 *   p, v [rows, columns] in, out; grad [rows, columns] in */
void ct_muon_update(float *p, float *v, const float *grad, int rows, int columns, ct_muon how,
                    float *scratch);

/* y += scale O, where O has the singular vectors of x and singular values between 0.67 and 1.21,
 * those of x below some 0.003 of its length excepted, which come out smaller. The same as
 * Newton-Schulz iterations X = 3.4445 X - 4.775 X X' X + 2.0315 X X' X X' X from x / |x| on, done on
 * the smaller side: X = P x throughout, with P a polynomial of x x', so that but for the first
 * product and the last all are of square matrices.
 *   y, x [rows, columns] in, out: x is scaled to length 1
 * An x of no length, or next to none, is no direction: nothing is added. */
void ct_add_orthogonal(float *y, float scale, float *x, int rows, int columns, float *scratch);

#endif
