#include "nn/encoder.h"

#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"
#include "base/random.h"
#include "base/text.h"

/* ---- building the list of layers */

/* "backbone.0.weight": numbered as PyTorch's nn.Sequential would, activations counted. */
static void name_tensor(ct_encoder *e, const char *part, int index, const char *what) {
  ct_tensor *t = &e->tensors[e->tensor_count];
  ct_text text;
  ct_text_init(&text, e->names[e->tensor_count], CT_TENSOR_NAME);
  ct_text_add(&text, part);
  if (index >= 0) {
    ct_text_add(&text, ".");
    ct_text_int(&text, index);
  }
  ct_text_add(&text, ".");
  ct_text_add(&text, what);
  t->name = e->names[e->tensor_count];
}

/* rows = 0: a vector of `columns`. Returns the offset in the block. */
static int add_tensor(ct_encoder *e, const char *part, int index, const char *what, int rows,
                      int columns) {
  CT_ASSERT(e->tensor_count < CT_TENSORS_MAX);
  ct_tensor *t = &e->tensors[e->tensor_count];
  *t = (ct_tensor){.offset = e->param_count, .count = rows ? rows * columns : columns,
                   .rank = rows ? 2 : 1, .decay = rows > 0};
  t->shape[0] = rows ? rows : columns;
  if (rows) t->shape[1] = columns;
  name_tensor(e, part, index, what);
  e->tensor_count++;
  e->param_count += t->count;
  return t->offset;
}

static void add_dense(ct_encoder *e, const char *part, int index, int in, int out) {
  CT_ASSERT(e->layer_count < CT_LAYERS_MAX);
  ct_layer *l = &e->layers[e->layer_count++];
  *l = (ct_layer){.kind = CT_LAYER_DENSE, .in = in, .out = out};
  l->weight = add_tensor(e, part, index, "weight", out, in);
  l->bias = add_tensor(e, part, index, "bias", 0, out);
}

static void add_activation(ct_encoder *e, int width) {
  CT_ASSERT(e->layer_count < CT_LAYERS_MAX);
  e->layers[e->layer_count++] =
      (ct_layer){.kind = CT_LAYER_ACTIVATION, .in = width, .out = width, .weight = -1, .bias = -1};
}

static void build_mlp(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  add_dense(e, "backbone", 0, c->channels * c->height * c->width, c->hidden);
  add_activation(e, c->hidden);
  add_dense(e, "backbone", 2, c->hidden, c->feature);
  add_activation(e, c->feature);
  e->feature_layer = e->layer_count - 1;
  for (int k = 0; k < c->head; k++) {
    int last = k == c->head - 1;
    add_dense(e, "head", 2 * k, c->feature, last ? c->dim : c->feature);
    if (!last) add_activation(e, c->feature);
  }
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
  if (in > 1 << 24) return 0;
  return (in + 1) * c->hidden + (c->hidden + 1) * widest + c->head * (widest + 1) * widest <= most;
}

/* The first layer's input and the last one's gradient are the caller's: no memory for those. */
static ct_status take_activations(ct_encoder *e, ct_arena *arena) {
  for (int i = 0; i < e->layer_count; i++) {
    ct_layer *l = &e->layers[i];
    l->y = ct_take_floats(arena, (uint64_t)e->batch, (uint64_t)l->out);
    if (!l->y) return CT_E_MEMORY;
    l->dy = NULL;
    if (i == e->layer_count - 1) continue;
    l->dy = ct_take_floats(arena, (uint64_t)e->batch, (uint64_t)l->out);
    if (!l->dy) return CT_E_MEMORY;
  }
  return CT_OK;
}

ct_status ct_encoder_layout(ct_encoder *e, const ct_encoder_config *c, int batch, ct_arena *arena) {
  CT_ASSERT(batch >= 1);
  if (!sizes_are_valid(c)) return CT_E_CONFIG;
  memset(e, 0, sizeof *e);
  e->config = *c;
  e->batch = batch;
  if (c->kind == CT_ENCODER_TABLE) {
    add_tensor(e, "table", -1, "weight", c->items, c->dim);
    e->table_y = ct_take_floats(arena, (uint64_t)batch, (uint64_t)c->dim);
    if (!e->table_y) return CT_E_MEMORY;
  } else {
    build_mlp(e);
  }
  e->params = ct_take_floats(arena, 1, (uint64_t)e->param_count);
  e->grads = ct_take_floats(arena, 1, (uint64_t)e->param_count);
  if (!e->params || !e->grads) return CT_E_MEMORY;
  return take_activations(e, arena);
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

static void reset_dense(ct_encoder *e, int index, uint64_t seed) {
  const ct_layer *l = &e->layers[index];
  int before_activation = index + 1 < e->layer_count;
  float bound = ct_sqrtf((before_activation ? 6.0f : 3.0f) / (float)l->in);
  ct_rng r = ct_rng_make(seed, CT_RNG_WEIGHTS, (uint64_t)index);
  int count = l->in * l->out;
  for (int i = 0; i < count; i++) e->params[l->weight + i] = ct_rng_range(&r, -bound, bound);
  memset(e->params + l->bias, 0, sizeof(float) * (size_t)l->out);
}

void ct_encoder_reset(ct_encoder *e, uint64_t seed) {
  memset(e->grads, 0, sizeof(float) * (size_t)e->param_count);
  e->h = e->z = NULL;
  if (e->config.kind == CT_ENCODER_TABLE) reset_table(e, seed);
  for (int i = 0; i < e->layer_count; i++)
    if (e->layers[i].kind == CT_LAYER_DENSE) reset_dense(e, i, seed);
}

/* ---- running it */

static void forward_layer(ct_encoder *e, const ct_layer *l, const float *x, int n) {
  if (l->kind == CT_LAYER_DENSE)
    ct_dense_forward(l->y, x, e->params + l->weight, e->params + l->bias, n, l->in, l->out);
  else
    ct_activation_forward(l->y, x, e->config.activation, n * l->out);
}

void ct_encoder_forward(ct_encoder *e, const float *x, const int *items, int n) {
  CT_ASSERT(n >= 1 && n <= e->batch);
  if (e->config.kind == CT_ENCODER_TABLE) {
    ct_embedding_forward(e->table_y, e->params, items, n, e->config.dim);
    e->h = e->z = e->table_y;
    return;
  }
  for (int i = 0; i < e->layer_count; i++)
    forward_layer(e, &e->layers[i], i ? e->layers[i - 1].y : x, n);
  e->h = e->layers[e->feature_layer].y;
  e->z = e->layers[e->layer_count - 1].y;
}

/* dx NULL: nobody asks for the gradient of the input */
static void backward_layer(ct_encoder *e, const ct_layer *l, float *dx, const float *dy,
                           const float *x, int n) {
  if (l->kind == CT_LAYER_DENSE)
    ct_dense_backward(dx, e->grads + l->weight, e->grads + l->bias, dy, x, e->params + l->weight,
                      n, l->in, l->out);
  else if (dx)
    ct_activation_backward(dx, dy, x, e->config.activation, n * l->out);
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
    if (below) memset(below->dy, 0, sizeof(float) * (size_t)n * (size_t)below->out);
    backward_layer(e, l, below ? below->dy : NULL, dy, below ? below->y : x, n);
  }
}
