#include <float.h>
#include "base/random.h"
#include "ct_test.h"
#include "nn/encoder.h"

#define MLP(c, h, w, hidden, feature, head, dim, f) \
  {CT_ENCODER_MLP, {CT_INPUT_PIXELS, {c, h, w}}, hidden, feature, head, dim, f}

static const ct_encoder_config nets[] = {
  MLP(1, 1, 1, 1, 1, 1, 1, CT_RELU),   MLP(3, 2, 3, 7, 5, 0, 5, CT_GELU),
  MLP(1, 3, 5, 11, 8, 1, 3, CT_RELU),  MLP(3, 4, 4, 17, 13, 2, 6, CT_RELU),
  MLP(3, 3, 3, 16, 9, 3, 4, CT_GELU),  MLP(2, 3, 2, 7, 5, 1, 3, CT_LINEAR),
};
#define NETS ((int)(sizeof nets / sizeof nets[0]))

static int input_of(const ct_encoder_config *c) { return (int)ct_input_floats(c->input); }

/* Moves the biases from 0, where a ReLU behind a dead one has its kink and slopes differ. */
static void move_params(ct_arena *a, ct_encoder *e) {
  const float *by = ct_test_floats(a, e->param_count, 12, -0.2f, 0.2f);
  for (int i = 0; i < e->param_count; i++) e->params[i] += by[i];
}

static ct_encoder *make(ct_arena *a, const ct_encoder_config *c, int batch, uint64_t seed) {
  ct_encoder *e = CT_TAKE(a, ct_encoder, 1);
  CT_INT(ct_encoder_layout(e, c, batch, a), CT_OK, "layout");
  ct_encoder_reset(e, seed);
  return e;
}

CT_TEST(measuring_says_how_much) {
  static const ct_encoder_config cnn = {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {3, 9, 7}}, 1, 5, 2, 4, CT_RELU};
  for (int k = 0; k <= NETS; k++) {
    static ct_encoder e;
    const ct_encoder_config *c = k < NETS ? &nets[k] : &cnn;
    ct_arena measure, real, *a = ct_test_arena();
    ct_arena_measure(&measure);
    CT_INT(ct_encoder_layout(&e, c, 5, &measure), CT_OK, "net %d", k);
    void *memory = ct_arena_take(a, measure.used);
    ct_arena_init(&real, memory, measure.used);
    CT_INT(ct_encoder_layout(&e, c, 5, &real), CT_OK, "net %d", k);
    ct_arena_init(&real, memory, measure.used - 1);
    CT_INT(ct_encoder_layout(&e, c, 5, &real), CT_E_MEMORY, "net %d", k);
  }
}

CT_TEST(sizes_are_checked) {
  static const ct_encoder_config wrong[] = {
    MLP(0, 3, 3, 4, 4, 1, 2, CT_RELU), MLP(3, 3, 3, 0, 4, 1, 2, CT_RELU),
    MLP(3, 3, 3, 4, 0, 1, 2, CT_RELU), MLP(3, 3, 3, 4, 4, 4, 2, CT_RELU),
    MLP(3, 3, 3, 4, 4, -1, 2, CT_RELU), MLP(3, 3, 3, 4, 4, 0, 2, CT_RELU),
    MLP(3, 3, 3, 4, 4, 1, 0, CT_RELU), MLP(65536, 65536, 65536, 4, 4, 1, 2, CT_RELU),
    MLP(3, 2048, 2048, 65536, 4, 1, 2, CT_RELU), {.kind = CT_ENCODER_TABLE, .input = {CT_INPUT_ROWS, {0, 1, 1}}, .dim = 2},
    {.kind = CT_ENCODER_TABLE, .input = {CT_INPUT_ROWS, {0x7fffffff, 1, 1}}, .dim = 512},
    {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {3, 0, 8}}, 1, 4, 1, 2, CT_RELU},
    {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {3, 1024, 1024}}, 1, 4, 1, 2, CT_RELU},
    {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {1, 1024, 1024}}, 1, 4096, 1, 2, CT_RELU},
  };
  for (int k = 0; k < (int)(sizeof wrong / sizeof wrong[0]); k++) {
    static ct_encoder e;
    ct_arena measure;
    ct_arena_measure(&measure);
    CT_INT(ct_encoder_layout(&e, &wrong[k], 2, &measure), CT_E_CONFIG, "config %d", k);
  }
}

