/* Effective rank: exp of the entropy of the normalised singular values of the centred rows; 1 ..
 * D, and 0 when all rows are the same. Roy & Vetterli 2007, "The effective rank". It takes O(M D^2
 * + D^3) time, so it is done in pieces of some milliseconds. Tests: test_rank.c */
#ifndef CT_MEASURE_RANK_H
#define CT_MEASURE_RANK_H

#include "base/arena.h"
#include "base/status.h"

/* Eigenvalues of a symmetric matrix: Householder reflections make it tridiagonal, then QR steps
 * with Wilkinson's shift follow (Golub & Van Loan, 8.3). */
typedef struct ct_eigen {
  int D;
  double *values;   /* [D] out, falling */
  double *a;        /* [D, D] in, destroyed */
  double *off;      /* [D] scratch: the elements beside the diagonal */
  int column;       /* columns before this one are tridiagonal */
  int last, steps;  /* the last row not split off yet; QR steps left */
} ct_eigen;

void ct_eigen_begin(ct_eigen *e, double *values, double *a, double *off, int D);
/* Does about `work` more multiplications; returns 1 when the values are known. */
int  ct_eigen_advance(ct_eigen *e, int work);

typedef struct ct_rank {
  const float *u;   /* [M, D] unit rows; the caller leaves them until the rank is known */
  int M, D;
  int at;           /* rows in the covariance; -1 before their mean is known */
  double *a;        /* [D, D] covariance */
  double *mean, *line; /* [D] */
  double *values;   /* [D] once known: singular values / sqrt(M), falling */
  ct_eigen eigen;
  double value;     /* NaN where there are no rows, and until it is known */
} ct_rank;

/* D: the largest width that rows will have. */
ct_status ct_rank_layout(ct_rank *r, int D, ct_arena *arena);
void      ct_rank_begin(ct_rank *r, const float *u, int M, int D);
/* Does one more piece; returns 1 when the value is known. The bits of the result do not depend on
 * where the work is cut. */
int       ct_rank_advance(ct_rank *r);

#endif
