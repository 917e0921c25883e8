/* How far the momentum encoder lags behind the encoder, and how stale that makes the keys it has
 * put into a queue. The measurement does not affect training. Tests: test_moco.c */
#ifndef CT_SHOW_LAG_H
#define CT_SHOW_LAG_H

#include "train/trainer.h"

#define CT_LAG_AGES 8 /* ages of keys compared, from the queue's newest batch to its oldest */

/* The floats must come first and in this order, as the session hands them out as one array. */
typedef struct ct_lag {
  /* Mean cosine of the two encoders' embeddings of the same held-out renditions: 1 if they
   * agree. */
  float encoders;
  /* For each age its number of steps, rising from 1 for the last batch, and the freshness of keys
   * of that age: their mean cosine with the momentum encoder's present embeddings of the same
   * views, which are made again for it. With batch norm a key was computed with the statistics of
   * its batch and is compared with one from the running statistics: the newest keys have 0.9 in
   * the first steps, 0.99 once these have settled. NaN where there is no such key. */
  float keys[CT_LAG_AGES][2];
  long step;       /* the step of this measurement; -1 before the first */
  long since;      /* views of batches before this step were made otherwise, or are not known */
  ct_config seen;  /* the configuration that views are made with since then */
} ct_lag;

/* Forgets all measurements; only batches from step t->step on are known. Also called after a
 * checkpoint was loaded. */
void ct_lag_reset(ct_lag *l, const ct_trainer *t);
/* Called when a live parameter has changed. */
void ct_lag_configure(ct_lag *l, const ct_trainer *t);
/* Whether a measurement is due: the queue has its first keys, or keys of every age, and no
 * measurement has seen them. */
int ct_lag_is_due(const ct_lag *l, const ct_trainer *t);
/* Measures the lag. The trainer must have a momentum encoder and stand between two steps, because
 * both encoders' activations are overwritten.
 *   items [n] in   held-out renditions, n within the encoder's batch
 *   image [n, C, H, W] scratch */
void ct_lag_measure(ct_lag *l, ct_trainer *t, const int *items, int n, float *image);

#endif
