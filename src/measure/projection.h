/* From D dimensions to the three the page can draw: principal components, followed smoothly from
 * one picture to the next. */
#ifndef CT_MEASURE_PROJECTION_H
#define CT_MEASURE_PROJECTION_H

#include "base/arena.h"
#include "base/status.h"

typedef struct ct_projection {
  int D;
  int started;      /* 0 until the first fit since the reset */
  float *basis;     /* [3, D] orthonormal rows */
  float *moment;    /* [D, D] of the last fit */
  double *next;     /* [3, D] basis in the making */
  const float *u;   /* [M, D] of the fit under way, the caller's, unchanged until its end */
  int M;
  int at, rounds;   /* rows of the moment that are known; rounds left */
} ct_projection;

ct_status ct_projection_layout(ct_projection *p, int D, ct_arena *arena);
void      ct_projection_reset(ct_projection *p);
/* Fits the basis to unit rows u [M, D], uncentred second moments (the sphere's centre stays where
 * it is): orthogonal iteration (Golub & Van Loan 8.2.4), many rounds from a fixed start the first
 * time, then a few from the last basis, so the picture neither flips nor jumps. D <= 3: the
 * identity, always. Tests: test_projection.c */
void      ct_projection_begin(ct_projection *p, const float *u, int M);
/* A piece of the fit, some milliseconds at most; 1 when with it the basis is fitted. Where it is
 * cut leaves no trace in the bits. */
int       ct_projection_advance(ct_projection *p);
/* xyz [M, 3] out: coordinates in the basis, scaled to the unit sphere; D > 3: the widest along z,
 * with most rows on its positive side, towards the reader; D = 2: z = 0; a row without length in it
 * goes to (1, 0, 0). */
void      ct_projection_apply(const ct_projection *p, float *xyz, const float *u, int M);

#endif
