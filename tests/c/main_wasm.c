/* The wasm runner: it exports the same cases one by one for tests/wasm/cases.mjs to call. A failed
 * case ends in a trap, after which the module is instantiated anew for the next case. */
#include <stdarg.h>
#include <stdio.h>
#include "ct_test.h"

#define EXPORT(name) __attribute__((export_name(name)))

#define X(name) extern const ct_suite suite_##name;
#include "suites.def"
#undef X

static const ct_suite *const suites[] = {
#define X(name) &suite_##name,
#include "suites.def"
#undef X
};

static char message[1024];

void ct_fail(const char *file, int line, const char *format, ...) {
  va_list arguments;
  int n = snprintf(message, sizeof message, "%s:%d: ", file, line);
  va_start(arguments, format);
  vsnprintf(message + n, sizeof message - (size_t)n, format, arguments);
  va_end(arguments);
  __builtin_trap();
}

EXPORT("suite_count") int suite_count(void) { return (int)(sizeof suites / sizeof suites[0]); }
EXPORT("suite_name") const char *suite_name(int s) { return suites[s]->name; }
EXPORT("case_count") int case_count(int s) { return suites[s]->count; }
EXPORT("case_name") const char *case_name(int s, int c) { return suites[s]->cases[c].name; }
EXPORT("case_run") void case_run(int s, int c) { message[0] = 0; suites[s]->cases[c].run(); }
EXPORT("case_message") const char *case_message(void) { return message; }
