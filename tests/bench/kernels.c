/* Times each kernel of the engine at the sizes that training gives it, and the machine's peak, on
 * one thread. The caller brings the clock, so the same file serves a native program (native.c) and
 * a wasm module (kernels.h lists its exports). A new kernel is a function
 * and a row of the table. */
#include <stdint.h>
#include "augment/image.h"
#include "base/arena.h"
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/conv.h"
#include "kernels/gemm.h"
#include "kernels/resample.h"
#include "kernels/rows.h"
#include "loss/clip.h"
#include "loss/ntxent.h"
#include "loss/siglip.h"
#include "nn/layers.h"
#include "nn/norm.h"
#include "nn/pool.h"
#include "optim/optim.h"
#include "kernels.h"

#define POOL_FLOATS (14 << 20) /* 59 MB: with everything else this fits a module of 64 MB */
#define VIEWS 512              /* the views of 256 pairs */

static float pool[POOL_FLOATS] __attribute__((aligned(64)));
static ct_arena arena;
static int opening;            /* 1: operands are filled as they are taken */
static uint32_t seed;          /* the seed of the next operand: 1, 2, ... */

/* ---- operands */

/* The same numbers as numbers() of peers/inputs.mjs: -1 .. 1,
 * by a multiplicative hash of the index. */
static void fill(float *x, int count) {
  for (int i = 0; i < count; i++) {
    uint32_t h = ((uint32_t)i + 1 + seed * 0x85ebca6bu) * 0x9e3779b1u;
    h = (h ^ (h >> 16)) * 0x45d9f3bu;
    h = (h ^ (h >> 16)) * 0x45d9f3bu;
    x[i] = (float)(h >> 8) / 0x800000 - 1;
  }
  seed++;
}

static float *take(int count) {
  float *x = CT_TAKE(&arena, float, count);
  if (x && opening) fill(x, count);
  return x;
}

/* ---- kernels: each takes sizes [4] and returns a number of its result, to compare contestants */

/* [m = n = k, form]; form: bit 0 set: A is transposed, bit 1 set: B is transposed */
static double gemm(const int *s) {
  int n = s[0], form = s[1];
  float *a = take(n * n), *b = take(n * n), *c = take(n * n);
  ct_matrix x = ct_matrix_of(a, n), y = ct_matrix_of(b, n);
  if (form & 1) x = ct_matrix_transpose(x);
  if (form & 2) y = ct_matrix_transpose(y);
  ct_gemm(c, n, x, y, n, n, n, CT_SET);
  return (double)c[0];
}

/* [inputs, outputs, direction]; direction: 0 forward, 1 backward */
static double dense(const int *s) {
  int in = s[0], out = s[1];
  float *x = take(VIEWS * in), *w = take(out * in), *b = take(out), *y = take(VIEWS * out);
  float *dx = take(VIEWS * in), *dw = take(out * in), *db = take(out);
  if (s[2]) ct_dense_backward(dx, CT_SET, dw, db, y, x, w, VIEWS, in, out);
  else ct_dense_forward(y, x, w, b, VIEWS, in, out);
  return 0;
}

enum { FORWARD, WEIGHTS, INPUT };
static const ct_conv convs[3] = {
  {3, 32, 32, 16, 5, 5, 2, 2}, {16, 16, 16, 32, 3, 3, 2, 1}, {32, 8, 8, 64, 3, 3, 2, 1},
};

/* [layer of the small CNN, direction]; direction: FORWARD, WEIGHTS or INPUT */
static double conv(const int *s) {
  const ct_conv *c = &convs[s[0]];
  int in = c->C * c->H * c->W, weights = c->O * c->C * c->kh * c->kw, side = c->H / 2;
  int out = c->O * side * side;
  float *x = take(VIEWS * in), *w = take(weights), *y = take(VIEWS * out);
  float *dx = take(VIEWS * in), *dw = take(weights);
  if (s[1] == FORWARD) ct_conv_forward(y, x, w, NULL, c, VIEWS, &arena);
  if (s[1] == WEIGHTS) ct_conv_backward(NULL, CT_SET, dw, NULL, y, x, w, c, VIEWS, &arena);
  if (s[1] == INPUT) ct_conv_backward(dx, CT_SET, NULL, NULL, y, x, w, c, VIEWS, &arena);
  return 0;
}

/* [channels, positions, direction] */
static double batch_norm(const int *s) {
  ct_norm_shape shape = {VIEWS, s[0], s[1]};
  int C = s[0], count = VIEWS * s[0] * s[1];
  float *x = take(count), *y = take(count), *dx = take(count), *gamma = take(C), *beta = take(C);
  float *mean = take(C), *inverse = take(C), *variance = take(C), *dgamma = take(C);
  float *dbeta = take(C);
  if (!s[2] || opening) ct_batch_norm_forward(y, mean, inverse, variance, x, gamma, beta, shape, 1);
  if (s[2])
    ct_batch_norm_backward(dx, CT_SET, dgamma, dbeta, y, x, mean, inverse, gamma, beta, shape, 1);
  return 0;
}

