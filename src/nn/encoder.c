#include "nn/encoder.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/random.h"
#include "base/text.h"
#include "nn/norm.h"

/* ---- building the list of layers */

/* "backbone.0.weight": numbered as PyTorch's nn.Sequential would, activations counted. */
static void name_tensor(ct_tensor *t, char *name, const char *part, int index, const char *what) {
  ct_text text;
  ct_text_init(&text, name, CT_TENSOR_NAME);
  ct_text_add(&text, part);
  if (index >= 0) {
    ct_text_add(&text, ".");
    ct_text_int(&text, index);
  }
  ct_text_add(&text, ".");
  ct_text_add(&text, what);
  t->name = name;
}

static ct_tensor tensor_at(int offset, int rank, const int *shape) {
  ct_tensor t = {.offset = offset, .count = 1, .rank = rank, .decay = rank > 1};
  for (int i = 0; i < rank; i++) {
    t.shape[i] = shape[i];
    t.count *= shape[i];
  }
  return t;
}

/* Returns the offset in the block. */
static int add_tensor(ct_encoder *e, const char *part, int index, const char *what, int rank,
                      const int *shape) {
  CT_ASSERT(e->tensor_count < CT_TENSORS_MAX);
  int i = e->tensor_count++;
  e->tensors[i] = tensor_at(e->param_count, rank, shape);
  name_tensor(&e->tensors[i], e->names[i], part, index, what);
  e->param_count += e->tensors[i].count;
  return e->tensors[i].offset;
}

static int add_state(ct_encoder *e, const char *part, int index, const char *what, int count) {
  CT_ASSERT(e->state_tensor_count < CT_STATES_MAX);
  int i = e->state_tensor_count++;
  e->state_tensors[i] = tensor_at(e->state_count, 1, &count);
  name_tensor(&e->state_tensors[i], e->state_names[i], part, index, what);
  e->state_count += count;
  return e->state_tensors[i].offset;
}

static ct_layer *add_layer(ct_encoder *e, ct_layer_kind kind, int in, int out) {
  CT_ASSERT(e->layer_count < CT_LAYERS_MAX);
  ct_layer *l = &e->layers[e->layer_count++];
  *l = (ct_layer){.kind = kind, .in = in, .out = out, .weight = -1, .bias = -1, .state = -1};
  return l;
}

static void add_dense(ct_encoder *e, const char *part, int index, int in, int out) {
  ct_layer *l = add_layer(e, CT_LAYER_DENSE, in, out);
  l->weight = add_tensor(e, part, index, "weight", 2, (int[]){out, in});
  l->bias = add_tensor(e, part, index, "bias", 1, &out);
}

static void add_activation(ct_encoder *e, int width) {
  add_layer(e, CT_LAYER_ACTIVATION, width, width);
}

/* Without a bias, which the batch norm behind it would take out again. */
static void add_conv(ct_encoder *e, int index, const ct_conv *s, int out) {
  ct_layer *l = add_layer(e, CT_LAYER_CONV, s->C * s->H * s->W, out);
  l->conv = *s;
  l->weight = add_tensor(e, "backbone", index, "weight", 4, (int[]){s->O, s->C, s->kh, s->kw});
}

static void add_norm(ct_encoder *e, int index, int channels, int width) {
  ct_layer *l = add_layer(e, CT_LAYER_NORM, width, width);
  l->channels = channels;
  l->relu = e->config.activation == CT_RELU;
  l->weight = add_tensor(e, "backbone", index, "weight", 1, &channels);
  l->bias = add_tensor(e, "backbone", index, "bias", 1, &channels);
  l->state = add_state(e, "backbone", index, "running_mean", channels);
  add_state(e, "backbone", index, "running_var", channels);
  if (!l->relu) add_activation(e, width);
}

static void add_head(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  e->feature_layer = e->layer_count - 1;
  for (int k = 0; k < c->head; k++) {
    int last = k == c->head - 1;
    add_dense(e, "head", 2 * k, c->feature, last ? c->dim : c->feature);
    if (!last) add_activation(e, c->feature);
  }
}

static void build_mlp(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  add_dense(e, "backbone", 0, c->channels * c->height * c->width, c->hidden);
  add_activation(e, c->hidden);
  add_dense(e, "backbone", 2, c->hidden, c->feature);
  add_activation(e, c->feature);
}

/* Index 3 k: convolution, batch norm, activation; 9 would be the flattening. */
static void build_cnn(ct_encoder *e) {
  static const struct { int channels, kernel; } stages[] = {{16, 5}, {32, 3}, {64, 3}};
  int C = e->config.channels, H = e->config.height, W = e->config.width;
  for (int k = 0; k < 3; k++) {
    int size = stages[k].kernel, pad = size / 2, O = stages[k].channels;
    ct_conv s = {C, H, W, O, size, size, 2, pad};
    C = O, H = ct_conv_out(H, size, 2, pad), W = ct_conv_out(W, size, 2, pad);
    add_conv(e, 3 * k, &s, C * H * W);
    add_norm(e, 3 * k + 1, C, C * H * W);
  }
  add_dense(e, "backbone", 10, C * H * W, e->config.feature);
  add_activation(e, e->config.feature);
}

