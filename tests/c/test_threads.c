/* One, two and three threads give the same bits: for every kernel that is cut into tasks, on
 * shapes large enough to be cut, and for whole training steps. build/check_threads has threads;
 * the other builds have one thread and check that two runs agree. */
#include "ct_test.h"
#include "kernels/conv.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"
#include "loss/clip.h"
#include "loss/infonce.h"
#include "loss/negatives.h"
#include "loss/ntxent.h"
#include "loss/siglip.h"
#include "loss/swav.h"
#include "nn/layers.h"
#include "nn/norm.h"
#include "nn/words.h"
#include "sample_pack.h"
#include "threads.h"
#include "train/trainer.h"

/* Returns the floats that must be the same; the arena is released afterwards. */
typedef float *(*work)(ct_arena *a, int shape, int *count);

static void same_on_threads(work run, int shapes, const char *what) {
  for (int k = 0; k < shapes; k++) {
    ct_arena *a = ct_test_arena();
    int count = 0, again = 0;
    ct_test_helpers(0);
    float *alone = run(a, k, &count);
    for (int helpers = 1; helpers <= 2; helpers++)
      for (int time = 0; time < 2; time++) {
        size_t mark = ct_arena_mark(a);
        ct_test_helpers(helpers);
        float *together = run(a, k, &again);
        CT_INT(again, count, "%s: floats", what);
        CT_TRUE(memcmp(alone, together, sizeof(float) * (size_t)count) == 0,
                "%s: shape %d, %d helpers", what, k, helpers);
        ct_arena_release(a, mark);
      }
  }
}

static const struct { int m, n, k; } products[] = {
  {521, 131, 307}, {128, 1031, 257}, {67, 513, 1021}, {1, 600, 300}, {1009, 3, 5}, {512, 128, 256},
};

static float *multiply(ct_arena *a, int shape, int *count) {
  int m = products[shape].m, n = products[shape].n, k = products[shape].k;
  *count = m * n;
  float *x = ct_test_floats(a, m * k, 1, -1, 1), *y = ct_test_floats(a, k * n, 2, -1, 1);
  float *c = ct_test_floats(a, m * n, 3, -1, 1);
  ct_matrix right = ct_matrix_transpose(ct_matrix_of(y, k));
  ct_gemm(c, n, ct_matrix_of(x, k), right, m, n, k, CT_ADD);
  return c;
}

/* {C, H, W, O, kh, kw, stride, pad}, images */
static const struct { ct_conv s; int n; } convolutions[] = {
  {{3, 32, 32, 16, 5, 5, 2, 2}, 67},  {{16, 16, 16, 32, 3, 3, 2, 1}, 37},
  {{32, 8, 8, 64, 3, 3, 2, 1}, 131},  {{5, 13, 11, 7, 3, 3, 1, 1}, 101},
  {{3, 9, 10, 9, 2, 4, 3, 1}, 211},   {{97, 5, 5, 139, 3, 3, 1, 1}, 7},
  {{2, 3, 3, 3, 1, 1, 2, 0}, 5},
};

/* y, dx, dw and db, one after the other. */
static float *convolve(ct_arena *a, int shape, int *count) {
  const ct_conv *s = &convolutions[shape].s;
  int n = convolutions[shape].n, in = n * s->C * s->H * s->W, taps = s->O * s->C * s->kh * s->kw;
  int out = n * s->O * ct_conv_out(s->H, s->kh, s->stride, s->pad) *
            ct_conv_out(s->W, s->kw, s->stride, s->pad);
  *count = out + in + taps + s->O;
  float *all = ct_test_floats(a, *count, 1, -1, 1);
  float *x = ct_test_floats(a, in, 2, -1, 1), *w = ct_test_floats(a, taps, 3, -1, 1);
  float *b = ct_test_floats(a, s->O, 4, -1, 1), *dy = ct_test_floats(a, out, 5, -1, 1);
  float *dx = all + out, *dw = dx + in, *db = dw + taps;
  ct_conv_forward(all, x, w, b, s, n, a);
  ct_conv_backward(dx, CT_ADD, dw, db, dy, x, w, s, n, a);
  return all;
}

static const ct_norm_shape norms[] = {
  {67, 16, 256}, {131, 31, 61}, {257, 67, 16}, {509, 131, 1}, {3, 5, 7},
};

