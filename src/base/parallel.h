/* Work spread over threads, for the build with shared memory (CT_THREADS); elsewhere the same calls
 * run one task after the other.
 *
 * The bits of a result must not depend on the number of threads: how work is cut into tasks comes
 * from its shape alone, a task writes only what is its own, and sums over tasks are taken by the
 * caller, in the order of their indices. */
#ifndef CT_BASE_PARALLEL_H
#define CT_BASE_PARALLEL_H

#ifdef CT_THREADS
#define CT_THREADS_MAX 16
#else
#define CT_THREADS_MAX 1
#endif

typedef void (*ct_task)(void *context, int index);

/* Calls task(context, i) once for each i in 0 .. count - 1, in any order, and returns when all are
 * done. Within a task it calls the tasks one after the other: the other threads are busy. */
void ct_parallel_for(ct_task task, void *context, int count);

/* 0 .. CT_THREADS_MAX - 1, the same for as long as a task runs: an index into scratch that each
 * thread has of its own. */
int ct_this_thread(void);

#ifdef CT_THREADS
/* What a helping thread runs: tasks of thread 0, until ct_parallel_end. thread in 1 ..
 * CT_THREADS_MAX - 1, each at most once at a time; it may come and go at any time. */
void ct_parallel_help(int thread);
void ct_parallel_end(void);
#endif

#endif
