/* A bag of rows of an embedding table: the mean of the rows whose ids an item has, the row itself
 * where it has one id, zeros where it has none (PyTorch's nn.EmbeddingBag, mode "mean").
 * Tests: test_bag.c */
#ifndef CT_NN_BAG_H
#define CT_NN_BAG_H

#include "nn/input.h"

/* y [n, D] out; table [rows, D] */
void ct_bag_forward (float *y, const float *table, const ct_input *x, int D);
/* Adds into dtable [rows, D], item by item and id by id; dy [n, D]. */
void ct_bag_backward(float *dtable, const float *dy, const ct_input *x, int D);

#endif
