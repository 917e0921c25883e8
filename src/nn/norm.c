#include "nn/norm.h"

#include <stddef.h>
#include <string.h>
#include "base/elementary.h"
#include "base/parallel.h"
#include "base/vec.h"

/* Batch norm goes through its input twice, for the sums and for the result, in tasks of some
 * images each: at most TASKS tasks of at least TASK_FLOATS floats. Memory is read in order, BLOCK
 * channels at a time, and the caller keeps the sums of every task for these channels. */
#define BLOCK 64
#define TASKS 16
#define TASK_FLOATS 16384

/* ---- one stretch of n neighbours (`run` here). It is summed in single precision; sums over
 * several stretches are double. */

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

/* The values of a channel that both passes of its backward need. */
typedef struct slope {
  float mean, scale, shift, floor; /* dy counts where the forward's output is above floor */
} slope;

static f32x4 passed(f32x4 dy, f32x4 centred, slope s) {
  return f32x4_select(centred * s.scale + s.shift > s.floor, dy, f32x4_splat(0));
}

static float passed_one(float dy, float centred, slope s) {
  return centred * s.scale + s.shift > s.floor ? dy : 0;
}

/* Adds those dy that the ReLU passes to *sum, and their products with x - mean to *along. */
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

/* Adds the sum of x - pivot to *sum and of its square to *square. The pivot is near the mean, so
 * that no digits are lost to cancellation. */
static void pivot_sums(double *sum, double *square, const float *x, float pivot, int n) {
  f32x4 a0 = f32x4_splat(0), b0 = a0, a1 = a0, b1 = a0, d;
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    d = f32x4_load(x + i) - pivot, a0 += d, b0 += d * d;
    d = f32x4_load(x + i + 4) - pivot, a1 += d, b1 += d * d;
  }
  for (; i + 4 <= n; i += 4) d = f32x4_load(x + i) - pivot, a0 += d, b0 += d * d;
  float total = f32x4_sum(a0 + a1), product = f32x4_sum(b0 + b1);
  for (; i < n; i++) total += x[i] - pivot, product += (x[i] - pivot) * (x[i] - pivot);
  *sum += (double)total;
  *square += (double)product;
}

/* ---- batch norm */

static const float no_floor = -__builtin_inff();

/* One task's sums for one channel. Forward: of x - pivot and its square; backward: of the dy that
 * the ReLU passes and their products with x - mean. */
typedef struct part { double sum, product; float pivot; } part;

typedef struct batch_job {
  ct_norm_shape s;
  int relu;
  ct_write how;           /* dx */
  float *y, *dx, *dgamma, *dbeta;
  float *found_mean, *found_inverse, *found_variance; /* out */
  const float *x, *dy, *gamma, *beta, *mean, *inverse, *variance;
  int first, channels;    /* of the present block */
  int tasks, images;      /* of a task */
  part parts[TASKS][BLOCK];
  float scale[BLOCK];     /* y = (x - mean) scale + beta */
  float slant[BLOCK], level[BLOCK]; /* dx = scale dy + slant (x - mean) + level */
} batch_job;

/* For every block of channels: takes the sums of all tasks, joins them, and writes the result. */
static void each_block(batch_job *k, ct_task sum, void (*join)(batch_job *), ct_task finish) {
  ct_norm_shape s = k->s;
  for (k->first = 0; k->first < s.C; k->first += BLOCK) {
    k->channels = s.C - k->first < BLOCK ? s.C - k->first : BLOCK;
    int64_t worth = (int64_t)s.n * k->channels * s.S / TASK_FLOATS;
    int tasks = worth < 1 ? 1 : worth < TASKS ? (int)worth : TASKS;
    k->images = (s.n + tasks - 1) / tasks;
    k->tasks = (s.n + k->images - 1) / k->images;
    if (sum) ct_parallel_for(sum, k, k->tasks);
    join(k);
    if (finish) ct_parallel_for(finish, k, k->tasks);
  }
}