/* y, dx, y of the evaluation, then dgamma, dbeta, mean, inverse and variance. */
static float *normalise(ct_arena *a, int shape, int *count) {
  ct_norm_shape s = norms[shape];
  int all = s.n * s.C * s.S, C = s.C;
  *count = 3 * all + 5 * C;
  float *y = ct_test_floats(a, *count, 1, -1, 1), *dx = y + all, *plain = dx + all;
  float *rest = plain + all, *mean = rest + 2 * C, *inverse = mean + C, *variance = inverse + C;
  float *x = ct_test_floats(a, all, 2, -1, 2), *dy = ct_test_floats(a, all, 3, -1, 1);
  float *gamma = ct_test_floats(a, C, 4, -1, 1), *beta = ct_test_floats(a, C, 5, -1, 1);
  ct_batch_norm_forward(y, mean, inverse, variance, x, gamma, beta, s, 1);
  ct_batch_norm_backward(dx, CT_ADD, rest, rest + C, dy, x, mean, inverse, gamma, beta, s, 1);
  ct_batch_norm_apply(plain, mean, variance, x, gamma, beta, s, 0);
  return y;
}

/* Forward and backward of each activation, then of the L2 normalisation. */
static float *activate(ct_arena *a, int shape, int *count) {
  int R = 1009, N = 67, n = R * N;
  *count = 2 * n + R;
  float *y = ct_test_floats(a, *count, 1, -1, 1), *dx = y + n, *inverse = dx + n;
  float *x = ct_test_floats(a, n, 2, -3, 3), *dy = ct_test_floats(a, n, 3, -1, 1);
  if (shape < CT_ACTIVATION_COUNT) {
    ct_activation_forward(y, x, (ct_activation)shape, n);
    ct_activation_backward(dx, CT_ADD, dy, x, (ct_activation)shape, n);
  } else {
    CT_INT(ct_normalize_forward(y, inverse, x, R, N), CT_OK, "rows have lengths");
    ct_normalize_backward(dx, dy, y, inverse, R, N);
  }
  return y;
}

/* Tiles of 64 and of 128, even and odd numbers of them, all kept or not; one shift, and many. */
static const struct { int B, D; float tau; } contrasts[] = {
  {67, 31, 0.1f}, {256, 64, 0.1f}, {521, 17, 0.1f}, {521, 17, 0.01f}, {1409, 5, 0.1f},
};

/* The gradient and then the loss. */
static float *contrast(ct_arena *a, int shape, int *count) {
  int B = contrasts[shape].B, D = contrasts[shape].D, n = 2 * B * D;
  *count = n + 2;
  float *dz = ct_test_floats(a, *count, 1, -1, 1), *z = ct_test_floats(a, n, 2, -1, 1);
  double loss = 0;
  CT_INT(ct_ntxent(z, dz, B, D, contrasts[shape].tau, &loss, a), CT_OK, "shape %d", shape);
  memcpy(dz + n, &loss, sizeof loss);
  return dz;
}

/* The same of two batches, by clip and siglip in turn. */
static const struct { int B, D; double scale, bias; } crosses[] = {
  {131, 31, 10, -10}, {512, 17, 14, -12}, {577, 17, 10, -10}, {577, 17, 60, -90},
  {2051, 5, 10, -10},
};

/* The gradients, then the loss and its slopes. */
static float *cross(ct_arena *a, int shape, int *count) {
  int B = crosses[shape / 2].B, D = crosses[shape / 2].D, half = B * D;
  *count = 2 * half + 6;
  float *dx = ct_test_floats(a, *count, 1, -1, 1), *x = ct_test_floats(a, 2 * half, 2, -1, 1);
  ct_cross c = {.B = B, .D = D, .a = x, .b = x + half, .da = dx, .db = dx + half, .weight = 1,
                .scale = crosses[shape / 2].scale, .bias = crosses[shape / 2].bias};
  CT_INT(shape % 2 ? ct_siglip(&c, a) : ct_clip(&c, a), CT_OK, "shape %d", shape);
  double numbers[3] = {c.loss, c.dscale, c.dbias};
  memcpy(dx + 2 * half, numbers, sizeof numbers);
  return dx;
}

