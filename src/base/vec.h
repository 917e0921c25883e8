/* Four floats at once, with the vector extensions of GCC and Clang: one source for wasm SIMD, SSE
 * and NEON. The lane order of every reduction is fixed, so all of these give the same bits. */
#ifndef CT_BASE_VEC_H
#define CT_BASE_VEC_H

#include <stdint.h>
#include <string.h>

typedef float   f32x4 __attribute__((vector_size(16)));
typedef int32_t i32x4 __attribute__((vector_size(16)));
typedef uint32_t u32x4 __attribute__((vector_size(16)));

static inline f32x4 f32x4_load(const float *p) { f32x4 v; memcpy(&v, p, 16); return v; }
static inline void  f32x4_store(float *p, f32x4 v) { memcpy(p, &v, 16); }
static inline f32x4 f32x4_splat(float x) { return (f32x4){x, x, x, x}; }
static inline i32x4 i32x4_splat(int32_t x) { return (i32x4){x, x, x, x}; }
static inline float f32x4_sum(f32x4 v) { return (v[0] + v[2]) + (v[1] + v[3]); }
/* lanes i, j, k, l (constants) of the eight lanes of a and b, those of a first */
#ifdef __clang__
#define f32x4_shuffle(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define f32x4_shuffle(a, b, i, j, k, l) __builtin_shuffle(a, b, (i32x4){i, j, k, l})
#endif
/* a where the mask is set, b elsewhere; mask lanes are 0 or -1, as comparisons give them */
static inline f32x4 f32x4_select(i32x4 mask, f32x4 a, f32x4 b) {
  return (f32x4)(((i32x4)a & mask) | ((i32x4)b & ~mask));
}
/* Both return a where either is NaN; written so that wasm has one instruction for each. */
static inline f32x4 f32x4_max(f32x4 a, f32x4 b) { return f32x4_select(a < b, b, a); }
static inline f32x4 f32x4_min(f32x4 a, f32x4 b) { return f32x4_select(b < a, b, a); }

#endif
