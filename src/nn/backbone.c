#include "nn/backbone.h"

#include "base/assert.h"
#include "base/text.h"
#include "nn/words.h"

/* ---- tensors */

/* The beginning of a tensor's name: "backbone.3" or, with `inside`, "backbone.3.conv1". Numbers
 * are those of PyTorch's nn.Sequential, which counts activations too; index -1: no number. */
typedef struct place { const char *part; int index; const char *inside; } place;

static void name_tensor(ct_tensor *t, char *name, place p, const char *what) {
  ct_text text;
  ct_text_init(&text, name, CT_TENSOR_NAME);
  ct_text_add(&text, p.part);
  if (p.index >= 0) {
    ct_text_add(&text, ".");
    ct_text_int(&text, p.index);
  }
  if (p.inside) {
    ct_text_add(&text, ".");
    ct_text_add(&text, p.inside);
  }
  ct_text_add(&text, ".");
  ct_text_add(&text, what);
  CT_ASSERT(!text.full);
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

/* Returns the tensor's offset in the block of parameters. */
static int add_tensor(ct_encoder *e, place p, const char *what, int rank, const int *shape) {
  CT_ASSERT(e->tensor_count < CT_TENSORS_MAX);
  int i = e->tensor_count++;
  e->tensors[i] = tensor_at(e->param_count, rank, shape);
  name_tensor(&e->tensors[i], e->names[i], p, what);
  e->param_count += e->tensors[i].count;
  return e->tensors[i].offset;
}

static int add_state(ct_encoder *e, place p, const char *what, int count) {
  CT_ASSERT(e->state_tensor_count < CT_STATES_MAX);
  int i = e->state_tensor_count++;
  e->state_tensors[i] = tensor_at(e->state_count, 1, &count);
  name_tensor(&e->state_tensors[i], e->state_names[i], p, what);
  e->state_count += count;
  return e->state_tensors[i].offset;
}

/* ---- layers: each reads the one before it unless told otherwise */

static ct_layer *add_layer(ct_encoder *e, ct_layer_kind kind, int in, int out) {
  CT_ASSERT(e->layer_count < CT_LAYERS_MAX);
  int index = e->layer_count++;
  ct_layer *l = &e->layers[index];
  *l = (ct_layer){.kind = kind, .from = index - 1, .also = -1, .last_reader = -1, .in = in,
                  .out = out, .weight = -1, .bias = -1, .state = -1};
  if (CT_NETWORKS && index > 0) l->words = e->layers[index - 1].words;
  return l;
}

static int newest(const ct_encoder *e) { return e->layer_count - 1; }

static void add_dense(ct_encoder *e, place p, int in, int out) {
  ct_layer *l = add_layer(e, CT_LAYER_DENSE, in, out);
  l->weight = add_tensor(e, p, "weight", 2, (int[]){out, in});
  l->bias = add_tensor(e, p, "bias", 1, &out);
}

/* Adds a bag on a table of `rows` rows. */
static void add_bag(ct_encoder *e, place p, int rows, int out) {
  ct_layer *l = add_layer(e, CT_LAYER_BAG, rows, out);
  l->weight = add_tensor(e, p, "weight", 2, (int[]){rows, out});
}

/* The bag in front of an RMS norm, to which the scale of the table's rows means nothing. Its table
 * is the first tensor, and it is sparse where it is trained. */
static void add_sparse_bag(ct_encoder *e, place p, int rows, int out) {
  CT_ASSERT(e->tensor_count == 0);
  add_bag(e, p, rows, out);
  if (!e->config.frozen) e->tensors[0].touched = &e->touched;
}

static void add_activation(ct_encoder *e, int width) {
  add_layer(e, CT_LAYER_ACTIVATION, width, width)->activation = e->config.activation;
}

/* Channels, height and width of a layer's output for one image. */
typedef struct shape { int C, H, W; } shape;

static int floats_of(shape s) { return s.C * s.H * s.W; }

/* Adds a convolution without a bias, which the batch norm behind it would subtract again, padded
 * so that only the stride shrinks the image. */
static shape add_conv(ct_encoder *e, place p, shape in, int O, int size, int stride) {
  int pad = size / 2;
  ct_conv s = {in.C, in.H, in.W, O, size, size, stride, pad};
  shape out = {O, ct_conv_out(in.H, size, stride, pad), ct_conv_out(in.W, size, stride, pad)};
  ct_layer *l = add_layer(e, CT_LAYER_CONV, floats_of(in), floats_of(out));
  l->conv = s;
  l->weight = add_tensor(e, p, "weight", 4, (int[]){O, in.C, size, size});
  return out;
}

static ct_layer *add_norm(ct_encoder *e, place p, shape s) {
  ct_layer *l = add_layer(e, CT_LAYER_NORM, floats_of(s), floats_of(s));
  l->channels = s.C;
  l->weight = add_tensor(e, p, "weight", 1, &s.C);
  l->bias = add_tensor(e, p, "bias", 1, &s.C);
  l->state = add_state(e, p, "running_mean", s.C);
  add_state(e, p, "running_var", s.C);
  return l;
}

/* Applies the activation to the output of the newest layer, which does a ReLU itself. */
static void activate(ct_encoder *e, ct_layer *l) {
  if (e->config.activation == CT_RELU) l->relu = 1;
  else add_activation(e, l->out);
}

/* ---- backbones: each ends in `feature` numbers per item */

static shape image_of(const ct_encoder_config *c) {
  return (shape){c->input.size[0], c->input.size[1], c->input.size[2]};
}

static void build_mlp(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  place first = {"backbone", 0, NULL};
  if (c->input.kind == CT_INPUT_TOKENS) {
    add_sparse_bag(e, first, c->input.size[0], c->hidden);
    add_layer(e, CT_LAYER_RMS, c->hidden, c->hidden);
  } else if (ct_input_is_ids(c->input)) {
    add_bag(e, first, c->input.size[0], c->hidden);
  } else {
    add_dense(e, first, floats_of(image_of(c)), c->hidden);
    add_activation(e, c->hidden);
  }
  add_dense(e, (place){"backbone", newest(e) + 1, NULL}, c->hidden, c->feature);
  add_activation(e, c->feature);
}

static void build_cnn(ct_encoder *e) {
  static const struct { int channels, kernel; } stages[] = {{16, 5}, {32, 3}, {64, 3}};
  shape s = image_of(&e->config);
  for (int k = 0; k < 3; k++) {
    s = add_conv(e, (place){"backbone", 3 * k, NULL}, s, stages[k].channels, stages[k].kernel, 2);
    activate(e, add_norm(e, (place){"backbone", 3 * k + 1, NULL}, s));
  }
  add_dense(e, (place){"backbone", 10, NULL}, floats_of(s), e->config.feature);
  add_activation(e, e->config.feature);
}

/* The basic block of a residual network: two convolutions, to whose result the block's input is
 * added before the last activation, through a 1x1 convolution where the shape changes. */
static shape add_block(ct_encoder *e, int index, shape in, int O, int stride) {
  int before = newest(e);
  shape s = add_conv(e, (place){"backbone", index, "conv1"}, in, O, 3, stride);
  activate(e, add_norm(e, (place){"backbone", index, "bn1"}, s));
  add_conv(e, (place){"backbone", index, "conv2"}, s, O, 3, 1);
  add_norm(e, (place){"backbone", index, "bn2"}, s);
  int branch = newest(e), skip = before;
  if (stride > 1 || in.C != O) {
    add_conv(e, (place){"backbone", index, "downsample.0"}, in, O, 1, stride);
    e->layers[newest(e)].from = before;
    add_norm(e, (place){"backbone", index, "downsample.1"}, s);
    skip = newest(e);
  }
  ct_layer *sum = add_layer(e, CT_LAYER_ADD, floats_of(s), floats_of(s));
  sum->from = branch;
  sum->also = skip;
  activate(e, sum);
  return s;
}

static void build_resnet(ct_encoder *e) {
  static const int channels[] = {32, 64};
  shape s = add_conv(e, (place){"backbone", 0, NULL}, image_of(&e->config), 16, 3, 2);
  activate(e, add_norm(e, (place){"backbone", 1, NULL}, s));
  for (int k = 0; k < 2; k++) s = add_block(e, 3 + k, s, channels[k], 2);
  add_dense(e, (place){"backbone", 6, NULL}, floats_of(s), e->config.feature);
  add_activation(e, e->config.feature);
}

static void add_layer_norm(ct_encoder *e, place p, int width) {
  ct_layer *l = add_layer(e, CT_LAYER_LAYER_NORM, width, width);
  l->weight = add_tensor(e, p, "weight", 1, &width);
  l->bias = add_tensor(e, p, "bias", 1, &width);
}

/* A table of positions has no weight decay, and Muon does not orthogonalise it. */
static void add_positions(ct_encoder *e, place p, int width) {
  ct_layer *l = add_layer(e, CT_LAYER_POSITION, width, width);
  l->weight = add_tensor(e, p, "weight", 2, (int[]){CT_WORDS_MOST, width});
  e->tensors[e->tensor_count - 1].decay = 0;
}

/* Adds the output of the layer `skip` to that of the newest layer. */
static void add_residual(ct_encoder *e, int skip, int width) {
  add_layer(e, CT_LAYER_ADD, width, width)->also = skip;
}

/* A block that normalises before each of its two branches; PyTorch's TransformerEncoderLayer with
 * norm_first has the same names. */
static void add_attention_block(ct_encoder *e, int index, int D) {
  int before = newest(e);
  place attention = {"backbone", index, "self_attn"};
  add_layer_norm(e, (place){"backbone", index, "norm1"}, D);
  ct_layer *qkv = add_layer(e, CT_LAYER_DENSE, D, 3 * D);
  qkv->weight = add_tensor(e, attention, "in_proj_weight", 2, (int[]){3 * D, D});
  qkv->bias = add_tensor(e, attention, "in_proj_bias", 1, (int[]){3 * D});
  add_layer(e, CT_LAYER_ATTENTION, 3 * D, D);
  add_dense(e, (place){"backbone", index, "self_attn.out_proj"}, D, D);
  add_residual(e, before, D);
  before = newest(e);
  add_layer_norm(e, (place){"backbone", index, "norm2"}, D);
  add_dense(e, (place){"backbone", index, "linear1"}, D, 4 * D);
  add_layer(e, CT_LAYER_ACTIVATION, 4 * D, 4 * D)->activation = CT_GELU;
  add_dense(e, (place){"backbone", index, "linear2"}, 4 * D, D);
  add_residual(e, before, D);
}

static void build_transformer(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  int D = c->hidden, index = 0;
  add_sparse_bag(e, (place){"backbone", index++, NULL}, c->input.size[0], D);
  e->layers[newest(e)].words = 1;
  add_layer(e, CT_LAYER_RMS, D, D), index++;
  add_positions(e, (place){"backbone", index++, NULL}, D);
  for (int k = 0; k < c->blocks; k++) add_attention_block(e, index++, D);
  add_layer_norm(e, (place){"backbone", index++, NULL}, D);
  add_layer(e, CT_LAYER_MEAN, D, D)->words = 0, index++;
  add_dense(e, (place){"backbone", index, NULL}, D, c->feature);
  add_activation(e, c->feature);
}

/* Adds dense layers with an activation between them, and a batch norm before it where `norm` is
 * on. */
static void build_dense(ct_encoder *e, const char *part, int layers, int in, int hidden, int out) {
  int index = 0;
  for (int k = 0; k < layers; k++) {
    int last = k == layers - 1, width = last ? out : hidden;
    add_dense(e, (place){part, index++, NULL}, k ? hidden : in, width);
    if (last) continue;
    if (e->config.norm) activate(e, add_norm(e, (place){part, index++, NULL}, (shape){width, 1, 1}));
    else add_activation(e, width);
    index++;
  }
}

static void build_head(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  e->feature_layer = newest(e);
  build_dense(e, "head", c->head, c->feature, c->feature, c->dim);
}

static void build_table(ct_encoder *e) {
  add_bag(e, (place){"table", -1, NULL}, e->config.input.size[0], e->config.dim);
  e->feature_layer = newest(e);
}

static void build_predictor(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  build_dense(e, "predictor", 2, c->dim, c->hidden, c->dim);
  e->feature_layer = newest(e);
}

static void build_network(ct_encoder *e) {
  switch (e->config.kind) {
  case CT_ENCODER_MLP: build_mlp(e); break;
  case CT_ENCODER_CNN: build_cnn(e); break;
  case CT_ENCODER_RESNET: build_resnet(e); break;
  case CT_ENCODER_TRANSFORMER: build_transformer(e); break;
  case CT_ENCODER_TABLE: /* built by build_table */
  case CT_ENCODER_COUNT: CT_ASSERT(0);
  }
  build_head(e);
}

void ct_backbone_build(ct_encoder *e) {
  const ct_encoder_config *c = &e->config;
  if (CT_NETWORKS && c->predictor) build_predictor(e);
  else if (!CT_NETWORKS || c->kind == CT_ENCODER_TABLE) build_table(e);
  else build_network(e);
}
