/* The encoder that reads texts as words: against a reference in double with its slopes, PyTorch's
 * values, and properties of attention within a text. */
#include "ct_test.h"
#include "loss_check.h"
#include "nn/encoder.h"
#include "nn/words.h"

#define IDS 20
#define TEXTS 7
#define FEATURE 5
#define DIM 3
#define WORDS (TEXTS * CT_WORDS_MOST)

static ct_encoder_config config_of(int D, int blocks) {
  return (ct_encoder_config){
    .kind = CT_ENCODER_TRANSFORMER, .input = {CT_INPUT_TOKENS, {IDS, 1, 1}}, .hidden = D,
    .feature = FEATURE, .head = 1, .dim = DIM, .activation = CT_GELU, .blocks = blocks,
    .words = WORDS,
  };
}

static ct_encoder *make(ct_arena *a, int D, int blocks) {
  ct_encoder_config c = config_of(D, blocks);
  ct_encoder *e = CT_TAKE(a, ct_encoder, 1);
  CT_INT(ct_encoder_layout(e, &c, TEXTS, a), CT_OK, "layout");
  ct_encoder_reset(e, 1);
  return e;
}

/* Texts of the given numbers of words, and words of 1, 2 and 3 ids in turn (the 18th and every 18th
 * after it has none), as tests/golden/make_golden.py makes them. */
static ct_input texts_of(ct_arena *a, const int *counts, int n) {
  int *words = CT_TAKE(a, int, n + 1), total = 0;
  words[0] = 0;
  for (int i = 0; i < n; i++) words[i + 1] = total += counts[i];
  int *starts = CT_TAKE(a, int, total + 1), *ids = CT_TAKE(a, int, 3 * total + 1);
  starts[0] = 0;
  for (int w = 0; w < total; w++) starts[w + 1] = starts[w] + (w % 18 == 17 ? 0 : 1 + w % 3);
  for (int k = 0; k < starts[total]; k++) ids[k] = (7 * k * k + 3 * k) % IDS;
  return (ct_input){.n = n, .ids = ids, .words = words, .word_starts = starts};
}

static const int few[TEXTS] = {2, 5, 1, 4, 0, 3, 6}, many[TEXTS] = {3, 0, 33, 1, 32, 0, 7};

/* Moves every parameter, so that no bias is 0 and no scale 1. */
static void move_params(ct_arena *a, ct_encoder *e) {
  const float *by = ct_test_floats(a, e->param_count, 12, -0.3f, 0.3f);
  for (int i = 0; i < e->param_count; i++) e->params[i] += by[i];
}

/* ---- the reference: one text at a time, in double, reading the tensors in their order */

typedef struct reading { const ct_encoder *e; const double *params; int tensor; } reading;

static const double *next(reading *r) {
  return r->params + r->e->tensors[r->tensor++].offset;
}

