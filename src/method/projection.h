/* From D dimensions to the three the page can draw: principal components, followed smoothly from
 * one picture to the next. */
#ifndef CT_METHOD_PROJECTION_H
#define CT_METHOD_PROJECTION_H

#include "base/arena.h"
#include "base/status.h"

typedef struct ct_projection {
  int D;
  int started;      /* 0 until the first fit since the reset */
  float *basis;     /* [3, D] orthonormal rows */
  double *work;     /* [D, D] covariance and what the iteration needs */
} ct_projection;

ct_status ct_projection_layout(ct_projection *p, int D, ct_arena *arena);
void      ct_projection_reset(ct_projection *p);
/* Fits the basis to unit rows u [M, D], uncentred second moments (the sphere's centre stays where it
 * is). Starts by eigenvectors, then follows by orthogonal iteration from the last basis, so the
 * picture neither flips nor jumps. D = 2, 3: the identity, always. */
void      ct_projection_fit(ct_projection *p, const float *u, int M);
/* xyz [M, 3] out: coordinates in the basis, scaled to the unit sphere (D = 2: z = 0). */
void      ct_projection_apply(const ct_projection *p, float *xyz, const float *u, int M);

#endif
