/* parallel_for runs every task once, whatever the number of helper threads and whenever they come
 * and go. build/check_threads has threads; the other builds run the same cases on one thread. */
#include "base/parallel.h"
#include "ct_test.h"
#include "threads.h"

#define MOST 4096

typedef struct { int done[MOST], busy[CT_THREADS_MAX], clashes; } tally;

static void one(void *context, int index) {
  tally *t = context;
  __atomic_fetch_add(&t->done[index], 1, __ATOMIC_RELAXED);
  /* no two tasks run at once under one thread's number */
  if (__atomic_exchange_n(&t->busy[ct_this_thread()], 1, __ATOMIC_ACQUIRE)) t->clashes = 1;
  __atomic_store_n(&t->busy[ct_this_thread()], 0, __ATOMIC_RELEASE);
}

static void run(tally *t, int count) {
  memset(t, 0, sizeof *t);
  ct_parallel_for(one, t, count);
  for (int i = 0; i < MOST; i++) CT_INT(t->done[i], i < count, "task %d of %d", i, count);
  CT_TRUE(!t->clashes, "two tasks had one thread's number");
}

CT_TEST(every_task_once) {
  static const int counts[] = {0, 1, 2, 3, 7, 64, 1000, MOST};
  static tally t;
  for (int round = 0; round < 20; round++)
    for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) run(&t, counts[k]);
}

/* The shortest possible jobs follow each other at once: an index of the last job must never be
 * taken for one of the next job. */
CT_TEST(short_jobs_in_a_row) {
  static tally t;
  memset(&t, 0, sizeof t);
  const int jobs = 20000;
  for (int k = 0; k < jobs; k++) ct_parallel_for(one, &t, 2 + k % 3);
  int want[4] = {jobs, jobs, 0, 0};
  for (int k = 0; k < jobs; k++) want[2] += k % 3 > 0, want[3] += k % 3 > 1;
  for (int i = 0; i < 4; i++) CT_INT(t.done[i], want[i], "task %d", i);
}

CT_TEST(helpers_come_and_go) {
  static tally t;
  for (int round = 0; round < 30; round++) {
    ct_test_helpers(round % 4);
    run(&t, 100);
    run(&t, 3);
  }
}

static void nested(void *context, int index) {
  (void)index;
  ct_parallel_for(one, context, 5);
}

CT_TEST(a_task_may_cut_its_own_work) {
  static tally t;
  memset(&t, 0, sizeof t);
  ct_parallel_for(nested, &t, 40);
  for (int i = 0; i < 6; i++) CT_INT(t.done[i], i < 5 ? 40 : 0, "inner task %d", i);
}

CT_SUITE(parallel, every_task_once, short_jobs_in_a_row, helpers_come_and_go,
         a_task_may_cut_its_own_work)
