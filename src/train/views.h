/* The batch of a step and its views: 2 or more of every concept drawn. Tests: test_trainer.c */
#ifndef CT_TRAIN_VIEWS_H
#define CT_TRAIN_VIEWS_H

#include "train/trainer.h"

/* What a dataset lacks for a configuration, in words that follow on "data: the dataset is of no use
 * here: "; NULL: nothing. */
const char *ct_views_lack(const ct_config *c, const ct_pack *pack);
/* Memory for images, split and sampler of a trainer that reads a track; errors as
 * ct_trainer_layout. */
ct_status ct_views_layout(ct_trainer *t, ct_arena *arena);
void      ct_views_reset(ct_trainer *t);
/* t->items and t->images of step t->step: first views of the pairs, then their second ones. */
void      ct_views_make(ct_trainer *t);
/* x [shape of the track] out: one view, 0 .. t->views - 1, of the batch of any step, as it is or
 * was made with the present configuration. */
void      ct_view_again(ct_trainer *t, float *x, long step, int view);
/* Whether both configurations make the same views of the same batch. */
int       ct_views_alike(const ct_config *a, const ct_config *b);

#endif
