/* Projects D dimensions to the three that the page can draw: principal components, which change
 * smoothly from one evaluation to the next. */
#ifndef CT_MEASURE_PROJECTION_H
#define CT_MEASURE_PROJECTION_H

#include "base/arena.h"
#include "base/status.h"

typedef struct ct_projection {
  int D;
  int centred;      /* 0: the sphere, seen from three sides; 1: the rows about their mean. The owner
                       sets it after the layout */
  int started;      /* 0 until the first fit since the reset */
  float *basis;     /* [3, D] orthonormal rows */
  float *mean;      /* [D] of the rows, where centred; else 0 */
  float radius;     /* of the frame, where centred: that of the farthest row, or NARROWEST */
  float *moment;    /* [D, D] second moments of the last fit, about the mean */
  double *next;     /* [3, D] the next basis */
  const float *u;   /* [M, D] rows of the fit under way; the caller leaves them until its end */
  int M;
  int at, rounds;   /* rows of the moment that are known; rounds left */
} ct_projection;

ct_status ct_projection_layout(ct_projection *p, int D, ct_arena *arena);
void      ct_projection_reset(ct_projection *p);
/* Begins to fit the basis to unit rows u [M, D] by their second moments (not centred, so that the
 * sphere's centre stays in place, unless `centred` is set): orthogonal iteration (Golub & Van Loan 8.2.4), many rounds from a fixed
 * start the first time, then a few from the last basis, so that the picture neither flips nor
 * jumps. For D <= 3 the basis is always the identity. Tests: test_projection.c */
void      ct_projection_begin(ct_projection *p, const float *u, int M);
/* Does a piece of the fit, some milliseconds at most; returns 1 when the basis is fitted. The bits
 * of the result do not depend on where the work is cut. */
int       ct_projection_advance(ct_projection *p);
/* xyz [M, 3] out: coordinates in the basis, scaled to the unit sphere. D > 3: the widest component
 * is z, with most rows on its positive side, towards the reader; D = 2: z = 0. A row without
 * length in the basis goes to (1, 0, 0). */
void      ct_projection_apply(const ct_projection *p, float *xyz, const float *u, int M);

/* For a centred projection, once fitted. */

/* The least radius of a frame, on the unit sphere: rows that lie closer to each other than that are
 * drawn as what they are, next to the same. */
#define CT_PROJECTION_NARROWEST 0.05f
/* Turns the basis so that rows u [M, D] come as near as possible to where `last` [M, 3] drew them
 * (orthogonal Procrustes; NULL: leaves it, with the widest component first), and fits the frame. */
void      ct_projection_settle(ct_projection *p, const float *u, int M, const float *last);
/* xyz [M, 3] out: coordinates about the mean, in radii of the frame. */
void      ct_projection_draw(const ct_projection *p, float *xyz, const float *u, int M);

#endif
