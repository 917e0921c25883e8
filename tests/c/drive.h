/* A session driven by bytes: every few of them are a call of api/session.h with arguments, odd ones
 * among them, and after each call what must always hold is looked at. Random bytes in
 * test_switching.c, libFuzzer's in tests/fuzz/fuzz_session.c. */
#ifndef CT_TESTS_DRIVE_H
#define CT_TESTS_DRIVE_H

#include "api/session.h"
#include "config/config.h"
#include "ct_test.h"

/* Limits of a parameter as params.def has them; of an enum its first and last number. */
double drive_least(int param);
double drive_most(int param);
double drive_default(int param);

/* Small configurations, one for each method in its order and some more for other data and encoders:
 * the k-th into the draft. */
#define DRIVE_CONFIGS (CT_METHOD_COUNT + 5)
void drive_draft(int k);

/* A made-up set of drawings for them, the same at every call; memory from the arena. */
uint8_t *drive_pack(ct_arena *a, size_t *size);

/* FNV-1a: goes on from a hash. */
uint64_t drive_mix(uint64_t hash, const void *bytes, size_t n);
/* The same of all that a checkpoint holds and of the last loss. file: room for save_bytes. */
uint64_t drive_print(ct_session *s, uint8_t *file);

/* Until the bytes are used up; a broken promise is a ct_fail. Memory from the arena and malloc. */
void drive_run(ct_arena *a, const uint8_t *bytes, size_t size);

#endif
