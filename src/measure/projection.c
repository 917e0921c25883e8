#include "measure/projection.h"

#include <string.h>
#include "base/elementary.h"
#include "base/random.h"
#include "kernels/gemm.h"
#include "kernels/rows.h"

#define ROUNDS_FIRST 60
#define ROUNDS_LATER 2
#define ROWS 64         /* rows of the moment per piece */
#define WORK 1000000    /* multiplications of the rounds per piece */
#define POLAR_ROUNDS 40 /* each at least halves what is too long */
#define TOO_SHORT 1e-9 /* length of a vector of the iteration, an eigenvalue, at most 1 */

ct_status ct_projection_layout(ct_projection *p, int D, ct_arena *arena) {
  *p = (ct_projection){.D = D};
  p->basis = ct_take_floats(arena, 3, (uint64_t)D);
  p->moment = ct_take_floats(arena, (uint64_t)D, (uint64_t)D);
  p->mean = ct_take_floats(arena, 1, (uint64_t)D);
  p->next = CT_TAKE(arena, double, 3 * D);
  return p->basis && p->moment && p->mean && p->next ? CT_OK : CT_E_MEMORY;
}

void ct_projection_reset(ct_projection *p) {
  memset(p->basis, 0, sizeof(float) * 3 * (size_t)p->D);
  for (int k = 0; k < 3 && k < p->D; k++) p->basis[k * p->D + k] = 1;
  memset(p->mean, 0, sizeof(float) * (size_t)p->D);
  p->radius = 1;
  p->started = 0;
}

static double dot(const double *a, const double *b, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/* Makes row k of `next` orthogonal to the rows before it and of length 1; returns 0 when it is too
 * short for that. */
static int orthonormalize(double *next, int k, int D) {
  double *v = next + k * D;
  for (int pass = 0; pass < 2; pass++) /* the second removes rounding errors of the first */
    for (int j = 0; j < k; j++) {
      double along = dot(v, next + j * D, D);
      for (int d = 0; d < D; d++) v[d] -= along * next[j * D + d];
    }
  double length = ct_sqrt(dot(v, v, D));
  if (!(length > TOO_SHORT)) return 0;
  for (int d = 0; d < D; d++) v[d] /= length;
  return 1;
}

/* Where the data spans fewer than three dimensions, the old direction, or else an axis, becomes
 * row k. */
static void fill_in(ct_projection *p, int k) {
  int D = p->D;
  double *v = p->next + k * D;
  for (int d = 0; d < D; d++) v[d] = (double)p->basis[k * D + d];
  for (int axis = 0; !orthonormalize(p->next, k, D) && axis < D; axis++)
    for (int d = 0; d < D; d++) v[d] = d == axis;
}

/* basis = orthonormal rows of (basis times moment). The moment has no negative eigenvalue, so no
 * row turns by more than a right angle. */
static void iterate(ct_projection *p) {
  int D = p->D;
  for (int k = 0; k < 3; k++) {
    for (int d = 0; d < D; d++)
      p->next[k * D + d] = ct_dot_double(p->moment + (size_t)d * (size_t)D, p->basis + k * D, D);
    if (!orthonormalize(p->next, k, D)) fill_in(p, k);
  }
  for (int i = 0; i < 3 * D; i++) p->basis[i] = (float)p->next[i];
}

static void fixed_start(ct_projection *p) {
  ct_rng r = ct_rng_make((uint64_t)p->D, CT_RNG_SYNTHETIC, 0);
  for (int i = 0; i < 3 * p->D; i++) p->basis[i] = ct_rng_normal(&r);
}

/* Turns the widest direction to the side where most rows are. */
static void face(ct_projection *p, const float *u, int M) {
  int D = p->D;
  double sum = 0;
  for (int i = 0; i < M; i++) sum += ct_dot_double(u + (size_t)i * (size_t)D, p->basis, D);
  for (int d = 0; sum < 0 && d < D; d++) p->basis[d] = -p->basis[d];
}

static void find_mean(ct_projection *p, const float *u, int M) {
  for (int d = 0; d < p->D; d++) {
    double sum = 0;
    for (int i = 0; i < M; i++) sum += (double)u[(size_t)i * (size_t)p->D + (size_t)d];
    p->mean[d] = (float)(sum / M);
  }
}

void ct_projection_begin(ct_projection *p, const float *u, int M) {
  p->u = u;
  p->M = M;
  if (p->centred && M > 0) find_mean(p, u, M);
  p->at = p->rounds = 0;
  if (p->D <= 3 || M < 1) p->at = p->D;
  else p->rounds = p->started ? ROUNDS_LATER : ROUNDS_FIRST;
  if (p->rounds == ROUNDS_FIRST) fixed_start(p);
}

/* Computes some more rows of the moment. */
static void add_moment(ct_projection *p) {
  int D = p->D, n = D - p->at < ROWS ? D - p->at : ROWS;
  float *moment = p->moment + (size_t)p->at * (size_t)D, scale = 1 / (float)p->M;
  ct_matrix columns = ct_matrix_transpose(ct_matrix_of(p->u + p->at, D));
  ct_gemm(moment, D, columns, ct_matrix_of(p->u, D), n, D, p->M, CT_SET);
  for (size_t i = 0; i < (size_t)n * (size_t)D; i++) moment[i] *= scale;
  if (p->centred)
    for (int d = 0; d < n; d++) ct_axpy(moment + d * D, -p->mean[p->at + d], p->mean, D);
  p->at += n;
}

int ct_projection_advance(ct_projection *p) {
  if (p->at < p->D) {
    add_moment(p);
    return 0;
  }
  if (p->rounds == 0) return 1;
  for (double left = WORK; p->rounds > 0 && left > 0; left -= 3.0 * p->D * p->D) {
    iterate(p);
    p->rounds--;
  }
  if (p->rounds > 0) return 0;
  if (!p->started && !p->centred) face(p, p->u, p->M);
  p->started = 1;
  return 1;
}

/* The axis of the page along which each row of the basis points: the widest points to the reader.
 * A cloud with a common direction, such as one without negative numbers, is then seen from the
 * front. */
static const int axes[3] = {2, 0, 1};

void ct_projection_apply(const ct_projection *p, float *xyz, const float *u, int M) {
  int D = p->D;
  for (int i = 0; i < M; i++) {
    const float *row = u + (size_t)i * (size_t)D;
    double at[3], square = 0;
    for (int k = 0; k < 3; k++) {
      at[k] = ct_dot_double(row, p->basis + k * D, D);
      square += at[k] * at[k];
    }
    int lost = !(square > 1e-24);
    double scale = lost ? 0 : 1 / ct_sqrt(square);
    for (int k = 0; k < 3; k++) {
      int axis = D > 3 ? axes[k] : k;
      xyz[3 * i + axis] = lost ? axis == 0 : (float)(at[k] * scale);
    }
  }
}

/* ---- centred */

/* a [3, 3] = the inverse of its transpose; returns 0 where it has none. */
static int invert_transpose(double *a) {
  double b[9];
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
      b[3 * i + j] = a[3 * i1 + j1] * a[3 * i2 + j2] - a[3 * i1 + j2] * a[3 * i2 + j1];
    }
  double determinant = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  if (!(determinant > TOO_SHORT || determinant < -TOO_SHORT)) return 0;
  for (int i = 0; i < 9; i++) a[i] = b[i] / determinant;
  return 1;
}

