/* Works on one tile of similarities at a time and computes each tile once: keys have no gradient,
 * so the weighted sum of keys that pulls a query can be gathered together with the sum that
 * divides it. Exponentials are relative to the largest cosine so far; when that rises, the sums
 * are rescaled (Milakov & Gimelshein 2018, arXiv:1805.02867). Each task has queries of its own, so
 * no two tasks write the same row. */
#include "loss/infonce.h"

#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "loss/pairs.h"

#define QUERIES 64 /* in a task: enough to pay for packing the keys */
#define KEYS 256   /* in a tile: 64 KB, which the second-level cache keeps */

typedef struct workspace {
  const float *keys; /* [K, D] */
  const int *own;    /* [B] index of the key that is the positive; NULL: none of them is */
  int B, D, K, gradient;
  float rate;                 /* 1 / tau */
  float *u, *positive, *pull; /* [B, D] unit queries; unit positives; sum of exp(..) key */
  float *inverse, *shift;     /* [B] */
  double *cosine;             /* [B] of each query with its positive */
  double *sum;                /* [B] of exp((cosine - shift) / tau) over the negatives */
  float *tiles;               /* [CT_THREADS_MAX, QUERIES, KEYS] */
} workspace;

static int lower(int a, int b) { return a < b ? a : b; }

static ct_status layout(workspace *w, ct_arena *arena) {
  uint64_t B = (uint64_t)w->B, D = (uint64_t)w->D;
  w->u = ct_take_floats(arena, B, D);
  w->positive = ct_take_floats(arena, B, D);
  w->pull = ct_take_floats(arena, B, D);
  w->inverse = CT_TAKE(arena, float, B);
  w->shift = CT_TAKE(arena, float, B);
  w->cosine = CT_TAKE(arena, double, B);
  w->sum = CT_TAKE(arena, double, B);
  w->tiles = CT_TAKE(arena, float, CT_THREADS_MAX * QUERIES * KEYS);
  int given = w->u && w->positive && w->pull && w->inverse && w->shift;
  return given && w->cosine && w->sum && w->tiles ? CT_OK : CT_E_MEMORY;
}

size_t ct_infonce_bytes(int B, int D) {
  workspace w = {.B = B, .D = D};
  ct_arena arena;
  ct_arena_measure(&arena);
  layout(&w, &arena);
  return arena.used;
}

/* Adds a row of the tile to query i's sum and leaves its exponentials there. */
static void gather(const workspace *w, int i, float *row, int first, int count) {
  if (w->own && w->own[i] >= first && w->own[i] < first + count)
    row[w->own[i] - first] = -__builtin_inff();
  float top = ct_row_top(row, count);
  if (top > w->shift[i]) {
    double factor = ct_exp(((double)w->shift[i] - (double)top) * (double)w->rate);
    w->sum[i] *= factor;
    ct_row_scale(w->pull + (size_t)i * w->D, w->D, (float)factor);
    w->shift[i] = top;
  }
  w->sum[i] += ct_row_exp(row, row, count, w->shift[i], w->rate);
}

static void meet_keys(void *context, int task) {
  const workspace *w = context;
  int first = task * QUERIES, rows = lower(QUERIES, w->B - first), D = w->D;
  float *tile = w->tiles + (size_t)ct_this_thread() * QUERIES * KEYS;
  ct_matrix queries = ct_matrix_of(w->u + (size_t)first * D, D);
  for (int key = 0; key < w->K; key += KEYS) {
    int columns = lower(KEYS, w->K - key);
    ct_matrix keys = ct_matrix_of(w->keys + (size_t)key * D, D);
    ct_gemm(tile, KEYS, queries, ct_matrix_transpose(keys), rows, columns, D, CT_SET);
    for (int i = 0; i < rows; i++) gather(w, first + i, tile + i * KEYS, key, columns);
    if (!w->gradient) continue;
    ct_gemm(w->pull + (size_t)first * D, D, ct_matrix_of(tile, KEYS), keys, rows, D, columns,
            CT_ADD);
  }
}

/* Turns pull into d loss / d u, and shift into the positive's share of the softmax. Returns the
 * mean loss. */
static double finish(workspace *w) {
  double total = 0, rate = (double)w->rate;
  for (int i = 0; i < w->B; i++) {
    double logit = (w->cosine[i] - (double)w->shift[i]) * rate, others = w->sum[i];
    double once = ct_exp(logit), sum = once + others;
    float *pull = w->pull + (size_t)i * w->D;
    ct_row_scale(pull, w->D, (float)(rate / (sum * w->B)));
    /* 1 minus the positive's share, computed without a subtraction */
    ct_axpy(pull, (float)(-rate * others / (sum * w->B)), w->positive + (size_t)i * w->D, w->D);
    w->shift[i] = (float)(once / sum);
    total += ct_share_loss(logit, others);
  }
  return total / w->B;
}

