/* Helping threads for the native cases of the build with threads: build/check_threads runs every
 * case with two, in tests/c/main_check.c. */
#ifndef CT_TESTS_THREADS_H
#define CT_TESTS_THREADS_H

/* From now on n helpers take tasks (0 .. CT_THREADS_MAX - 1); returns when all are there and those
 * of before are gone. In a build without threads it does nothing. */
void ct_test_helpers(int n);

#endif
