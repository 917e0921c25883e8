/* A session driven by bytes: every few bytes are a call of api/session.h with arguments, some of
 * them odd, and after each call the invariants are checked. test_switching.c gives random bytes,
 * tests/fuzz/fuzz_session.c those of libFuzzer. */
#ifndef CT_TESTS_DRIVE_H
#define CT_TESTS_DRIVE_H

#include "api/session.h"
#include "config/config.h"
#include "ct_test.h"

/* Limits of a parameter as params.def has them; for an enum its first and last number. */
double drive_least(int param);
double drive_most(int param);
double drive_default(int param);

/* Small configurations, one for each method in the methods' order and some more for other data and
 * encoders. This puts the k-th into the draft. */
#define DRIVE_CONFIGS (CT_METHOD_COUNT + 7)
void drive_draft(int k);

/* A synthetic set of drawings for them, the same at every call; memory from the arena. */
uint8_t *drive_pack(ct_arena *a, size_t *size);

/* FNV-1a, continued from a hash. */
uint64_t drive_mix(uint64_t hash, const void *bytes, size_t n);
/* The hash of all that a checkpoint holds and of the last loss. file: room for save_bytes. */
uint64_t drive_print(ct_session *s, uint8_t *file);

/* Calls until the bytes are used up. A broken invariant is a ct_fail.
 * Memory from the arena and malloc. */
void drive_run(ct_arena *a, const uint8_t *bytes, size_t size);

#endif
