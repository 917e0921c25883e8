#include "nn/norm.h"

#include <stddef.h>
#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"

/* A task takes a block of channels through all of a pass: of an image these are at least
 * RUN_FLOATS neighbours where there are as many, and at most BLOCK_MAX channels, whose sums it
 * keeps. Below ALONE floats one thread does all. */
#define RUN_FLOATS 256
#define BLOCK_MAX 64
#define ALONE (1 << 15)

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
  f32x4 a0 = f32x4_splat(0), b0 = a0, a1 = a0, b1 = a0, centred, d;
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    centred = f32x4_load(x + i) - s.mean, d = passed(f32x4_load(dy + i), centred, s);
    a0 += d, b0 += d * centred;
    centred = f32x4_load(x + i + 4) - s.mean, d = passed(f32x4_load(dy + i + 4), centred, s);
    a1 += d, b1 += d * centred;
  }
  for (; i + 4 <= n; i += 4) {
    centred = f32x4_load(x + i) - s.mean, d = passed(f32x4_load(dy + i), centred, s);
    a0 += d, b0 += d * centred;
  }
  float total = f32x4_sum(a0 + a1), product = f32x4_sum(b0 + b1);
  for (; i < n; i++) {
    float centre = x[i] - s.mean, one = passed_one(dy[i], centre, s);
    total += one, product += one * centre;
  }
  *sum += (double)total;
  *along += (double)product;
}

/* dx = or += scale dy + slant (x - mean) + level */
static void backward_run(float *dx, ct_write how, const float *dy, const float *x, slope s,
                         float slant, float level, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 centred = f32x4_load(x + i) - s.mean, d = passed(f32x4_load(dy + i), centred, s);
    f32x4 v = d * s.scale + (centred * slant + level);
    f32x4_store(dx + i, how == CT_ADD ? f32x4_load(dx + i) + v : v);
  }
  for (; i < n; i++) {
    float centred = x[i] - s.mean, d = passed_one(dy[i], centred, s);
    float v = d * s.scale + (centred * slant + level);
    dx[i] = how == CT_ADD ? dx[i] + v : v;
  }
}

/* ---- batch norm */

static const float no_floor = -__builtin_inff();

static size_t run_at(ct_norm_shape s, int image, int channel) {
  return ((size_t)image * (size_t)s.C + (size_t)channel) * (size_t)s.S;
}

typedef struct batch_job {
  ct_norm_shape s;
  int relu;
  ct_write how;           /* dx */
  float *y, *dx, *dgamma, *dbeta;
  float *found_mean, *found_inverse, *found_variance; /* out */
  const float *x, *dy, *gamma, *beta, *mean, *inverse, *variance;
} batch_job;

/* Channels of one task. */
typedef struct block { int first, end; } block;

static int block_size(ct_norm_shape s) {
  int size = (RUN_FLOATS + s.S - 1) / s.S;
  return size < BLOCK_MAX ? size : BLOCK_MAX;
}

static block block_at(ct_norm_shape s, int index) {
  int size = block_size(s), first = index * size;
  return (block){first, s.C - first < size ? s.C : first + size};
}

static void each_block(ct_task task, batch_job *k) {
  int size = block_size(k->s), count = (k->s.C + size - 1) / size;
  if ((int64_t)k->s.n * k->s.C * k->s.S >= ALONE) ct_parallel_for(task, k, count);
  else for (int i = 0; i < count; i++) task(k, i);
}

static void find_statistics(const batch_job *k, block b) {
  ct_norm_shape s = k->s;
  double sum[BLOCK_MAX] = {0}, square[BLOCK_MAX] = {0}, count = (double)s.n * s.S;
  for (int i = 0; i < s.n; i++)
    for (int c = b.first; c < b.end; c++)
      sum[c - b.first] += (double)sum_run(k->x + run_at(s, i, c), s.S);
  for (int c = b.first; c < b.end; c++) k->found_mean[c] = (float)(sum[c - b.first] / count);
  for (int i = 0; i < s.n; i++)
    for (int c = b.first; c < b.end; c++)
      square[c - b.first] += (double)square_run(k->x + run_at(s, i, c), k->found_mean[c], s.S);
  for (int c = b.first; c < b.end; c++) {
    double biased = square[c - b.first] / count + (double)CT_NORM_EPSILON;
    k->found_inverse[c] = (float)(1 / ct_sqrt(biased));
    k->found_variance[c] = (float)(square[c - b.first] / (count > 1 ? count - 1 : 1));
  }
}

