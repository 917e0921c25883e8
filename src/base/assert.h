/* CT_ASSERT stops at a programming error within the engine, never at bad input. In wasm it traps
 * (a few bytes, no imports); natively it aborts with file and line. */
#ifndef CT_BASE_ASSERT_H
#define CT_BASE_ASSERT_H

#ifdef __wasm__
#define CT_ASSERT(condition) ((condition) ? (void)0 : __builtin_trap())
#else
#include <assert.h>
#undef NDEBUG
#define CT_ASSERT(condition) assert(condition)
#endif

#endif
