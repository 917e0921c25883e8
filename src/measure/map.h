/* A map of rows: a place in the plane for each, so that rows that are near to each other lie near
 * to each other. t-SNE (van der Maaten & Hinton 2008) on the nearest neighbours by cosine, with
 * all pairs repelling each other exactly, and begun from principal components, which keeps the
 * large shape (Kobak & Berens 2019, "The art of using t-SNE for single-cell transcriptomics").
 *
 * A map goes on from the last one, so that it flows while an encoder learns: each renewal takes a
 * fixed number of iterations. Those at its beginning attract more than the objective says (early
 * exaggeration), so that rows whose neighbours have changed can pass between others. The map is
 * then turned to lie as near as possible to the last one (orthogonal Procrustes).
 * Tests: test_map.c */
#ifndef CT_MEASURE_MAP_H
#define CT_MEASURE_MAP_H

#include "base/arena.h"
#include "base/status.h"

typedef enum ct_map_stage { CT_MAP_NEIGHBOURS, CT_MAP_DESCENT } ct_map_stage;

typedef struct ct_map {
  int most;              /* rows that there is memory for */
  int n, D, k;           /* rows; numbers in each; neighbours of each, 0 where n is 1 */
  int started;           /* 0 until the first map since the reset */
  const float *u;        /* [n, D] of the renewal under way */
  ct_map_stage stage;
  int at, first;         /* rows or iterations done of the stage; 1: it is the first map */
  float *similarity;     /* [n, n] cosines of all rows, whole once the neighbours are found */
  int *near;             /* [n, k] the nearest rows of each */
  float *p;              /* [n, k] how much they attract, over the number of pairs; the sum is 1/2:
                            a pair counts from both sides */
  float *x, *y;          /* [n] where the descent is */
  float *dx, *dy;        /* [n] a quarter of the gradient of the divergence */
  float *vx, *vy;        /* [n] the last move */
  float *was;            /* [n, 2] x, y before this renewal */
  double *sums;          /* of each block of rows */
  float *places;         /* [n, 2] out: centred, the farthest of all coordinates is 1 or -1 */
} ct_map;

ct_status ct_map_layout(ct_map *m, int most, ct_arena *arena);
/* Forgets the last map. */
void      ct_map_reset(ct_map *m);
/* Begins a renewal for unit rows u [n, D], which the caller leaves until its end. start [n, 3]:
 * principal components of the rows by falling width, of which a first map takes two. */
void      ct_map_begin(ct_map *m, const float *u, int n, int D, const float *start);
/* Does a piece of it, some milliseconds at most; returns 1 when `places` are renewed. The bits
 * depend neither on where the work is cut nor on the number of threads. */
int       ct_map_advance(ct_map *m);
/* For the present x, y: dx, dy of the divergence with its attraction times `exaggeration`. */
void      ct_map_gradient(ct_map *m, float exaggeration);

#endif