CT_TEST(tensors_are_named_and_placed) {
  static const char *const names[] = {"backbone.0.weight", "backbone.0.bias", "backbone.2.weight",
                                      "backbone.2.bias", "head.0.weight", "head.0.bias",
                                      "head.2.weight", "head.2.bias"};
  static const int shape[][2] = {{17, 48}, {17, 0}, {13, 17}, {13, 0},
                                 {13, 13}, {13, 0}, {6, 13},  {6, 0}};
  ct_encoder *e = make(ct_test_arena(), &nets[3], 3, 1);
  CT_INT(e->tensor_count, 8, "tensors");
  int at = 0;
  for (int i = 0; i < 8; i++) {
    const ct_tensor *t = &e->tensors[i];
    CT_TRUE(strcmp(t->name, names[i]) == 0, "%s", t->name);
    CT_INT(t->rank, shape[i][1] ? 2 : 1, "%s", t->name);
    CT_INT(t->decay, shape[i][1] > 0, "%s", t->name);
    CT_INT(t->shape[0], shape[i][0], "%s", t->name);
    CT_INT(t->shape[1], shape[i][1], "%s", t->name);
    CT_INT(t->offset, at, "%s", t->name);
    at += t->count;
  }
  CT_INT(e->param_count, at, "the block is covered");
}

CT_TEST(same_seed_same_weights) {
  ct_arena *a = ct_test_arena();
  for (int k = 0; k < NETS; k++) {
    ct_encoder *e = make(a, &nets[k], 2, 7), *same = make(a, &nets[k], 4, 7);
    ct_encoder *other = make(a, &nets[k], 2, 8);
    size_t bytes = sizeof(float) * (size_t)e->param_count;
    CT_TRUE(memcmp(e->params, same->params, bytes) == 0, "net %d", k);
    CT_TRUE(memcmp(e->params, other->params, bytes) != 0, "net %d, another seed", k);
  }
}

CT_TEST(weights_have_the_right_spread) {
  static const ct_encoder_config c = MLP(3, 8, 8, 100, 50, 2, 40, CT_RELU);
  ct_encoder *e = make(ct_test_arena(), &c, 1, 3);
  for (int i = 0; i < e->tensor_count; i++) {
    const ct_tensor *t = &e->tensors[i];
    double bound = t->rank == 1 ? 0 : sqrt((i == 6 ? 3.0 : 6.0) / t->shape[1]), square = 0;
    for (int j = 0; j < t->count; j++) {
      double w = (double)e->params[t->offset + j];
      CT_TRUE(fabs(w) <= bound * (1 + FLT_EPSILON), "%s [%d] is %g", t->name, j, w);
      square += w * w;
    }
    /* a uniform number's variance is bound^2 / 3; 2,000 or more of them are within 10 % */
    CT_NEAR(square / t->count, bound * bound / 3, bound * bound / 30, "%s", t->name);
  }
}

/* ---- a double-precision encoder that reads the tensors in pairs of weight and bias */

