/* Multi-head self-attention (Vaswani et al. 2017, arXiv:1706.03762, section 3.2) among the words of
 * a text: every word attends to all words of its text and to no other, so there is no mask. The
 * projections before and behind it are dense layers. Tests: test_transformer.c */
#ifndef CT_NN_ATTENTION_H
#define CT_NN_ATTENTION_H

#include "base/write.h"

#define CT_HEADS 4

/* n texts whose words are rows begin[i] .. begin[i + 1] - 1, at most `most` to a text. */
typedef struct ct_texts { const int *begin; int n, most; } ct_texts;

/* For each head, with d = D / CT_HEADS numbers of a row:  y = softmax(q k' / sqrt(d)) v
 *   y [rows, D] out
 *   weights [rows, CT_HEADS, most] out, of each word on the words of its text, for the backward
 *   qkv [rows, 3 D] in: queries, keys and values, head after head; D a multiple of CT_HEADS
 * Texts are divided among the threads. */
void ct_attention_forward (float *y, float *weights, const float *qkv, ct_texts t, int D);
void ct_attention_backward(float *dqkv, ct_write how, const float *dy, const float *qkv,
                           const float *weights, ct_texts t, int D);

#endif
