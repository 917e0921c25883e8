/* The result of a call that can fail. Programming errors stop at CT_ASSERT (base/assert.h). */
#ifndef CT_BASE_STATUS_H
#define CT_BASE_STATUS_H

#define CT_STATUS_LIST(X)                                                         \
  X(CT_OK,          "ok")                                                         \
  X(CT_E_ARG,       "an argument is outside its range")                           \
  X(CT_E_CONFIG,    "the configuration is not valid")                             \
  X(CT_E_MEMORY,    "the memory given is too small")                              \
  X(CT_E_FORMAT,    "the bytes are not in the expected format")                   \
  X(CT_E_ZERO,      "a zero vector has no direction, so no cosine similarity")    \
  X(CT_E_NONFINITE, "a number became infinite or undefined")                      \
  X(CT_E_STATE,     "not possible at this point")

typedef enum ct_status {
#define X(code, text) code,
  CT_STATUS_LIST(X)
#undef X
  CT_STATUS_COUNT
} ct_status;

/* The sentence of the table above; never NULL. */
const char *ct_status_text(ct_status status);

#endif
