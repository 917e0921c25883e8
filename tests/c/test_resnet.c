/* Compares the residual encoder with a double-precision one that uses no lists of layers. */
#include "base/random.h"
#include "ct_test.h"
#include "nn/encoder.h"
#include "nn/layers.h"

#define NET(c, h, w, feature, head, dim, f) \
  {CT_ENCODER_RESNET, {CT_INPUT_PIXELS, {c, h, w}}, 256, feature, head, dim, f}

/* The images shrink to a single pixel, or to several. */
static const ct_encoder_config nets[] = {
  NET(3, 8, 6, 5, 0, 5, CT_GELU), NET(2, 3, 2, 6, 2, 4, CT_RELU), NET(1, 17, 10, 7, 3, 3, CT_RELU),
};
#define NETS ((int)(sizeof nets / sizeof nets[0]))
#define ITEMS 5
#define MOST 1024  /* floats of one image at any layer */
#define STATES 608 /* the means and variances of 16 + 3 32 + 3 64 channels */

static int input_of(const ct_encoder_config *c) { return (int)ct_input_floats(c->input); }

static ct_encoder *make(ct_arena *a, const ct_encoder_config *c, int batch, uint64_t seed) {
  ct_encoder *e = CT_TAKE(a, ct_encoder, 1);
  CT_INT(ct_encoder_layout(e, c, batch, a), CT_OK, "layout");
  ct_encoder_reset(e, seed);
  /* biases begin at 0, where a ReLU behind a dead one has its kink, so they are moved */
  const float *by = ct_test_floats(a, e->param_count, 12, -0.2f, 0.2f);
  for (int i = 0; i < e->param_count; i++) e->params[i] += by[i];
  return e;
}

/* ---- the reference: a picture of every item, and a reader of tensors and state in their order */

typedef struct picture { int C, H, W; double x[ITEMS][MOST]; } picture;

typedef struct reader {
  const ct_encoder *e;
  const double *params;
  int tensor;
  double *state; /* written in training, otherwise read */
  int training;
} reader;

