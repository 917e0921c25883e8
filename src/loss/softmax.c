#include "loss/softmax.h"

#include <string.h>
#include "base/elementary.h"
#include "base/vec.h"

#define TILE CT_SOFTMAX_TILE
#define SHARED_LIMIT 80.0f /* exp(-80) is 2e-35, still a normal float */
/* Below this logit, log(sum) - logit loses no digits to cancellation, while the quotient that
 * log1p needs may overflow. */
#define FAR_BELOW -30.0

int ct_softmax_shares(float rate) { return 2 * rate <= SHARED_LIMIT; }

int ct_softmax_fill_up(const ct_softmax_tile *t) {
  int filled = (t->columns + 3) & ~3;
  for (int i = 0; i < t->rows; i++)
    for (int j = t->columns; j < filled; j++) t->at[i * t->stride + j] = -__builtin_inff();
  return filled != t->columns;
}

static void raise_shift(ct_softmax s, int i, float top, float rate) {
  if (!(top > s.shift[i])) return;
  s.sum[i] *= ct_exp(((double)s.shift[i] - (double)top) * (double)rate);
  s.shift[i] = top;
}

static void raise_shifts(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns) {
  float below[TILE];
  for (int j = 0; j < TILE; j++) below[j] = -__builtin_inff();
  for (int i = 0; i < t->rows; i++) {
    const float *row = t->at + i * t->stride;
    f32x4 top = f32x4_splat(-__builtin_inff());
    for (int j = 0; j < t->columns; j += 4) {
      f32x4 s = f32x4_load(row + j);
      top = f32x4_max(top, s);
      f32x4_store(below + j, f32x4_max(f32x4_load(below + j), s));
    }
    for (int k = 0; k < 4; k++) raise_shift(rows, i, top[k], t->rate);
  }
  for (int j = 0; j < t->columns; j++) raise_shift(columns, j, below[j], t->rate);
}

/* row = exp((row - 1) / tau), which each pair adds to its row and to its column. Without masked
 * elements the exponential need not test its limits. */
static __attribute__((noinline))
void exp_row(float *row, int columns, float rate_, int masked) {
  f32x4 rate = f32x4_splat(rate_);
  if (masked) {
    for (int j = 0; j < columns; j += 4)
      f32x4_store(row + j, ct_expf4((f32x4_load(row + j) - 1.0f) * rate));
  } else {
    for (int j = 0; j < columns; j += 4)
      f32x4_store(row + j, ct_expf4_bounded((f32x4_load(row + j) - 1.0f) * rate));
  }
}

/* Turns the tile into exponentials and adds their sums to its rows and, by columns, to below
 * [TILE]. */
static void sum_shared(const ct_softmax_tile *t, double *sums, float *below) {
  for (int i = 0; i < t->rows; i++) {
    float *row = t->at + i * t->stride;
    f32x4 sum = f32x4_splat(0);
    exp_row(row, t->columns, t->rate, t->masked);
    for (int j = 0; j < t->columns; j += 4) {
      f32x4 e = f32x4_load(row + j);
      sum += e;
      f32x4_store(below + j, f32x4_load(below + j) + e);
    }
    sums[i] += (double)f32x4_sum(sum);
  }
}

/* The same with a shift for each row and each column; the tile keeps its cosines. */
static void sum_apart(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns,
                      float *below) {
  float shift[TILE] = {0};
  raise_shifts(t, rows, columns);
  memcpy(shift, columns.shift, sizeof(float) * (size_t)t->columns);
  f32x4 rate = f32x4_splat(t->rate);
  for (int i = 0; i < t->rows; i++) {
    const float *row = t->at + i * t->stride;
    f32x4 own = f32x4_splat(rows.shift[i]), sum = f32x4_splat(0);
    for (int j = 0; j < t->columns; j += 4) {
      f32x4 s = f32x4_load(row + j), other = ct_expf4((s - f32x4_load(shift + j)) * rate);
      sum += ct_expf4((s - own) * rate);
      f32x4_store(below + j, f32x4_load(below + j) + other);
    }
    rows.sum[i] += (double)f32x4_sum(sum);
  }
}

void ct_softmax_sum(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns, int both) {
  float below[TILE] = {0};
  if (t->shared) sum_shared(t, rows.sum, below);
  else sum_apart(t, rows, columns, below);
  if (!both) return;
  for (int j = 0; j < t->columns; j++) columns.sum[j] += (double)below[j];
}

double ct_softmax_close(ct_softmax s, int i, double positive, float rate) {
  double logit = (positive - (double)s.shift[i]) * (double)rate;
  double once = ct_exp(logit), negative = s.sum[i], sum = negative + once;
  s.part[i] = (float)(1 / sum);
  s.sum[i] = negative / sum;
  return logit > FAR_BELOW ? ct_log1p(negative / once) : ct_log(sum) - logit;
}

void ct_softmax_weigh(const ct_softmax_tile *t, ct_softmax rows, ct_softmax columns, int summed) {
  float shift[TILE] = {0}, part[TILE] = {0};
  memcpy(shift, columns.shift, sizeof(float) * (size_t)t->columns);
  memcpy(part, columns.part, sizeof(float) * (size_t)t->columns);
  f32x4 rate = f32x4_splat(t->rate);
  for (int i = 0; i < t->rows; i++) {
    float *row = t->at + i * t->stride;
    f32x4 own = f32x4_splat(rows.shift[i]), share = f32x4_splat(rows.part[i]);
    if (t->shared) {
      if (!summed) exp_row(row, t->columns, t->rate, t->masked);
      for (int j = 0; j < t->columns; j += 4)
        f32x4_store(row + j, f32x4_load(row + j) * (share + f32x4_load(part + j)));
    } else {
      for (int j = 0; j < t->columns; j += 4) {
        f32x4 s = f32x4_load(row + j), other = ct_expf4((s - f32x4_load(shift + j)) * rate);
        f32x4_store(row + j, ct_expf4((s - own) * rate) * share + other * f32x4_load(part + j));
      }
    }
  }
}
