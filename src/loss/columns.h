/* Statistics of each dimension over a batch, for the losses on columns. x [R, N]. */
#ifndef CT_LOSS_COLUMNS_H
#define CT_LOSS_COLUMNS_H

#include "kernels/gemm.h"

/* y = x minus the mean of each column; mean [N] scratch. y may be x. */
void ct_columns_center(float *y, const float *x, double *mean, int R, int N);
/* sum [N] = sum of x y over each column */
void ct_columns_dot(double *sum, const float *x, const float *y, int R, int N);
/* product [N, N] = x^T y */
void ct_columns_product(float *product, const float *x, const float *y, int R, int N);

#endif
