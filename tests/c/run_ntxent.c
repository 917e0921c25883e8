/* Runs NT-Xent on 8,192 pairs in the memory that the module has: tests/wasm/memory.mjs gives it
 * 64 MB that cannot grow. Embeddings, gradient and scratch lie behind the
 * static data and the stack. */
#include "base/arena.h"
#include "loss/ntxent.h"

#define EXPORT(name) __attribute__((export_name(name)))
#define B 8192
#define D 128

extern unsigned char __heap_base;
static float *dz;

/* Both views of pair k lie along axis (37 k + 11) mod D, with lengths 1, 2 and 4 in turn. Returns
 * the loss, or minus the status. */
EXPORT("run") double run(float tau) {
  ct_arena memory;
  size_t start = (size_t)&__heap_base, end = __builtin_wasm_memory_size(0) << 16;
  start = (start + CT_ARENA_ALIGN - 1) / CT_ARENA_ALIGN * CT_ARENA_ALIGN;
  ct_arena_init(&memory, (void *)start, end - start);
  float *z = CT_TAKE(&memory, float, 2 * B * D);
  dz = CT_TAKE(&memory, float, 2 * B * D);
  if (!z || !dz) return -CT_E_MEMORY;
  for (int i = 0; i < 2 * B * D; i++) z[i] = dz[i] = 0;
  for (int i = 0; i < 2 * B; i++) z[i * D + (37 * (i % B) + 11) % D] = (float)(1 << i % 3);
  double loss = 0;
  ct_status status = ct_ntxent(z, dz, B, D, tau, &loss, &memory);
  return status == CT_OK ? loss : -(double)status;
}

/* [2B, D] */
EXPORT("gradient") const float *gradient(void) { return dz; }
