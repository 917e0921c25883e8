/* Spreads work over threads in the build with shared memory (CT_THREADS); in other builds the same
 * calls run one task after the other.
 *
 * The bits of a result must not depend on the number of threads. Therefore the shape of the work
 * alone decides how it is cut into tasks, a task writes only memory of its own, and the caller
 * sums over tasks in the order of their indices. */
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
 * done. Called within a task it runs the tasks one after the other, as the other threads are busy.
 * Only thread 0 and the tasks of its jobs may call it. */
void ct_parallel_for(ct_task task, void *context, int count);

/* The present thread, 0 .. CT_THREADS_MAX - 1, the same for as long as a task runs: an index into
 * scratch of which each thread has its own part. */
int ct_this_thread(void);

#ifdef CT_THREADS
/* The main function of a helper thread: runs tasks of thread 0 for as long as helpers are kept.
 * thread: 1 .. CT_THREADS_MAX - 1, each at most once at a time. A helper may join at any time,
 * also during a job. */
void ct_parallel_help(int thread);
/* kept 1, as at the start: helpers stay. 0: helpers return when their task is done. */
void ct_parallel_keep(int kept);
/* The number of threads that run tasks at present, with thread 0. */
int  ct_parallel_threads(void);
/* Reports that a helper died during a task, which is then never done, so that thread 0 stops with
 * an assertion instead of waiting for it. */
void ct_parallel_broke(void);

#ifdef __wasm__
/* The stack pointer and the block for __wasm_init_tls, which must be set in a helper's instance
 * before anything else runs in it. thread as above; thread 0 has the linker's stack. */
void *ct_parallel_stack(int thread);
void *ct_parallel_locals(int thread);
/* The most bytes of its 64 KB that a helper's stack has used so far. */
int   ct_parallel_stack_used(int thread);
#else
/* Natively only tests have threads, and they set how a helper waits between two reads of `at`. */
extern void (*volatile ct_parallel_sleep)(int32_t *at, int32_t seen);
#endif
#endif

#endif
