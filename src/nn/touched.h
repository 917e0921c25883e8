/* Which rows of an embedding table a batch touches. A batch of texts touches a few thousand of
 * 32,768 rows, so clearing, checking and updating these alone makes a step many times cheaper. The
 * order is that of the ids, whatever the threads. Tests: test_sparse.c */
#ifndef CT_NN_TOUCHED_H
#define CT_NN_TOUCHED_H

#include "base/arena.h"
#include "base/status.h"
#include "base/tensor.h"
#include "nn/input.h"

/* For a table of `rows` rows. Errors: CT_E_MEMORY. */
ct_status ct_touched_layout(ct_touched *t, int rows, ct_arena *arena);
/* No row is touched. */
void      ct_touched_reset(ct_touched *t, int rows);
/* Adds the rows that the items of x have, at the cost of their ids. */
void      ct_touched_add(ct_touched *t, const ct_input *x);
/* Sets the touched rows of the gradient [rows, D] to 0, after which no row is touched. */
void      ct_touched_clear(ct_touched *t, float *gradient, int D);

#endif
