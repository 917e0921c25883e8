/* Work spread over threads, for the build with shared memory (CT_THREADS); elsewhere the same calls
 * run one task after the other.
 *
 * The bits of a result must not depend on the number of threads: how work is cut into tasks comes
 * from its shape alone, a task writes only what is its own, and sums over tasks are taken by the
 * caller, in the order of their indices. */
#ifndef CT_BASE_PARALLEL_H
#define CT_BASE_PARALLEL_H

#include <stdint.h>

#ifdef CT_THREADS
#define CT_THREADS_MAX 8
#else
#define CT_THREADS_MAX 1
#endif

typedef void (*ct_task)(void *context, int index);

/* Calls task(context, i) once for each i in 0 .. count - 1, in any order, and returns when all are
 * done. Within a task it calls the tasks one after the other: the other threads are busy. Only
 * thread 0, and the tasks it gave out, may call it. */
void ct_parallel_for(ct_task task, void *context, int count);

/* 0 .. CT_THREADS_MAX - 1, the same for as long as a task runs: an index into scratch that each
 * thread has of its own. */
int ct_this_thread(void);

#ifdef CT_THREADS
/* What a helping thread runs: tasks of thread 0, for as long as helpers are kept. thread in 1 ..
 * CT_THREADS_MAX - 1, each at most once at a time. A helper may come at any time, also amid a job. */
void ct_parallel_help(int thread);
/* 1 (as it begins): helpers that come stay. 0: those that are here leave, when their task is done. */
void ct_parallel_keep(int kept);
/* Threads that take tasks at present, thread 0 included. */
int  ct_parallel_threads(void);
/* Says that a helper died amid a task: what it owed is never done, so thread 0 stops by an
 * assertion instead of waiting for it. */
void ct_parallel_broke(void);

#ifdef __wasm__
/* What the caller of a helper's instance sets before anything else runs in it: the stack pointer,
 * and the block for __wasm_init_tls. thread as above; thread 0 has the linker's stack. */
void *ct_parallel_stack(int thread);
void *ct_parallel_locals(int thread);
/* Bytes of its 64 KB that a helper's stack has reached so far. */
int   ct_parallel_stack_used(int thread);
#else
/* Natively only tests have threads, and these wait between two looks at `at` as they like. */
extern void (*volatile ct_parallel_sleep)(int32_t *at, int32_t seen);
#endif
#endif

#endif
