#include "nn/norm.h"

#include <stddef.h>
#include <string.h>
#include "base/elementary.h"
#include "base/vec.h"

/* Channels whose sums are kept at once, so that memory is read in order. */
#define BLOCK 64

/* ---- one run of n neighbours. Sums of a run are single, of runs double. */

static float sum_run(const float *x, int n) {
  f32x4 s0 = f32x4_splat(0), s1 = s0;
  int i = 0;
  for (; i + 8 <= n; i += 8) s0 += f32x4_load(x + i), s1 += f32x4_load(x + i + 4);
  for (; i + 4 <= n; i += 4) s0 += f32x4_load(x + i);
  float sum = f32x4_sum(s0 + s1);
  for (; i < n; i++) sum += x[i];
  return sum;
}

static float square_run(const float *x, float mean, int n) {
  f32x4 s0 = f32x4_splat(0), s1 = s0, d;
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    d = f32x4_load(x + i) - mean, s0 += d * d;
    d = f32x4_load(x + i + 4) - mean, s1 += d * d;
  }
  for (; i + 4 <= n; i += 4) d = f32x4_load(x + i) - mean, s0 += d * d;
  float sum = f32x4_sum(s0 + s1);
  for (; i < n; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum;
}

/* y = (x - mean) scale + shift, then max(y, floor); NaN stays NaN. */
static void scale_run(float *y, const float *x, float mean, float scale, float shift, float floor,
                      int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 v = (f32x4_load(x + i) - mean) * scale + shift;
    f32x4_store(y + i, f32x4_max(v, f32x4_splat(floor)));
  }
  for (; i < n; i++) {
    float v = (x[i] - mean) * scale + shift;
    y[i] = v < floor ? floor : v;
  }
}

/* What both passes of a channel's backward need. */
typedef struct slope {
  float mean, scale, shift, floor; /* dy counts where the forward's output is above floor */
} slope;

static f32x4 passed(f32x4 dy, f32x4 centred, slope s) {
  return f32x4_select(centred * s.scale + s.shift > s.floor, dy, f32x4_splat(0));
}

static float passed_one(float dy, float centred, slope s) {
  return centred * s.scale + s.shift > s.floor ? dy : 0;
}

/* Adds to *sum the passed dy, to *along their products with x - mean. */
static void backward_sums(double *sum, double *along, const float *dy, const float *x, slope s,
                          int n) {
  f32x4 a = f32x4_splat(0), b = a;
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 centred = f32x4_load(x + i) - s.mean, d = passed(f32x4_load(dy + i), centred, s);
    a += d, b += d * centred;
  }
  float total = f32x4_sum(a), product = f32x4_sum(b);
  for (; i < n; i++) {
    float centred = x[i] - s.mean, d = passed_one(dy[i], centred, s);
    total += d, product += d * centred;
  }
  *sum += (double)total;
  *along += (double)product;
}

/* dx += scale dy + slant (x - mean) + level */
static void backward_run(float *dx, const float *dy, const float *x, slope s, float slant,
                         float level, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 centred = f32x4_load(x + i) - s.mean, d = passed(f32x4_load(dy + i), centred, s);
    f32x4_store(dx + i, f32x4_load(dx + i) + (d * s.scale + (centred * slant + level)));
  }
  for (; i < n; i++) {
    float centred = x[i] - s.mean;
    dx[i] += passed_one(dy[i], centred, s) * s.scale + (centred * slant + level);
  }
}

/* ---- batch norm */

static const float no_floor = -__builtin_inff();

static size_t run_at(ct_norm_shape s, int image, int channel) {
  return ((size_t)image * (size_t)s.C + (size_t)channel) * (size_t)s.S;
}

static void scale_all(float *y, const float *x, const float *mean, const float *inverse,
                      const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  for (int i = 0; i < s.n; i++)
    for (int c = 0; c < s.C; c++) {
      size_t at = run_at(s, i, c);
      scale_run(y + at, x + at, mean[c], inverse[c] * gamma[c], beta[c], relu ? 0 : no_floor, s.S);
    }
}

static void find_statistics(float *mean, float *inverse, float *variance, const float *x,
                            ct_norm_shape s, int first, int channels) {
  double sum[BLOCK] = {0}, square[BLOCK] = {0}, count = (double)s.n * s.S;
  for (int i = 0; i < s.n; i++)
    for (int c = 0; c < channels; c++) sum[c] += (double)sum_run(x + run_at(s, i, first + c), s.S);
  for (int c = 0; c < channels; c++) mean[first + c] = (float)(sum[c] / count);
  for (int i = 0; i < s.n; i++)
    for (int c = 0; c < channels; c++)
      square[c] += (double)square_run(x + run_at(s, i, first + c), mean[first + c], s.S);
  for (int c = 0; c < channels; c++) {
    double biased = square[c] / count + (double)CT_NORM_EPSILON;
    inverse[first + c] = (float)(1 / ct_sqrt(biased));
    variance[first + c] = (float)(square[c] / (count > 1 ? count - 1 : 1));
  }
}

