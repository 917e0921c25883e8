#include "nn/encoder.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/random.h"
#include "kernels/conv.h"
#include "nn/attention.h"
#include "nn/backbone.h"
#include "nn/bag.h"
#include "nn/gradients.h"
#include "nn/layers.h"
#include "nn/norm.h"
#include "nn/words.h"

/* The sparse table of an encoder that is trained and has one, else NULL. */
static const ct_tensor *sparse_table(const ct_encoder *e) {
  return CT_NETWORKS && e->tensors[0].touched ? &e->tensors[0] : NULL;
}

/* ---- layout */

static int is_width(int n) { return n >= 1 && n <= 65536; }

/* The most parameters of a network: their count fits an int with room to spare. */
#define FLOATS_MOST (1 << 30)

static int table_fits(const ct_encoder_config *c, int width) {
  return c->input.size[0] >= 1 && (int64_t)c->input.size[0] * width <= FLOATS_MOST;
}

/* Of a transformer, the wide layer of a block and the weights of the attention fit ints too. */
static int transformer_fits(const ct_encoder_config *c) {
  int64_t words = c->words;
  return c->input.kind == CT_INPUT_TOKENS && (c->blocks == 1 || c->blocks == 2) &&
         c->hidden % CT_HEADS == 0 && c->hidden <= 1024 && words >= 1 &&
         words * 4 * c->hidden <= FLOATS_MOST && words * CT_HEADS * CT_WORDS_MOST <= FLOATS_MOST;
}

static int input_is_valid(const ct_encoder_config *c) {
  const int *size = c->input.size;
  int flat = c->input.kind == CT_INPUT_VECTOR || ct_input_is_ids(c->input);
  int transformer = c->kind == CT_ENCODER_TRANSFORMER, reads_flat = c->kind == CT_ENCODER_MLP;
  if (transformer && !transformer_fits(c)) return 0;
  if (flat && !((reads_flat || transformer) && size[1] == 1 && size[2] == 1)) return 0;
  if (ct_input_is_ids(c->input)) return table_fits(c, c->hidden);
  return is_width(size[0]) && is_width(size[1]) && is_width(size[2]);
}

static int sizes_are_valid(const ct_encoder_config *c) {
  if (!is_width(c->dim)) return 0;
  if (CT_NETWORKS && c->predictor)
    return is_width(c->hidden) && ct_input_floats(c->input) == c->dim;
  if (!CT_NETWORKS || c->kind == CT_ENCODER_TABLE)
    return ct_input_is_ids(c->input) && table_fits(c, c->dim);
  if (!is_width(c->hidden) || !is_width(c->feature) || c->head < 0 || c->head > 3) return 0;
  if (!input_is_valid(c) || (c->head == 0 && c->dim != c->feature)) return 0;
  int64_t in = ct_input_is_ids(c->input) ? c->input.size[0] : ct_input_floats(c->input);
  int64_t widest = c->feature > c->dim ? c->feature : c->dim;
  if (c->kind == CT_ENCODER_CNN || c->kind == CT_ENCODER_RESNET)
    /* convolutions have few weights; offsets in an image are ints */
    return in <= 1 << 20 && (4 * in + 1024 + 3 * (widest + 1)) * widest <= FLOATS_MOST;
  if (in > 1 << 24) return 0;
  return (in + 1) * c->hidden + (c->hidden + 1) * widest + c->head * (widest + 1) * widest <=
         FLOATS_MOST;
}

/* How many rows a layer has in a batch of n items. */
static int rows_of(const ct_encoder *e, const ct_layer *l, int n) {
  return CT_NETWORKS && l->words ? e->begin[n] : n;
}

/* Takes memory for what a layer notes in the forward for its backward. */
static ct_status take_notes(ct_layer *l, int rows, ct_arena *arena) {
  int batch_norm = l->kind == CT_LAYER_NORM, layer_norm = l->kind == CT_LAYER_LAYER_NORM;
  int count = batch_norm ? l->channels : rows;
  if (l->kind == CT_LAYER_ATTENTION) {
    l->weights = ct_take_floats(arena, (uint64_t)rows, CT_HEADS * CT_WORDS_MOST);
    return l->weights ? CT_OK : CT_E_MEMORY;
  }
  if (!batch_norm && !layer_norm && l->kind != CT_LAYER_RMS) return CT_OK;
  if (batch_norm || layer_norm) l->mean = CT_TAKE(arena, float, count);
  l->inverse = CT_TAKE(arena, float, count);
  return l->inverse && (l->mean || l->kind == CT_LAYER_RMS) ? CT_OK : CT_E_MEMORY;
}

