/* The batch of a step and its views: 2 or more of every concept drawn. Tests: test_trainer.c */
#ifndef CT_METHOD_VIEWS_H
#define CT_METHOD_VIEWS_H

#include "method/trainer.h"

/* Memory for images, split and sampler of a trainer that reads pixels; errors as
 * ct_trainer_layout. */
ct_status ct_views_layout(ct_trainer *t, ct_arena *arena);
void      ct_views_reset(ct_trainer *t);
/* t->items and t->images of step t->step: first views of the pairs, then their second ones. */
void      ct_views_make(ct_trainer *t);

#endif
