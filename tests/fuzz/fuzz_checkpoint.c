/* libFuzzer tries any bytes as a checkpoint. The only result may be a status. */
#include <stdlib.h>
#include "api/session.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static ct_session *s;
  if (!s) {
    size_t n = ct_session_bytes(NULL, 0);
    s = ct_session_create(aligned_alloc(64, (n + 63) / 64 * 64), n, NULL, 0);
  }
  ct_session_load(s, bytes, size);
  return 0;
}