static double activation(double x, ct_activation f) {
  if (f == CT_RELU) return x > 0 ? x : 0;
  if (f == CT_LINEAR) return x;
  return 0.5 * x * (1 + tanh(sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
}

/* Computes z [dim] and h [feature] of one input. */
static void reference(double *z, double *h, const ct_encoder *e, const double *params,
                      const float *x) {
  double in[64], out[64];
  int width = input_of(&e->config), dense = e->tensor_count / 2;
  for (int i = 0; i < width; i++) in[i] = (double)x[i];
  for (int l = 0; l < dense; l++) {
    const ct_tensor *w = &e->tensors[2 * l], *b = &e->tensors[2 * l + 1];
    int last = l == dense - 1 && e->config.head > 0;
    for (int o = 0; o < w->shape[0]; o++) {
      out[o] = params[b->offset + o];
      for (int i = 0; i < width; i++) out[o] += params[w->offset + o * width + i] * in[i];
      if (!last) out[o] = activation(out[o], e->config.activation);
    }
    width = w->shape[0];
    memcpy(in, out, sizeof in);
    if (l == 1) memcpy(h, out, sizeof(double) * (size_t)width);
  }
  memcpy(z, in, sizeof(double) * (size_t)width);
}

static double *params_of(ct_arena *a, const ct_encoder *e) {
  double *params = CT_TAKE(a, double, e->param_count);
  for (int i = 0; i < e->param_count; i++) params[i] = (double)e->params[i];
  return params;
}

CT_TEST(forward_is_the_formula) {
  for (int k = 0; k < NETS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &nets[k], 9, 5);
    int in = input_of(&nets[k]), n = 7; /* the batch may be larger */
    float *x = ct_test_floats(a, n * in, 1, -1, 1);
    move_params(a, e);
    double *params = params_of(a, e), z[64], h[64];
    ct_encoder_forward(e, &(ct_input){.n = n, .values = x});
    for (int i = 0; i < n; i++) {
      reference(z, h, e, params, x + i * in);
      /* there are four layers of sums of at most 48 terms of size 1 */
      for (int d = 0; d < nets[k].dim; d++)
        CT_NEAR(e->z[i * nets[k].dim + d], z[d], 2e-5, "net %d: z [%d, %d]", k, i, d);
      for (int d = 0; d < nets[k].feature; d++)
        CT_NEAR(e->h[i * nets[k].feature + d], h[d], 2e-5, "net %d: h [%d, %d]", k, i, d);
    }
  }
}

/* The sum over items of dz . z. */
static double objective(const ct_encoder *e, const double *params, const float *x, const float *dz,
                        int n) {
  double sum = 0, z[64], h[64];
  for (int i = 0; i < n; i++) {
    reference(z, h, e, params, x + i * input_of(&e->config));
    for (int d = 0; d < e->config.dim; d++) sum += z[d] * (double)dz[i * e->config.dim + d];
  }
  return sum;
}

CT_TEST(backward_is_the_slope) {
  for (int k = 0; k < NETS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &nets[k], 5, 11);
    int in = input_of(&nets[k]), n = 5;
    float *x = ct_test_floats(a, n * in, 1, -1, 1);
    float *dz = ct_test_floats(a, n * nets[k].dim, 2, -1, 1);
    move_params(a, e);
    double *params = params_of(a, e), step = 1e-6;
    for (int i = 0; i < e->param_count; i++) e->grads[i] = 0.25f; /* the backward adds to this */
    ct_encoder_forward(e, &(ct_input){.n = n, .values = x});
    ct_encoder_backward(e, dz, &(ct_input){.n = n, .values = x});
    for (int i = 0; i < e->param_count; i++) {
      double at = params[i];
      params[i] = at + step;
      double above = objective(e, params, x, dz, n);
      params[i] = at - step;
      double below = objective(e, params, x, dz, n);
      params[i] = at;
      /* the gradients are below 10 and carry the roundings of four layers each way */
      CT_NEAR((double)e->grads[i] - 0.25, (above - below) / (2 * step), 2e-5, "net %d: [%d]", k, i);
    }
  }
}

/* ---- the CNN */

#define CNN(c, h, w, feature, head, dim, f) \
  {CT_ENCODER_CNN, {CT_INPUT_PIXELS, {c, h, w}}, 256, feature, head, dim, f}

static const ct_encoder_config cnns[] = {
  CNN(1, 3, 5, 7, 1, 3, CT_RELU), CNN(3, 8, 6, 5, 0, 5, CT_GELU), CNN(2, 5, 9, 6, 2, 4, CT_RELU),
};
#define CNNS ((int)(sizeof cnns / sizeof cnns[0]))
#define CNN_ITEMS 7
#define CNN_MOST 2048 /* floats of one image at any layer */

