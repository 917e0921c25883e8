/* The measures of one set of rows that need no learning, a piece at a time: a piece takes some
 * milliseconds at most, the whole a tenth of a second or more. The bits of the result do not
 * depend on where the work is cut. Tests: test_evaluate.c */
#ifndef CT_MEASURE_MEASURE_H
#define CT_MEASURE_MEASURE_H

#include "measure/rank.h"

/* In the order in which they are measured. */
typedef enum ct_measure_stage {
  CT_MEASURE_ALIGNMENT, CT_MEASURE_UNIFORMITY, CT_MEASURE_STD, CT_MEASURE_RANK,
  CT_MEASURE_TOLERANCE, CT_MEASURE_PRETEXT, CT_MEASURE_RECALL1, CT_MEASURE_KNN, CT_MEASURE_COUNT
} ct_measure_stage;

#define CT_MEASURE_PIECE 32 /* items of the budget that a piece counts for */

typedef struct ct_measure {
  const float *u;     /* [count, D] unit rows or zeros; the caller leaves them until the end */
  int count, D;
  int drawings;       /* renditions of a concept, which lie side by side; 0: free embeddings, the
                         positive of row i is i + count / 2, and there is nothing to retrieve */
  const int *labels;  /* [count / drawings]; NULL: there are none, and no k-NN */
  const float *partners; /* [2, pairs, width] unit rows of a training batch, both views */
  int pairs, width;   /* pairs 0: there is no batch, and no pretext accuracy */
  ct_rank *rank;      /* laid out by the caller; not used from CT_MEASURE_RECALL1 on */
  ct_measure_stage stage;
  int at, artist;     /* rows (or dimensions) done of this stage and artist; the artist */
  double sum;         /* of the stage so far */
  int hits;           /* of the stage, or this artist, so far */
  double value[CT_MEASURE_COUNT]; /* NaN where not defined or not known yet */
} ct_measure;

/* Begins at `stage`; the caller has set the fields from u to rank. */
void ct_measure_begin(ct_measure *m, ct_measure_stage stage);
/* Does pieces, and subtracts them from *budget, until that is spent; 1 when all values are
 * known. */
int  ct_measure_advance(ct_measure *m, int *budget);

#endif
