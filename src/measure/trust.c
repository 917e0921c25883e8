#include "measure/trust.h"

#include "base/assert.h"
#include "base/vec.h"
#include "measure/nearest.h"

#define K CT_TRUST_NEAREST

ct_status ct_trust_layout(ct_trust *t, int most, ct_arena *arena) {
  *t = (ct_trust){0};
  t->nearness = ct_take_floats(arena, 1, (uint64_t)most);
  t->axes = ct_take_floats(arena, CT_TRUST_PICTURES * CT_TRUST_AXES, (uint64_t)most);
  return t->nearness && t->axes ? CT_OK : CT_E_MEMORY;
}

void ct_trust_begin(ct_trust *t, const ct_picture *pictures, int count, int n) {
  CT_ASSERT(count <= CT_TRUST_PICTURES);
  t->n = n;
  t->count = count;
  for (int p = 0; p < count; p++) {
    const ct_picture *picture = pictures + p;
    CT_ASSERT(picture->axes <= CT_TRUST_AXES);
    t->dimensions[p] = picture->axes;
    t->strangers[p] = t->torn[p] = 0;
    float *axes = t->axes + CT_TRUST_AXES * p * n;
    for (int a = 0; a < picture->axes; a++)
      for (int j = 0; j < n; j++) axes[a * n + j] = picture->places[j * picture->axes + a];
  }
}

/* How many of n numbers are above a limit, or at it where `equal` is set. */
static int count_above(const float *x, int n, float limit, int equal) {
  i32x4 found = i32x4_splat(0);
  f32x4 l = f32x4_splat(limit);
  int j = 0, count = 0;
  if (equal)
    for (; j + 4 <= n; j += 4) found -= f32x4_load(x + j) >= l;
  else
    for (; j + 4 <= n; j += 4) found -= f32x4_load(x + j) > l;
  for (; j < n; j++) count += equal ? x[j] >= limit : x[j] > limit;
  return count + found[0] + found[1] + found[2] + found[3];
}

/* The rank of row j among all others by falling x, 1 for the first; `own` is not among them. */
static int rank_of(const float *x, int n, int own, int j) {
  int rank = 1 + count_above(x, j, x[j], 1) + count_above(x + j + 1, n - j - 1, x[j], 0);
  return rank - (own < j ? x[own] >= x[j] : x[own] > x[j]);
}

/* The K nearest to a row: the last of them is the limit of what is near. */
typedef struct nearest {
  int count, at[K];
  float value[K];
} nearest;

static void find_nearest(nearest *b, const float *x, int n, int own) {
  b->count = ct_nearest_scan(b->at, b->value, K, x, n, own);
}

static int holds(const nearest *b, int row) {
  for (int i = 0; i < b->count; i++)
    if (b->at[i] == row) return 1;
  return 0;
}

/* The sum of rank - K, by x, over the rows that are near but not among the K nearest by x. */
static double beyond(const nearest *near, const nearest *by_x, const float *x, int n, int own) {
  double sum = 0;
  for (int i = 0; i < near->count; i++)
    if (!holds(by_x, near->at[i])) sum += rank_of(x, n, own, near->at[i]) - K;
  return sum;
}

/* x [n] = minus the squared distance of each place to that of row i; axes: one after another. */
static void find_nearness(float *x, const float *axes, int count, int n, int i) {
  for (int a = 0; a < count; a++, axes += n) {
    const f32x4 own = f32x4_splat(axes[i]);
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      f32x4 apart = own - f32x4_load(axes + j), before = a ? f32x4_load(x + j) : f32x4_splat(0);
      f32x4_store(x + j, before - apart * apart);
    }
    for (; j < n; j++) {
      float apart = axes[i] - axes[j];
      x[j] = (a ? x[j] : 0) - apart * apart;
    }
  }
}

static void add_row(ct_trust *t, const float *similarity, int i) {
  int n = t->n;
  nearest truly, seen;
  find_nearest(&truly, similarity, n, i);
  for (int p = 0; p < t->count; p++) {
    find_nearness(t->nearness, t->axes + CT_TRUST_AXES * p * n, t->dimensions[p], n, i);
    find_nearest(&seen, t->nearness, n, i);
    t->strangers[p] += beyond(&seen, &truly, similarity, n, i);
    t->torn[p] += beyond(&truly, &seen, t->nearness, n, i);
  }
}

void ct_trust_add(ct_trust *t, const float *similarity, int from, int to) {
  for (int i = from; i < to; i++) add_row(t, similarity + (size_t)i * (size_t)t->n, i);
}

static double score(double sum, int n) {
  if (2 * K >= n) return __builtin_nan("");
  return 1 - 2 * sum / ((double)n * K * (2.0 * n - 3 * K - 1));
}

double ct_trust_trustworthiness(const ct_trust *t, int picture) {
  return score(t->strangers[picture], t->n);
}

double ct_trust_continuity(const ct_trust *t, int picture) {
  return score(t->torn[picture], t->n);
}