/* a [3, 3] = the orthogonal matrix nearest to it, by Newton's iteration (Higham 1986, "Computing the
 * polar decomposition"); returns 0 where there is not one alone. */
static int orthogonal(double *a) {
  double b[9], length = ct_sqrt(dot(a, a, 9));
  if (!(length > 0)) return 0;
  for (int i = 0; i < 9; i++) a[i] /= length;
  for (int round = 0; round < POLAR_ROUNDS; round++) {
    memcpy(b, a, sizeof b);
    if (!invert_transpose(b)) return 0;
    for (int i = 0; i < 9; i++) a[i] = (a[i] + b[i]) / 2;
  }
  return 1;
}

/* The coordinates of a row about the mean. */
static void coordinates(const ct_projection *p, double *at, const float *row) {
  for (int k = 0; k < 3; k++)
    at[k] = ct_dot_double(row, p->basis + k * p->D, p->D) -
            ct_dot_double(p->mean, p->basis + k * p->D, p->D);
}

static void turn(ct_projection *p, const float *u, int M, const float *last) {
  int D = p->D;
  double at[3], r[9] = {0};
  for (int i = 0; i < M; i++) {
    coordinates(p, at, u + (size_t)i * (size_t)D);
    for (int j = 0; j < 3; j++)
      for (int k = 0; k < 3; k++) r[3 * j + k] += (double)last[3 * i + j] * at[k];
  }
  if (!orthogonal(r)) return;
  for (int d = 0; d < D; d++) {
    double was[3];
    for (int k = 0; k < 3; k++) was[k] = (double)p->basis[k * D + d];
    for (int k = 0; k < 3; k++) p->basis[k * D + d] = (float)dot(r + 3 * k, was, 3);
  }
}

void ct_projection_settle(ct_projection *p, const float *u, int M, const float *last) {
  double at[3], most = (double)(CT_PROJECTION_NARROWEST * CT_PROJECTION_NARROWEST);
  if (last) turn(p, u, M, last);
  for (int i = 0; i < M; i++) {
    coordinates(p, at, u + (size_t)i * (size_t)p->D);
    double square = dot(at, at, 3);
    if (square > most) most = square;
  }
  p->radius = (float)ct_sqrt(most);
}

void ct_projection_draw(const ct_projection *p, float *xyz, const float *u, int M) {
  double at[3];
  for (int i = 0; i < M; i++) {
    coordinates(p, at, u + (size_t)i * (size_t)p->D);
    for (int k = 0; k < 3; k++) xyz[3 * i + k] = (float)(at[k] / (double)p->radius);
  }
}
