/* Texts as sequences of words. A word has several ids, those of its pieces, and its vector is the
 * mean of their rows in an embedding table. The words that are read are the rows of a matrix, the
 * words of one text after those of the one before it, so no memory or time is spent on padding.
 * Tests: test_transformer.c */
#ifndef CT_NN_WORDS_H
#define CT_NN_WORDS_H

#include "base/write.h"
#include "nn/touched.h"

/* The words of a text that are read, from its first: there are as many learned positions. */
#define CT_WORDS_MOST 32

/* begin [x->n + 1] out: the words of text i are rows begin[i] .. begin[i + 1] - 1. */
void ct_words_place(int *begin, const ct_input *x);

/* y [rows, D] out; table [ids, D]. The backward adds into dtable; ct_words_touch adds the table's
 * rows that the words have. */
void ct_words_forward (float *y, const float *table, const int *begin, const ct_input *x, int D);
void ct_words_backward(float *dtable, const float *dy, const int *begin, const ct_input *x, int D);
void ct_words_touch   (ct_touched *t, const int *begin, const ct_input *x);

/* y = x + the row of table [CT_WORDS_MOST, D] for the word's place in its text; n texts. dx may be
 * dy where `how` is CT_SET. */
void ct_position_forward (float *y, const float *x, const float *table, const int *begin, int n,
                          int D);
void ct_position_backward(float *dx, ct_write how, float *dtable, const float *dy,
                          const int *begin, int n, int D);

/* y [n, D] = the mean of each text's rows of x [rows, D], zeros for a text without words */
void ct_words_mean_forward (float *y, const float *x, const int *begin, int n, int D);
void ct_words_mean_backward(float *dx, ct_write how, const float *dy, const int *begin, int n,
                            int D);

#endif
