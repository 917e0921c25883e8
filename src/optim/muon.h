/* Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon): a matrix moves along its momentum
 * with all singular values made nearly equal, so that a layer learns in every direction at once
 * and not only in the few in which its gradient is strongest. The same as torch.optim.Muon with
 * Nesterov's momentum and adjust_lr_fn "match_rms_adamw" (Liu et al. 2025, arXiv:2502.16982,
 * section 2.2): an update has the size of AdamW's, so both use the same learning rate. Tests:
 * test_muon.c */
#ifndef CT_OPTIM_MUON_H
#define CT_OPTIM_MUON_H

#include <stddef.h>

#define CT_MUON_ITERATIONS 5

typedef struct ct_muon {
  float lr, momentum;
  float kept;          /* the share of a weight that weight decay keeps */
} ct_muon;

/* Floats of scratch that both functions below need for a matrix. */
size_t ct_muon_floats(int rows, int columns);

/* First v = momentum v + (1 - momentum) grad; then p = kept p - 0.2 sqrt(max(rows, columns)) lr O,
 * where O is near U V' of the step U S V' = (1 - momentum) grad + momentum v.
 *   p, v [rows, columns] in, out; grad [rows, columns] in */
void ct_muon_update(float *p, float *v, const float *grad, int rows, int columns, ct_muon how,
                    float *scratch);

/* y += scale O, where O has the singular vectors of x and singular values between 0.67 and 1.21;
 * only singular values of x below about 0.003 of its length become smaller ones. The same as
 * Newton-Schulz iterations X = 3.4445 X - 4.775 X X' X + 2.0315 X X' X X' X from x / |x| on, done
 * on the smaller side: always X = P x, where P is a polynomial of x x', so that all products
 * except the first and the last are of square matrices.
 *   y, x [rows, columns] in, out: x is scaled to length 1
 * Nothing is added where x has no length or almost none, and so no direction. */
void ct_add_orthogonal(float *y, float scale, float *x, int rows, int columns, float *scratch);

#endif
