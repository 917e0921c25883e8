#include "nn/words.h"

#include <string.h>
#include "kernels/rows.h"
#include "nn/bag.h"

#if CT_NETWORKS /* a build without networks has no texts, and no words in its inputs */

static size_t at(int row, int D) { return (size_t)row * (size_t)D; }

void ct_words_place(int *begin, const ct_input *x) {
  begin[0] = 0;
  for (int i = 0; i < x->n; i++) {
    int count = x->words[i + 1] - x->words[i];
    begin[i + 1] = begin[i] + (count < CT_WORDS_MOST ? count : CT_WORDS_MOST);
  }
}

/* The words of text i that are read, as items of an input of bags. */
static ct_input words_of(const int *begin, const ct_input *x, int i) {
  return (ct_input){.n = begin[i + 1] - begin[i], .ids = x->ids,
                    .starts = x->word_starts + x->words[i]};
}

void ct_words_forward(float *y, const float *table, const int *begin, const ct_input *x, int D) {
  for (int i = 0; i < x->n; i++) {
    ct_input words = words_of(begin, x, i);
    ct_bag_forward(y + at(begin[i], D), table, &words, D);
  }
}

void ct_words_backward(float *dtable, const float *dy, const int *begin, const ct_input *x, int D) {
  for (int i = 0; i < x->n; i++) {
    ct_input words = words_of(begin, x, i);
    ct_bag_backward(dtable, dy + at(begin[i], D), &words, D);
  }
}

void ct_words_touch(ct_touched *t, const int *begin, const ct_input *x) {
  for (int i = 0; i < x->n; i++) {
    ct_input words = words_of(begin, x, i);
    ct_touched_add(t, &words);
  }
}

void ct_position_forward(float *y, const float *x, const float *table, const int *begin, int n,
                         int D) {
  memcpy(y, x, sizeof(float) * at(begin[n], D));
  for (int i = 0; i < n; i++)
    ct_axpy(y + at(begin[i], D), 1, table, (begin[i + 1] - begin[i]) * D);
}

void ct_position_backward(float *dx, ct_write how, float *dtable, const float *dy,
                          const int *begin, int n, int D) {
  for (int i = 0; i < n; i++)
    ct_axpy(dtable, 1, dy + at(begin[i], D), (begin[i + 1] - begin[i]) * D);
  if (how == CT_ADD) ct_axpy(dx, 1, dy, begin[n] * D);
  else if (dx != dy) memcpy(dx, dy, sizeof(float) * at(begin[n], D));
}

void ct_words_mean_forward(float *y, const float *x, const int *begin, int n, int D) {
  memset(y, 0, sizeof(float) * at(n, D));
  for (int i = 0; i < n; i++, y += D)
    for (int w = begin[i]; w < begin[i + 1]; w++)
      ct_axpy(y, 1 / (float)(begin[i + 1] - begin[i]), x + at(w, D), D);
}

void ct_words_mean_backward(float *dx, ct_write how, const float *dy, const int *begin, int n,
                            int D) {
  if (how == CT_SET) memset(dx, 0, sizeof(float) * at(begin[n], D));
  for (int i = 0; i < n; i++, dy += D)
    for (int w = begin[i]; w < begin[i + 1]; w++)
      ct_axpy(dx + at(w, D), 1 / (float)(begin[i + 1] - begin[i]), dy, D);
}

#endif