static size_t run_at(const batch_job *k, int image, int c) {
  return ((size_t)image * (size_t)k->s.C + (size_t)(k->first + c)) * (size_t)k->s.S;
}

static int end_of(const batch_job *k, int task) {
  int end = (task + 1) * k->images;
  return end < k->s.n ? end : k->s.n;
}

static void statistics_task(void *context, int task) {
  batch_job *k = context;
  part *parts = k->parts[task];
  int first = task * k->images, end = end_of(k, task), S = k->s.S;
  for (int c = 0; c < k->channels; c++)
    parts[c] = (part){0, 0, sum_run(k->x + run_at(k, first, c), S) / (float)S};
  for (int i = first; i < end; i++)
    for (int c = 0; c < k->channels; c++)
      pivot_sums(&parts[c].sum, &parts[c].product, k->x + run_at(k, i, c), parts[c].pivot, S);
}

/* With d = pivot - mean, a task's n numbers have the sum of squares  product + 2 d sum + n d^2. */
static void join_statistics(batch_job *k) {
  double count = (double)k->s.n * k->s.S;
  for (int c = 0; c < k->channels; c++) {
    double sum = 0, square = 0;
    for (int t = 0; t < k->tasks; t++) {
      const part *p = &k->parts[t][c];
      sum += p->sum + (double)(end_of(k, t) - t * k->images) * k->s.S * (double)p->pivot;
    }
    double mean = sum / count;
    for (int t = 0; t < k->tasks; t++) {
      const part *p = &k->parts[t][c];
      double d = (double)p->pivot - mean, n = (double)(end_of(k, t) - t * k->images) * k->s.S;
      square += p->product + 2 * d * p->sum + n * d * d;
    }
    if (square < 0) square = 0; /* by rounding */
    int at = k->first + c;
    k->found_mean[at] = (float)mean;
    k->found_inverse[at] = (float)(1 / ct_sqrt(square / count + (double)CT_NORM_EPSILON));
    k->found_variance[at] = (float)(square / (count > 1 ? count - 1 : 1));
    k->scale[c] = k->found_inverse[at] * k->gamma[at];
  }
}

static void scale_task(void *context, int task) {
  const batch_job *k = context;
  float floor = k->relu ? 0 : no_floor;
  const float *mean = k->mean + k->first, *beta = k->beta + k->first;
  for (int i = task * k->images, end = end_of(k, task); i < end; i++)
    for (int c = 0; c < k->channels; c++) {
      size_t at = run_at(k, i, c);
      scale_run(k->y + at, k->x + at, mean[c], k->scale[c], beta[c], floor, k->s.S);
    }
}

void ct_batch_norm_forward(float *y, float *mean, float *inverse, float *variance, const float *x,
                           const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k;
  k.s = s, k.relu = relu, k.y = y, k.x = x, k.gamma = gamma, k.beta = beta, k.mean = mean;
  k.found_mean = mean, k.found_inverse = inverse, k.found_variance = variance;
  each_block(&k, statistics_task, join_statistics, scale_task);
}

static slope slope_of(const batch_job *k, int c) {
  int at = k->first + c;
  return (slope){k->mean[at], k->inverse[at] * k->gamma[at], k->beta[at], k->relu ? 0 : no_floor};
}

static void backward_sums_task(void *context, int task) {
  batch_job *k = context;
  part *parts = k->parts[task];
  for (int c = 0; c < k->channels; c++) parts[c] = (part){0, 0, 0};
  for (int i = task * k->images, end = end_of(k, task); i < end; i++)
    for (int c = 0; c < k->channels; c++) {
      size_t at = run_at(k, i, c);
      backward_sums(&parts[c].sum, &parts[c].product, k->dy + at, k->x + at, slope_of(k, c),
                    k->s.S);
    }
}

