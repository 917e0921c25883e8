/* General matrix multiplication in single precision, on packed blocks, with the tile of tile.h. */
#ifndef CT_KERNELS_GEMM_H
#define CT_KERNELS_GEMM_H

#include "base/write.h"

/* A view of a matrix in memory: element (i, j) is at[i * row + j * col]. In practice exactly one
 * of row and col is 1; a transpose swaps the two, so one function does all four forms of a
 * product. */
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
 * Any m, n, k >= 1 (k = 0 with CT_SET clears c). The order of additions depends on the shape
 * alone. Rows of c are divided among the threads; when called within a task, its thread does all
 * of them.
 * Source: Goto & van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication".
 * Tests: test_gemm.c */
void ct_gemm(float *c, int c_columns, ct_matrix a, ct_matrix b, int m, int n, int k,
             ct_write how);

#endif