static ct_status take_outputs(ct_encoder *e, ct_arena *arena) {
  for (int i = 0; i < e->layer_count; i++) {
    ct_layer *l = &e->layers[i];
    uint64_t rows = (uint64_t)ct_rows_most(e, l), out = (uint64_t)l->out;
    /* an addition works in place, in the output it adds to, which nothing else reads */
    l->y = !ct_is_bag(l) && l->kind == CT_LAYER_ADD ? e->layers[l->from].y
                                                    : ct_take_floats(arena, rows, out);
    if (!l->y) return CT_E_MEMORY;
    if (!ct_is_bag(l) && take_notes(l, ct_rows_most(e, l), arena)) return CT_E_MEMORY;
  }
  return CT_OK;
}

/* Takes scratch that is enough for any one convolution. */
static ct_status take_scratch(ct_encoder *e, ct_arena *arena) {
  size_t most = 0;
  for (int i = 0; i < e->layer_count; i++) {
    size_t bytes = e->layers[i].kind == CT_LAYER_CONV ? ct_conv_bytes(&e->layers[i].conv) : 0;
    if (bytes > most) most = bytes;
  }
  if (most == 0) return CT_OK;
  void *memory = ct_arena_take(arena, most);
  if (!memory) return CT_E_MEMORY;
  ct_arena_init(&e->scratch, memory, most);
  return CT_OK;
}

/* Takes the memory of an encoder whose layers and tensors have been built. */
static ct_status take_memory(ct_encoder *e, ct_arena *arena) {
  e->params = ct_take_floats(arena, 1, (uint64_t)e->param_count);
  e->state = ct_take_floats(arena, 1, (uint64_t)e->state_count);
  e->batch_state = ct_take_floats(arena, 1, (uint64_t)e->state_count);
  if (!e->params || !e->state || !e->batch_state) return CT_E_MEMORY;
  if (!e->config.frozen) {
    e->grads = ct_take_floats(arena, 1, (uint64_t)e->param_count);
    if (!e->grads) return CT_E_MEMORY;
  }
  if (!CT_NETWORKS) return take_outputs(e, arena); /* a single bag, which no layer reads */
  const ct_tensor *table = sparse_table(e);
  ct_status status = table ? ct_touched_layout(&e->touched, table->shape[0], arena) : CT_OK;
  if (e->config.kind == CT_ENCODER_TRANSFORMER && !e->config.predictor) {
    e->begin = CT_TAKE(arena, int, e->batch + 1);
    if (!e->begin) return CT_E_MEMORY;
  }
  if (!status) status = take_scratch(e, arena);
  if (!status) status = take_outputs(e, arena);
  return status ? status : ct_gradients_layout(e, arena);
}

ct_status ct_encoder_layout(ct_encoder *e, const ct_encoder_config *c, int batch, ct_arena *arena) {
  CT_ASSERT(batch >= 1);
  if (!sizes_are_valid(c)) return CT_E_CONFIG;
  memset(e, 0, sizeof *e);
  e->config = *c;
  e->batch = batch;
  ct_backbone_build(e);
  return take_memory(e, arena);
}

ct_status ct_encoder_twin(ct_encoder *twin, const ct_encoder *e, int batch, ct_arena *arena) {
  CT_ASSERT(batch >= 1);
  *twin = *e;
  twin->batch = batch;
  twin->config.frozen = 1;
  twin->grads = twin->dx = NULL;
  twin->h = twin->z = NULL;
  twin->config.words = batch * CT_WORDS_MOST;
  if (e->begin) {
    twin->begin = CT_TAKE(arena, int, batch + 1);
    if (!twin->begin) return CT_E_MEMORY;
  }
  ct_status status = take_scratch(twin, arena);
  return status ? status : take_outputs(twin, arena);
}

/* ---- initial weights */

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

static void reset_values(ct_encoder *e, uint64_t seed) {
  for (int i = 0; i < e->layer_count; i++) {
    const ct_layer *l = &e->layers[i];
    if (ct_is_bag(l)) reset_bag(e, i, seed);
    else if (l->kind == CT_LAYER_DENSE || l->kind == CT_LAYER_CONV) reset_weights(e, i, seed);
    else if (l->kind == CT_LAYER_NORM) reset_norm(e, l);
    else if (l->kind == CT_LAYER_LAYER_NORM) reset_layer_norm(e, l);
    else if (l->kind == CT_LAYER_POSITION) reset_positions(e, i, seed);
  }
}

