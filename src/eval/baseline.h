/* What raw pixels reach where drawings and names are matched: each drawing asked about takes the
 * name, and the class, of the training drawing that is nearest to it in pixels. Known once per
 * session, and measured a piece at a time.  Tests: test_matching.c */
#ifndef CT_EVAL_BASELINE_H
#define CT_EVAL_BASELINE_H

#include "measure/cross.h"
#include "train/trainer.h"

typedef struct ct_baseline {
  const ct_trainer *t;
  ct_labelled asked, trained;
  ct_nearest nearest;
  int begun;
} ct_baseline;

/* The drawings that are asked about: how many, and the id of each, concept * renditions +
 * rendition. With an artist held out, all concepts by that artist, in their order; else the
 * held-out concepts by all artists, those of a concept side by side. */
int       ct_asked_count(const ct_trainer *t);
int       ct_asked_drawing(const ct_trainer *t, int i);

ct_status ct_baseline_layout(ct_baseline *b, const ct_trainer *t, ct_arena *arena);
/* Goes on by about `budget` items; 1 when the nearest are known. */
int       ct_baseline_advance(ct_baseline *b, int budget);
int       ct_baseline_known(const ct_baseline *b);
/* Share of the drawings whose own name is among the first k; NaN where not known, and where no
 * trained drawing has it. The median place likewise. */
double    ct_baseline_recall(const ct_baseline *b, int k);
double    ct_baseline_median(const ct_baseline *b);
/* Share of the drawings whose nearest trained drawing has their label of a kind; NaN likewise. */
double    ct_baseline_right(const ct_baseline *b, int kind);

#endif