static double activation(double x, ct_activation f) {
  if (f == CT_RELU) return x > 0 ? x : 0;
  return 0.5 * x * (1 + tanh(sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
}

static void activate(picture *p, ct_activation f) {
  for (int i = 0; i < ITEMS; i++)
    for (int j = 0; j < p->C * p->H * p->W; j++) p->x[i][j] = activation(p->x[i][j], f);
}

static double window(const double *x, const picture *in, const double *w, int k, int top,
                     int left) {
  double sum = 0;
  for (int c = 0; c < in->C; c++)
    for (int a = 0; a < k; a++)
      for (int b = 0; b < k; b++) {
        int r = top + a, q = left + b;
        if (r >= 0 && r < in->H && q >= 0 && q < in->W)
          sum += w[(c * k + a) * k + b] * x[(c * in->H + r) * in->W + q];
      }
  return sum;
}

static void conv(picture *out, const picture *in, reader *r, int stride) {
  const ct_tensor *t = &r->e->tensors[r->tensor++];
  int k = t->shape[2], size = in->C * k * k;
  CT_INT(t->shape[1], in->C, "%s reads what comes", t->name);
  out->C = t->shape[0], out->H = (in->H - 1) / stride + 1, out->W = (in->W - 1) / stride + 1;
  CT_TRUE(out->C * out->H * out->W <= MOST, "room");
  for (int n = 0; n < ITEMS; n++)
    for (int o = 0; o < out->C; o++)
      for (int i = 0; i < out->H; i++)
        for (int j = 0; j < out->W; j++)
          out->x[n][(o * out->H + i) * out->W + j] =
              window(in->x[n], in, r->params + t->offset + o * size, k, i * stride - k / 2,
                     j * stride - k / 2);
}

static void norm(picture *p, reader *r) {
  const double *gamma = r->params + r->e->tensors[r->tensor].offset;
  const double *beta = r->params + r->e->tensors[r->tensor + 1].offset;
  int S = p->H * p->W, C = p->C;
  double count = (double)ITEMS * S;
  for (int c = 0; c < C; c++) {
    double mean = 0, square = 0;
    for (int i = 0; i < ITEMS * S; i++) mean += p->x[i / S][c * S + i % S] / count;
    for (int i = 0; i < ITEMS * S; i++) square += pow(p->x[i / S][c * S + i % S] - mean, 2);
    if (r->training) r->state[c] = mean, r->state[C + c] = square / (count - 1);
    else mean = r->state[c], square = r->state[C + c] * count;
    double scale = gamma[c] / sqrt(square / count + 1e-5);
    for (int i = 0; i < ITEMS * S; i++) {
      double *x = &p->x[i / S][c * S + i % S];
      *x = (*x - mean) * scale + beta[c];
    }
  }
  r->tensor += 2;
  r->state += 2 * C;
}

/* Replaces p by relu(bn(conv(relu(bn(conv(p))))) + bn(conv 1x1(p))) */
static void block(picture *p, reader *r) {
  static picture one, two, skip;
  ct_activation f = r->e->config.activation;
  conv(&one, p, r, 2);
  norm(&one, r);
  activate(&one, f);
  conv(&two, &one, r, 1);
  norm(&two, r);
  conv(&skip, p, r, 2);
  norm(&skip, r);
  *p = two;
  for (int i = 0; i < ITEMS; i++)
    for (int j = 0; j < MOST; j++) p->x[i][j] += skip.x[i][j];
  activate(p, f);
}

/* z [ITEMS, dim], h [ITEMS, feature] */
static void reference(double *z, double *h, const ct_encoder *e, const double *params,
                      double *state, const float *x, int training) {
  static picture p, q;
  const ct_encoder_config *c = &e->config;
  reader r = {e, params, 0, state, training};
  p.C = c->input.size[0], p.H = c->input.size[1], p.W = c->input.size[2];
  for (int i = 0; i < ITEMS; i++)
    for (int j = 0; j < input_of(c); j++) p.x[i][j] = (double)x[i * input_of(c) + j];
  conv(&q, &p, &r, 2);
  norm(&q, &r);
  activate(&q, c->activation);
  block(&q, &r);
  block(&q, &r);
  int wide = q.C * q.H * q.W;
  for (int first = r.tensor; r.tensor < e->tensor_count; r.tensor += 2) {
    const ct_tensor *w = &e->tensors[r.tensor], *b = w + 1;
    for (int i = 0; i < ITEMS; i++)
      for (int o = 0; o < w->shape[0]; o++) {
        double sum = params[b->offset + o];
        for (int j = 0; j < wide; j++) sum += params[w->offset + o * wide + j] * q.x[i][j];
        int last = r.tensor + 2 == e->tensor_count && c->head > 0;
        p.x[i][o] = last ? sum : activation(sum, c->activation);
      }
    wide = w->shape[0];
    memcpy(q.x, p.x, sizeof q.x);
    for (int i = 0; r.tensor == first && i < ITEMS * wide; i++) h[i] = q.x[i / wide][i % wide];
  }
  for (int i = 0; i < ITEMS * wide; i++) z[i] = q.x[i / wide][i % wide];
}

static double *params_of(ct_arena *a, const ct_encoder *e) {
  double *params = CT_TAKE(a, double, e->param_count);
  for (int i = 0; i < e->param_count; i++) params[i] = (double)e->params[i];
  return params;
}

CT_TEST(forward_is_the_formula) {
  for (int k = 0; k < NETS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &nets[k], ITEMS + 2, 5);
    float *x = ct_test_floats(a, ITEMS * input_of(&nets[k]), 1, -1, 1);
    double *params = params_of(a, e), z[ITEMS * 8], h[ITEMS * 8], state[STATES], kept[STATES];
    int D = nets[k].dim, F = nets[k].feature;
    CT_INT(e->state_count, STATES, "state");
    for (int i = 0; i < STATES; i++) kept[i] = (double)e->state[i];
    ct_encoder_forward(e, &(ct_input){.n = ITEMS, .values = x});
    reference(z, h, e, params, state, x, 1);
    /* sums of up to 576 terms are divided by a deviation of their size, seven times over */
    for (int i = 0; i < ITEMS * D; i++) CT_NEAR(e->z[i], z[i], 2e-4, "net %d: z [%d]", k, i);
    for (int i = 0; i < ITEMS * F; i++) CT_NEAR(e->h[i], h[i], 2e-4, "net %d: h [%d]", k, i);
    for (int i = 0; i < STATES; i++) CT_NEAR(e->batch_state[i], state[i], 2e-4, "net %d: %d", k, i);
    ct_encoder_settle(e);
    for (int i = 0; i < STATES; i++) state[i] = 0.9 * kept[i] + 0.1 * state[i];
    ct_encoder_evaluate(e, &(ct_input){.n = ITEMS, .values = x});
    reference(z, h, e, params, state, x, 0);
    for (int i = 0; i < ITEMS * D; i++) CT_NEAR(e->z[i], z[i], 5e-4, "net %d: eval [%d]", k, i);
  }
}

CT_TEST(backward_is_the_slope) {
  for (int k = 0; k < NETS; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, &nets[k], ITEMS, 11);
    int count = ITEMS * nets[k].dim;
    float *x = ct_test_floats(a, ITEMS * input_of(&nets[k]), 1, -1, 1);
    float *dz = ct_test_floats(a, count, 2, -1, 1);
    double *params = params_of(a, e), z[ITEMS * 8], h[ITEMS * 8], state[STATES], by = 1e-6;
    for (int i = 0; i < e->param_count; i++) e->grads[i] = 0.25f; /* the backward adds to this */
    ct_encoder_forward(e, &(ct_input){.n = ITEMS, .values = x});
    ct_encoder_backward(e, dz, &(ct_input){.n = ITEMS, .values = x});
    for (int t = 0; t < e->tensor_count; t++) /* about eight entries of each tensor */
      for (int j = 0; j < e->tensors[t].count; j += 1 + e->tensors[t].count / 8) {
        int i = e->tensors[t].offset + j;
        double at = params[i], slope = 0;
        for (int side = -1; side <= 1; side += 2) {
          params[i] = at + side * by;
          reference(z, h, e, params, state, x, 1);
          for (int d = 0; d < count; d++) slope += side * z[d] * (double)dz[d] / (2 * by);
        }
        params[i] = at;
        /* slopes are up to 30 and pass through ten layers of single precision each way */
        CT_NEAR((double)e->grads[i] - 0.25, slope, 5e-4, "net %d: %s [%d]", k, e->tensors[t].name,
                j);
      }
  }
}