void ct_encoder_initial(const ct_encoder *e, uint64_t seed, float *params, float *state) {
  ct_encoder other = *e;
  other.params = params;
  other.state = state;
  reset_values(&other, seed);
}

void ct_encoder_reset(ct_encoder *e, uint64_t seed) {
  const ct_tensor *table = sparse_table(e);
  if (e->grads) memset(e->grads, 0, sizeof(float) * (size_t)e->param_count);
  if (table) ct_touched_reset(&e->touched, table->shape[0]);
  e->h = e->z = NULL;
  reset_values(e, seed);
  memcpy(e->batch_state, e->state, sizeof(float) * (size_t)e->state_count);
}

/* ---- forward and backward */

static ct_norm_shape norm_shape(const ct_layer *l, int n) {
  return (ct_norm_shape){n, l->channels, l->out / l->channels};
}

static void forward_norm(ct_encoder *e, const ct_layer *l, const float *x, int n, int training) {
  const float *gamma = e->params + l->weight, *beta = e->params + l->bias;
  float *noted = e->batch_state + l->state, *running = e->state + l->state;
  int C = l->channels;
  if (!training) {
    ct_batch_norm_apply(l->y, running, running + C, x, gamma, beta, norm_shape(l, n), l->relu);
    return;
  }
  ct_batch_norm_forward(l->y, l->mean, l->inverse, noted + C, x, gamma, beta, norm_shape(l, n),
                        l->relu);
  memcpy(noted, l->mean, sizeof(float) * (size_t)C);
}

static ct_texts texts_of(const ct_encoder *e) {
  return (ct_texts){.begin = e->begin, .n = e->texts, .most = CT_WORDS_MOST};
}

static void forward_layer(ct_encoder *e, const ct_layer *l, const float *x, int n, int training) {
  const float *w = e->params + l->weight;
  switch (l->kind) {
  case CT_LAYER_BAG: break; /* it reads ids, so forward() runs it */
  case CT_LAYER_DENSE:
    ct_dense_forward(l->y, x, w, e->params + l->bias, n, l->in, l->out);
    break;
  case CT_LAYER_ACTIVATION: ct_activation_forward(l->y, x, l->activation, n * l->out); break;
  case CT_LAYER_CONV: ct_conv_forward(l->y, x, w, NULL, &l->conv, n, &e->scratch); break;
  case CT_LAYER_NORM: forward_norm(e, l, x, n, training); break;
  case CT_LAYER_RMS: ct_rms_norm_forward(l->y, l->inverse, x, n, l->out); break;
  case CT_LAYER_LAYER_NORM:
    ct_layer_norm_forward(l->y, l->mean, l->inverse, x, w, e->params + l->bias, n, l->out);
    break;
  case CT_LAYER_POSITION: ct_position_forward(l->y, x, w, e->begin, e->texts, l->out); break;
  case CT_LAYER_ATTENTION:
    ct_attention_forward(l->y, l->weights, x, texts_of(e), l->out);
    break;
  case CT_LAYER_MEAN: ct_words_mean_forward(l->y, x, e->begin, n, l->out); break;
  case CT_LAYER_ADD: ct_add_forward(l->y, e->layers[l->also].y, l->relu, n * l->out); break;
  }
}

static void forward_bag(ct_encoder *e, const ct_layer *l, const ct_input *x) {
  const float *table = e->params + l->weight;
  if (CT_NETWORKS && l->words) ct_words_forward(l->y, table, e->begin, x, l->out);
  else ct_bag_forward(l->y, table, x, l->out);
}

static void place_words(ct_encoder *e, const ct_input *x) {
  e->texts = x->n;
  ct_words_place(e->begin, x);
  CT_ASSERT(e->begin[x->n] <= e->config.words);
}

static void forward(ct_encoder *e, const ct_input *x, int training) {
  CT_ASSERT(x->n >= 1 && x->n <= e->batch);
  if (CT_NETWORKS && e->begin) place_words(e, x);
  for (int i = 0; i < e->layer_count; i++) {
    const ct_layer *l = &e->layers[i];
    int rows = rows_of(e, l, x->n);
    if (ct_is_bag(l)) forward_bag(e, l, x);
    else if (rows) /* texts may all be without words */
      forward_layer(e, l, l->from < 0 ? x->values : e->layers[l->from].y, rows, training);
  }
  e->h = e->layers[e->feature_layer].y;
  e->z = ct_encoder_output(e);
}

void ct_encoder_forward(ct_encoder *e, const ct_input *x) { forward(e, x, 1); }

