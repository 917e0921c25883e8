#include "base/parallel.h"
#include "base/assert.h"

#ifndef CT_THREADS

void ct_parallel_for(ct_task task, void *context, int count) {
  for (int i = 0; i < count; i++) task(context, i);
}

int ct_this_thread(void) { return 0; }

#else

/* How often a helper looks for work before it sleeps: the next job mostly comes within
 * microseconds, and waking a thread costs more. */
#define LOOKS 20000
#define LINE 64 /* bytes of a cache line: separates fields written often from those read often */

/* There is one job at a time. `ticket` holds the job's number in its upper half and the next index
 * in its lower half. The thread that raises it by one owns that index; and since no field changes
 * until every index of a job is done, it then knows that the fields it has read belong to the same
 * job. */
static struct {
  _Alignas(LINE) uint64_t ticket;
  _Alignas(LINE) int done;
  _Alignas(LINE) int32_t number; /* the job's number, which helpers watch and sleep on */
  ct_task task;
  void *context;
  int count;
  _Alignas(LINE) int helpers; /* threads in ct_parallel_help now */
  int sleepers;               /* helpers that sleep or are about to */
  int leave, broken;
} job;

static _Thread_local int this_thread;
static _Thread_local int in_task;

#define LOAD(x) __atomic_load_n(&(x), __ATOMIC_SEQ_CST)
#define STORE(x, value) __atomic_store_n(&(x), (value), __ATOMIC_SEQ_CST)
#define ADD(x, value) __atomic_fetch_add(&(x), (value), __ATOMIC_SEQ_CST)

int ct_this_thread(void) { return this_thread; }
int ct_parallel_threads(void) { return 1 + LOAD(job.helpers); }

#ifdef __wasm__

#define STACK 65536
#define LOCALS 64

static _Alignas(16) unsigned char stacks[CT_THREADS_MAX - 1][STACK];
static _Alignas(LINE) unsigned char locals[CT_THREADS_MAX][LOCALS];

void *ct_parallel_stack(int thread) {
  CT_ASSERT(thread > 0 && thread < CT_THREADS_MAX);
  return stacks[thread - 1] + STACK;
}

void *ct_parallel_locals(int thread) {
  CT_ASSERT(thread >= 0 && thread < CT_THREADS_MAX && __builtin_wasm_tls_size() <= LOCALS);
  return locals[thread];
}

int ct_parallel_stack_used(int thread) {
  CT_ASSERT(thread > 0 && thread < CT_THREADS_MAX);
  int free = 0;
  while (free < STACK && !stacks[thread - 1][free]) free++;
  return STACK - free;
}

/* A stack grows down, and the memory below it is not its own, so its last bytes must stay 0. */
static int stack_holds(void) { return *(volatile uint64_t *)stacks[this_thread - 1] == 0; }

static void sleep_once(int32_t *at, int32_t seen) {
  __builtin_wasm_memory_atomic_wait32(at, seen, -1);
}
static void wake_all(void) { __builtin_wasm_memory_atomic_notify(&job.number, CT_THREADS_MAX); }

/* A function without locals, called through a pointer that no compiler follows: the baseline
 * compiler of Node 20 loses locals that live across the wait. */
static void (*volatile ct_parallel_sleep)(int32_t *, int32_t) = sleep_once;

#else

static int stack_holds(void) { return 1; }
static void look_again(int32_t *at, int32_t seen) { (void)at, (void)seen; }
static void wake_all(void) {}
void (*volatile ct_parallel_sleep)(int32_t *, int32_t) = look_again;

#endif

/* Does tasks of the present job until none is left to start. */
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
    ADD(job.done, 1);
  }
}

/* Ends every helper's wait. A helper counts itself among the sleepers before it reads the number
 * for the last time, so either it sees the new number or it is counted here and woken. */
static void call_helpers(void) {
  ADD(job.number, 1);
  if (LOAD(job.sleepers)) wake_all();
}

void ct_parallel_for(ct_task task, void *context, int count) {
  if (in_task || count <= 1 || !LOAD(job.helpers)) {
    for (int i = 0; i < count; i++) task(context, i);
    return;
  }
  uint64_t number = (LOAD(job.ticket) >> 32) + 1;
  STORE(job.count, 0); /* a helper amid its reads of the job finds nothing to start */
  STORE(job.task, task);
  STORE(job.context, context);
  STORE(job.done, 0);
  STORE(job.ticket, number << 32);
  STORE(job.count, count);
  call_helpers();
  work();
  do CT_ASSERT(!LOAD(job.broken));
  while (LOAD(job.done) != count);
}

void ct_parallel_help(int thread) {
  CT_ASSERT(thread > 0 && thread < CT_THREADS_MAX);
  this_thread = thread;
  ADD(job.helpers, 1);
  while (!LOAD(job.leave)) {
    int32_t seen = LOAD(job.number);
    work();
    CT_ASSERT(stack_holds());
    for (int i = 0; i < LOOKS && LOAD(job.number) == seen; i++) {}
    ADD(job.sleepers, 1);
    while (LOAD(job.number) == seen && !LOAD(job.leave)) ct_parallel_sleep(&job.number, seen);
    ADD(job.sleepers, -1);
  }
  ADD(job.helpers, -1);
}

void ct_parallel_keep(int kept) {
  STORE(job.leave, !kept);
  if (!kept) call_helpers();
}

void ct_parallel_broke(void) { STORE(job.broken, 1); }

#endif