void ct_batch_norm_forward(float *y, float *mean, float *inverse, float *variance, const float *x,
                           const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  for (int c = 0; c < s.C; c += BLOCK)
    find_statistics(mean, inverse, variance, x, s, c, s.C - c < BLOCK ? s.C - c : BLOCK);
  scale_all(y, x, mean, inverse, gamma, beta, s, relu);
}

typedef struct backward {
  float *dx, *dgamma, *dbeta;
  const float *dy, *x, *mean, *inverse, *gamma, *beta;
} backward;

static slope slope_of(const backward *b, int c, int relu) {
  return (slope){b->mean[c], b->inverse[c] * b->gamma[c], b->beta[c], relu ? 0 : no_floor};
}

/* dx = gamma / sigma (dy - mean(dy) - x^ mean(dy x^)), x^ the normalised x */
static void backward_block(const backward *b, ct_norm_shape s, int first, int channels, int relu) {
  double sum[BLOCK] = {0}, along[BLOCK] = {0}, count = (double)s.n * s.S;
  for (int i = 0; i < s.n; i++)
    for (int c = 0; c < channels; c++) {
      size_t at = run_at(s, i, first + c);
      backward_sums(&sum[c], &along[c], b->dy + at, b->x + at, slope_of(b, first + c, relu), s.S);
    }
  float slant[BLOCK], level[BLOCK];
  for (int c = 0; c < channels; c++) {
    double inverse = (double)b->inverse[first + c], scale = inverse * (double)b->gamma[first + c];
    if (b->dgamma) b->dgamma[first + c] += (float)(along[c] * inverse);
    if (b->dbeta) b->dbeta[first + c] += (float)sum[c];
    slant[c] = (float)(-scale * inverse * inverse * along[c] / count);
    level[c] = (float)(-scale * sum[c] / count);
  }
  if (!b->dx) return;
  for (int i = 0; i < s.n; i++)
    for (int c = 0; c < channels; c++) {
      size_t at = run_at(s, i, first + c);
      backward_run(b->dx + at, b->dy + at, b->x + at, slope_of(b, first + c, relu), slant[c],
                   level[c], s.S);
    }
}

void ct_batch_norm_backward(float *dx, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  backward b = {dx, dgamma, dbeta, dy, x, mean, inverse, gamma, beta};
  for (int c = 0; c < s.C; c += BLOCK)
    backward_block(&b, s, c, s.C - c < BLOCK ? s.C - c : BLOCK, relu);
}

void ct_batch_norm_apply(float *y, const float *mean, const float *variance, const float *x,
                         const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  for (int first = 0; first < s.C; first += BLOCK) {
    float inverse[BLOCK];
    int channels = s.C - first < BLOCK ? s.C - first : BLOCK;
    for (int c = 0; c < channels; c++)
      inverse[c] = (float)(1 / ct_sqrt((double)variance[first + c] + (double)CT_NORM_EPSILON));
    for (int i = 0; i < s.n; i++)
      for (int c = 0; c < channels; c++) {
        size_t at = run_at(s, i, first + c);
        scale_run(y + at, x + at, mean[first + c], inverse[c] * gamma[first + c], beta[first + c],
                  relu ? 0 : no_floor, s.S);
      }
  }
}

/* ---- layer norm */

void ct_layer_norm_forward(float *y, float *mean, float *inverse, const float *x,
                           const float *gamma, const float *beta, int B, int D) {
  for (int i = 0; i < B; i++, x += D, y += D) {
    mean[i] = sum_run(x, D) / (float)D;
    inverse[i] = 1 / ct_sqrtf(square_run(x, mean[i], D) / (float)D + CT_NORM_EPSILON);
    for (int d = 0; d < D; d++) y[d] = (x[d] - mean[i]) * inverse[i] * gamma[d] + beta[d];
  }
}

void ct_layer_norm_backward(float *dx, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, int B, int D) {
  for (int i = 0; i < B; i++, dx += dx ? D : 0, dy += D, x += D) {
    double sum = 0, along = 0;
    for (int d = 0; d < D; d++) {
      float normal = (x[d] - mean[i]) * inverse[i], g = dy[d] * gamma[d];
      if (dgamma) dgamma[d] += dy[d] * normal;
      if (dbeta) dbeta[d] += dy[d];
      sum += (double)g;
      along += (double)(g * normal);
    }
    float level = (float)(sum / D), slant = (float)(along / D);
    for (int d = 0; dx && d < D; d++) {
      float normal = (x[d] - mean[i]) * inverse[i];
      dx[d] += (dy[d] * gamma[d] - level - normal * slant) * inverse[i];
    }
  }
}