static double gelu(double x) {
  return 0.5 * x * (1 + tanh(sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
}

static void dense(double *y, const double *x, reading *r, int T, int in, int out) {
  const double *w = next(r), *b = next(r);
  for (int t = 0; t < T; t++)
    for (int o = 0; o < out; o++) {
      double sum = b[o];
      for (int i = 0; i < in; i++) sum += w[o * in + i] * x[t * in + i];
      y[t * out + o] = sum;
    }
}

static void layer_norm(double *y, const double *x, reading *r, int T, int D) {
  const double *gamma = next(r), *beta = next(r);
  for (int t = 0; t < T; t++, x += D, y += D) {
    double mean = 0, variance = 0;
    for (int d = 0; d < D; d++) mean += x[d] / D;
    for (int d = 0; d < D; d++) variance += (x[d] - mean) * (x[d] - mean) / D;
    for (int d = 0; d < D; d++) y[d] = (x[d] - mean) / sqrt(variance + 1e-5) * gamma[d] + beta[d];
  }
}

static void attend(double *y, const double *qkv, int T, int D) {
  int d = D / 4;
  for (int head = 0; head < 4; head++)
    for (int i = 0; i < T; i++) {
      double weight[CT_WORDS_MOST], sum = 0;
      const double *q = qkv + i * 3 * D + head * d;
      for (int j = 0; j < T; j++) {
        weight[j] = exp(check_dot(q, qkv + j * 3 * D + D + head * d, d) / sqrt(d));
        sum += weight[j];
      }
      for (int k = 0; k < d; k++) {
        y[i * D + head * d + k] = 0;
        for (int j = 0; j < T; j++)
          y[i * D + head * d + k] += weight[j] / sum * qkv[j * 3 * D + 2 * D + head * d + k];
      }
    }
}

static void add(double *x, const double *y, int n) {
  for (int i = 0; i < n; i++) x[i] += y[i];
}

/* The words of a text with their positions; returns how many are read. */
static int read_words(double *x, reading *r, const ct_input *in, int text, int D) {
  const double *table = next(r), *position = next(r);
  int T = in->words[text + 1] - in->words[text];
  if (T > 32) T = 32;
  for (int t = 0; t < T; t++, x += D, position += D) {
    const int *starts = in->word_starts + in->words[text] + t;
    double square = 0;
    for (int d = 0; d < D; d++) {
      x[d] = 0;
      for (int k = starts[0]; k < starts[1]; k++)
        x[d] += table[in->ids[k] * D + d] / (starts[1] - starts[0]);
      square += x[d] * x[d] / D;
    }
    for (int d = 0; d < D; d++) x[d] = x[d] / sqrt(square + 1e-6) + position[d];
  }
  return T;
}

static void reference(double *z, const ct_encoder *e, const double *params, const ct_input *in,
                      int text) {
  static double x[32 * 32], y[32 * 32], wide[32 * 128], mean[32], h[FEATURE];
  reading r = {e, params, 0};
  int D = e->config.hidden, T = read_words(x, &r, in, text, D);
  for (int block = 0; block < e->config.blocks; block++) {
    layer_norm(y, x, &r, T, D);
    dense(wide, y, &r, T, D, 3 * D);
    attend(y, wide, T, D);
    dense(wide, y, &r, T, D, D);
    add(x, wide, T * D);
    layer_norm(y, x, &r, T, D);
    dense(wide, y, &r, T, D, 4 * D);
    for (int i = 0; i < T * 4 * D; i++) wide[i] = gelu(wide[i]);
    dense(y, wide, &r, T, 4 * D, D);
    add(x, y, T * D);
  }
  layer_norm(y, x, &r, T, D);
  memset(mean, 0, sizeof mean);
  for (int i = 0; i < T * D; i++) mean[i % D] += y[i] / T;
  dense(h, mean, &r, 1, D, FEATURE);
  for (int i = 0; i < FEATURE; i++) h[i] = gelu(h[i]);
  dense(z, h, &r, 1, FEATURE, DIM);
}

typedef struct problem { const ct_encoder *e; const ct_input *x; const float *dz; } problem;

static double objective(const double *params, const void *shape) {
  const problem *p = shape;
  double sum = 0, z[DIM];
  for (int i = 0; i < p->x->n; i++) {
    reference(z, p->e, params, p->x, i);
    for (int d = 0; d < DIM; d++) sum += z[d] * (double)p->dz[i * DIM + d];
  }
  return sum;
}

/* Widths of which a head has whole vectors, tails, and one number. */
static const struct { int D, blocks; const int *counts; } shapes[] = {
  {16, 1, few}, {20, 2, many}, {8, 2, few}, {4, 1, many}, {28, 1, many},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

CT_TEST(forward_is_the_formula) {
  for (int k = 0; k < SHAPES; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, shapes[k].D, shapes[k].blocks);
    ct_input x = texts_of(a, shapes[k].counts, TEXTS);
    move_params(a, e);
    double *params = check_doubles(a, e->params, e->param_count), z[DIM];
    ct_encoder_forward(e, &x);
    for (int i = 0; i < TEXTS; i++) {
      reference(z, e, params, &x, i);
      for (int d = 0; d < DIM; d++)
        CT_NEAR(e->z[i * DIM + d], z[d], 2e-5, "shape %d: z [%d, %d]", k, i, d);
    }
  }
}

CT_TEST(backward_is_the_slope) {
  for (int k = 0; k < SHAPES; k++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, shapes[k].D, shapes[k].blocks);
    ct_input x = texts_of(a, shapes[k].counts, TEXTS);
    move_params(a, e);
    problem p = {e, &x, ct_test_floats(a, TEXTS * DIM, 2, -1, 1)};
    double *params = check_doubles(a, e->params, e->param_count);
    for (int i = 0; i < e->param_count; i++) e->grads[i] = 0.25f; /* the backward adds to this */
    ct_encoder_forward(e, &x);
    ct_encoder_backward(e, p.dz, &x);
    for (int t = 0; t < e->tensor_count; t++)
      for (int s = 0; s < 9; s++) { /* places spread over every tensor */
        int at = e->tensors[t].offset + s * (e->tensors[t].count - 1) / 8;
        double slope = check_slope(params, at, 1e-4, objective, &p);
        CT_NEAR((double)e->grads[at] - 0.25, slope, 5e-5 * (1 + fabs(slope)), "shape %d: %s [%d]",
                k, e->tensors[t].name, at - e->tensors[t].offset);
      }
  }
}

/* nn.TransformerEncoderLayer with norm_first, and its gradient in all parameters. */
CT_TEST(blocks_are_torch) {
  for (const golden *want = golden_transformer; want->B; want++) {
    ct_arena *a = ct_test_arena();
    ct_encoder *e = make(a, 8, 2);
    ct_input x = texts_of(a, few, want->B);
    int n = e->param_count;
    memcpy(e->params, ct_test_floats(a, n, GOLDEN_SEED + 10, -0.5f, 0.5f), sizeof(float) * n);
    float *dz = ct_test_floats(a, want->B * DIM, GOLDEN_SEED, -1, 1);
    double value = 0;
    ct_encoder_forward(e, &x);
    ct_encoder_backward(e, dz, &x);
    for (int i = 0; i < want->B * DIM; i++) value += (double)dz[i] * (double)e->z[i];
    check_golden(a, want, value, e->grads, n);
  }
}

CT_TEST(tensors_are_named_as_in_torch) {
  static const char *const names[] = {
    "backbone.0.weight", "backbone.2.weight", "backbone.3.norm1.weight", "backbone.3.norm1.bias",
    "backbone.3.self_attn.in_proj_weight", "backbone.3.self_attn.in_proj_bias",
    "backbone.3.self_attn.out_proj.weight", "backbone.3.self_attn.out_proj.bias",
    "backbone.3.norm2.weight", "backbone.3.norm2.bias", "backbone.3.linear1.weight",
    "backbone.3.linear1.bias", "backbone.3.linear2.weight", "backbone.3.linear2.bias",
    "backbone.4.weight", "backbone.4.bias", "backbone.6.weight", "backbone.6.bias",
    "head.0.weight", "head.0.bias",
  };
  int count = (int)(sizeof names / sizeof names[0]);
  ct_encoder *e = make(ct_test_arena(), 8, 1);
  CT_INT(e->tensor_count, count, "tensors");
  for (int i = 0; i < count; i++)
    CT_TRUE(strcmp(e->tensors[i].name, names[i]) == 0, "%s", e->tensors[i].name);
  CT_TRUE(e->tensors[0].touched && !e->tensors[1].touched && !e->tensors[1].decay, "tables");
}

/* ---- texts */

static float *embed(ct_arena *a, ct_encoder *e, const ct_input *x) {
  ct_encoder_evaluate(e, x);
  float *z = CT_TAKE(a, float, x->n * DIM);
  return memcpy(z, e->z, sizeof(float) * (size_t)(x->n * DIM));
}

/* A text is embedded alone as in a batch; a slice of a batch has the texts of the slice. */
CT_TEST(texts_do_not_see_each_other) {
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, 16, 2);
  ct_input x = texts_of(a, many, TEXTS);
  float *all = embed(a, e, &x);
  for (int i = 0; i < TEXTS; i++) {
    ct_input one = ct_input_slice(&x, i, 1, 0);
    float *z = embed(a, e, &one);
    for (int d = 0; d < DIM; d++) CT_NEAR(z[d], all[i * DIM + d], 1e-6, "text %d", i);
  }
}