/* Losses that use other code than NT-Xent: rows of pairs, keys, prototypes. Only the gradient. */
static float *lose(ct_arena *a, int shape, int *count) {
  int B = 130, D = 67, K = 1021;
  float *dz = ct_test_floats(a, 2 * B * D, 1, -1, 1), *z = ct_test_floats(a, 2 * B * D, 2, -1, 1);
  float *keys = ct_test_floats(a, K * D, 3, -0.1f, 0.1f);
  double loss;
  *count = 2 * B * D;
  if (shape == 0) {
    CT_INT(ct_hard_negative(z, dz, B, D, 0.2f, 0.1f, 1, &loss, a), CT_OK, "pairs");
  } else if (shape == 1) {
    CT_INT(ct_infonce(z, dz, z + B * D, keys, B, D, K, 0.2f, NULL, &loss, a), CT_OK, "keys");
  } else {
    ct_swav_setting setting = {2, 0.1f, 0.05f, 3};
    float *codes = ct_test_floats(a, 2 * B * K, 4, 0, 1);
    CT_INT(ct_swav(z, dz, keys, NULL, B, D, K, setting, codes, &loss, a), CT_OK, "prototypes");
  }
  return dz;
}

/* The parameters after two updates by each optimiser. */
static float *optimise(ct_arena *a, int kind, int *count) {
  int n = 70 * 998 + 101;
  ct_tensor tensors[] = {{.count = n - 101, .shape = {70, 998}, .rank = 2, .decay = 1},
                         {.offset = n - 101, .count = 101, .shape = {101}, .rank = 1}};
  ct_optim_config c = {.kind = (ct_optim_kind)kind, .momentum = 0.9f, .beta1 = 0.9f,
                       .beta2 = 0.99f, .epsilon = 1e-8f, .weight_decay = 0.1f, .trust = 0.01f};
  ct_optim o;
  *count = n;
  float *params = ct_test_floats(a, n, 1, -1, 1), *grads = ct_test_floats(a, n, 2, -1, 1);
  CT_INT(ct_optim_layout(&o, n, tensors, 2, a), CT_OK, "layout");
  ct_optim_reset(&o, &c);
  for (int t = 0; t < 2; t++) ct_optim_update(&o, params, grads, tensors, 2, 0.1f);
  return params;
}

/* The parameters after two updates of 1,300 rows of a table, more than one task does. */
static float *optimise_rows(ct_arena *a, int kind, int *count) {
  int rows = 2000, D = 35, n = rows * D, *ids = CT_TAKE(a, int, 1300);
  ct_touched touched;
  ct_tensor table = {.count = n, .shape = {rows, D}, .rank = 2, .touched = &touched};
  ct_optim_config c = {.kind = (ct_optim_kind)kind, .momentum = 0.9f, .beta1 = 0.9f,
                       .beta2 = 0.99f, .epsilon = 1e-8f, .trust = 0.01f};
  ct_optim o;
  *count = n;
  float *params = ct_test_floats(a, n, 1, -1, 1), *grads = ct_test_floats(a, n, 2, -1, 1);
  for (int i = 0; i < 1300; i++) ids[i] = i * 7 % rows;
  CT_INT(ct_touched_layout(&touched, rows, a), CT_OK, "rows");
  ct_touched_reset(&touched, rows);
  ct_touched_add(&touched, &(ct_input){.n = 1300, .ids = ids});
  CT_INT(ct_optim_layout(&o, n, &table, 1, a), CT_OK, "layout");
  ct_optim_reset(&o, &c);
  for (int t = 0; t < 2; t++) ct_optim_update(&o, params, grads, &table, 1, 0.1f);
  return params;
}

/* The embeddings of texts read by a transformer and the gradient of its parameters: of many short
 * texts, and of a few long ones. */
