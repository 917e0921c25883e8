#include "base/arena.h"
#include <stdint.h>
#include "base/assert.h"

/* The base of a measuring arena: aligned, not NULL, and not the address of anything. */
#define MEASURING ((uintptr_t)CT_ARENA_ALIGN)

/* The size of a measuring arena: aligned, and small enough that adding the base does not wrap. */
#define MEASURING_SIZE (SIZE_MAX / 2 & ~(size_t)(CT_ARENA_ALIGN - 1))

void ct_arena_init(ct_arena *a, void *memory, size_t bytes) {
  CT_ASSERT(memory || bytes == 0);
  uintptr_t skip = -(uintptr_t)memory & (CT_ARENA_ALIGN - 1);
  *a = (ct_arena){memory, 0, 0};
  if (!memory || bytes <= skip) return;
  a->base = (unsigned char *)memory + skip;
  a->size = bytes - skip;
}

void ct_arena_measure(ct_arena *a) {
  *a = (ct_arena){(unsigned char *)MEASURING, MEASURING_SIZE, 0};
}

void *ct_arena_take(ct_arena *a, size_t bytes) {
  int measuring = a->base == (unsigned char *)MEASURING;
  /* `used` is always a multiple of the alignment, so every address is aligned. */
  size_t rounded = bytes + (-bytes & (CT_ARENA_ALIGN - 1));
  if (rounded < bytes || rounded > a->size - a->used) {
    if (!measuring) return NULL;
    a->used = a->size; /* stands for too much: no real arena is this large */
    return a->base;
  }
  void *at = (void *)((uintptr_t)a->base + a->used);
  a->used += rounded;
  return at;
}
