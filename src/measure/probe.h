/* Linear probe: how well a linear classifier can read the classes from frozen features.
 * Multinomial logistic regression (SimCLR, arXiv:2002.05709, section 4.2 and appendix B.8) by
 * L-BFGS (Nocedal & Wright, "Numerical Optimization", algorithms 7.4 and 7.5), full batch, a few
 * rows at a time: a pause between two slices changes no bit.
 *
 * A row x of length 1 is centred on the mean m of the training rows and divided by one number r,
 * the same for all dimensions, so that their variance is 1 on average: v = ((x - m) / r, 1). The
 * fit minimises
 *   mean of -log softmax(W v)[class] + decay / 2 |W without its last column|^2.
 * Raw pixels need more decay than learned features, so each gets its best one: falling decays are
 * tried, each from the weights of the one before, until the loss on every tenth training concept,
 * which is kept out of the fit, rises. The weights with the least such loss are tested.
 * Tests: test_probe.c; against PyTorch's optimum: tests/golden/raw_digits.py. */
#ifndef CT_MEASURE_PROBE_H
#define CT_MEASURE_PROBE_H

#include "base/arena.h"
#include "base/status.h"
#include "measure/labelled.h"

#define CT_PROBE_DECAYS 3 /* 0.01, 0.001, 0.0001 */
#define CT_PROBE_KEPT 10  /* one concept in ten is kept for the choice of the decay */
#define CT_PROBE_MEMORY 8 /* steps that L-BFGS remembers */

typedef enum ct_probe_stage {
  CT_PROBE_MOMENTS, CT_PROBE_FIT, CT_PROBE_CHOOSE, CT_PROBE_TEST
} ct_probe_stage;

typedef struct ct_probe {
  int F, C, size;          /* features, classes, C (F + 1) */
  ct_probe_stage stage;
  int at;                  /* rows done of the pass under way */
  int few;                 /* 1: one decay, and no rows kept for a choice */
  int trial;               /* number of the decay */
  int evaluations;         /* of loss and gradient over all rows, for this decay */
  int rows, hits;          /* rows taken in this pass; test rows classified correctly */
  int pairs, newest;       /* remembered steps, and the slot of the last one */
  double loss, slope, step; /* loss at w; its slope along `way`; length of the step */
  double sum;              /* of the losses of the rows so far, nats */
  double chosen;           /* least loss on the kept rows */
  float r;                 /* the inverse of r above; 0 where the rows do not vary */
  double *mean_sum;        /* [F] */
  float *mean;             /* [F] */
  float *w, *next, *best;  /* [C, F + 1] weights accepted; being tried; of the best decay */
  float *g, *next_g, *way; /* [C, F + 1] gradients at w and at next; search direction */
  float *s, *y;            /* [CT_PROBE_MEMORY, C, F + 1] */
  double inner[CT_PROBE_MEMORY]; /* s . y of each */
  float *v, *logit;        /* rows v of a slice and their logits */
} ct_probe;

ct_status ct_probe_layout(ct_probe *p, int features, int classes, ct_arena *arena);
/* Begins a probe of at most as many features and classes as laid out. */
void      ct_probe_begin(ct_probe *p, int features, int classes);
/* After a whole probe, begins one on a few rows with the same mean and scale, and decay 0.01. */
void      ct_probe_begin_few(ct_probe *p);
/* Works through about *budget rows (at least a slice) and subtracts them from *budget; 1 when the
 * accuracy is known. `train` and `test` must be the same at every call. */
int       ct_probe_advance(ct_probe *p, const ct_labelled *train, const ct_labelled *test,
                           int *budget);
double    ct_probe_accuracy(const ct_probe *p, const ct_labelled *test); /* share of test rows */
double    ct_probe_done(const ct_probe *p, const ct_labelled *train);    /* share of the work */

#endif
