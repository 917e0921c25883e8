#include "base/status.h"

static const char *const texts[] = {
#define X(code, text) text,
  CT_STATUS_LIST(X)
#undef X
};

const char *ct_status_text(ct_status status) {
  /* through unsigned: a negative code read from elsewhere is out of range too */
  return (unsigned)status < CT_STATUS_COUNT ? texts[status] : "an unknown status";
}
