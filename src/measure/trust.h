/* Which neighbours pictures of the same rows keep: trustworthiness and continuity, Venna & Kaski
 * 2001, "Neighborhood preservation in nonlinear projection methods". Both are 1 where every row has
 * the same k nearest rows in the picture as in truth. Trustworthiness falls with rows that look
 * near and are not, by how far they are in rank; continuity with near rows that the picture tears
 * apart. Measured some rows at a time, with the same bits wherever the work is cut.
 * Tests: test_trust.c */
#ifndef CT_MEASURE_TRUST_H
#define CT_MEASURE_TRUST_H

#include "base/arena.h"
#include "base/status.h"

#define CT_TRUST_NEAREST 12 /* k */
#define CT_TRUST_PICTURES 2 /* most pictures measured at once */

#define CT_TRUST_AXES 3     /* most coordinates of a place */

/* places [n, axes], compared by distance */
typedef struct ct_picture { const float *places; int axes; } ct_picture;

typedef struct ct_trust {
  int n, count;      /* rows, pictures */
  int dimensions[CT_TRUST_PICTURES]; /* coordinates of a place in each picture */
  float *nearness;   /* [n] of one row to all in a picture */
  float *axes;       /* [CT_TRUST_PICTURES, CT_TRUST_AXES, n] the places, each coordinate by itself */
  double strangers[CT_TRUST_PICTURES], torn[CT_TRUST_PICTURES]; /* sums of ranks beyond k */
} ct_trust;

ct_status ct_trust_layout(ct_trust *t, int most, ct_arena *arena);
/* Takes over the places of `count` pictures of n rows. */
void      ct_trust_begin(ct_trust *t, const ct_picture *pictures, int count, int n);
/* Adds the rows from .. to - 1. similarity [n, n]: of all rows in truth. Equally near rows rank by
 * their number. */
void      ct_trust_add(ct_trust *t, const float *similarity, int from, int to);
/* Of a picture, once all rows are added; NaN where 2 k is not less than n. */
double    ct_trust_trustworthiness(const ct_trust *t, int picture);
double    ct_trust_continuity(const ct_trust *t, int picture);

#endif