void ct_encoder_evaluate(ct_encoder *e, const ct_input *x) { forward(e, x, 0); }

float *ct_encoder_output(const ct_encoder *e) { return e->layers[e->layer_count - 1].y; }

void ct_encoder_settle(ct_encoder *e) {
  for (int i = 0; i < e->state_count; i++)
    e->state[i] += CT_NORM_MOMENTUM * (e->batch_state[i] - e->state[i]);
}

static float *gradient_of(ct_encoder *e, int layer) {
  return layer < 0 ? e->dx : e->layers[layer].dy;
}

/* The last reader of a layer comes here first and sets the gradient, the others add; the gradient
 * of the network's input belongs to the caller, so every reader adds to it. */
static ct_write way_of(const ct_encoder *e, int layer, int reader) {
  return layer >= 0 && e->layers[layer].last_reader == reader ? CT_SET : CT_ADD;
}

static void backward_layer(ct_encoder *e, int index, const float *dy, const float *x, int n) {
  const ct_layer *l = &e->layers[index];
  float *dx = gradient_of(e, l->from);
  ct_write how = way_of(e, l->from, index);
  const float *w = e->params + l->weight, *b = e->params + l->bias;
  float *dw = e->grads + l->weight, *db = e->grads + l->bias;
  switch (l->kind) {
  case CT_LAYER_BAG: break; /* ct_encoder_backward runs it */
  case CT_LAYER_DENSE: ct_dense_backward(dx, how, dw, db, dy, x, w, n, l->in, l->out); break;
  case CT_LAYER_ACTIVATION:
    if (dx) ct_activation_backward(dx, how, dy, x, l->activation, n * l->out);
    break;
  case CT_LAYER_CONV:
    ct_conv_backward(dx, how, dw, NULL, dy, x, w, &l->conv, n, &e->scratch);
    break;
  case CT_LAYER_NORM:
    ct_batch_norm_backward(dx, how, dw, db, dy, x, l->mean, l->inverse, w, b,
                           norm_shape(l, n), l->relu);
    break;
  case CT_LAYER_RMS: ct_rms_norm_backward(dx, how, dy, x, l->inverse, n, l->out); break;
  case CT_LAYER_LAYER_NORM:
    ct_layer_norm_backward(dx, how, dw, db, dy, x, l->mean, l->inverse, w, n, l->out);
    break;
  case CT_LAYER_POSITION:
    ct_position_backward(dx, how, dw, dy, e->begin, e->texts, l->out);
    break;
  case CT_LAYER_ATTENTION:
    ct_attention_backward(dx, how, dy, x, l->weights, texts_of(e), l->out);
    break;
  case CT_LAYER_MEAN: ct_words_mean_backward(dx, how, dy, e->begin, n, l->out); break;
  case CT_LAYER_ADD: /* it works in place, so dx is dy */
    ct_add_backward(gradient_of(e, l->also), way_of(e, l->also, index), dx, l->y, l->relu,
                    n * l->out);
    break;
  }
}

static void backward_bag(ct_encoder *e, const ct_layer *l, const float *dy, const ct_input *x) {
  float *table = e->grads + l->weight;
  int sparse = sparse_table(e) != NULL;
  if (CT_NETWORKS && l->words) {
    if (sparse) ct_words_touch(&e->touched, e->begin, x);
    ct_words_backward(table, dy, e->begin, x, l->out);
  } else {
    if (sparse) ct_touched_add(&e->touched, x);
    ct_bag_backward(table, dy, x, l->out);
  }
}

void ct_encoder_backward(ct_encoder *e, const float *dz, const ct_input *x) {
  CT_ASSERT(x->n >= 1 && x->n <= e->batch);
  for (int i = e->layer_count - 1; i >= 0; i--) {
    const ct_layer *l = &e->layers[i];
    const float *dy = i == e->layer_count - 1 ? dz : l->dy;
    int rows = rows_of(e, l, x->n);
    if (ct_is_bag(l)) backward_bag(e, l, dy, x);
    else if (rows) backward_layer(e, i, dy, l->from < 0 ? x->values : e->layers[l->from].y, rows);
  }
}

void ct_encoder_clear(ct_encoder *e) {
  const ct_tensor *table = sparse_table(e);
  size_t dense = table ? (size_t)table->count : 0;
  if (table) ct_touched_clear(&e->touched, e->grads, table->shape[1]);
  memset(e->grads + dense, 0, sizeof(float) * ((size_t)e->param_count - dense));
}