/* inverse: of the block's channels */
static void scale_block(const batch_job *k, block b, const float *inverse) {
  float floor = k->relu ? 0 : no_floor;
  for (int i = 0; i < k->s.n; i++)
    for (int c = b.first; c < b.end; c++) {
      size_t at = run_at(k->s, i, c);
      scale_run(k->y + at, k->x + at, k->mean[c], inverse[c - b.first] * k->gamma[c], k->beta[c],
                floor, k->s.S);
    }
}

static void forward_task(void *context, int index) {
  const batch_job *k = context;
  block b = block_at(k->s, index);
  find_statistics(k, b);
  scale_block(k, b, k->inverse + b.first);
}

void ct_batch_norm_forward(float *y, float *mean, float *inverse, float *variance, const float *x,
                           const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k = {.s = s, .relu = relu, .y = y, .x = x, .gamma = gamma, .beta = beta,
                 .found_mean = mean, .found_inverse = inverse, .found_variance = variance,
                 .mean = mean, .inverse = inverse};
  each_block(forward_task, &k);
}

static slope slope_of(const batch_job *k, int c) {
  return (slope){k->mean[c], k->inverse[c] * k->gamma[c], k->beta[c], k->relu ? 0 : no_floor};
}

/* dx = gamma / sigma (dy - mean(dy) - x^ mean(dy x^)), x^ the normalised x */
static void backward_task(void *context, int index) {
  const batch_job *k = context;
  ct_norm_shape s = k->s;
  block b = block_at(s, index);
  double sum[BLOCK_MAX] = {0}, along[BLOCK_MAX] = {0}, count = (double)s.n * s.S;
  for (int i = 0; i < s.n; i++)
    for (int c = b.first; c < b.end; c++) {
      size_t at = run_at(s, i, c);
      backward_sums(&sum[c - b.first], &along[c - b.first], k->dy + at, k->x + at, slope_of(k, c),
                    s.S);
    }
  float slant[BLOCK_MAX], level[BLOCK_MAX];
  for (int c = b.first; c < b.end; c++) {
    double all = sum[c - b.first], product = along[c - b.first];
    double inverse = (double)k->inverse[c], scale = inverse * (double)k->gamma[c];
    if (k->dgamma) k->dgamma[c] += (float)(product * inverse);
    if (k->dbeta) k->dbeta[c] += (float)all;
    slant[c - b.first] = (float)(-scale * inverse * inverse * product / count);
    level[c - b.first] = (float)(-scale * all / count);
  }
  for (int i = 0; k->dx && i < s.n; i++)
    for (int c = b.first; c < b.end; c++) {
      size_t at = run_at(s, i, c);
      backward_run(k->dx + at, k->how, k->dy + at, k->x + at, slope_of(k, c), slant[c - b.first],
                   level[c - b.first], s.S);
    }
}

void ct_batch_norm_backward(float *dx, ct_write how, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k = {.s = s, .relu = relu, .how = how, .dx = dx, .dgamma = dgamma, .dbeta = dbeta,
                 .x = x, .dy = dy, .gamma = gamma, .beta = beta, .mean = mean, .inverse = inverse};
  each_block(backward_task, &k);
}

static void apply_task(void *context, int index) {
  const batch_job *k = context;
  block b = block_at(k->s, index);
  float inverse[BLOCK_MAX];
  for (int c = b.first; c < b.end; c++) {
    double variance = (double)k->variance[c] + (double)CT_NORM_EPSILON;
    inverse[c - b.first] = (float)(1 / ct_sqrt(variance));
  }
  scale_block(k, b, inverse);
}

void ct_batch_norm_apply(float *y, const float *mean, const float *variance, const float *x,
                         const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k = {.s = s, .relu = relu, .y = y, .x = x, .gamma = gamma, .beta = beta,
                 .mean = mean, .variance = variance};
  each_block(apply_task, &k);
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

void ct_layer_norm_backward(float *dx, ct_write how, float *dgamma, float *dbeta, const float *dy,
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
      float v = (dy[d] * gamma[d] - level - normal * slant) * inverse[i];
      dx[d] = how == CT_ADD ? dx[d] + v : v;
    }
  }
}
