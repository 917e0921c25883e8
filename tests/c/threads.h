/* Helper threads for the native cases of the build with threads: in build/check_threads,
 * tests/c/main_check.c runs every case with two of them. */
#ifndef CT_TESTS_THREADS_H
#define CT_TESTS_THREADS_H

/* From now on n helper threads take tasks (0 .. CT_THREADS_MAX - 1). Returns when all have started
 * and the earlier ones have ended. In a build without threads it does nothing. */
void ct_test_helpers(int n);

#endif
