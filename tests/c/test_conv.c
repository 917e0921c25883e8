#include <float.h>
#include "ct_test.h"
#include "kernels/conv.h"

/* {C, H, W, O, kh, kw, stride, pad}, images: ones, primes, tails of four and eight, strides 1 to
 * 3, padding from none to more than the kernel, kernels that skip columns, the encoder's three
 * layers, and two with so many channels that only the panel of a single row fits. */
static const struct { ct_conv s; int n; } shapes[] = {
  {{1, 1, 1, 1, 1, 1, 1, 0}, 1},   {{1, 5, 7, 1, 3, 3, 1, 1}, 2},  {{2, 7, 5, 3, 3, 3, 1, 0}, 3},
  {{3, 8, 8, 5, 3, 3, 2, 1}, 5},   {{5, 11, 13, 7, 5, 3, 2, 2}, 2}, {{3, 9, 10, 9, 2, 4, 3, 1}, 3},
  {{4, 7, 7, 8, 1, 1, 2, 0}, 4},   {{2, 6, 6, 4, 1, 2, 3, 0}, 2},  {{1, 2, 3, 2, 3, 5, 1, 4}, 3},
  {{3, 4, 1, 11, 4, 1, 3, 3}, 7},  {{7, 1, 9, 2, 1, 9, 1, 3}, 2},  {{2, 1, 1, 3, 3, 3, 2, 1}, 300},
  {{3, 32, 32, 16, 5, 5, 2, 2}, 3}, {{16, 16, 16, 32, 3, 3, 2, 1}, 3},
  {{32, 8, 8, 64, 3, 3, 2, 1}, 19},
  {{260, 4, 5, 3, 3, 3, 1, 1}, 2}, {{3, 5, 4, 260, 3, 3, 1, 1}, 2},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

typedef struct data {
  ct_conv s;
  int n, Ho, Wo, inputs, weights, outputs;
  float *x, *w, *b, *y, *dy, *dx, *dw, *db;
} data;

static data make(ct_arena *a, int k) {
  data d = {.s = shapes[k].s, .n = shapes[k].n};
  const ct_conv *s = &d.s;
  d.Ho = ct_conv_out(s->H, s->kh, s->stride, s->pad);
  d.Wo = ct_conv_out(s->W, s->kw, s->stride, s->pad);
  d.inputs = d.n * s->C * s->H * s->W;
  d.weights = s->O * s->C * s->kh * s->kw;
  d.outputs = d.n * s->O * d.Ho * d.Wo;
  d.x = ct_test_floats(a, d.inputs, 1, -1, 1), d.w = ct_test_floats(a, d.weights, 2, -1, 1);
  d.b = ct_test_floats(a, s->O, 3, -1, 1), d.dy = ct_test_floats(a, d.outputs, 4, -1, 1);
  d.dx = ct_test_floats(a, d.inputs, 5, -1, 1), d.dw = ct_test_floats(a, d.weights, 6, -1, 1);
  d.db = ct_test_floats(a, s->O, 7, -1, 1), d.y = CT_TAKE(a, float, d.outputs + 1);
  d.y[d.outputs] = 77;
  return d;
}

static double *doubles(ct_arena *a, const float *x, int n) {
  double *out = CT_TAKE(a, double, n);
  for (int i = 0; i < n; i++) out[i] = x ? (double)x[i] : 0;
  return out;
}

/* Scratch of exactly the required size, full of NaN. */
static ct_arena *scratch_for(ct_arena *a, const ct_conv *s) {
  ct_arena *scratch = CT_TAKE(a, ct_arena, 1);
  size_t bytes = ct_conv_bytes(s);
  void *memory = ct_arena_take(a, bytes);
  CT_TRUE(memory != NULL, "the test arena is full");
  ct_arena_init(scratch, memory, bytes);
  return scratch;
}

/* Runs the body once for every product of the convolution: y[yi] gets w[wi] x[xi]. */
#define EVERY_PRODUCT(d, yi, wi, xi, body)                                                       \
  do {                                                                                           \
    const ct_conv *s_ = &(d)->s;                                                                 \
    for (int n_ = 0; n_ < (d)->n; n_++)                                                          \
      for (int o_ = 0; o_ < s_->O; o_++)                                                         \
        for (int i_ = 0; i_ < (d)->Ho; i_++)                                                     \
          for (int j_ = 0; j_ < (d)->Wo; j_++)                                                   \
            for (int c_ = 0; c_ < s_->C; c_++)                                                   \
              for (int u_ = 0; u_ < s_->kh; u_++)                                                \
                for (int v_ = 0; v_ < s_->kw; v_++) {                                            \
                  int r_ = i_ * s_->stride - s_->pad + u_, q_ = j_ * s_->stride - s_->pad + v_;  \
                  if (r_ < 0 || r_ >= s_->H || q_ < 0 || q_ >= s_->W) continue;                  \
                  int yi = ((n_ * s_->O + o_) * (d)->Ho + i_) * (d)->Wo + j_;                    \
                  int wi = ((o_ * s_->C + c_) * s_->kh + u_) * s_->kw + v_;                      \
                  int xi = ((n_ * s_->C + c_) * s_->H + r_) * s_->W + q_;                        \
                  body;                                                                          \
                }                                                                                \
  } while (0)

static void reference_forward(double *y, const data *d, const double *x, const double *w,
                              const float *b) {
  int area = d->Ho * d->Wo;
  for (int i = 0; i < d->outputs; i++) y[i] = b ? (double)b[i / area % d->s.O] : 0;
  EVERY_PRODUCT(d, yi, wi, xi, y[yi] += w[wi] * x[xi]);
}

CT_TEST(forward_is_the_formula) {
  for (int k = 0; k < SHAPES; k++) {
    ct_arena *a = ct_test_arena();
    data d = make(a, k);
    ct_arena *scratch = scratch_for(a, &d.s);
    double *y = CT_TAKE(a, double, d.outputs);
    double *x = doubles(a, d.x, d.inputs), *w = doubles(a, d.w, d.weights);
    for (int biased = 0; biased < 2; biased++) {
      ct_conv_forward(d.y, d.x, d.w, biased ? d.b : NULL, &d.s, d.n, scratch);
      reference_forward(y, &d, x, w, biased ? d.b : NULL);
      int terms = d.s.C * d.s.kh * d.s.kw;
      /* each product is below 1 and rounds its sum, which rarely comes near `terms` */
      for (int i = 0; i < d.outputs; i++)
        CT_NEAR(d.y[i], y[i], FLT_EPSILON * (terms + 2), "shape %d: [%d]", k, i);
    }
    CT_TRUE(d.y[d.outputs] == 77, "the float behind is untouched");
    CT_INT(scratch->used, 0, "scratch is given back");
  }
}

/* The reference of the gradients; a test below checks it by differences. */
static void reference_backward(double *dx, double *dw, const data *d) {
  EVERY_PRODUCT(d, yi, wi, xi, {
    dx[xi] += (double)d->dy[yi] * (double)d->w[wi];
    dw[wi] += (double)d->dy[yi] * (double)d->x[xi];
  });
}

CT_TEST(backward_adds_the_gradients) {
  for (int k = 0; k < SHAPES; k++) {
    ct_arena *a = ct_test_arena();
    data d = make(a, k);
    double *dx = doubles(a, d.dx, d.inputs), *dw = doubles(a, d.dw, d.weights);
    double *db = doubles(a, d.db, d.s.O);
    ct_conv_backward(d.dx, CT_ADD, d.dw, d.db, d.dy, d.x, d.w, &d.s, d.n, scratch_for(a, &d.s));
    reference_backward(dx, dw, &d);
    for (int i = 0; i < d.outputs; i++) db[i / (d.Ho * d.Wo) % d.s.O] += (double)d.dy[i];
    int terms = d.s.O * d.s.kh * d.s.kw, positions = d.n * d.Ho * d.Wo;
    for (int i = 0; i < d.inputs; i++)
      CT_NEAR(d.dx[i], dx[i], FLT_EPSILON * (terms + 2), "shape %d: dx [%d]", k, i);
    for (int i = 0; i < d.weights; i++)
      CT_NEAR(d.dw[i], dw[i], FLT_EPSILON * (positions + 2), "shape %d: dw [%d]", k, i);
    for (int i = 0; i < d.s.O; i++)
      CT_NEAR(d.db[i], db[i], FLT_EPSILON * (positions + 2), "shape %d: db [%d]", k, i);
  }
}

static double objective(double *y, const data *d, const double *x, const double *w) {
  double sum = 0;
  reference_forward(y, d, x, w, NULL);
  for (int i = 0; i < d->outputs; i++) sum += y[i] * (double)d->dy[i];
  return sum;
}

CT_TEST(gradients_are_slopes) {
  for (int k = 0; k < 9; k++) { /* only the small shapes */
    ct_arena *a = ct_test_arena();
    data d = make(a, k);
    double *x = doubles(a, d.x, d.inputs), *w = doubles(a, d.w, d.weights);
    double *y = CT_TAKE(a, double, d.outputs), h = 0.5; /* bilinear: any h is exact */
    memset(d.dx, 0, sizeof(float) * (size_t)d.inputs);
    memset(d.dw, 0, sizeof(float) * (size_t)d.weights);
    ct_conv_backward(d.dx, CT_ADD, d.dw, NULL, d.dy, d.x, d.w, &d.s, d.n, scratch_for(a, &d.s));
    for (int i = 0; i < d.inputs + d.weights; i++) {
      double *at = i < d.inputs ? x + i : w + i - d.inputs;
      double got = (double)(i < d.inputs ? d.dx[i] : d.dw[i - d.inputs]);
      *at += h;
      double above = objective(y, &d, x, w);
      *at -= 2 * h;
      double below = objective(y, &d, x, w);
      *at += h;
      CT_NEAR(got, (above - below) / (2 * h), 1e-5, "shape %d: [%d]", k, i);
    }
  }
}

CT_TEST(missing_gradients_are_left_out) {
  ct_arena *a = ct_test_arena();
  data d = make(a, 3);
  ct_arena *scratch = scratch_for(a, &d.s);
  float *dw = CT_TAKE(a, float, d.weights), *dx = CT_TAKE(a, float, d.inputs);
  memcpy(dw, d.dw, sizeof(float) * (size_t)d.weights);
  memcpy(dx, d.dx, sizeof(float) * (size_t)d.inputs);
  ct_conv_backward(NULL, CT_ADD, d.dw, NULL, d.dy, d.x, d.w, &d.s, d.n, scratch);
  ct_conv_backward(d.dx, CT_ADD, NULL, NULL, d.dy, d.x, d.w, &d.s, d.n, scratch);
  ct_conv_backward(dx, CT_ADD, dw, d.db, d.dy, d.x, d.w, &d.s, d.n, scratch);
  CT_TRUE(memcmp(dw, d.dw, sizeof(float) * (size_t)d.weights) == 0, "dw alone");
  CT_TRUE(memcmp(dx, d.dx, sizeof(float) * (size_t)d.inputs) == 0, "dx alone");
}

/* Twice the input gives exactly twice the output, and an image's output does not depend on the
 * other images of its group. */
CT_TEST(linear_and_image_by_image) {
  for (int k = 0; k < SHAPES; k++) {
    ct_arena *a = ct_test_arena();
    data d = make(a, k);
    ct_arena *scratch = scratch_for(a, &d.s);
    float *y = CT_TAKE(a, float, d.outputs);
    int in = d.inputs / d.n, out = d.outputs / d.n;
    ct_conv_forward(d.y, d.x, d.w, NULL, &d.s, d.n, scratch);
    for (int i = 0; i < d.n; i++)
      ct_conv_forward(y + i * out, d.x + i * in, d.w, NULL, &d.s, 1, scratch);
    CT_TRUE(memcmp(y, d.y, sizeof(float) * (size_t)d.outputs) == 0, "shape %d: one by one", k);
    for (int i = 0; i < d.inputs; i++) d.x[i] *= 2;
    ct_conv_forward(y, d.x, d.w, NULL, &d.s, d.n, scratch);
    for (int i = 0; i < d.outputs; i++)
      CT_TRUE(y[i] == 2 * d.y[i], "shape %d: [%d]", k, i);
  }
}

/* An input shifted by the stride gives outputs shifted by one, to the bit, away from the edges. */
CT_TEST(shifts_go_through) {
  for (int stride = 1; stride <= 3; stride++) {
    ct_conv s = {3, 12, 14, 5, 3, 3, stride, 0};
    ct_arena *a = ct_test_arena();
    int Ho = ct_conv_out(s.H, 3, stride, 0), Wo = ct_conv_out(s.W, 3, stride, 0);
    float *x = ct_test_floats(a, 3 * 12 * 14, 1, -1, 1), *w = ct_test_floats(a, 5 * 27, 2, -1, 1);
    float *moved = CT_TAKE(a, float, 3 * 12 * 14), *y = CT_TAKE(a, float, 5 * Ho * Wo);
    float *z = CT_TAKE(a, float, 5 * Ho * Wo);
    memset(moved, 0, sizeof(float) * 3 * 12 * 14);
    for (int c = 0; c < 3; c++)
      for (int i = stride; i < 12; i++)
        for (int j = stride; j < 14; j++)
          moved[(c * 12 + i) * 14 + j] = x[(c * 12 + i - stride) * 14 + j - stride];
    ct_conv_forward(y, x, w, NULL, &s, 1, scratch_for(a, &s));
    ct_conv_forward(z, moved, w, NULL, &s, 1, scratch_for(a, &s));
    for (int o = 0; o < 5; o++)
      for (int i = 1; i < Ho; i++)
        for (int j = 1; j < Wo; j++)
          CT_TRUE(z[(o * Ho + i) * Wo + j] == y[(o * Ho + i - 1) * Wo + j - 1], "stride %d: %d %d",
                  stride, i, j);
  }
}

CT_SUITE(conv, forward_is_the_formula, backward_adds_the_gradients, gradients_are_slopes,
         missing_gradients_are_left_out, linear_and_image_by_image, shifts_go_through)
