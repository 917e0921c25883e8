/* The native runner: it runs every suite of suites.def under Check. */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include "ct_test.h"
#include "threads.h"

#define X(name) extern const ct_suite suite_##name;
#include "suites.def"
#undef X

static const ct_suite *const suites[] = {
#define X(name) &suite_##name,
#include "suites.def"
#undef X
};

static const ct_suite *running;

void ct_fail(const char *file, int line, const char *format, ...) {
  char message[1024];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  /* Check prints the place of this call; the text has the place in the case. */
  ck_abort_msg("%s:%d: %s", file, line, message);
  abort();
}

/* A build with threads uses three, so that the cases of every kernel run on threads too. */
START_TEST(one_case) {
  ct_test_helpers(2);
  running->cases[_i].run();
  ct_test_helpers(0);
}
END_TEST

int main(int argc, char **argv) {
  int failed = 0, total = 0;
  ct_test_prepare();
  for (size_t s = 0; s < sizeof suites / sizeof suites[0]; s++) {
    running = suites[s];
    if (argc > 1 && strcmp(argv[1], running->name) != 0) continue;
    Suite *suite = suite_create(running->name);
    TCase *cases = tcase_create("cases");
    tcase_set_timeout(cases, 300);
    tcase_add_loop_test(cases, one_case, 0, running->count);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed += srunner_ntests_failed(runner);
    total += srunner_ntests_run(runner);
    srunner_free(runner);
  }
  printf("%d passed, %d failed\n", total - failed, failed);
  return failed || !total;
}
