/* The memory of the test cases, which both runners share. */
#include "ct_test.h"
#include "base/random.h"

#define ARENA_BYTES ((size_t)96 << 20)
#define FILL 0xFF /* makes every float a NaN, so that reading unwritten memory shows */

/* Memory that is filled anew, whatever was written to it. Most cases ask more than once and write
 * little of it, so natively it is a view of a filled file, and asking again drops what was
 * written. In wasm only the bytes that the last caller had taken are filled again. */
#ifdef __wasm__

static unsigned char *filled(size_t used) {
  static unsigned char *memory;
  if (memory) return memset(memory, FILL, used);
  memory = aligned_alloc(CT_ARENA_ALIGN, ARENA_BYTES);
  return memory ? memset(memory, FILL, ARENA_BYTES) : NULL;
}

#else

#include <stdio.h>
#include <sys/mman.h>

#define PIECE ((size_t)1 << 16)

/* A file that holds nothing but the filling; all processes that Check forks share it. */
static int filled_file(void) {
  static FILE *file;
  if (file) return fileno(file);
  static unsigned char piece[PIECE];
  memset(piece, FILL, PIECE);
  file = tmpfile();
  for (size_t at = 0; file && at < ARENA_BYTES; at += PIECE) fwrite(piece, PIECE, 1, file);
  return file && fflush(file) == 0 && !ferror(file) ? fileno(file) : -1;
}

static unsigned char *filled(size_t used) {
  (void)used;
  static void *memory;
  int flags = MAP_PRIVATE | (memory ? MAP_FIXED : 0);
  memory = mmap(memory, ARENA_BYTES, PROT_READ | PROT_WRITE, flags, filled_file(), 0);
  return memory == MAP_FAILED ? NULL : memory;
}

#endif

void ct_test_prepare(void) { filled(0); }

ct_arena *ct_test_arena(void) {
  static ct_arena arena;
  unsigned char *memory = filled(arena.used);
  if (!memory) ct_fail(__FILE__, __LINE__, "no memory for the test arena");
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