/* y [O, H', W'] with stride 2 and padding (k - 1) / 2; returns H' W' and changes H and W. */
static int cnn_conv(double *y, const double *x, const double *w, int C, int *H, int *W, int O,
                    int k) {
  int h = (*H + 1) / 2, v = (*W + 1) / 2, pad = k / 2;
  for (int o = 0; o < O; o++)
    for (int i = 0; i < h; i++)
      for (int j = 0; j < v; j++) {
        double sum = 0;
        for (int c = 0; c < C; c++)
          for (int a = 0; a < k; a++)
            for (int b = 0; b < k; b++) {
              int r = 2 * i - pad + a, q = 2 * j - pad + b;
              if (r >= 0 && r < *H && q >= 0 && q < *W)
                sum += w[((o * C + c) * k + a) * k + b] * x[(c * *H + r) * *W + q];
            }
        y[(o * h + i) * v + j] = sum;
      }
  *H = h, *W = v;
  return h * v;
}

/* Works in place on CNN_ITEMS images; if `batch`, mean and variance [2 C] are the batch's own. */
static void cnn_norm(double (*x)[CNN_MOST], double *stats, const double *gamma, const double *beta,
                     int C, int S, ct_activation f, int batch) {
  double count = (double)CNN_ITEMS * S;
  for (int c = 0; c < C; c++) {
    double mean = 0, square = 0;
    for (int i = 0; i < CNN_ITEMS; i++)
      for (int j = 0; j < S; j++) mean += x[i][c * S + j] / count;
    for (int i = 0; i < CNN_ITEMS; i++)
      for (int j = 0; j < S; j++) square += pow(x[i][c * S + j] - mean, 2);
    if (!batch) mean = stats[c], square = stats[C + c] * count;
    double scale = gamma[c] / sqrt(square / count + 1e-5);
    for (int i = 0; i < CNN_ITEMS; i++)
      for (int j = 0; j < S; j++)
        x[i][c * S + j] = activation((x[i][c * S + j] - mean) * scale + beta[c], f);
    if (batch) stats[c] = mean, stats[C + c] = square / (count - 1);
  }
}

/* z [CNN_ITEMS, dim]; state is the encoder's: it is written if `batch`, and otherwise read. */
static void cnn_reference(double *z, double *state, const ct_encoder *e, const double *params,
                          const float *x, int batch) {
  static double in[CNN_ITEMS][CNN_MOST], out[CNN_ITEMS][CNN_MOST];
  const ct_encoder_config *c = &e->config;
  const int *size = c->input.size;
  int C = size[0], height = size[1], width = size[2], S = height * width;
  for (int i = 0; i < CNN_ITEMS; i++)
    for (int j = 0; j < C * S; j++) in[i][j] = (double)x[i * C * S + j];
  for (int k = 0; k < 3; k++) {
    const ct_tensor *t = &e->tensors[3 * k];
    int O = t->shape[0], H = height, W = width;
    for (int i = 0; i < CNN_ITEMS; i++) {
      height = H, width = W;
      S = cnn_conv(out[i], in[i], params + t->offset, C, &height, &width, O, t->shape[2]);
    }
    cnn_norm(out, state, params + t[1].offset, params + t[2].offset, O, S, c->activation, batch);
    state += 2 * O;
    memcpy(in, out, sizeof in);
    C = O;
  }
  for (int l = 9, wide = C * S; l < e->tensor_count; wide = e->tensors[l].shape[0], l += 2) {
    const ct_tensor *w = &e->tensors[l], *b = w + 1;
    for (int i = 0; i < CNN_ITEMS; i++)
      for (int o = 0; o < w->shape[0]; o++) {
        out[i][o] = params[b->offset + o];
        for (int j = 0; j < wide; j++) out[i][o] += params[w->offset + o * wide + j] * in[i][j];
        if (c->head == 0 || l + 2 < e->tensor_count)
          out[i][o] = activation(out[i][o], c->activation);
      }
    memcpy(in, out, sizeof in);
  }
  for (int i = 0; i < CNN_ITEMS * c->dim; i++) z[i] = in[i / c->dim][i % c->dim];
}

