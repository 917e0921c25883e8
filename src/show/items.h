/* How similar the items shown were to each other at the last evaluation. */
#ifndef CT_SHOW_ITEMS_H
#define CT_SHOW_ITEMS_H

#include "eval/evaluate.h"

/* out [n, n]: cosines of the chosen items, each in 0 .. count - 1 */
void ct_items_similarity(const ct_evaluation *e, const int *items, int n, float *out);
/* The k (>= 1) items most similar to one, without itself, by falling cosine; items with equal
 * cosines keep their order. Returns how many there are. */
int  ct_items_nearest(const ct_evaluation *e, int item, int k, int *items, float *cosines);

#endif
