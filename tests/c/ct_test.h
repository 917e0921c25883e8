/* The same cases run twice: under Check natively, and inside a wasm module that Node runs
 * (tests/wasm/cases.mjs). A case is a function without arguments; a failed CT_... ends it.
 *
 *   CT_TEST(adds_up) { CT_NEAR(1 + 1, 2, 0, "sum"); }
 *   CT_SUITE(arithmetic, adds_up)          then add X(arithmetic) to tests/c/suites.def */
#ifndef CT_TEST_H
#define CT_TEST_H

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"

typedef struct ct_case { const char *name; void (*run)(void); } ct_case;
typedef struct ct_suite { const char *name; const ct_case *cases; int count; } ct_suite;

/* Records the failure and ends the case, so it never returns. */
void ct_fail(const char *file, int line, const char *format, ...)
  __attribute__((noreturn, format(printf, 3, 4)));

/* A fresh arena of 96 MB, filled with bytes whose floats are NaN. There is only one at a time. */
ct_arena *ct_test_arena(void);
/* Called once before the first case, so that processes forked for cases share the memory. */
void      ct_test_prepare(void);
float    *ct_test_floats(ct_arena *a, int n, unsigned seed, float low, float high); /* uniform */

#define CT_TEST(name) static void name(void)

#define CT_CASE_(f) {#f, f},
#define CT_SUITE(suite, ...)                                                        \
  static const ct_case suite##_cases[] = {CT_EACH_(CT_CASE_, __VA_ARGS__)};          \
  const ct_suite suite_##suite = {#suite, suite##_cases,                             \
                                  (int)(sizeof suite##_cases / sizeof suite##_cases[0])};

/* CT_TRUE(condition, format, ...) */
#define CT_TRUE(condition, ...) \
  do {                                                                                         \
    if (!(condition))                                                                          \
      ct_fail(__FILE__, __LINE__, "%s: " CT_FIRST_(__VA_ARGS__),                               \
              #condition CT_TAIL_(__VA_ARGS__));                                               \
  } while (0)
/* Passes when |got - want| <= tolerance, so that NaN fails. */
#define CT_NEAR(got, want, tolerance, ...)                                                     \
  do {                                                                                         \
    double got_ = (got), want_ = (want), tol_ = (tolerance);                                   \
    if (!(fabs(got_ - want_) <= tol_))                                                         \
      ct_fail(__FILE__, __LINE__, "got %.9g, want %.9g within %.3g: " CT_FIRST_(__VA_ARGS__)   \
              CT_REST_(__VA_ARGS__));                                                          \
  } while (0)
#define CT_INT(got, want, ...)                                                                 \
  do {                                                                                         \
    long got_ = (long)(got), want_ = (long)(want);                                             \
    if (got_ != want_) ct_fail(__FILE__, __LINE__, "got %ld, want %ld: " CT_FIRST_(__VA_ARGS__) \
                               CT_REST_INT_(__VA_ARGS__));                                     \
  } while (0)

/* Helpers: the first argument is the format, the others come after got_, want_ (and tol_). */
#define CT_FIRST_(...) CT_FIRST__(__VA_ARGS__, 0)
#define CT_FIRST__(first, ...) first
#define CT_REST_(...) , got_, want_, tol_ CT_TAIL_(__VA_ARGS__)
#define CT_REST_INT_(...) , got_, want_ CT_TAIL_(__VA_ARGS__)
#define CT_TAIL_(first, ...) __VA_OPT__(,) __VA_ARGS__

#define CT_EACH_(m, ...) CT_EVAL_(CT_EACH__(m, __VA_ARGS__))
#define CT_EACH__(m, first, ...) m(first) __VA_OPT__(CT_AGAIN_ CT_PARENS_ (m, __VA_ARGS__))
#define CT_AGAIN_() CT_EACH__
#define CT_PARENS_ ()
#define CT_EVAL_(...)  CT_EVAL1_(CT_EVAL1_(CT_EVAL1_(__VA_ARGS__)))
#define CT_EVAL1_(...) CT_EVAL2_(CT_EVAL2_(CT_EVAL2_(__VA_ARGS__)))
#define CT_EVAL2_(...) CT_EVAL3_(CT_EVAL3_(CT_EVAL3_(__VA_ARGS__)))
#define CT_EVAL3_(...) __VA_ARGS__

#endif