CT_TEST(cnn_forward_is_the_formula) {
  for (int k = 0; k < CNNS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &cnns[k], CNN_ITEMS + 2, 5);
    float *x = ct_test_floats(a, CNN_ITEMS * input_of(&cnns[k]), 1, -1, 1);
    move_params(a, e);
    double *params = params_of(a, e), z[CNN_ITEMS * 8], state[224];
    int count = CNN_ITEMS * cnns[k].dim;
    ct_encoder_forward(e, &(ct_input){.n = CNN_ITEMS, .values = x});
    cnn_reference(z, state, e, params, x, 1);
    CT_INT(e->state_count, 224, "means and variances of 16, 32 and 64 channels");
    /* sums of up to 576 terms of size 1, divided by deviations of their own size */
    for (int i = 0; i < count; i++) CT_NEAR(e->z[i], z[i], 1e-4, "net %d: z [%d]", k, i);
    for (int i = 0; i < 224; i++) CT_NEAR(e->batch_state[i], state[i], 1e-4, "net %d: %d", k, i);
    ct_encoder_settle(e);
    for (int i = 0; i < 224; i++) {
      double start = i < 16 || (i >= 32 && i < 64) || (i >= 96 && i < 160) ? 0 : 1;
      state[i] = 0.9 * start + 0.1 * state[i];
      CT_NEAR(e->state[i], state[i], 1e-5, "net %d: state %d", k, i);
    }
    ct_encoder_evaluate(e, &(ct_input){.n = CNN_ITEMS, .values = x});
    cnn_reference(z, state, e, params, x, 0);
    for (int i = 0; i < count; i++) CT_NEAR(e->z[i], z[i], 1e-4, "net %d: eval [%d]", k, i);
  }
}

CT_TEST(cnn_backward_is_the_slope) {
  for (int k = 0; k < CNNS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &cnns[k], CNN_ITEMS, 11);
    int count = CNN_ITEMS * cnns[k].dim;
    float *x = ct_test_floats(a, CNN_ITEMS * input_of(&cnns[k]), 1, -1, 1);
    float *dz = ct_test_floats(a, count, 2, -1, 1);
    move_params(a, e);
    double *params = params_of(a, e), z[CNN_ITEMS * 8], state[224], h = 1e-6;
    for (int i = 0; i < e->param_count; i++) e->grads[i] = 0.25f; /* the backward adds to this */
    ct_encoder_forward(e, &(ct_input){.n = CNN_ITEMS, .values = x});
    ct_encoder_backward(e, dz, &(ct_input){.n = CNN_ITEMS, .values = x});
    for (int t = 0; t < e->tensor_count; t++) /* about forty entries of each tensor */
      for (int j = 0; j < e->tensors[t].count; j += 1 + e->tensors[t].count / 40) {
        int i = e->tensors[t].offset + j;
        double at = params[i], slope = 0;
        for (int side = -1; side <= 1; side += 2) {
          params[i] = at + side * h;
          cnn_reference(z, state, e, params, x, 1);
          for (int d = 0; d < count; d++) slope += side * z[d] * (double)dz[d] / (2 * h);
        }
        params[i] = at;
        /* slopes are up to 30 and pass through six layers of single precision each way */
        CT_NEAR((double)e->grads[i] - 0.25, slope, 2e-4, "net %d: %s [%d]", k, e->tensors[t].name,
                j);
      }
  }
}

CT_TEST(cnn_tensors_and_state) {
  static const char *const names[] = {
    "backbone.0.weight", "backbone.1.weight", "backbone.1.bias", "backbone.3.weight",
    "backbone.4.weight", "backbone.4.bias", "backbone.6.weight", "backbone.7.weight",
    "backbone.7.bias", "backbone.10.weight", "backbone.10.bias", "head.0.weight", "head.0.bias"};
  static const char *const states[] = {
    "backbone.1.running_mean", "backbone.1.running_var", "backbone.4.running_mean",
    "backbone.4.running_var", "backbone.7.running_mean", "backbone.7.running_var"};
  static const ct_encoder_config c = CNN(3, 32, 32, 128, 1, 64, CT_RELU);
  ct_encoder *e = make(ct_test_arena(), &c, 1, 1);
  CT_INT(e->tensor_count, 13, "tensors");
  int at = 0;
  for (int i = 0; i < 13; i++) {
    const ct_tensor *t = &e->tensors[i];
    CT_TRUE(strcmp(t->name, names[i]) == 0, "%s", t->name);
    CT_INT(t->decay, t->rank > 1, "%s", t->name);
    CT_INT(t->offset, at, "%s", t->name);
    at += t->count;
  }
  CT_INT(e->param_count, at, "the block is covered");
  /* 3 16 25 + 16 32 9 + 32 64 9 weights, two per channel, dense 1024 -> 128 -> 64 with biases */
  CT_INT(at, 1200 + 4608 + 18432 + 224 + 131200 + 8256, "parameters");
  CT_INT(e->state_tensor_count, 6, "state");
  for (int i = 0; i < 6; i++)
    CT_TRUE(strcmp(e->state_tensors[i].name, states[i]) == 0, "%s", e->state_tensors[i].name);
}

