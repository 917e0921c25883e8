/* Reads the numbers and arrays of a session (api/readings.def) by name. */
#ifndef CT_TESTS_READINGS_H
#define CT_TESTS_READINGS_H

#include "api/session.h"

#define CT_READ(s, name) ct_session_read(s, CT_READING_##name)
#define CT_AT(s, name)   ct_session_array(s, CT_ARRAY_##name, NULL)
/* How many numbers an array has; 0 when the session has no such array now. */
#define CT_LENGTH(s, name) ct_array_length(s, CT_ARRAY_##name)

static inline int ct_array_length(ct_session *s, int array) {
  int shape[CT_ARRAY_AXES], length = 1;
  ct_session_array(s, array, shape);
  for (int i = 0; i < CT_ARRAY_AXES && (i == 0 || shape[i]); i++) length *= shape[i];
  return length;
}

#endif
