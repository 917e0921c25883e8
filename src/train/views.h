/* The batch of a step and its views: 2 or more of every concept in it. Tests: test_trainer.c */
#ifndef CT_TRAIN_VIEWS_H
#define CT_TRAIN_VIEWS_H

#include "train/trainer.h"

/* Says what a dataset lacks for a configuration, in words that continue "data: the dataset is of
 * no use here: "; NULL when it lacks nothing. */
const char *ct_views_lack(const ct_config *c, const ct_pack *pack);
/* Takes memory for the images, split and sampler of a trainer that reads a track; errors as of
 * ct_trainer_layout. */
ct_status ct_views_layout(ct_trainer *t, ct_arena *arena);
void      ct_views_reset(ct_trainer *t);
/* Fills t->items and t->images for step t->step: the first view of every pair, then the second of
 * every pair, and so on. */
void      ct_views_make(ct_trainer *t);
/* Makes one view (0 .. t->views - 1) of the batch of any step again, with the present
 * configuration: x [shape of the track] out. */
void      ct_view_again(ct_trainer *t, float *x, long step, int view);
/* The rendition that training never sees; -1: it sees all of them. */
static inline int ct_held_out_rendition(const ct_config *c) {
  return c->method == CT_CLIP ? c->held_out - CT_HELD_OUT_NOTO : -1;
}
/* Whether two configurations make the same views of the same batch. */
int       ct_views_alike(const ct_config *a, const ct_config *b);

#endif