/* In evaluation an item's embedding does not depend on the other items of the batch. */
CT_TEST(cnn_evaluation_is_item_by_item) {
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, &cnns[2], 6, 3);
  int in = input_of(&cnns[2]), D = cnns[2].dim;
  float *x = ct_test_floats(a, 6 * in, 1, -1, 1), z[24];
  ct_encoder_forward(e, &(ct_input){.n = 6, .values = x});
  ct_encoder_settle(e);
  ct_encoder_evaluate(e, &(ct_input){.n = 6, .values = x});
  memcpy(z, e->z, sizeof z);
  for (int i = 0; i < 6; i++) {
    ct_encoder_evaluate(e, &(ct_input){.n = 1, .values = x + i * in});
    for (int d = 0; d < D; d++) CT_NEAR(e->z[d], (double)z[i * D + d], 2e-6, "item %d", i);
  }
}

/* ---- table */

CT_TEST(table_starts_on_the_sphere) {
  static const int dims[] = {2, 3, 16, 65};
  for (int k = 0; k < 4; k++) {
    ct_encoder_config c = {.kind = CT_ENCODER_TABLE, .input = {CT_INPUT_ROWS, {1000, 1, 1}}, .dim = dims[k]};
    ct_encoder *e = make(ct_test_arena(), &c, 1, 5);
    CT_TRUE(strcmp(e->tensors[0].name, "table.weight") == 0, "%s", e->tensors[0].name);
    double mean = 0;
    for (int i = 0; i < 1000; i++) {
      double square = 0;
      for (int d = 0; d < dims[k]; d++) square += pow((double)e->params[i * dims[k] + d], 2);
      CT_NEAR(square, 1, 1e-6, "row %d", i);
      mean += (double)e->params[i * dims[k]] / 1000;
    }
    /* the first coordinate has mean 0 and variance 1 / D; its mean stays within 4 sigma */
    CT_NEAR(mean, 0, 4 / sqrt(1000.0 * dims[k]), "dim %d", dims[k]);
  }
}

CT_TEST(table_rows_out_and_gradients_in) {
  ct_encoder_config c = {.kind = CT_ENCODER_TABLE, .input = {CT_INPUT_ROWS, {6, 1, 1}}, .dim = 3};
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, &c, 4, 5);
  static const int items[4] = {5, 0, 5, 2};
  float *dz = ct_test_floats(a, 12, 1, -1, 1);
  ct_encoder_forward(e, &(ct_input){.n = 4, .ids = items});
  for (int i = 0; i < 12; i++)
    CT_TRUE(e->z[i] == e->params[items[i / 3] * 3 + i - i / 3 * 3], "z [%d]", i);
  ct_encoder_backward(e, dz, &(ct_input){.n = 4, .ids = items});
  for (int d = 0; d < 3; d++) {
    CT_NEAR(e->grads[15 + d], (double)dz[d] + (double)dz[6 + d], 1e-6, "row 5 came twice");
    CT_NEAR(e->grads[d], (double)dz[3 + d], 0, "row 0");
    CT_NEAR(e->grads[3 + d], 0, 0, "row 1 did not come");
  }
}

CT_SUITE(encoder, measuring_says_how_much, sizes_are_checked, tensors_are_named_and_placed,
         same_seed_same_weights, weights_have_the_right_spread, forward_is_the_formula,
         backward_is_the_slope, cnn_forward_is_the_formula, cnn_backward_is_the_slope,
         cnn_tensors_and_state, cnn_evaluation_is_item_by_item, table_starts_on_the_sphere, table_rows_out_and_gradients_in)
