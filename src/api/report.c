#include "api/report.h"
#include "api/setup.h"

static char error_words[1024];
static ct_status error_status;

ct_text *ct_why(void) {
  static ct_text text;
  ct_text_init(&text, error_words, sizeof error_words);
  return &text;
}

ct_status ct_report(ct_status status, ct_text *why) {
  error_status = status;
  if (status == CT_OK) error_words[0] = 0;
  else if (why->length == 0) ct_text_add(why, ct_status_text(status));
  return status;
}

ct_status ct_no_such_item(void) {
  ct_text *why = ct_why();
  ct_text_add(why, "there is no such item");
  return CT_E_ARG;
}

const char *ct_error(void) { return error_words; }
int ct_error_status(void) { return (int)error_status; }
