/* Effective rank: exp of the entropy of the normalised singular values of the centred rows; 1 .. D,
 * and 0 when all rows are the same. Roy & Vetterli 2007, "The effective rank". O(M D^2 + D^3) time,
 * so it goes in pieces of some milliseconds. Tests: test_rank.c */
#ifndef CT_MEASURE_RANK_H
#define CT_MEASURE_RANK_H

#include "base/arena.h"
#include "base/status.h"

/* Eigenvalues of a symmetric matrix: Householder reflections to a tridiagonal one, then QR steps
 * with Wilkinson's shift (Golub & Van Loan, 8.3). */
typedef struct ct_eigen {
  int D;
  double *values;   /* [D] out, falling */
  double *a;        /* [D, D] in, destroyed */
  double *off;      /* [D] scratch: beside the diagonal */
  int column;       /* made tridiagonal up to here */
  int last, steps;  /* of the rows not split off yet; QR steps that are left */
} ct_eigen;

void ct_eigen_begin(ct_eigen *e, double *values, double *a, double *off, int D);
/* About `work` multiplications more; 1 when the values are known. */
int  ct_eigen_advance(ct_eigen *e, int work);

typedef struct ct_rank {
  const float *u;   /* [M, D] unit rows, the caller's, unchanged until the rank is known */
  int M, D;
  int at;           /* rows in the covariance; -1 before their mean is known */
  double *a;        /* [D, D] covariance */
  double *mean, *line; /* [D] */
  double *values;   /* [D] once known: singular values / sqrt(M), falling */
  ct_eigen eigen;
  double value;     /* NaN for no rows, and until it is known */
} ct_rank;

/* For rows of at most D. */
ct_status ct_rank_layout(ct_rank *r, int D, ct_arena *arena);
void      ct_rank_begin(ct_rank *r, const float *u, int M, int D);
/* A piece more; 1 when the value is known. The same bits as any other way to cut it. */
int       ct_rank_advance(ct_rank *r);

#endif
