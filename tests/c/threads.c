#define _DEFAULT_SOURCE
#include "threads.h"
#include "base/parallel.h"

#ifndef CT_THREADS

void ct_test_helpers(int n) { (void)n; }

#else

#include <pthread.h>
#include <unistd.h>

static pthread_t threads[CT_THREADS_MAX];
static int running;

/* So short that a helper thread is soon back, and long enough to leave the core to others. */
static void nap(int32_t *at, int32_t seen) { (void)at, (void)seen; usleep(20); }

static void *help(void *thread) {
  ct_parallel_help((int)(intptr_t)thread);
  return NULL;
}

void ct_test_helpers(int n) {
  ct_parallel_keep(0);
  for (; running; running--) pthread_join(threads[running], NULL);
  ct_parallel_sleep = nap;
  ct_parallel_keep(1);
  while (running < n)
    if (pthread_create(&threads[running + 1], NULL, help, (void *)(intptr_t)(running + 1)) == 0)
      running++;
  while (ct_parallel_threads() != 1 + n) usleep(20);
}

#endif
