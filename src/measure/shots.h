/* Few-shot accuracy: how far a few labels go. A linear probe is fitted to k labelled rows of each
 * class, k = 1, 5 and 10, and tested on all test rows (logistic regression on frozen features of
 * length 1: Tian et al. 2020, arXiv:2003.11539, section 3; on features of digits it is 15 points
 * ahead of the nearest class mean). The rows are centred and scaled as in the whole probe, for
 * which no labels are needed. The accuracy is a mean over CT_SHOTS_EPISODES choices of labelled
 * rows, the same in every run and for all features; the rows chosen for 1 are among those chosen
 * for 5, and these among those for 10. Tests: test_probe.c, tests/golden/raw_digits.py. */
#ifndef CT_MEASURE_SHOTS_H
#define CT_MEASURE_SHOTS_H

#include "measure/probe.h"

#define CT_SHOTS_EPISODES 10
#define CT_SHOTS_KINDS 3
#define CT_SHOTS_MOST 10
extern const int ct_shots[CT_SHOTS_KINDS]; /* 1, 5, 10 */

typedef struct ct_shots_run {
  int C;
  int done;            /* probes done; the present one is of kind done % CT_SHOTS_KINDS */
  int fitting;         /* 1: a probe is under way */
  int *members, *from; /* [things] training concepts by class; [C + 1] where each class begins */
  int *row, *label;    /* [CT_SHOTS_MOST C] the labelled rows of an episode and their classes */
  int end[CT_SHOTS_KINDS]; /* how many of these rows each kind uses */
  const ct_labelled *train;
  double sum[CT_SHOTS_KINDS]; /* of accuracies */
} ct_shots_run;

/* things: the number of concepts in the training rows. */
ct_status ct_shots_layout(ct_shots_run *s, int classes, int things, ct_arena *arena);
/* Labelled rows of a class are of different concepts. A class with fewer than k concepts gives all
 * it has. */
void      ct_shots_begin(ct_shots_run *s, const ct_labelled *train);
/* As ct_probe_advance; p must be a finished whole probe of the same rows. */
int       ct_shots_advance(ct_shots_run *s, ct_probe *p, const ct_labelled *train,
                           const ct_labelled *test, int *budget);
double    ct_shots_accuracy(const ct_shots_run *s, int kind);
double    ct_shots_done(const ct_shots_run *s);

#endif
