#include "ct_test.h"
#include <float.h>
#include <stdint.h>
#include "kernels/gemm.h"

typedef struct shape { int m, n, k; } shape;

/* Ones, primes, the tile and its neighbours, and the block sizes (128 rows, 512 columns, 256 deep)
 * and their neighbours. */
static const shape shapes[] = {
  {1, 1, 1},    {1, 8, 5},    {4, 8, 1},     {4, 8, 16},    {3, 7, 5},     {5, 9, 3},
  {2, 2, 2},    {1, 1, 300},  {17, 1, 13},   {1, 19, 11},   {7, 11, 257},  {13, 31, 29},
  {64, 64, 64}, {37, 5, 256}, {127, 33, 70}, {128, 16, 31}, {129, 24, 33}, {131, 9, 259},
  {6, 513, 7},  {5, 511, 3},  {4, 512, 4},   {9, 1031, 5},  {257, 3, 513}, {8, 8, 2},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

#define MARGIN 3 /* columns of c beyond n, which must stay unchanged */
#define UNTOUCHED 77.0f

/* Form: bit 0 says that A is stored transposed, bit 1 that B is. */
static ct_matrix stored(const float *at, int rows, int columns, int transposed) {
  return transposed ? ct_matrix_transpose(ct_matrix_of(at, rows)) : ct_matrix_of(at, columns);
}

static double element(ct_matrix x, int i, int j) {
  return (double)x.at[(ptrdiff_t)i * x.row + (ptrdiff_t)j * x.col];
}

static void check_one(shape s, int form, ct_write mode) {
  ct_arena *arena = ct_test_arena();
  int columns = s.n + MARGIN;
  ct_matrix a = stored(ct_test_floats(arena, s.m * s.k, 1, -1, 1), s.m, s.k, form & 1);
  ct_matrix b = stored(ct_test_floats(arena, s.k * s.n, 2, -1, 1), s.k, s.n, form & 2);
  float *c = ct_test_floats(arena, s.m * columns, 3, -1, 1);
  float *before = CT_TAKE(arena, float, s.m * columns);
  for (int i = 0; i < s.m; i++) {
    for (int j = s.n; j < columns; j++) c[i * columns + j] = UNTOUCHED;
  }
  memcpy(before, c, sizeof(float) * (size_t)(s.m * columns));
  if (mode == CT_SET) { /* SET must not read c: a NaN there would stay in the result */
    for (int i = 0; i < s.m; i++) for (int j = 0; j < s.n; j++) c[i * columns + j] = NAN;
  }
  ct_gemm(c, columns, a, b, s.m, s.n, s.k, mode);
  for (int i = 0; i < s.m; i++) {
    for (int j = 0; j < s.n; j++) {
      double want = mode == CT_ADD ? (double)before[i * columns + j] : 0, size = fabs(want);
      for (int p = 0; p < s.k; p++) {
        double term = element(a, i, p) * element(b, p, j);
        want += term, size += fabs(term);
      }
      /* there are k products and sums, each rounded to half an ulp of at most `size`; with random
       * signs the errors stay far below the bound k, so its root is generous */
      double tolerance = FLT_EPSILON * size * (1 + 0.5 * sqrt(s.k));
      CT_NEAR(c[i * columns + j], want, tolerance, "[%d %d] of %d %d %d, form %d, mode %d", i, j,
              s.m, s.n, s.k, form, mode);
    }
    for (int j = s.n; j < columns; j++) {
      CT_TRUE(c[i * columns + j] == UNTOUCHED, "row %d wrote beyond its end", i);
    }
  }
}

static void check_form(int form) {
  for (int s = 0; s < SHAPES; s++) {
    check_one(shapes[s], form, CT_SET);
    check_one(shapes[s], form, CT_ADD);
  }
}

CT_TEST(plain) { check_form(0); }
CT_TEST(a_transposed) { check_form(1); }
CT_TEST(b_transposed) { check_form(2); }
CT_TEST(both_transposed) { check_form(3); }

CT_TEST(steps_of_any_size) {
  /* a window of a larger matrix, and a matrix whose elements lie apart in both directions */
  ct_arena *arena = ct_test_arena();
  float *x = ct_test_floats(arena, 40 * 40, 4, -1, 1), c[11 * 9];
  ct_matrix a = {x + 5, 40, 1}, b = {x + 81, 3, 7};
  ct_gemm(c, 9, a, b, 11, 9, 13, CT_SET);
  for (int i = 0; i < 11; i++) {
    for (int j = 0; j < 9; j++) {
      double want = 0;
      for (int p = 0; p < 13; p++) want += element(a, i, p) * element(b, p, j);
      CT_NEAR(c[i * 9 + j], want, 13 * FLT_EPSILON, "[%d %d]", i, j); /* terms are below 1 */
    }
  }
}

CT_TEST(nothing_to_do) {
  float c[6] = {1, 2, 3, 4, 5, 6};
  ct_matrix none = ct_matrix_of(c, 1);
  ct_gemm(c, 3, none, none, 0, 2, 4, CT_SET);
  ct_gemm(c, 3, none, none, 2, 0, 4, CT_SET);
  ct_gemm(c, 3, none, none, 2, 2, 0, CT_ADD);
  for (int i = 0; i < 6; i++) CT_TRUE(c[i] == (float)(i + 1), "left alone");
  ct_gemm(c, 3, none, none, 2, 2, 0, CT_SET);
  static const float want[] = {0, 0, 3, 0, 0, 6};
  for (int i = 0; i < 6; i++) CT_TRUE(c[i] == want[i], "an empty sum is 0");
}

CT_TEST(spreads_nan_to_its_row_alone) {
  ct_arena *arena = ct_test_arena();
  float *a = ct_test_floats(arena, 10 * 6, 5, -1, 1), *b = ct_test_floats(arena, 6 * 10, 6, -1, 1);
  float c[100];
  a[3 * 6 + 2] = NAN;
  ct_gemm(c, 10, ct_matrix_of(a, 6), ct_matrix_of(b, 10), 10, 10, 6, CT_SET);
  for (int i = 0; i < 100; i++) CT_INT(isnan(c[i]) != 0, i / 10 == 3, "element %d", i);
}

/* The layers rely on this: a form is only another way of storing the same numbers. All four forms
 * give the same bits, and so does any place in memory; b^T a^T is the transpose, bitwise. */
CT_TEST(bits_do_not_depend_on_the_form) {
  ct_arena *arena = ct_test_arena();
  const int m = 45, n = 67, k = 300;
  float *a = ct_test_floats(arena, m * k, 7, -1, 1), *b = ct_test_floats(arena, k * n, 8, -1, 1);
  float *at = CT_TAKE(arena, float, m * k + 1), *bt = CT_TAKE(arena, float, k * n + 1);
  at++, bt++; /* unaligned */
  for (int i = 0; i < m; i++) for (int p = 0; p < k; p++) at[p * m + i] = a[i * k + p];
  for (int p = 0; p < k; p++) for (int j = 0; j < n; j++) bt[j * k + p] = b[p * n + j];
  float *want = CT_TAKE(arena, float, m * n), *got = CT_TAKE(arena, float, m * n);
  ct_gemm(want, n, ct_matrix_of(a, k), ct_matrix_of(b, n), m, n, k, CT_SET);
  for (int form = 1; form < 4; form++) {
    ct_gemm(got, n, stored(form & 1 ? at : a, m, k, form & 1),
            stored(form & 2 ? bt : b, k, n, form & 2), m, n, k, CT_SET);
    CT_INT(memcmp(got, want, sizeof(float) * (size_t)(m * n)), 0, "form %d", form);
  }
  ct_gemm(got, m, ct_matrix_of(bt, k), ct_matrix_of(at, m), n, m, k, CT_SET);
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++) {
      CT_TRUE(got[j * m + i] == want[i * n + j], "transposed product at [%d %d]", i, j);
    }
  }
}

CT_TEST(bits_are_the_same_everywhere) {
  ct_arena *arena = ct_test_arena();
  float *x = ct_test_floats(arena, 130 * 300, 9, -1, 1);
  float *c = CT_TAKE(arena, float, 130 * 130);
  ct_matrix a = ct_matrix_of(x, 300);
  ct_gemm(c, 130, a, ct_matrix_transpose(a), 130, 130, 300, CT_SET);
  uint32_t hash = 2166136261u; /* FNV-1a over words */
  for (int i = 0; i < 130 * 130; i++) {
    uint32_t bits;
    memcpy(&bits, c + i, 4);
    hash = (hash ^ bits) * 16777619u;
  }
  CT_INT(hash, 3766474406u, "hash of the product");
}

CT_SUITE(gemm, plain, a_transposed, b_transposed, both_transposed, steps_of_any_size,
         nothing_to_do, spreads_nan_to_its_row_alone, bits_do_not_depend_on_the_form,
         bits_are_the_same_everywhere)