/* [width, direction] */
static double layer_norm(const int *s) {
  int D = s[0];
  float *x = take(VIEWS * D), *y = take(VIEWS * D), *dx = take(VIEWS * D), *gamma = take(D);
  float *beta = take(D), *mean = take(VIEWS), *inverse = take(VIEWS);
  float *dgamma = take(D), *dbeta = take(D);
  if (!s[1] || opening) ct_layer_norm_forward(y, mean, inverse, x, gamma, beta, VIEWS, D);
  if (s[1])
    ct_layer_norm_backward(dx, CT_SET, dgamma, dbeta, y, x, mean, inverse, gamma, VIEWS, D);
  return 0;
}

/* [planes per view, side, kind]; kind: 0 mean, 1 greatest */
static double pooling(const int *s) {
  int planes = VIEWS * s[0], size = s[1] * s[1];
  float *x = take(planes * size), *y = take(planes * size / 4);
  if (s[2]) ct_max_pool_forward(y, x, planes, s[1], s[1]);
  else ct_mean_pool_forward(y, x, planes, size);
  return 0;
}

/* [elements, activation, direction] */
static double activation(const int *s) {
  float *x = take(s[0]), *y = take(s[0]), *dx = take(s[0]);
  if (s[2]) ct_activation_backward(dx, CT_SET, y, x, (ct_activation)s[1], s[0]);
  else ct_activation_forward(y, x, (ct_activation)s[1], s[0]);
  return 0;
}

/* [elements, function]; function: 0 exp, 1 log */
static double elementary(const int *s) {
  float *x = take(s[0]), *y = take(s[0]);
  for (int i = 0; i < s[0]; i += 4) {
    f32x4 v = f32x4_load(x + i);
    f32x4_store(y + i, s[1] ? ct_logf4(v + 1) : ct_expf4(v));
  }
  return 0;
}

/* [rows, width] */
static double normalize(const int *s) {
  float *x = take(s[0] * s[1]), *y = take(s[0] * s[1]), *inverse = take(s[0]);
  return (double)ct_normalize_forward(y, inverse, x, s[0], s[1]);
}

/* [everything]; 1: every augmentation is on, 0: those of the simclr lab */
static double augment(const int *s) {
  static const ct_augment lab = {.crop = 0.6f, .rotate = 15, .jitter = 0.2f, .mean = 0.7f};
  static const ct_augment all = {.crop = 0.5f, .rotate = 15, .flip = 0.5f, .jitter = 0.5f,
                                 .grey = 0.2f, .blur = 0.5f, .cutout = 0.5f, .randconv = 0.5f,
                                 .mean = 0.7f};
  int size = 3 * 32 * 32;
  uint8_t *from = (uint8_t *)take(VIEWS * size / 4);
  float *views = take(VIEWS * size), *scratch = take((int)ct_resample_floats(32, 32));
  for (int i = 0; i < VIEWS; i++) {
    ct_rng r = ct_rng_make(1, CT_RNG_TEST, (uint64_t)i);
    ct_augment_image(views + i * size, from + i * size, 3, 32, 32, s[0] ? &all : &lab, &r,
                     scratch);
  }
  return 0;
}

/* [pairs, width] */
static double ntxent(const int *s) {
  float *z = take(2 * s[0] * s[1]), *dz = take(2 * s[0] * s[1]);
  double loss;
  if (!z || !dz || ct_ntxent(z, dz, s[0], s[1], 0.1f, &loss, &arena)) return __builtin_nan("");
  return loss;
}

/* [pairs, width, loss]; loss: 0 clip, 1 siglip, each with the scale that its paper starts from */
static double cross(const int *s) {
  int half = s[0] * s[1];
  float *x = take(2 * half), *dx = take(2 * half);
  ct_cross c = {.B = s[0], .D = s[1], .a = x, .b = x + half, .da = dx, .db = dx + half,
                .scale = s[2] ? 10 : 1 / 0.07, .bias = s[2] ? -10 : 0, .weight = 1};
  if (!x || !dx || (s[2] ? ct_siglip(&c, &arena) : ct_clip(&c, &arena)))
    return __builtin_nan("");
  return c.loss;
}

/* [parameters] */
static double adamw(const int *s) {
  static ct_optim o;
  ct_optim_config config = {.kind = CT_ADAMW, .beta1 = 0.9f, .beta2 = 0.999f, .epsilon = 1e-8f};
  ct_tensor whole = {.name = "all", .count = s[0], .rank = 1, .shape = {s[0]}};
  float *params = take(s[0]), *grads = take(s[0]);
  if (ct_optim_layout(&o, s[0], &whole, 1, &arena)) return __builtin_nan("");
  if (opening) ct_optim_reset(&o, &config);
  ct_optim_update(&o, params, grads, &whole, 1, 1e-3f);
  return 0;
}

/* ---- the table */

