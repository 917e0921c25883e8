/* Few-shot accuracy: what a handful of labels is worth. A linear probe is fitted to k labelled rows
 * of each class, k = 1, 5 and 10, and tested on all test rows (logistic regression on frozen
 * features of length 1: Tian et al. 2020, arXiv:2003.11539, section 3; on features of digits it is
 * 15 points ahead of the nearest class mean). The rows are centred and scaled as in the whole
 * probe, which asks for no label. The accuracy is a mean over CT_SHOTS_EPISODES choices of labelled
 * rows, the same in every run and for every kind of features; what is chosen for 1 is part of what
 * is chosen for 5, and that of 10. Tests: test_probe.c, tests/golden/raw_digits.py. */
#ifndef CT_MEASURE_SHOTS_H
#define CT_MEASURE_SHOTS_H

#include "measure/probe.h"

#define CT_SHOTS_EPISODES 10
#define CT_SHOTS_KINDS 3
#define CT_SHOTS_MOST 10
extern const int ct_shots[CT_SHOTS_KINDS]; /* 1, 5, 10 */

typedef struct ct_shots_run {
  int C;
  int done;            /* probes: of kind done % CT_SHOTS_KINDS, of an episode */
  int fitting;         /* one is under way */
  int *members, *from; /* things by class [train things]; where each class begins [C + 1] */
  int *row, *label;    /* [CT_SHOTS_MOST C] the labelled rows of an episode and their classes */
  int end[CT_SHOTS_KINDS]; /* how many of them each kind has */
  const ct_labelled *train;
  double sum[CT_SHOTS_KINDS]; /* of accuracies */
} ct_shots_run;

/* things: of the training rows. */
ct_status ct_shots_layout(ct_shots_run *s, int classes, int things, ct_arena *arena);
/* Labelled rows of a class show different things. A class with fewer things than k gives what it
 * has. */
void      ct_shots_begin(ct_shots_run *s, const ct_labelled *train);
/* As ct_probe_advance; p: a whole probe of the same rows, which is over. */
int       ct_shots_advance(ct_shots_run *s, ct_probe *p, const ct_labelled *train,
                           const ct_labelled *test, int *budget);
double    ct_shots_accuracy(const ct_shots_run *s, int kind);
double    ct_shots_done(const ct_shots_run *s);

#endif