/* Tensors are named as in a PyTorch Module, within a block as torchvision names them. */
CT_TEST(tensors_and_state) {
  static const char *const first[] = {"conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight",
                                      "bn2.weight", "bn2.bias", "downsample.0.weight",
                                      "downsample.1.weight", "downsample.1.bias"};
  static const ct_encoder_config c = NET(3, 32, 32, 128, 2, 64, CT_RELU);
  ct_encoder *e = make(ct_test_arena(), &c, 1, 1);
  CT_INT(e->tensor_count, 3 + 9 + 9 + 2 + 4, "tensors");
  CT_TRUE(strcmp(e->tensors[0].name, "backbone.0.weight") == 0, "%s", e->tensors[0].name);
  CT_TRUE(strcmp(e->tensors[2].name, "backbone.1.bias") == 0, "%s", e->tensors[2].name);
  for (int i = 0; i < 18; i++) {
    const char *name = e->tensors[3 + i].name;
    CT_INT(name[9], i < 9 ? '3' : '4', "%s", name);
    CT_TRUE(strncmp(name, "backbone.", 9) == 0 && strcmp(name + 11, first[i % 9]) == 0, "%s", name);
  }
  CT_TRUE(strcmp(e->tensors[21].name, "backbone.6.weight") == 0, "%s", e->tensors[21].name);
  CT_TRUE(strcmp(e->tensors[26].name, "head.2.bias") == 0, "%s", e->tensors[26].name);
  CT_INT(e->state_tensor_count, 14, "state");
  CT_TRUE(strcmp(e->state_tensors[7].name, "backbone.3.downsample.1.running_var") == 0, "%s",
          e->state_tensors[7].name);
  int at = 0;
  for (int i = 0; i < e->tensor_count; i++) {
    CT_INT(e->tensors[i].offset, at, "%s", e->tensors[i].name);
    CT_INT(e->tensors[i].decay, e->tensors[i].rank > 1, "%s", e->tensors[i].name);
    at += e->tensors[i].count;
  }
  CT_INT(e->param_count, at, "the block is covered");
}