/* Beyond its first 32 words a text is not read: neither embedded nor touched. */
CT_TEST(only_the_first_words_are_read) {
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, 8, 1);
  int ids[40], starts[41], words[2][2] = {{0, 40}, {0, CT_WORDS_MOST}};
  for (int w = 0; w < 40; w++) ids[w] = w < CT_WORDS_MOST ? w % 9 : 11, starts[w] = w;
  starts[40] = 40;
  float *z[2], dz[DIM] = {1, 2, 3};
  for (int k = 0; k < 2; k++) {
    ct_input x = {.n = 1, .ids = ids, .words = words[k], .word_starts = starts};
    z[k] = embed(a, e, &x);
    ct_encoder_forward(e, &x);
    ct_encoder_backward(e, dz, &x);
    CT_INT(e->touched.count, 9, "rows 0 to 8");
  }
  CT_INT(memcmp(z[0], z[1], sizeof(float) * DIM), 0, "the same bits");
}

/* The mean over no words is zeros, which goes through the layers behind; so do words of no ids. */
CT_TEST(texts_without_words_are_zeros) {
  static const int none[TEXTS] = {0}, one[1] = {0}, word[2] = {0, 1}, empty[2] = {0, 0};
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, 8, 1);
  ct_input texts[] = {texts_of(a, few, TEXTS), texts_of(a, none, TEXTS),
                      {.n = 1, .ids = one, .words = word, .word_starts = empty}};
  float *dz = ct_test_floats(a, TEXTS * DIM, 2, -1, 1);
  int mean = e->layer_count - 4; /* then dense, activation and head */
  CT_INT(e->layers[mean].kind, CT_LAYER_MEAN, "the mean");
  for (int k = 0; k < 3; k++) {
    ct_encoder_clear(e);
    ct_encoder_forward(e, &texts[k]);
    ct_encoder_backward(e, dz, &texts[k]);
    for (int i = 0; i < e->param_count; i++)
      CT_TRUE(e->grads[i] - e->grads[i] == 0, "input %d: gradient %d", k, i);
    CT_TRUE((e->touched.count > 0) == (k == 0), "input %d: touched rows", k);
    for (int i = 0; i < texts[k].n * 8; i++) {
      int words = texts[k].words[i / 8 + 1] - texts[k].words[i / 8];
      CT_TRUE((e->layers[mean].y[i] != 0) == (words > 0), "input %d: mean %d", k, i);
    }
  }
}

