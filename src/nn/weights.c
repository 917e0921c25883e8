#include "nn/weights.h"

#include "base/elementary.h"
#include "base/random.h"
#include "nn/words.h"

static void reset_bag(ct_encoder *e, int index, uint64_t seed) {
  const ct_layer *l = &e->layers[index];
  int D = l->out;
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, (uint64_t)index);
  for (int i = 0; i < l->in; i++) {
    float *row = e->params + l->weight + (size_t)i * (size_t)D;
    double square = 0;
    while (square < 1e-6) { /* a normal vector's direction is uniform; redrawn if too short */
      square = 0;
      for (int d = 0; d < D; d++) {
        row[d] = ct_rng_normal(&r);
        square += (double)row[d] * (double)row[d];
      }
    }
    float scale = (float)(1 / ct_sqrt(square));
    for (int d = 0; d < D; d++) row[d] *= scale;
  }
}

static void fill(float *x, int n, float value) {
  for (int i = 0; i < n; i++) x[i] = value;
}

/* Weights of a dense layer or a convolution; `in` counts the inputs that one output sees. Every
 * convolution counts as standing before an activation, with a batch norm between, and so does every
 * dense layer but the last and those of a transformer's words that stand before another layer. */
static void reset_weights(ct_encoder *e, int index, uint64_t seed) {
  const ct_layer *l = &e->layers[index];
  int before_activation = index + 1 < e->layer_count, dense = l->kind == CT_LAYER_DENSE;
  if (l->words) before_activation = e->layers[index + 1].kind == CT_LAYER_ACTIVATION;
  int in = dense ? l->in : l->conv.C * l->conv.kh * l->conv.kw;
  float bound = ct_sqrtf((before_activation ? 6.0f : 3.0f) / (float)in);
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, (uint64_t)index);
  int count = in * (dense ? l->out : l->conv.O);
  for (int i = 0; i < count; i++) e->params[l->weight + i] = ct_rng_range(&r, -bound, bound);
  if (l->bias >= 0) fill(e->params + l->bias, l->out, 0);
}

/* Small beside the numbers of a word, which an RMS norm has brought to a size of 1. */
#define POSITION_MOST 0.2f

static void reset_positions(ct_encoder *e, int index, uint64_t seed) {
  const ct_layer *l = &e->layers[index];
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, (uint64_t)index);
  for (int i = 0; i < CT_WORDS_MOST * l->out; i++)
    e->params[l->weight + i] = ct_rng_range(&r, -POSITION_MOST, POSITION_MOST);
}

static void reset_layer_norm(ct_encoder *e, const ct_layer *l) {
  fill(e->params + l->weight, l->out, 1);
  fill(e->params + l->bias, l->out, 0);
}

static void reset_norm(ct_encoder *e, const ct_layer *l) {
  fill(e->params + l->weight, l->channels, 1);
  fill(e->params + l->bias, l->channels, 0);
  fill(e->state + l->state, l->channels, 0);
  fill(e->state + l->state + l->channels, l->channels, 1);
}

void ct_weights_reset(ct_encoder *e, uint64_t seed) {
  for (int i = 0; i < e->layer_count; i++) {
    const ct_layer *l = &e->layers[i];
    if (ct_is_bag(l)) reset_bag(e, i, seed);
    else if (l->kind == CT_LAYER_DENSE || l->kind == CT_LAYER_CONV) reset_weights(e, i, seed);
    else if (l->kind == CT_LAYER_NORM) reset_norm(e, l);
    else if (l->kind == CT_LAYER_LAYER_NORM) reset_layer_norm(e, l);
    else if (l->kind == CT_LAYER_POSITION) reset_positions(e, i, seed);
  }
}