static int is_width(int n) { return n >= 1 && n <= 65536; }

/* Whether the block of parameters can be counted in an int, with room to spare. */
static int sizes_are_valid(const ct_encoder_config *c) {
  const int64_t most = 1 << 30;
  if (!is_width(c->dim)) return 0;
  if (c->kind == CT_ENCODER_TABLE) return c->items >= 1 && (int64_t)c->items * c->dim <= most;
  if (!is_width(c->channels) || !is_width(c->height) || !is_width(c->width)) return 0;
  if (!is_width(c->hidden) || !is_width(c->feature) || c->head < 0 || c->head > 3) return 0;
  if (c->head == 0 && c->dim != c->feature) return 0;
  int64_t in = (int64_t)c->channels * c->height * c->width;
  int64_t widest = c->feature > c->dim ? c->feature : c->dim;
  if (c->kind == CT_ENCODER_CNN) /* its own weights are few; offsets within an image are ints */
    return in <= 1 << 20 && (4 * in + 1024 + 3 * (widest + 1)) * widest <= most;
  if (in > 1 << 24) return 0;
  return (in + 1) * c->hidden + (c->hidden + 1) * widest + c->head * (widest + 1) * widest <= most;
}

/* The first layer's input and the last one's gradient are the caller's: no memory for those. */
static ct_status take_activations(ct_encoder *e, ct_arena *arena) {
  for (int i = 0; i < e->layer_count; i++) {
    ct_layer *l = &e->layers[i];
    l->y = ct_take_floats(arena, (uint64_t)e->batch, (uint64_t)l->out);
    if (!l->y) return CT_E_MEMORY;
    if (l->kind == CT_LAYER_NORM) {
      l->mean = CT_TAKE(arena, float, l->channels);
      l->inverse = CT_TAKE(arena, float, l->channels);
      if (!l->mean || !l->inverse) return CT_E_MEMORY;
    }
    l->dy = NULL;
    if (i == e->layer_count - 1) continue;
    l->dy = ct_take_floats(arena, (uint64_t)e->batch, (uint64_t)l->out);
    if (!l->dy) return CT_E_MEMORY;
  }
  return CT_OK;
}

/* Enough for any one convolution. */
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

ct_status ct_encoder_layout(ct_encoder *e, const ct_encoder_config *c, int batch, ct_arena *arena) {
  CT_ASSERT(batch >= 1);
  if (!sizes_are_valid(c)) return CT_E_CONFIG;
  memset(e, 0, sizeof *e);
  e->config = *c;
  e->batch = batch;
  if (c->kind == CT_ENCODER_TABLE) {
    add_tensor(e, "table", -1, "weight", 2, (int[]){c->items, c->dim});
    e->table_y = ct_take_floats(arena, (uint64_t)batch, (uint64_t)c->dim);
    if (!e->table_y) return CT_E_MEMORY;
  } else {
    if (c->kind == CT_ENCODER_CNN) build_cnn(e);
    else build_mlp(e);
    add_head(e);
  }
  e->params = ct_take_floats(arena, 1, (uint64_t)e->param_count);
  e->grads = ct_take_floats(arena, 1, (uint64_t)e->param_count);
  e->state = ct_take_floats(arena, 1, (uint64_t)e->state_count);
  e->batch_state = ct_take_floats(arena, 1, (uint64_t)e->state_count);
  if (!e->params || !e->grads || !e->state || !e->batch_state) return CT_E_MEMORY;
  ct_status status = take_scratch(e, arena);
  return status ? status : take_activations(e, arena);
}

/* ---- initial weights */

