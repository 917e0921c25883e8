/* Free points, for labs whose encoder is a table: the terms of one anchor's loss, the push on each
 * point, and moving a point by hand. Losses and pushes are exact, at the positions of the last
 * evaluation. */
#ifndef CT_SHOW_POINTS_H
#define CT_SHOW_POINTS_H

#include "eval/evaluate.h"

typedef struct ct_points {
  float *gradient;    /* [items, dim] */
  float *forces;      /* [items, 3] of the last ct_points_push */
  ct_arena scratch;   /* for one loss */
} ct_points;

/* For a trainer whose encoder is a table. Errors: CT_E_MEMORY. */
ct_status ct_points_layout(ct_points *p, const ct_trainer *t, int items, ct_arena *arena);
/* The least loss possible; NaN where it is not known. */
double    ct_points_floor(const ct_trainer *t);
/* As ct_ntxent_anchor. Returns the anchor's loss; NaN on an error. */
double    ct_points_anchor(const ct_evaluation *e, const ct_trainer *t, int anchor, float *cosine,
                           float *weight);
/* The loss of all items with a given ct_bug; NaN on an error, and where there are too many
 * items. */
double    ct_points_loss(ct_points *p, const ct_evaluation *e, const ct_trainer *t, int bug);
/* Returns [items, 3], minus the gradient, along the sphere; NULL on an error, and in more than 3
 * dimensions. */
const float *ct_points_push(ct_points *p, const ct_evaluation *e, const ct_trainer *t);
/* Moves one item to the direction of `place`, of which the first dim numbers count. Errors:
 * CT_E_ZERO, CT_E_NONFINITE; the item then stays where it is. */
ct_status ct_points_move(ct_trainer *t, int item, float place[3]);

#endif
