/* General matrix multiplication in single precision, packed, by the tiles of tile.h. */
#ifndef CT_KERNELS_GEMM_H
#define CT_KERNELS_GEMM_H

#include "base/write.h"

/* A matrix where it lies: element (i, j) is at[i * row + j * col]. Exactly one of row and col is 1
 * in practice; a transpose is the two swapped, so all four forms are one function. */
typedef struct ct_matrix { const float *at; int row, col; } ct_matrix;

static inline ct_matrix ct_matrix_of(const float *at, int columns) {
  return (ct_matrix){at, columns, 1};
}
static inline ct_matrix ct_matrix_transpose(ct_matrix m) {
  return (ct_matrix){m.at, m.col, m.row};
}

/* c = a b, or c += a b.
 *   c [m, n] out, row-major with `c_columns` floats from row to row; must not overlap a or b
 *   a [m, k], b [k, n] in
 * Any m, n, k >= 1 (k = 0 with CT_SET clears c). The order of additions depends on the shape alone.
 * Rows of c are shared out among the threads; within a task of one's own it is that thread's alone.
 * Source: Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication".
 * Tests: test_gemm.c */
void ct_gemm(float *c, int c_columns, ct_matrix a, ct_matrix b, int m, int n, int k,
             ct_write how);

#endif