static void reset_table(ct_encoder *e, uint64_t seed) {
  int D = e->config.dim;
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, 0);
  for (int i = 0; i < e->config.items; i++) {
    float *row = e->params + (size_t)i * (size_t)D;
    double square = 0;
    while (square < 1e-6) { /* a normal vector points anywhere alike, unless it is too short */
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

/* Dense and convolution: a weight per input that an output sees. The convolutions of the CNN come
 * before an activation, with a batch norm between. */
static void reset_weights(ct_encoder *e, int index, uint64_t seed) {
  const ct_layer *l = &e->layers[index];
  int before_activation = index + 1 < e->layer_count, dense = l->kind == CT_LAYER_DENSE;
  int in = dense ? l->in : l->conv.C * l->conv.kh * l->conv.kw;
  float bound = ct_sqrtf((before_activation ? 6.0f : 3.0f) / (float)in);
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, (uint64_t)index);
  int count = in * (dense ? l->out : l->conv.O);
  for (int i = 0; i < count; i++) e->params[l->weight + i] = ct_rng_range(&r, -bound, bound);
  if (l->bias >= 0) fill(e->params + l->bias, l->out, 0);
}

static void reset_norm(ct_encoder *e, const ct_layer *l) {
  fill(e->params + l->weight, l->channels, 1);
  fill(e->params + l->bias, l->channels, 0);
  fill(e->state + l->state, l->channels, 0);
  fill(e->state + l->state + l->channels, l->channels, 1);
}

void ct_encoder_reset(ct_encoder *e, uint64_t seed) {
  memset(e->grads, 0, sizeof(float) * (size_t)e->param_count);
  e->h = e->z = NULL;
  if (e->config.kind == CT_ENCODER_TABLE) reset_table(e, seed);
  for (int i = 0; i < e->layer_count; i++) {
    const ct_layer *l = &e->layers[i];
    if (l->kind == CT_LAYER_DENSE || l->kind == CT_LAYER_CONV) reset_weights(e, i, seed);
    if (l->kind == CT_LAYER_NORM) reset_norm(e, l);
  }
  memcpy(e->batch_state, e->state, sizeof(float) * (size_t)e->state_count);
}

/* ---- running it */

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

static void forward_layer(ct_encoder *e, const ct_layer *l, const float *x, int n, int training) {
  const float *w = e->params + l->weight;
  switch (l->kind) {
  case CT_LAYER_DENSE:
    ct_dense_forward(l->y, x, w, e->params + l->bias, n, l->in, l->out);
    break;
  case CT_LAYER_ACTIVATION: ct_activation_forward(l->y, x, e->config.activation, n * l->out); break;
  case CT_LAYER_CONV: ct_conv_forward(l->y, x, w, NULL, &l->conv, n, &e->scratch); break;
  case CT_LAYER_NORM: forward_norm(e, l, x, n, training); break;
  }
}

static void forward(ct_encoder *e, const float *x, const int *items, int n, int training) {
  CT_ASSERT(n >= 1 && n <= e->batch);
  if (e->config.kind == CT_ENCODER_TABLE) {
    ct_embedding_forward(e->table_y, e->params, items, n, e->config.dim);
    e->h = e->z = e->table_y;
    return;
  }
  for (int i = 0; i < e->layer_count; i++)
    forward_layer(e, &e->layers[i], i ? e->layers[i - 1].y : x, n, training);
  e->h = e->layers[e->feature_layer].y;
  e->z = e->layers[e->layer_count - 1].y;
}

void ct_encoder_forward(ct_encoder *e, const float *x, const int *items, int n) {
  forward(e, x, items, n, 1);
}

void ct_encoder_evaluate(ct_encoder *e, const float *x, const int *items, int n) {
  forward(e, x, items, n, 0);
}

void ct_encoder_settle(ct_encoder *e) {
  for (int i = 0; i < e->state_count; i++)
    e->state[i] += CT_NORM_MOMENTUM * (e->batch_state[i] - e->state[i]);
}

/* dx NULL: nobody asks for the gradient of the input. Each output has one reader, so dx is set. */
static void backward_layer(ct_encoder *e, const ct_layer *l, float *dx, const float *dy,
                           const float *x, int n) {
  const float *w = e->params + l->weight, *b = e->params + l->bias;
  float *dw = e->grads + l->weight, *db = e->grads + l->bias;
  switch (l->kind) {
  case CT_LAYER_DENSE: ct_dense_backward(dx, CT_SET, dw, db, dy, x, w, n, l->in, l->out); break;
  case CT_LAYER_ACTIVATION:
    if (dx) ct_activation_backward(dx, CT_SET, dy, x, e->config.activation, n * l->out);
    break;
  case CT_LAYER_CONV:
    ct_conv_backward(dx, CT_SET, dw, NULL, dy, x, w, &l->conv, n, &e->scratch);
    break;
  case CT_LAYER_NORM:
    ct_batch_norm_backward(dx, CT_SET, dw, db, dy, x, l->mean, l->inverse, w, b,
                           norm_shape(l, n), l->relu);
    break;
  }
}

void ct_encoder_backward(ct_encoder *e, const float *dz, const float *x, const int *items, int n) {
  CT_ASSERT(n >= 1 && n <= e->batch);
  if (e->config.kind == CT_ENCODER_TABLE) {
    ct_embedding_backward(e->grads, dz, items, n, e->config.dim);
    return;
  }
  for (int i = e->layer_count - 1; i >= 0; i--) {
    const ct_layer *l = &e->layers[i];
    const float *dy = i == e->layer_count - 1 ? dz : l->dy;
    ct_layer *below = i ? &e->layers[i - 1] : NULL;
    backward_layer(e, l, below ? below->dy : NULL, dy, below ? below->y : x, n);
  }
}
