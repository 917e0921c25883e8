/* What both runners share: memory for the cases. */
#include "ct_test.h"
#include "base/random.h"

#define ARENA_BYTES ((size_t)96 << 20)

ct_arena *ct_test_arena(void) {
  static ct_arena arena;
  static unsigned char *memory;
  if (!memory) memory = aligned_alloc(CT_ARENA_ALIGN, ARENA_BYTES);
  if (!memory) ct_fail(__FILE__, __LINE__, "no memory for the test arena");
  memset(memory, 0xFF, ARENA_BYTES); /* every float a NaN: reading what was not written shows */
  ct_arena_init(&arena, memory, ARENA_BYTES);
  return &arena;
}

float *ct_test_floats(ct_arena *a, int n, unsigned seed, float low, float high) {
  float *x = CT_TAKE(a, float, n);
  if (!x) ct_fail(__FILE__, __LINE__, "the test arena is full");
  ct_rng r = ct_rng_make(seed, CT_RNG_TEST, (uint64_t)n);
  for (int i = 0; i < n; i++) x[i] = ct_rng_range(&r, low, high);
  return x;
}