/* The loss and its gradient; `positive` must have been filled. */
static ct_status run(workspace *w, const float *q, float *dq, float *probability, double *loss) {
  ct_status status = ct_normalize_forward(w->u, w->inverse, q, w->B, w->D);
  if (status != CT_OK) return status;
  for (int i = 0; i < w->B; i++) {
    size_t at = (size_t)i * w->D;
    w->cosine[i] = ct_dot_double(w->u + at, w->positive + at, w->D);
    w->shift[i] = (float)w->cosine[i];
    w->sum[i] = 0;
  }
  memset(w->pull, 0, sizeof(float) * (size_t)w->B * (size_t)w->D);
  w->gradient = dq != NULL;
  ct_parallel_for(meet_keys, w, (w->B + QUERIES - 1) / QUERIES);
  double value = finish(w);
  if (!ct_finite(value)) return CT_E_NONFINITE;
  if (dq && !ct_all_finite(w->pull, w->B * w->D)) return CT_E_NONFINITE;
  if (dq) ct_normalize_backward(dq, w->pull, w->u, w->inverse, w->B, w->D);
  if (probability) memcpy(probability, w->shift, sizeof(float) * (size_t)w->B);
  *loss = value;
  return CT_OK;
}

static int valid(int B, int D, float tau) {
  return B >= 1 && D >= 1 && tau > 0 && ct_finite((double)tau);
}

ct_status ct_infonce(const float *q, float *dq, const float *k, const float *queue, int B, int D,
                     int K, float tau, float *probability, double *loss, ct_arena *scratch) {
  if (!valid(B, D, tau) || K < 0) return CT_E_ARG;
  workspace w = {.keys = queue, .B = B, .D = D, .K = K, .rate = 1 / tau};
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, scratch);
  if (status == CT_OK) status = ct_normalize_forward(w.positive, w.inverse, k, B, D);
  if (status == CT_OK) status = run(&w, q, dq, probability, loss);
  ct_arena_release(scratch, mark);
  return status;
}

static int in_bank(const int *index, int B, int K) {
  for (int i = 0; i < B; i++)
    if (index[i] < 0 || index[i] >= K) return 0;
  return 1;
}

ct_status ct_infonce_bank(const float *q, float *dq, const float *bank, const int *index, int B,
                          int D, int K, float tau, float *probability, double *loss,
                          ct_arena *scratch) {
  if (!valid(B, D, tau) || !in_bank(index, B, K)) return CT_E_ARG;
  workspace w = {.keys = bank, .own = index, .B = B, .D = D, .K = K, .rate = 1 / tau};
  size_t mark = ct_arena_mark(scratch);
  ct_status status = layout(&w, scratch);
  if (status == CT_OK) {
    for (int i = 0; i < B; i++)
      memcpy(w.positive + (size_t)i * D, bank + (size_t)index[i] * D, sizeof(float) * (size_t)D);
    status = run(&w, q, dq, probability, loss);
  }
  ct_arena_release(scratch, mark);
  return status;
}

static double length_of(const float *row, int D) { return ct_sqrt(ct_dot_double(row, row, D)); }

ct_status ct_bank_update(float *bank, const float *v, const int *index, int B, int D, int K,
                         float momentum) {
  if (B < 1 || D < 1 || !(momentum >= 0 && momentum <= 1) || !in_bank(index, B, K))
    return CT_E_ARG;
  for (int i = 0; i < B; i++) {
    double length = length_of(v + (size_t)i * D, D);
    if (!ct_finite(length)) return CT_E_NONFINITE;
    if (length == 0) return CT_E_ZERO;
  }
  for (int i = 0; i < B; i++) {
    const float *row = v + (size_t)i * D;
    float *kept = bank + (size_t)index[i] * D;
    double share = (1 - (double)momentum) / length_of(row, D), square = 0;
    for (int d = 0; d < D; d++) {
      double mixed = (double)momentum * (double)kept[d] + share * (double)row[d];
      square += mixed * mixed;
    }
    if (square == 0) continue;
    double inverse = 1 / ct_sqrt(square);
    for (int d = 0; d < D; d++) {
      double mixed = (double)momentum * (double)kept[d] + share * (double)row[d];
      kept[d] = (float)(mixed * inverse);
    }
  }
  return CT_OK;
}
