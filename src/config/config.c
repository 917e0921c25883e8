#include "config/config.h"

#include <stddef.h>
#include <string.h>
#include "base/assert.h"
#include "base/elementary.h"

typedef struct choice { const char *name, *help; } choice;

#define CHOICE(code, name, help) {name, help},
#define INT(...)
#define FLOAT(...)
#define ENUM(name, value, LIST, ...) static const choice name##_choices[] = {LIST(CHOICE)};
#include "config/params.def"
#undef INT
#undef FLOAT
#undef ENUM
#undef CHOICE

typedef enum kind { KIND_INT, KIND_FLOAT, KIND_ENUM } kind;

#define X(name) GROUP_##name,
typedef enum group { CT_GROUP_LIST(X) } group;
#undef X

/* One row of params.def. Limits are kept both as numbers and as the text in that file. */
typedef struct param {
  const char *name;
  kind kind;
  int live;
  group group;
  size_t offset; /* in ct_config */
  double value, least, most;
  const char *value_text, *least_text, *most_text, *unit, *when, *help;
  const choice *choices;
  int choice_count;
} param;

#define NUMBER(kind, name, value, least, most, unit, live, group, when, help)                \
  {#name, kind, live, GROUP_##group, offsetof(ct_config, name), value, least, most, #value,  \
   #least, #most, unit, when, help, NULL, 0},
#define INT(...)   NUMBER(KIND_INT, __VA_ARGS__)
#define FLOAT(...) NUMBER(KIND_FLOAT, __VA_ARGS__)
#define COUNT(name) (int)(sizeof name##_choices / sizeof name##_choices[0])
#define ENUM(name, value, LIST, live, group, when, help)                                     \
  {#name, KIND_ENUM, live, GROUP_##group, offsetof(ct_config, name), value, 0,               \
   COUNT(name) - 1, "", "", "", "", when, help, name##_choices, COUNT(name)},

static const param params[CT_PARAM_COUNT] = {
#include "config/params.def"
};
#undef INT
#undef FLOAT
#undef ENUM

static const param *param_at(int index) {
  CT_ASSERT(index >= 0 && index < CT_PARAM_COUNT);
  return &params[index];
}

static void store(ct_config *c, const param *p, double value) {
  unsigned char *at = (unsigned char *)c + p->offset;
  float single = (float)value;
  int whole = p->kind == KIND_FLOAT ? 0 : (int)value;
  if (p->kind == KIND_FLOAT) memcpy(at, &single, sizeof single);
  else memcpy(at, &whole, sizeof whole);
}

void ct_config_defaults(ct_config *c) {
  for (int i = 0; i < CT_PARAM_COUNT; i++) store(c, &params[i], params[i].value);
}

const char *ct_param_name(int index) { return param_at(index)->name; }
int         ct_param_live(int index) { return param_at(index)->live; }

const char *ct_param_former(int index) {
#define X(name, former) if (index == CT_PARAM_##name) return former;
  CT_FORMER_LIST(X)
#undef X
  return NULL;
}

double ct_config_get(const ct_config *c, int index) {
  const param *p = param_at(index);
  const unsigned char *at = (const unsigned char *)c + p->offset;
  float single;
  int whole;
  if (p->kind == KIND_FLOAT) {
    memcpy(&single, at, sizeof single);
    return (double)single;
  }
  memcpy(&whole, at, sizeof whole);
  return whole;
}

/* ---- one value */

/* `why` is NULL where nobody reads the message. */
static void say(ct_text *why, const char *words) {
  if (why) ct_text_add(why, words);
}

static void say_number(ct_text *why, double value) {
  if (why) ct_text_number(why, value);
}

/* Values stored as floats are compared as floats, so that the float nearest to a limit is
 * within. */
static int in_range(const param *p, double value) {
  if (!(value >= -1e30 && value <= 1e30)) return 0;
  if (p->kind != KIND_FLOAT) return value >= p->least && value <= p->most;
  return (float)value >= (float)p->least && (float)value <= (float)p->most;
}

static void say_choices(ct_text *why, const param *p) {
  say(why, ": it can be ");
  for (int i = 0; i < p->choice_count; i++) {
    say(why, i ? ", " : "");
    say(why, p->choices[i].name);
  }
}

static void say_range(ct_text *why, const param *p) {
  say(why, "` must be between ");
  say(why, p->least_text);
  say(why, " and ");
  say(why, p->most_text);
  say(why, ", not ");
}

ct_status ct_config_set(ct_config *c, int index, double value, ct_text *why) {
  if (index < 0 || index >= CT_PARAM_COUNT) {
    say(why, "there is no such parameter");
    return CT_E_ARG;
  }
  const param *p = &params[index];
  int fits = in_range(p, value);
  if (fits && (p->kind == KIND_FLOAT || value == (double)(int)value)) {
    store(c, p, value);
    return CT_OK;
  }
  say(why, "`");
  say(why, p->name);
  if (!ct_finite(value)) {
    say(why, "` must be a finite number");
    return CT_E_CONFIG;
  }
  if (p->kind == KIND_ENUM) say(why, "` has no such choice as ");
  else if (!fits) say_range(why, p);
  else say(why, "` must be a whole number, not ");
  say_number(why, value);
  if (p->kind == KIND_ENUM) say_choices(why, p);
  return CT_E_CONFIG;
}

/* ---- one value as a text */

void ct_config_say(const ct_config *c, int index, ct_text *out) {
  const param *p = param_at(index);
  double value = ct_config_get(c, index);
  if (p->kind == KIND_ENUM) ct_text_add(out, p->choices[(int)value].name);
  else if (p->kind == KIND_INT) ct_text_int(out, (int64_t)value);
  else ct_text_float(out, (float)value);
}

static int is_text(const char *at, size_t length, const char *text) {
  return strlen(text) == length && memcmp(at, text, length) == 0;
}

ct_status ct_config_read(ct_config *c, int index, const char *text, size_t length, ct_text *why) {
  const param *p = param_at(index);
  double value;
  for (int i = 0; i < p->choice_count; i++)
    if (is_text(text, length, p->choices[i].name)) return ct_config_set(c, index, i, why);
  if (ct_text_read(text, length, &value)) return ct_config_set(c, index, value, why);
  say(why, "`");
  say(why, p->name);
  say(why, p->kind == KIND_ENUM ? "` has no such choice" : "` is not a number");
  return CT_E_CONFIG;
}

/* ---- schema */

static void add_string(ct_text *out, const char *key, const char *value) {
  ct_text_add(out, ",\"");
  ct_text_add(out, key);
  ct_text_add(out, "\":\"");
  ct_text_add(out, value);
  ct_text_add(out, "\"");
}

static void add_number(ct_text *out, const char *key, const char *value) {
  ct_text_add(out, ",\"");
  ct_text_add(out, key);
  ct_text_add(out, "\":");
  ct_text_add(out, value);
}

static void add_choices(ct_text *out, const param *p) {
  ct_text_add(out, ",\"choices\":[");
  for (int i = 0; i < p->choice_count; i++) {
    ct_text_add(out, i ? ",{\"name\":\"" : "{\"name\":\"");
    ct_text_add(out, p->choices[i].name);
    ct_text_add(out, "\"");
    add_string(out, "help", p->choices[i].help);
    ct_text_add(out, "}");
  }
  ct_text_add(out, "]");
}

static void add_param(ct_text *out, int index) {
  const param *p = &params[index];
  static const char *const kinds[] = {"int", "float", "enum"};
#define X(name) #name,
  static const char *const groups[] = {CT_GROUP_LIST(X)};
#undef X
  ct_text_add(out, "{\"name\":\"");
  ct_text_add(out, p->name);
  ct_text_add(out, "\"");
  add_string(out, "type", kinds[p->kind]);
  if (p->kind == KIND_ENUM) {
    add_string(out, "default", p->choices[(int)p->value].name);
  } else {
    add_number(out, "default", p->value_text);
    add_number(out, "min", p->least_text);
    add_number(out, "max", p->most_text);
    add_string(out, "unit", p->unit);
  }
  add_number(out, "live", p->live ? "true" : "false");
  add_string(out, "group", groups[p->group]);
  if (p->when[0]) add_string(out, "when", p->when);
  add_string(out, "help", p->help);
  if (ct_param_former(index)) add_string(out, "former", ct_param_former(index));
  if (p->kind == KIND_ENUM) add_choices(out, p);
  ct_text_add(out, "}");
}

void ct_config_schema(ct_text *out) {
  ct_text_add(out, "{\"params\":[");
  for (int i = 0; i < CT_PARAM_COUNT; i++) {
    if (i) ct_text_add(out, ",");
    add_param(out, i);
  }
  ct_text_add(out, "]}");
}
