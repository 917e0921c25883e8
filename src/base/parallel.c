#include "base/parallel.h"

#ifndef CT_THREADS

void ct_parallel_for(ct_task task, void *context, int count) {
  for (int i = 0; i < count; i++) task(context, i);
}

int ct_this_thread(void) { return 0; }

#else

#include <stdint.h>

/* Times a helper looks for work before it sleeps: the next job mostly comes within microseconds,
 * and to be woken costs more. */
#define LOOKS 4000

/* One job at a time. `ticket` holds the job's number in its upper half and the next index in its
 * lower one: who raises it by one owns that index, and with it knows that the job is still the one
 * whose fields were read before. */
static struct {
  uint64_t ticket;
  ct_task task;
  void *context;
  int count, done;
  int32_t number; /* of the job, to sleep on */
  int ended;
} job;

static _Thread_local int this_thread;
static _Thread_local int in_task;

#define LOAD(x) __atomic_load_n(&(x), __ATOMIC_SEQ_CST)
#define STORE(x, value) __atomic_store_n(&(x), (value), __ATOMIC_SEQ_CST)

int ct_this_thread(void) { return this_thread; }

/* Sleeps while the job's number is `seen`; natively, where only tests have threads, it looks again.
 * A function without locals, called through a pointer that no compiler follows: the baseline
 * compiler of Node 20 loses locals that live across the wait. */
#ifdef __wasm__
static void sleep_once(int32_t *at, int32_t seen) { __builtin_wasm_memory_atomic_wait32(at, seen, -1); }
static void wake_all(void) { __builtin_wasm_memory_atomic_notify(&job.number, CT_THREADS_MAX); }
#else
static void sleep_once(int32_t *at, int32_t seen) { (void)at, (void)seen; }
static void wake_all(void) {}
#endif
static void (*volatile sleep)(int32_t *, int32_t) = sleep_once;

/* Does tasks of the present job until none is left to begin. */
static void work(void) {
  for (;;) {
    uint64_t ticket = LOAD(job.ticket);
    ct_task task = LOAD(job.task);
    void *context = LOAD(job.context);
    int index = (int)(uint32_t)ticket;
    if (index >= LOAD(job.count)) return;
    if (!__atomic_compare_exchange_n(&job.ticket, &ticket, ticket + 1, 0, __ATOMIC_SEQ_CST,
                                     __ATOMIC_SEQ_CST))
      continue;
    in_task = 1;
    task(context, index);
    in_task = 0;
    __atomic_fetch_add(&job.done, 1, __ATOMIC_SEQ_CST);
  }
}

void ct_parallel_for(ct_task task, void *context, int count) {
  if (in_task || count <= 1) {
    for (int i = 0; i < count; i++) task(context, i);
    return;
  }
  uint64_t number = (LOAD(job.ticket) >> 32) + 1;
  STORE(job.count, 0); /* a helper between two looks at the job finds nothing to begin */
  STORE(job.task, task);
  STORE(job.context, context);
  STORE(job.done, 0);
  STORE(job.ticket, number << 32);
  STORE(job.count, count);
  __atomic_fetch_add(&job.number, 1, __ATOMIC_SEQ_CST);
  wake_all();
  work();
  while (LOAD(job.done) != count) {}
}

void ct_parallel_help(int thread) {
  this_thread = thread;
  for (int32_t seen = LOAD(job.number); !LOAD(job.ended);) {
    work();
    for (int i = 0; i < LOOKS && LOAD(job.number) == seen; i++) {}
    while (LOAD(job.number) == seen) sleep(&job.number, seen);
    seen = LOAD(job.number);
  }
}

void ct_parallel_end(void) {
  STORE(job.ended, 1);
  __atomic_fetch_add(&job.number, 1, __ATOMIC_SEQ_CST);
  wake_all();
}

#endif