/* dx = gamma / sigma (dy - mean(dy) - x^ mean(dy x^)), x^ the normalised x */
static void join_backward(batch_job *k) {
  double count = (double)k->s.n * k->s.S;
  for (int c = 0; c < k->channels; c++) {
    int at = k->first + c;
    double sum = 0, along = 0, inverse = (double)k->inverse[at];
    double scale = inverse * (double)k->gamma[at];
    for (int t = 0; t < k->tasks; t++)
      sum += k->parts[t][c].sum, along += k->parts[t][c].product;
    if (k->dgamma) k->dgamma[at] += (float)(along * inverse);
    if (k->dbeta) k->dbeta[at] += (float)sum;
    k->slant[c] = (float)(-scale * inverse * inverse * along / count);
    k->level[c] = (float)(-scale * sum / count);
  }
}

static void backward_task(void *context, int task) {
  const batch_job *k = context;
  for (int i = task * k->images, end = end_of(k, task); i < end; i++)
    for (int c = 0; c < k->channels; c++) {
      size_t at = run_at(k, i, c);
      backward_run(k->dx + at, k->how, k->dy + at, k->x + at, slope_of(k, c), k->slant[c],
                   k->level[c], k->s.S);
    }
}

void ct_batch_norm_backward(float *dx, ct_write how, float *dgamma, float *dbeta, const float *dy,
                            const float *x, const float *mean, const float *inverse,
                            const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k;
  k.s = s, k.relu = relu, k.how = how, k.dx = dx, k.dgamma = dgamma, k.dbeta = dbeta, k.dy = dy;
  k.x = x, k.mean = mean, k.inverse = inverse, k.gamma = gamma, k.beta = beta;
  each_block(&k, backward_sums_task, join_backward, dx ? backward_task : NULL);
}

static void given_statistics(batch_job *k) {
  for (int c = 0; c < k->channels; c++) {
    double variance = (double)k->variance[k->first + c] + (double)CT_NORM_EPSILON;
    k->scale[c] = (float)(1 / ct_sqrt(variance)) * k->gamma[k->first + c];
  }
}

void ct_batch_norm_apply(float *y, const float *mean, const float *variance, const float *x,
                         const float *gamma, const float *beta, ct_norm_shape s, int relu) {
  batch_job k;
  k.s = s, k.relu = relu, k.y = y, k.x = x, k.gamma = gamma, k.beta = beta;
  k.mean = mean, k.variance = variance;
  each_block(&k, NULL, given_statistics, scale_task);
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

/* ---- RMS norm */

static float product_run(const float *x, const float *y, int n) {
  f32x4 s0 = f32x4_splat(0), s1 = s0;
  int i = 0;
  for (; i + 8 <= n; i += 8) {
    s0 += f32x4_load(x + i) * f32x4_load(y + i);
    s1 += f32x4_load(x + i + 4) * f32x4_load(y + i + 4);
  }
  for (; i + 4 <= n; i += 4) s0 += f32x4_load(x + i) * f32x4_load(y + i);
  float sum = f32x4_sum(s0 + s1);
  for (; i < n; i++) sum += x[i] * y[i];
  return sum;
}

void ct_rms_norm_forward(float *y, float *inverse, const float *x, int B, int D) {
  for (int i = 0; i < B; i++, x += D, y += D) {
    inverse[i] = 1 / ct_sqrtf(product_run(x, x, D) / (float)D + CT_RMS_EPSILON);
    scale_run(y, x, 0, inverse[i], 0, no_floor, D);
  }
}

/* With r = 1 / sqrt(mean(x^2) + epsilon):  dx = r dy - r^3 mean(dy x) x */
void ct_rms_norm_backward(float *dx, ct_write how, const float *dy, const float *x,
                          const float *inverse, int B, int D) {
  for (int i = 0; i < B; i++, dx += D, dy += D, x += D) {
    float r = inverse[i], slant = -r * r * r * (product_run(dy, x, D) / (float)D);
    slope all = {.scale = r, .floor = no_floor}; /* no ReLU follows, so every dy passes */
    backward_run(dx, how, dy, x, all, slant, 0, D);
  }
}
