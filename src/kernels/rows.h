/* Row-wise kernels on row-major [R, N] matrices, and the vector operations they share. */
#ifndef CT_KERNELS_ROWS_H
#define CT_KERNELS_ROWS_H

#include "base/status.h"

float  ct_dot(const float *a, const float *b, int n);
double ct_dot_double(const float *a, const float *b, int n); /* accumulated in double */
void   ct_axpy(float *y, float alpha, const float *x, int n); /* y += alpha x */
int    ct_all_finite(const float *x, int n);

/* Softmax and log-sum-exp of each row, after subtracting its maximum. y may be x.
 *   y [R, N] out; lse [R] out; x [R, N] in */
void ct_softmax_rows(float *y, const float *x, int R, int N);
void ct_lse_rows(float *lse, const float *x, int R, int N);

/* L2 normalisation: y = x / |x| per row.
 *   y [R, N] out (may be x); inverse [R] out, 1/|x|, kept for the backward; x [R, N] in
 * Errors: CT_E_ZERO when a row has no length, CT_E_NONFINITE when a row is not finite.
 * Backward: dx += (dy - (dy . y) y) * inverse. */
ct_status ct_normalize_forward (float *y, float *inverse, const float *x, int R, int N);
void      ct_normalize_backward(float *dx, const float *dy, const float *y, const float *inverse,
                                int R, int N);

#endif
