/* The configuration of a session, generated from params.def, and the limits of each value. Whether
 * values fit each other is checked by train/check.h. */
#ifndef CT_CONFIG_CONFIG_H
#define CT_CONFIG_CONFIG_H

#include "base/status.h"
#include "base/text.h"
#include "config/choices.h"

/* Former names of parameters, which older addresses and checkpoints use: these are still read. */
#define CT_FORMER_LIST(X)   \
  X(hidden_units, "hidden") \
  X(style_dims,   "style")  \
  X(gaussian_blur, "blur")

/* The groups of parameters. */
#define CT_GROUP_LIST(X) X(data) X(views) X(encoder) X(loss) X(optimiser) X(run)

typedef struct ct_config {
#define INT(name, ...)   int name;
#define FLOAT(name, ...) float name;
#define ENUM(name, ...)  int name;
#include "config/params.def"
#undef INT
#undef FLOAT
#undef ENUM
} ct_config;

/* Index of each parameter: CT_PARAM_tau ... */
typedef enum ct_param {
#define INT(name, ...)   CT_PARAM_##name,
#define FLOAT(name, ...) CT_PARAM_##name,
#define ENUM(name, ...)  CT_PARAM_##name,
#include "config/params.def"
#undef INT
#undef FLOAT
#undef ENUM
  CT_PARAM_COUNT
} ct_param;

void        ct_config_defaults(ct_config *c);
const char *ct_param_name(int param);
const char *ct_param_former(int param); /* CT_FORMER_LIST; NULL: it has none */
int         ct_param_live(int param);
double      ct_config_get(const ct_config *c, int param);
/* Sets one value, an enum by its number. On an error nothing changes and `why` (may be NULL) says
 * in words which value was given and which are allowed. Errors: CT_E_ARG when there is no such
 * parameter; CT_E_CONFIG. */
ct_status   ct_config_set(ct_config *c, int param, double value, ct_text *why);
/* Writes a value as text, an enum by its choice's name, and reads it back to the same value. An
 * enum may also be given by its number. Errors: CT_E_CONFIG, as of ct_config_set. */
void        ct_config_say(const ct_config *c, int param, ct_text *out);
ct_status   ct_config_read(ct_config *c, int param, const char *text, size_t length, ct_text *why);
/* The whole table as JSON:
 * {"params":[{"name","type":"int|float|enum","default","min","max","unit",
 * "live","group","when","help","former","choices":[{"name","help"}]}]}. An enum's default is the
 * name of a choice; "when" (params.def) is left out where it is empty, and "former" where the
 * parameter is not in CT_FORMER_LIST. */
void        ct_config_schema(ct_text *out);

#endif
