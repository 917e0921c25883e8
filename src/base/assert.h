/* CT_ASSERT: a broken promise between functions of the engine, never bad input. A trap in wasm
 * (a few bytes, no imports), an abort with file and line natively. */
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
