#include <string.h>
#include "api/setup.h"
#include "base/assert.h"
#include "eval/evaluate.h"
#include "train/phase.h"

static void add_choice(ct_text *t, const char *name, const char *help, int first) {
  ct_text_add(t, first ? "{\"name\":\"" : ",{\"name\":\"");
  ct_text_add(t, name);
  ct_text_add(t, "\",\"help\":\"");
  ct_text_add(t, help);
  ct_text_add(t, "\"}");
}

/* CT_E_CONFIG -> config */
static const char *status_name(const char *code) {
  static char name[32];
  size_t n = 0;
  code += strncmp(code, "CT_E_", 5) == 0 ? 5 : 3;
  for (; code[n] && n + 1 < sizeof name; n++)
    name[n] = (char)(code[n] >= 'A' && code[n] <= 'Z' ? code[n] + 32 : code[n]);
  name[n] = 0;
  return name;
}

const char *ct_schema(void) {
  static char json[24576];
  if (json[0]) return json;
  ct_text t;
  ct_text_init(&t, json, sizeof json);
  ct_config_schema(&t);
  CT_ASSERT(!t.full && t.length > 1 && json[t.length - 1] == '}');
  t.length--; /* open the object again, for the tables that are not parameters */
#define X(code, name, help) add_choice(&t, name, help, code == 0);
  ct_text_add(&t, ",\"phases\":[");
  CT_PHASE_LIST(X)
  ct_text_add(&t, "],\"metrics\":[");
  CT_METRIC_LIST(X)
  ct_text_add(&t, "],\"questions\":[");
  CT_QUESTION_LIST(X)
  ct_text_add(&t, "],\"answers\":[");
  CT_ANSWERS_LIST(X)
#undef X
#define X(code, help) add_choice(&t, status_name(#code), help, code == 0);
  ct_text_add(&t, "],\"statuses\":[");
  CT_STATUS_LIST(X)
#undef X
  ct_text_add(&t, "]}");
  CT_ASSERT(!t.full);
  return json;
}
