/* Measures between two sets of rows, one of names and one of drawings, say: rows in, numbers out.
 * All that takes long is done a piece at a time (some tenths of a millisecond); the bits of the
 * results depend neither on where the work is cut nor on the number of threads. A tie, and a
 * similarity that is not a number, count against the row looked for. Tests: test_cross.c */
#ifndef CT_MEASURE_CROSS_H
#define CT_MEASURE_CROSS_H

#include "base/arena.h"
#include "base/status.h"
#include "kernels/gemm.h"
#include "measure/labelled.h"

#define CT_CROSS_PIECE 32 /* items of the budget that a piece counts for */

/* ---- ranks, 1 is best */

#define CT_RECALLS 3
extern const int ct_recalls[CT_RECALLS]; /* 1, 5, 10 */

/* The share of ranks of at most k (R@k). NaN for n = 0, as the median. */
double ct_recall(const int *ranks, int n, int k);
/* The median rank; with an even number the mean of the two in the middle. */
double ct_median_rank(const int *ranks, int n);

/* ---- retrieval both ways: row i of a belongs to row i of b */

typedef struct ct_retrieval {
  ct_matrix a, b;   /* [n, D] unit rows or zeros, col 1; the caller leaves them until the end */
  int n, D;
  int *ab;          /* [n] once known: the rank, among all rows of b, of the one of row i of a */
  int *ba;          /* [n] the same the other way */
  float *own;       /* [n] the similarity of each pair */
  int paired, at;   /* pairs whose similarity is known; rows of a compared with all of b */
} ct_retrieval;

/* most: the largest n there will be. */
ct_status ct_retrieval_layout(ct_retrieval *r, int most, ct_arena *arena);
/* n at least 1 and at most `most`. */
void      ct_retrieval_begin(ct_retrieval *r, ct_matrix a, ct_matrix b, int n, int D);
/* Does pieces, and subtracts them from *budget, until that is spent; 1 when the ranks are known.
 * Every product of a row of a and one of b is made once, for both ways. */
int       ct_retrieval_advance(ct_retrieval *r, int *budget);

/* ---- the nearest drawing by raw pixels, the baseline of all of these
 *
 * Queries are held-out drawings, the gallery the training drawings: those of a concept lie side by
 * side, gallery->groups of them. The score of a concept is that of its most similar drawing (the
 * greatest cosine). From a held-out drawing, concepts are ranked by it, and rank 1 means that the
 * name of the nearest training drawing is right. Rows are pixels minus white (1), scaled to length
 * 1: white, which lies around every drawing, then counts for nothing. */

typedef struct ct_nearest {
  const ct_labelled *queries, *gallery; /* their labels are not read */
  int named;        /* 1: query j is of concept j of the gallery; 0: there are no ranks */
  int *rank;        /* [queries] once known, if named: the rank of the own among all concepts */
  int *row;         /* [queries] once known: the nearest row of the gallery, the first of equals */
  float *query;     /* a block of rows of either, as they are read */
  float *against;
  float *score;     /* [a block, concepts] */
  float *best;      /* [a block] the similarity of `row` */
  int done, at;     /* queries done; rows of the gallery that the present block was compared with */
} ct_nearest;

/* For as many queries and concepts, and as wide rows, as there will be at most. */
ct_status ct_nearest_layout(ct_nearest *s, int queries, int concepts, int width, ct_arena *arena);
/* Both sets must stay until the end, have rows, and be of the same width. */
void      ct_nearest_begin(ct_nearest *s, const ct_labelled *queries, const ct_labelled *gallery,
                           int named);
/* As ct_retrieval_advance. A piece reads at most 160 rows. */
int       ct_nearest_advance(ct_nearest *s, int *budget);

/* ---- zero-shot classification, Radford et al. 2021, arXiv:2103.00020, section 3.1 */

/* How many of the items from .. to - 1 are more similar to the prompt of their class than to any
 * other.  prompts [classes, D], items unit rows or zeros, col 1; label 0 .. classes - 1 */
int    ct_zero_shot_right(ct_matrix prompts, int classes, ct_matrix items, const int *label, int D,
                          int from, int to);
/* The share of the most frequent label: what one gets right by always naming it. */
double ct_majority(const int *label, int n, int classes);

/* ---- the modality gap */

/* The distance between the mean of na rows and the mean of nb rows, unit rows, col 1. Liang et al.
 * 2022, arXiv:2203.02053, section 4.1. NaN where a set is empty. */
double ct_modality_gap(ct_matrix a, int na, ct_matrix b, int nb, int D);

#endif