static float *read_texts(ct_arena *a, int shape, int *count) {
  int n = shape ? 7 : 67, most = shape ? 40 : 9, total = 0, D = 36;
  ct_encoder_config c = {.kind = CT_ENCODER_TRANSFORMER, .input = {CT_INPUT_TOKENS, {500, 1, 1}},
                         .hidden = D, .feature = 40, .head = 1, .dim = 24, .activation = CT_RELU,
                         .blocks = 2, .words = n * CT_WORDS_MOST};
  int *words = CT_TAKE(a, int, n + 1), *starts = CT_TAKE(a, int, n * most + 1);
  int *ids = CT_TAKE(a, int, 3 * n * most);
  ct_encoder *e = CT_TAKE(a, ct_encoder, 1);
  CT_INT(ct_encoder_layout(e, &c, n, a), CT_OK, "layout");
  ct_encoder_reset(e, 1);
  words[0] = starts[0] = 0;
  for (int i = 0; i < n; i++) words[i + 1] = total += (i * 5) % (most + 1);
  for (int w = 0; w < total; w++) starts[w + 1] = starts[w] + w % 4;
  for (int k = 0; k < starts[total]; k++) ids[k] = (k * 37) % 500;
  ct_input x = {.n = n, .ids = ids, .words = words, .word_starts = starts};
  float *dz = ct_test_floats(a, n * 24, 2, -1, 1);
  ct_encoder_forward(e, &x);
  ct_encoder_backward(e, dz, &x);
  *count = n * 24 + e->param_count;
  float *all = CT_TAKE(a, float, *count);
  memcpy(all, e->z, sizeof(float) * (size_t)(n * 24));
  memcpy(all + n * 24, e->grads, sizeof(float) * (size_t)e->param_count);
  return all;
}

/* The parameters after five steps, with the running statistics behind them. */
static float *train(ct_arena *a, int shape, int *count) {
  static const struct { ct_encoder_kind encoder; ct_optim_kind optimizer; int pairs; } runs[] = {
    {CT_ENCODER_CNN, CT_ADAMW, 37}, {CT_ENCODER_CNN, CT_LARS, 64}, {CT_ENCODER_MLP, CT_SGD, 61},
    {CT_ENCODER_RESNET, CT_ADAMW, 29},
  };
  sample_shape drawings = {150, 3, 3, 32, 32, 2};
  ct_config c;
  ct_pack pack;
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  ct_config_defaults(&c);
  c.data = CT_DATA_EMOJI, c.encoder = runs[shape].encoder, c.optimizer = runs[shape].optimizer;
  c.pairs = runs[shape].pairs, c.dim = 29, c.tau = 0.2f, c.lr = 0.01f;
  c.crop = 0.5f, c.rotate = 20, c.jitter = 0.5f, c.flip = c.grey = 0.5f;
  c.gaussian_blur = c.cutout = c.randconv = 0.5f;
  CT_INT(ct_pack_open(&pack, sample_pack(a, drawings), sample_bytes(drawings), NULL), CT_OK, "open");
  CT_INT(ct_trainer_layout(t, &c, &pack, a), CT_OK, "layout");
  ct_trainer_reset(t);
  for (int i = 0; i < 5; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %d", i);
  ct_encoder *e = t->encoder;
  *count = e->param_count + e->state_count;
  float *all = CT_TAKE(a, float, *count);
  memcpy(all, e->params, sizeof(float) * (size_t)e->param_count);
  memcpy(all + e->param_count, e->state, sizeof(float) * (size_t)e->state_count);
  return all;
}

#define SHAPES(table) ((int)(sizeof table / sizeof *table))

CT_TEST(products_agree) { same_on_threads(multiply, SHAPES(products), "GEMM"); }
CT_TEST(convolutions_agree) {
  same_on_threads(convolve, SHAPES(convolutions), "convolution");
}
CT_TEST(norms_agree) { same_on_threads(normalise, SHAPES(norms), "batch norm"); }
CT_TEST(rows_agree) { same_on_threads(activate, CT_ACTIVATION_COUNT + 1, "rows"); }
CT_TEST(contrasts_agree) { same_on_threads(contrast, SHAPES(contrasts), "NT-Xent"); }
CT_TEST(crosses_agree) { same_on_threads(cross, 2 * SHAPES(crosses), "clip and siglip"); }
CT_TEST(losses_agree) { same_on_threads(lose, 3, "loss"); }
CT_TEST(updates_agree) { same_on_threads(optimise, CT_OPTIM_COUNT, "optimiser"); }
CT_TEST(updates_of_rows_agree) {
  same_on_threads(optimise_rows, CT_OPTIM_COUNT, "optimiser of rows");
}
CT_TEST(texts_agree) { same_on_threads(read_texts, 2, "transformer"); }
CT_TEST(training_agrees) { same_on_threads(train, 4, "training"); }

CT_SUITE(threads, products_agree, convolutions_agree, norms_agree, rows_agree, contrasts_agree,
         crosses_agree, losses_agree, updates_agree, updates_of_rows_agree, texts_agree,
         training_agrees)
