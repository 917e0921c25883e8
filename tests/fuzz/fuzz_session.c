/* libFuzzer tries any bytes as a sequence of calls to a session:
 * drive.c's invariants must hold. */
#include <stdarg.h>
#include <stdio.h>
#include "drive.h"

void ct_fail(const char *file, int line, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s:%d: ", file, line);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static ct_arena arena;
  size_t room = (size_t)4 << 20;
  if (!arena.base) ct_arena_init(&arena, aligned_alloc(CT_ARENA_ALIGN, room), room);
  ct_arena_release(&arena, 0);
  drive_run(&arena, bytes, size);
  return 0;
}
