#include <string.h>
#include "api/read.h"
#include "api/setup.h"
#include "base/assert.h"
#include "eval/matching.h"
#include "train/phase.h"

/* The rows of each list as JSON, each preceded by a comma. */
#define ROW(name, more, help) ",{\"name\":\"" name more "\",\"help\":\"" help "\"}"
#define X(code, name, help) ROW(name, "", help)
static const char phases[] = CT_PHASE_LIST(X);
static const char metrics[] = CT_METRIC_LIST(X);
static const char matches[] = CT_MATCH_LIST(X);
static const char questions[] = CT_QUESTION_LIST(X);
static const char answers[] = CT_ANSWERS_LIST(X);
#undef X

#define READING(name, help, ...) ROW(#name, "", help)
#define ARRAY(...)
static const char readings[] =
#include "api/readings.def"
    ;
#undef READING
#undef ARRAY

#define READING(...)
#define ARRAY(name, type, help, ...) ROW(#name, "\",\"type\":\"" #type, help)
static const char arrays[] =
#include "api/readings.def"
    ;
#undef READING
#undef ARRAY

static void add_list(ct_text *t, const char *name, const char *rows) {
  ct_text_add(t, ",\"");
  ct_text_add(t, name);
  ct_text_add(t, "\":[");
  ct_text_add(t, rows + 1);
  ct_text_add(t, "]");
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

static void add_status(ct_text *t, const char *code, const char *help, int first) {
  ct_text_add(t, first ? "{\"name\":\"" : ",{\"name\":\"");
  ct_text_add(t, status_name(code));
  ct_text_add(t, "\",\"help\":\"");
  ct_text_add(t, help);
  ct_text_add(t, "\"}");
}

const char *ct_schema(void) {
  static char json[32768];
  if (json[0]) return json;
  ct_text t;
  ct_text_init(&t, json, sizeof json);
  ct_config_schema(&t);
  CT_ASSERT(!t.full && t.length > 1 && json[t.length - 1] == '}');
  t.length--; /* reopens the object, to add the tables that are not parameters */
  add_list(&t, "phases", phases);
  add_list(&t, "metrics", metrics);
  add_list(&t, "matches", matches);
  add_list(&t, "questions", questions);
  add_list(&t, "answers", answers);
  add_list(&t, "readings", readings);
  add_list(&t, "arrays", arrays);
  ct_text_add(&t, ",\"statuses\":[");
#define X(code, help) add_status(&t, #code, help, code == 0);
  CT_STATUS_LIST(X)
#undef X
  ct_text_add(&t, "]}");
  CT_ASSERT(!t.full);
  return json;
}
