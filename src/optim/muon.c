#include "optim/muon.h"

#include "base/assert.h"
#include "base/elementary.h"
#include "kernels/gemm.h"

/* The coefficients of Jordan et al., which make small singular values grow fastest. */
#define ONCE 3.4445f
#define CUBED (-4.775f)
#define FIFTH 2.0315f

static int least(int a, int b) { return a < b ? a : b; }

/* Scratch for four square matrices and the step. */
size_t ct_muon_floats(int rows, int columns) {
  size_t side = (size_t)least(rows, columns);
  return 4 * side * side + (size_t)rows * (size_t)columns;
}

/* Scales x to length 1; returns 0 where it has almost no length. */
static int normalise(float *x, size_t n) {
  double square = 0;
  for (size_t i = 0; i < n; i++) square += (double)x[i] * (double)x[i];
  if (!(square > 1e-60)) return 0;
  double inverse = 1 / ct_sqrt(square);
  for (size_t i = 0; i < n; i++) x[i] = (float)((double)x[i] * inverse);
  return 1;
}

static void multiply(float *c, const float *a, const float *b, int side) {
  ct_gemm(c, side, ct_matrix_of(a, side), ct_matrix_of(b, side), side, side, side, CT_SET);
}

/* square holds A A, and becomes ONCE + CUBED A + FIFTH A A. */
static void finish_polynomial(float *square, const float *A, int side) {
  for (int i = 0; i < side * side; i++) square[i] = FIFTH * square[i] + CUBED * A[i];
  for (int i = 0; i < side; i++) square[i * side + i] += ONCE;
}

typedef struct squares { float *A, *P, *Q, *spare; } squares;

/* Computes P from A = x x'. Polynomials of A commute, so one iteration turns A into Q A Q and P
 * into Q P. */
static void iterate(squares *s, int side) {
  for (int i = 0; i < CT_MUON_ITERATIONS; i++) {
    float *other = s->spare;
    multiply(s->Q, s->A, s->A, side);
    finish_polynomial(s->Q, s->A, side);
    if (i > 0) {
      multiply(other, s->Q, s->P, side);
      s->spare = s->P;
      s->P = other;
    } else {
      for (int k = 0; k < side * side; k++) s->P[k] = s->Q[k];
    }
    if (i == CT_MUON_ITERATIONS - 1) return;
    multiply(s->spare, s->Q, s->A, side);
    multiply(s->A, s->spare, s->Q, side);
  }
}

void ct_add_orthogonal(float *y, float scale, float *x, int rows, int columns, float *scratch) {
  CT_ASSERT(rows >= 1 && columns >= 1);
  int side = least(rows, columns), wide = rows == side;
  size_t square = (size_t)side * (size_t)side;
  squares s = {scratch, scratch + square, scratch + 2 * square, scratch + 3 * square};
  if (!normalise(x, (size_t)rows * (size_t)columns)) return;
  ct_matrix X = ct_matrix_of(x, columns), turned = ct_matrix_transpose(X);
  ct_gemm(s.A, side, wide ? X : turned, wide ? turned : X, side, side, wide ? columns : rows, CT_SET);
  iterate(&s, side);
  for (size_t i = 0; i < square; i++) s.P[i] *= scale;
  ct_matrix P = ct_matrix_of(s.P, side);
  ct_gemm(y, columns, wide ? P : X, wide ? X : P, rows, columns, side, CT_ADD);
}

void ct_muon_update(float *p, float *v, const float *grad, int rows, int columns, ct_muon how,
                    float *scratch) {
  size_t n = (size_t)rows * (size_t)columns, side = (size_t)least(rows, columns);
  float *step = scratch + 4 * side * side, mu = how.momentum, rest = 1 - mu;
  for (size_t i = 0; i < n; i++) {
    v[i] = mu * v[i] + rest * grad[i];
    step[i] = rest * grad[i] + mu * v[i];
    p[i] *= how.kept;
  }
  float size = 0.2f * ct_sqrtf((float)(rows > columns ? rows : columns));
  ct_add_orthogonal(p, -how.lr * size, step, rows, columns, scratch);
}
