/* One block of memory, handed out in order. The caller of the engine owns the block.
 *
 * A *measuring* arena (ct_arena_measure) has no memory: it only counts, and hands out addresses
 * that must never be read or written. Every `..._layout` function of the engine takes its memory
 * from an arena and touches none of it. Running the same layout on a measuring arena therefore
 * answers "how many bytes do you need?", and the answer always agrees with the use. `..._reset`
 * fills values. */
#ifndef CT_BASE_ARENA_H
#define CT_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

#define CT_ARENA_ALIGN 64 /* bytes: a cache line, and four f32x4 */

typedef struct ct_arena {
  unsigned char *base;
  size_t size, used;
} ct_arena;

void  ct_arena_init(ct_arena *a, void *memory, size_t bytes);
void  ct_arena_measure(ct_arena *a);
/* CT_ARENA_ALIGN-aligned bytes, not cleared; NULL when they do not fit (never when measuring). */
void *ct_arena_take(ct_arena *a, size_t bytes);

/* For scratch: remember the mark, take memory, and go back to the mark. */
static inline size_t ct_arena_mark(const ct_arena *a) { return a->used; }
static inline void   ct_arena_release(ct_arena *a, size_t mark) { a->used = mark; }

#define CT_TAKE(arena, type, count) ((type *)ct_arena_take((arena), sizeof(type) * (size_t)(count)))

/* Takes [rows, columns] floats, for sizes that come from data: it also returns NULL, measuring or
 * not, when the product is more than the address space holds. */
static inline float *ct_take_floats(ct_arena *a, uint64_t rows, uint64_t columns) {
  uint64_t most = SIZE_MAX / 2 / sizeof(float);
  if (rows && columns > most / rows) return NULL;
  return CT_TAKE(a, float, rows * columns);
}

#endif
