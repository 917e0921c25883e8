/* The measures of one set of rows that take no learning, a piece at a time: a piece takes some
 * milliseconds at most, the whole a tenth of a second and more. Where it is cut leaves no trace in
 * the bits. Tests: test_evaluate.c */
#ifndef CT_MEASURE_MEASURE_H
#define CT_MEASURE_MEASURE_H

#include "measure/rank.h"

/* In the order in which they are taken. */
typedef enum ct_measure_stage {
  CT_MEASURE_ALIGNMENT, CT_MEASURE_UNIFORMITY, CT_MEASURE_STD, CT_MEASURE_RANK,
  CT_MEASURE_TOLERANCE, CT_MEASURE_PRETEXT, CT_MEASURE_RECALL1, CT_MEASURE_KNN, CT_MEASURE_COUNT
} ct_measure_stage;

#define CT_MEASURE_PIECE 32 /* items' worth of budget that a piece counts for */

typedef struct ct_measure {
  const float *u;     /* [count, D] unit rows or zeros, the caller's, unchanged until the end */
  int count, D;
  int drawings;       /* rows of a concept, one after the other; 0: row i's positive is
                         i + count / 2, and there is nothing to retrieve */
  const int *labels;  /* [count / drawings]; NULL: none, and no k-NN */
  const float *partners; /* [2, pairs, width] unit rows of a training batch, both views */
  int pairs, width;   /* pairs 0: there is no batch, and no pretext accuracy */
  ct_rank *rank;      /* laid out by the caller; not used from CT_MEASURE_RECALL1 on */
  ct_measure_stage stage;
  int at, artist;     /* rows (or dimensions) done of this stage; of this artist */
  double sum;         /* of the stage so far */
  int hits;           /* of this artist so far */
  double value[CT_MEASURE_COUNT]; /* NaN where not defined or not known yet */
} ct_measure;

/* From `stage` on; u to rank are set. */
void ct_measure_begin(ct_measure *m, ct_measure_stage stage);
/* Takes pieces until *budget, which they are taken off, is spent; 1 when all is known. */
int  ct_measure_advance(ct_measure *m, int *budget);

#endif