/* Without positions attention does not see the order of the words; with them it does. */
CT_TEST(positions_alone_tell_the_order) {
  static const int ids[2][6] = {{1, 2, 3, 4, 5, 6}, {3, 4, 1, 6, 2, 5}};
  static const int starts[] = {0, 1, 2, 3, 4, 5, 6}, words[] = {0, 6};
  ct_arena *a = ct_test_arena();
  ct_encoder *e = make(a, 16, 2);
  for (int positions = 1; positions >= 0; positions--) {
    double apart = 0;
    float *z[2];
    for (int k = 0; k < 2; k++)
      z[k] = embed(a, e, &(ct_input){.n = 1, .ids = ids[k], .words = words, .word_starts = starts});
    for (int d = 0; d < DIM; d++) apart = fmax(apart, fabs((double)z[0][d] - (double)z[1][d]));
    CT_TRUE(positions ? apart > 1e-3 : apart < 1e-6, "positions %d: %g", positions, apart);
    memset(e->params + e->tensors[1].offset, 0, sizeof(float) * (size_t)e->tensors[1].count);
  }
}

CT_TEST(only_texts_are_read) {
  static const struct { int D, blocks, words; ct_input_shape input; int status; } table[] = {
    {8, 1, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_OK},
    {8, 2, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_OK},
    {8, 1, 9, {CT_INPUT_PIXELS, {3, 5, 7}}, CT_E_CONFIG},
    {8, 1, 9, {CT_INPUT_FRAMES, {1, 5, 7}}, CT_E_CONFIG},
    {8, 1, 9, {CT_INPUT_VECTOR, {7, 1, 1}}, CT_E_CONFIG},
    {8, 1, 9, {CT_INPUT_ROWS, {7, 1, 1}}, CT_E_CONFIG},
    {8, 1, 9, {CT_INPUT_TOKENS, {0, 1, 1}}, CT_E_CONFIG},
    {8, 0, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
    {8, 3, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
    {8, 1, 0, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
    {6, 1, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
    {1028, 1, 9, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
    {1024, 1, 1 << 18, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_OK},
    {1024, 1, 1 << 19, {CT_INPUT_TOKENS, {7, 1, 1}}, CT_E_CONFIG},
  };
  for (int k = 0; k < (int)(sizeof table / sizeof table[0]); k++) {
    static ct_encoder e;
    ct_arena measure;
    ct_arena_measure(&measure);
    ct_encoder_config c = config_of(table[k].D, table[k].blocks);
    c.words = table[k].words, c.input = table[k].input;
    ct_status status = ct_encoder_layout(&e, &c, 2, &measure);
    int too_large = k == 12 && sizeof(size_t) == 4; /* 1 GB does not measure in 32 bits */
    CT_TRUE((int)status == table[k].status || too_large, "line %d: %d", k, status);
  }
}

CT_SUITE(transformer, forward_is_the_formula, backward_is_the_slope, blocks_are_torch,
         tensors_are_named_as_in_torch, texts_do_not_see_each_other, only_the_first_words_are_read,
         texts_without_words_are_zeros, positions_alone_tell_the_order, only_texts_are_read)
