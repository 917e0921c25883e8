/* How far the encoder that follows is behind, and what that does to the keys it has left in a
 * queue. Measured on the side: nothing of it enters training. Tests: test_moco.c */
#ifndef CT_SHOW_LAG_H
#define CT_SHOW_LAG_H

#include "train/trainer.h"

#define CT_LAG_AGES 8 /* of keys looked at, from the newest batch in the queue to the oldest */

/* The floats first and in this order: the session hands them out as they lie. */
typedef struct ct_lag {
  /* Mean cosine of what the two encoders say of the same held-out renditions: 1 is a copy. */
  float encoders;
  /* Age in steps, rising, the last batch's being 1; mean cosine of keys of that age with what the
   * key encoder says now of the very same views, which are made again for it. With batch norm a
   * key was made with the statistics of its batch, and is made again with the running ones: the
   * newest have 0.9 in the first steps, 0.99 once these have settled. NaN: no such key. */
  float keys[CT_LAG_AGES][2];
  long step;       /* of which all this is; -1 before the first measurement */
  long since;      /* batches before this step had views made otherwise, or are not known */
  ct_config seen;  /* with which they are made now */
} ct_lag;

/* Nothing is known yet; batches from step t->step on are. Also after a checkpoint was loaded. */
void ct_lag_reset(ct_lag *l, const ct_trainer *t);
/* A live parameter has changed. */
void ct_lag_configure(ct_lag *l, const ct_trainer *t);
/* Whether the queue holds what no measurement has seen: its first keys, or keys of every age. */
int ct_lag_is_due(const ct_lag *l, const ct_trainer *t);
/* Not midway in a step, of a trainer with a target; uses both encoders' activations.
 *   items [n] in   held-out renditions, n within the encoder's batch
 *   image [n, C, H, W] scratch */
void ct_lag_measure(ct_lag *l, ct_trainer *t, const int *items, int n, float *image);

#endif