CT_TEST(measuring_says_how_much) {
  static ct_encoder e;
  ct_arena measure, real, *a = ct_test_arena();
  ct_arena_measure(&measure);
  CT_INT(ct_encoder_layout(&e, &nets[2], 5, &measure), CT_OK, "measured");
  void *memory = ct_arena_take(a, measure.used);
  ct_arena_init(&real, memory, measure.used);
  CT_INT(ct_encoder_layout(&e, &nets[2], 5, &real), CT_OK, "taken");
  ct_arena_init(&real, memory, measure.used - 1);
  CT_INT(ct_encoder_layout(&e, &nets[2], 5, &real), CT_E_MEMORY, "one byte less");
}

/* From a layer's last reader to its own backward, the layer's gradient has a block of memory for
 * itself, unless a reader turns its own gradient into it. */
CT_TEST(gradients_do_not_meet) {
  for (int k = 0; k < NETS; k++) {
    ct_encoder *e = make(ct_test_arena(), &nets[k], 2, 1);
    for (int i = 0; i + 1 < e->layer_count; i++)
      for (int j = i + 1; j + 1 < e->layer_count; j++) {
        const ct_layer *early = &e->layers[i], *late = &e->layers[j];
        int handed_on = late->from == i && late->kind != CT_LAYER_CONV &&
                        late->kind != CT_LAYER_DENSE;
        int meet = early->last_reader >= j && early->dy == late->dy;
        CT_INT(meet, handed_on, "net %d: layers %d and %d", k, i, j);
      }
  }
}

/* ---- the addition by itself */

CT_TEST(addition_and_its_gradient) {
  static const int sizes[] = {1, 3, 4, 13, 64};
  for (int k = 0; k < 20; k++) {
    int n = sizes[k / 4], relu = k % 2;
    ct_write how = k / 2 % 2 ? CT_ADD : CT_SET;
    ct_arena *a = ct_test_arena();
    float *y = ct_test_floats(a, n, 1, -1, 1), *x = ct_test_floats(a, n, 2, -1, 1);
    float *was = ct_test_floats(a, n, 1, -1, 1), *dy = ct_test_floats(a, n, 3, -1, 1);
    float *out = ct_test_floats(a, n, 3, -1, 1), *dx = ct_test_floats(a, n, 4, -1, 1);
    float *before = ct_test_floats(a, n, 4, -1, 1);
    ct_add_forward(y, x, relu, n);
    ct_add_backward(dx, how, dy, y, relu, n);
    for (int i = 0; i < n; i++) {
      float sum = was[i] + x[i];
      int passes = sum > 0 || !relu;
      CT_TRUE(y[i] == (passes ? sum : 0), "%d of %d", i, n);
      CT_TRUE(dy[i] == (passes ? out[i] : 0), "%d of %d", i, n);
      CT_TRUE(dx[i] == (how == CT_ADD ? before[i] + dy[i] : dy[i]), "%d of %d: dx", i, n);
    }
  }
  float y[5] = {1, NAN, 2, 3, NAN}, x[5] = {1, 1, NAN, 1, 1};
  ct_add_forward(y, x, 1, 5);
  CT_TRUE(isnan(y[1]) && isnan(y[2]) && isnan(y[4]) && y[0] == 2, "NaN stays");
}

CT_SUITE(resnet, forward_is_the_formula, backward_is_the_slope, tensors_and_state,
         measuring_says_how_much, gradients_do_not_meet, addition_and_its_gradient)
