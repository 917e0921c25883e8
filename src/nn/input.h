/* The input of an encoder. Its kind decides which first layer the encoder has and which fields of
 * a batch it reads; whoever passes batches on need not know the kind. */
#ifndef CT_NN_INPUT_H
#define CT_NN_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include "base/build.h"

typedef enum ct_input_kind {
  CT_INPUT_PIXELS, /* images: channels, height, width */
  CT_INPUT_VECTOR, /* numbers without positions: n, 1, 1 */
  CT_INPUT_FRAMES, /* a row of bands for each step in time, read as an image: 1, steps, bands */
  CT_INPUT_TOKENS, /* any number of ids of rows of an embedding table: rows, 1, 1 */
  CT_INPUT_ROWS,   /* exactly one such id */
  CT_INPUT_COUNT
} ct_input_kind;

typedef struct ct_input_shape {
  ct_input_kind kind;
  int size[3]; /* each 1 .. 65,536; rows of a table up to 2^30 */
} ct_input_shape;

/* A batch. An encoder of ids reads `ids` and `starts`, the others `values`. */
typedef struct ct_input {
  int n;              /* items */
  const float *values; /* [n, size] */
  const int *ids;     /* item i has ids[starts[i]] .. ids[starts[i + 1] - 1] or, without starts,
                         the one id ids[i]; each in 0 .. rows - 1 */
  const int *starts;  /* [n + 1], never falling; NULL: one id an item */
  const int *words, *word_starts; /* a transformer reads these instead of `starts`: item i has words
                         words[i] .. words[i + 1] - 1, and word w has ids[word_starts[w]] ..
                         ids[word_starts[w + 1] - 1]; neither ever falls */
} ct_input;

/* Whether items are ids of rows of an embedding table. A build without networks reads nothing
 * else; inlining is forced so that the compiler knows it at every call. */
static inline __attribute__((always_inline)) int ct_input_is_ids(ct_input_shape s) {
  return !CT_NETWORKS || s.kind == CT_INPUT_TOKENS || s.kind == CT_INPUT_ROWS;
}

/* Floats of one item; 0 where items are ids. */
static inline int64_t ct_input_floats(ct_input_shape s) {
  return ct_input_is_ids(s) ? 0 : (int64_t)s.size[0] * s.size[1] * s.size[2];
}

/* Items first .. first + n - 1 of a batch whose items have `floats` floats each. */
static inline ct_input ct_input_slice(const ct_input *x, int first, int n, int64_t floats) {
  ct_input slice = {
    .n = n, .values = x->values ? x->values + first * floats : NULL,
    .ids = x->ids && !x->starts ? x->ids + first : x->ids,
    .starts = x->starts ? x->starts + first : NULL,
  };
  if (x->words) slice.ids = x->ids, slice.words = x->words + first;
  slice.word_starts = x->word_starts;
  return slice;
}

#endif