#define GEMM(n, form, text) \
  {"GEMM " #n " " text, "FLOP", 2.0 * n * n * n, gemm, {n, form}}
#define GEMMS(n) \
  GEMM(n, 0, "A B"), GEMM(n, 1, "A' B"), GEMM(n, 2, "A B'"), GEMM(n, 3, "A' B'")
/* A multiplication and an addition per weight, output and position, padded positions included. */
#define CONVS(layer, text, work)                                                       \
  {"convolution " text ", forward", "FLOP", work, conv, {layer, FORWARD}},             \
  {"convolution " text ", weight gradient", "FLOP", work, conv, {layer, WEIGHTS}},     \
  {"convolution " text ", input gradient", "FLOP", work, conv, {layer, INPUT}}
#define NTXENT(B) \
  {"NT-Xent " #B " pairs, value and gradient", "pair", B, ntxent, {B, 128}}
#define CROSS(name, B, loss) \
  {name " " #B " pairs, value and gradient", "pair", B, cross, {B, 128, loss}}

static const struct row {
  const char *name, *unit;
  double work;                      /* how many units one run has */
  double (*run)(const int *sizes);
  int sizes[4];
} rows[] = {
  GEMMS(256), GEMMS(512), GEMMS(1024),
  CONVS(0, "3 to 16, 5x5", 2.0 * VIEWS * 16 * 256 * 75),
  CONVS(1, "16 to 32, 3x3", 2.0 * VIEWS * 32 * 64 * 144),
  CONVS(2, "32 to 64, 3x3", 2.0 * VIEWS * 64 * 16 * 288),
  {"dense 1024 to 128, forward", "FLOP", 2.0 * VIEWS * 1024 * 128, dense, {1024, 128, 0}},
  {"dense 1024 to 128, backward", "FLOP", 4.0 * VIEWS * 1024 * 128, dense, {1024, 128, 1}},
  {"batch norm and ReLU, forward", "element", VIEWS * 16.0 * 256, batch_norm, {16, 256, 0}},
  {"batch norm and ReLU, backward", "element", VIEWS * 16.0 * 256, batch_norm, {16, 256, 1}},
  {"layer norm, forward", "element", VIEWS * 1024.0, layer_norm, {1024, 0}},
  {"layer norm, backward", "element", VIEWS * 1024.0, layer_norm, {1024, 1}},
  {"mean pooling", "element", VIEWS * 64.0 * 16, pooling, {64, 4, 0}},
  {"greatest of 2x2 pooling", "element", VIEWS * 16.0 * 256, pooling, {16, 16, 1}},
  {"ReLU, forward", "element", 1 << 19, activation, {1 << 19, CT_RELU, 0}},
  {"ReLU, backward", "element", 1 << 19, activation, {1 << 19, CT_RELU, 1}},
  {"GELU, forward", "element", 1 << 19, activation, {1 << 19, CT_GELU, 0}},
  {"GELU, backward", "element", 1 << 19, activation, {1 << 19, CT_GELU, 1}},
  {"exp", "element", 1 << 16, elementary, {1 << 16, 0}},
  {"log", "element", 1 << 16, elementary, {1 << 16, 1}},
  {"L2 normalisation", "element", VIEWS * 128.0, normalize, {VIEWS, 128}},
  {"AdamW", "element", 1 << 18, adamw, {1 << 18}},
  {"augmentation, as in the lab", "view", VIEWS, augment, {0}},
  {"augmentation, everything on", "view", VIEWS, augment, {1}},
  NTXENT(256), NTXENT(1024), NTXENT(4096), NTXENT(8192),
  CROSS("CLIP", 256, 0), CROSS("CLIP", 4096, 0), CROSS("SigLIP", 256, 1), CROSS("SigLIP", 4096, 1),
};

int bench_kernel_count(void) { return (int)(sizeof rows / sizeof rows[0]); }
const char *bench_kernel_name(int kernel) { return rows[kernel].name; }
const char *bench_kernel_unit(int kernel) { return rows[kernel].unit; }
double bench_kernel_work(int kernel) { return rows[kernel].work; }

double bench_run(int kernel) {
  arena.used = 0;
  return rows[kernel].run(rows[kernel].sizes);
}

double bench_open(int kernel) {
  ct_arena_init(&arena, pool, sizeof pool);
  opening = 1;
  seed = 1;
  double result = bench_run(kernel);
  opening = 0;
  return result;
}

/* ---- the machine */

#define CHAINS 13

/* Thirteen chains c = c x + y of four floats each, all in registers: a multiplication and an
 * addition for every pair that the GEMM has, without loads and stores. These are enough chains to
 * hide both latencies and few enough for V8's fifteen registers. On an EPYC 9005, 8 chains give
 * 41 GFLOP/s, 10 give 51, 12 and 13 give 61, and 14 spill. On a 9004, 12 chains have no slack and
 * mostly give 47, less than the GEMM's 50; 13 give 52 to 57. */
__attribute__((noinline)) float bench_peak(int turns) {
  f32x4 x = f32x4_splat(pool[0]), y = f32x4_splat(pool[1]), chain[CHAINS], sum = {0};
  for (int i = 0; i < CHAINS; i++) chain[i] = f32x4_load(pool + 4 * i);
  for (int t = 0; t < turns; t++) {
    for (int i = 0; i < CHAINS; i++) chain[i] = chain[i] * x + y;
  }
  for (int i = 0; i < CHAINS; i++) sum += chain[i];
  return f32x4_sum(sum);
}
