/* Linear probe: how much of the classes a linear classifier can read from frozen features.
 * Multinomial logistic regression (SimCLR, arXiv:2002.05709, section 4.2 and appendix B.8) by
 * L-BFGS (Nocedal & Wright, "Numerical Optimization", algorithms 7.4 and 7.5), full batch, a few
 * rows at a time: a pause between two slices changes no bit.
 *
 * A row x of length 1 is centred on the mean m of the training rows and scaled, all dimensions
 * alike, by one number r, so that they vary by 1 on average: v = ((x - m) / r, 1). Minimised is
 *   mean of -log softmax(W v)[class] + decay / 2 |W without its last column|^2.
 * Raw pixels want more decay than learned features, so each gets its best: falling decays are tried
 * one after the other, each from the weights of the one before, until the loss on every tenth thing
 * of the training rows, which is kept out of the fit, rises; tested are the weights where it is
 * least.
 * Tests: test_probe.c; against PyTorch's optimum: tests/golden/raw_digits.py. */
#ifndef CT_MEASURE_PROBE_H
#define CT_MEASURE_PROBE_H

#include "base/arena.h"
#include "base/status.h"
#include "measure/labelled.h"

#define CT_PROBE_DECAYS 3 /* 0.01, 0.001, 0.0001 */
#define CT_PROBE_KEPT 10  /* one thing in ten is for the choice among them */
#define CT_PROBE_MEMORY 8 /* steps that L-BFGS remembers */

typedef enum ct_probe_stage {
  CT_PROBE_MOMENTS, CT_PROBE_FIT, CT_PROBE_CHOOSE, CT_PROBE_TEST
} ct_probe_stage;

typedef struct ct_probe {
  int F, C, size;          /* features, classes, C (F + 1) */
  ct_probe_stage stage;
  int at;                  /* rows done of the pass under way */
  int few;                 /* one decay, and no rows kept for a choice */
  int trial;               /* number of the decay */
  int evaluations;         /* of the sum over all rows, for this decay */
  int rows, hits;          /* taken in this pass; test rows named rightly */
  int pairs, newest;       /* remembered steps, and where the last of them lies */
  double loss, slope, step; /* at w; along `way`; its length */
  double sum;              /* of the losses of the rows so far, nats */
  double chosen;           /* least loss on the rows kept */
  float r;                 /* 1 / r, 0 where the rows do not vary */
  double *mean_sum;        /* [F] */
  float *mean;             /* [F] */
  float *w, *next, *best;  /* [C, F + 1] accepted; being tried; of the best decay */
  float *g, *next_g, *way; /* [C, F + 1] gradients there; direction */
  float *s, *y;            /* [CT_PROBE_MEMORY, C, F + 1] */
  double inner[CT_PROBE_MEMORY]; /* s . y of each */
  float *v, *logit;        /* rows of a slice and their logits */
} ct_probe;

ct_status ct_probe_layout(ct_probe *p, int features, int classes, ct_arena *arena);
/* Rows as wide as laid out, or less wide, and as many classes or fewer. */
void      ct_probe_begin(ct_probe *p, int features, int classes);
/* After a whole probe: one on a few rows, with the mean and scale that are known and decay 0.01. */
void      ct_probe_begin_few(ct_probe *p);
/* Works through about *budget rows (a slice of them at least), which it takes off; 1 when the
 * accuracy is known. The same `train` and `test` at every call. */
int       ct_probe_advance(ct_probe *p, const ct_labelled *train, const ct_labelled *test,
                           int *budget);
double    ct_probe_accuracy(const ct_probe *p, const ct_labelled *test); /* share of test rows */
double    ct_probe_done(const ct_probe *p, const ct_labelled *train);    /* share of the work */

#endif
