#include "nn/attention.h"

#include <stddef.h>
#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"
#include "kernels/rows.h"

/* One head's numbers of a word are few, so these loops are inlined. */
static inline float dot(const float *a, const float *b, int n) {
  f32x4 sum = f32x4_splat(0);
  int i = 0;
  for (; i + 4 <= n; i += 4) sum += f32x4_load(a + i) * f32x4_load(b + i);
  float total = f32x4_sum(sum);
  for (; i < n; i++) total += a[i] * b[i];
  return total;
}

static inline void add(float *y, float scale, const float *x, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) f32x4_store(y + i, f32x4_load(y + i) + scale * f32x4_load(x + i));
  for (; i < n; i++) y[i] += scale * x[i];
}

typedef struct attention_job {
  float *y, *dqkv, *written; /* `written`: the weights, by the forward */
  const float *dy, *qkv, *weights;
  ct_write how;              /* dqkv */
  ct_texts t;
  int D, d;                  /* numbers of a word; of one head */
  float scale;
} attention_job;

static attention_job job_of(const float *qkv, ct_texts t, int D) {
  int d = D / CT_HEADS;
  return (attention_job){.qkv = qkv, .t = t, .D = D, .d = d, .scale = 1 / ct_sqrtf((float)d)};
}

/* Where a word's query for a head is in qkv; its key is D and its value 2 D behind. */
static size_t query_at(const attention_job *k, int word, int head) {
  return 3 * (size_t)word * (size_t)k->D + (size_t)(head * k->d);
}

static size_t output_at(const attention_job *k, int word, int head) {
  return (size_t)word * (size_t)k->D + (size_t)(head * k->d);
}

static size_t weights_at(const attention_job *k, int word, int head) {
  return ((size_t)word * CT_HEADS + (size_t)head) * (size_t)k->t.most;
}

static void attend(const attention_job *k, int first, int count, int word, int head) {
  const float *query = k->qkv + query_at(k, word, head);
  float *p = k->written + weights_at(k, word, head), *y = k->y + output_at(k, word, head);
  for (int j = 0; j < count; j++)
    p[j] = k->scale * dot(query, k->qkv + query_at(k, first + j, head) + k->D, k->d);
  ct_softmax_rows(p, p, 1, count);
  memset(y, 0, sizeof(float) * (size_t)k->d);
  for (int j = 0; j < count; j++)
    add(y, p[j], k->qkv + query_at(k, first + j, head) + 2 * k->D, k->d);
}

static void forward_text(void *context, int index) {
  const attention_job *k = context;
  int first = k->t.begin[index], end = k->t.begin[index + 1];
  for (int head = 0; head < CT_HEADS; head++)
    for (int word = first; word < end; word++) attend(k, first, end - first, word, head);
}

void ct_attention_forward(float *y, float *weights, const float *qkv, ct_texts t, int D) {
  attention_job k = job_of(qkv, t, D);
  k.y = y, k.written = weights;
  ct_parallel_for(forward_text, &k, t.n);
}

/* With weights p and their gradients g:  dv = p dy,  g = dy . v,  the gradient of a logit is
 * s = p (g - sum p g),  dq = scale s k  and  dk = scale s q. A word's g is found twice, which costs
 * less than memory for it. */
static void attend_backward(const attention_job *k, int first, int count, int word, int head) {
  size_t own = query_at(k, word, head);
  const float *p = k->weights + weights_at(k, word, head), *dy = k->dy + output_at(k, word, head);
  float mean = 0;
  for (int j = 0; j < count; j++)
    mean += p[j] * dot(dy, k->qkv + query_at(k, first + j, head) + 2 * k->D, k->d);
  for (int j = 0; j < count; j++) {
    size_t key = query_at(k, first + j, head) + (size_t)k->D, value = key + (size_t)k->D;
    float slope = k->scale * p[j] * (dot(dy, k->qkv + value, k->d) - mean);
    add(k->dqkv + value, p[j], dy, k->d);
    add(k->dqkv + own, slope, k->qkv + key, k->d);
    add(k->dqkv + key, slope, k->qkv + own, k->d);
  }
}

static void backward_text(void *context, int index) {
  const attention_job *k = context;
  int first = k->t.begin[index], end = k->t.begin[index + 1];
  if (first == end) return;
  if (k->how == CT_SET)
    memset(k->dqkv + query_at(k, first, 0), 0,
           3 * sizeof(float) * (size_t)(end - first) * (size_t)k->D);
  for (int head = 0; head < CT_HEADS; head++)
    for (int word = first; word < end; word++) attend_backward(k, first, end - first, word, head);
}

void ct_attention_backward(float *dqkv, ct_write how, const float *dy, const float *qkv,
                           const float *weights, ct_texts t, int D) {
  attention_job k = job_of(qkv, t, D);
  k.dqkv = dqkv, k.how = how, k.dy = dy, k.weights = weights;
  ct_parallel_for(backward_text, &k, t.n);
}
