/* The configuration of a session, generated from params.def. */
#ifndef CT_METHOD_CONFIG_H
#define CT_METHOD_CONFIG_H

#include "base/status.h"
#include "base/text.h"
#include "loss/ntxent_bugs.h"
#include "loss/triplet.h"
#include "nn/encoder.h"
#include "optim/optim.h"

/* A row here, a file of its own that defines ct_method_<code> (method/trainer.h), its name in
 * params.def among the conditions of what it reads, a row of what the page says of it
 * (web/shell/methods.js), and a lab: that is a method. */
#define CT_METHOD_LIST(X)                                                                    \
  X(CT_SIMCLR,  "simclr",  "NT-Xent: every other view of the batch is a negative")           \
  X(CT_MOCO,    "moco",    "a queue of keys made by an encoder that follows with momentum")  \
  X(CT_BYOL,    "byol",    "predict what a slower copy says of the other view; no negatives")\
  X(CT_SIMSIAM, "simsiam", "predict the other view; no negatives and no copy")               \
  X(CT_DECOUPLED, "decoupled", "NT-Xent with the positive left out of the denominator")      \
  X(CT_DEBIASED, "debiased", "NT-Xent less the expected share of false negatives")           \
  X(CT_HARD, "hard", "debiased, and similar negatives count more")                           \
  X(CT_MINED, "mined", "NT-Xent against an anchor's most similar negatives alone")           \
  X(CT_BANK, "bank", "a memory of one embedding of every training item as negatives")        \
  X(CT_SUPCON, "supcon", "uses the labels: all of the anchor's class are its positives")     \
  X(CT_TRIPLET, "triplet", "every negative farther than the positive by a margin")           \
  X(CT_NPAIR, "npair", "N-pair: dot products of embeddings that are not normalised")         \
  X(CT_MOCO3,   "moco3",   "predict the key of the other view; the batch's keys are negatives") \
  X(CT_VICREG,  "vicreg",  "agree, keep each dimension's spread, share nothing among them")  \
  X(CT_BARLOW_TWINS, "barlow_twins", "each dimension agrees with itself and with no other") \
  X(CT_SWAV,    "swav",    "predict the prototypes that another view was given to")

#define CT_SWITCH_LIST(X)  \
  X(CT_OFF, "off", "no")   \
  X(CT_ON,  "on",  "yes")

#define CT_DATA_LIST(X)                                                                     \
  X(CT_DATA_CARDS, "cards", "up to 64 things, each drawn by two artists; no pixels are read") \
  X(CT_DATA_EMOJI, "emoji", "1,586 concepts, each drawn by Noto, Twemoji and Fluent")       \
  X(CT_DATA_MNIST, "mnist", "12,000 handwritten digits, 2,000 of them for the test")       \
  X(CT_DATA_TOY,   "toy",   "2,000 made-up things: 8 numbers of content, 8 of style")

#define CT_POSITIVES_LIST(X)                                                   \
  X(CT_POSITIVES_ARTISTS, "artists", "one concept drawn by two artists")       \
  X(CT_POSITIVES_AUGMENT, "augment", "one drawing, augmented twice")

#define CT_READ_LIST(X)                                                             \
  X(CT_READ_AFTER,  "after",  "z, after the projection head: what the loss compares") \
  X(CT_READ_BEFORE, "before", "h, before it: the representation that other tasks use") \
  X(CT_READ_BOTH,   "both",   "z and h side by side, each of the same weight")

/* The angles of CT_START_ARTICLE (method/trainer.c) give the printed similarity matrix of the
 * article this page corrects, to its two decimals. */
#define CT_START_LIST(X)                                                         \
  X(CT_START_RANDOM,  "random",  "uniform on the sphere, from the seed")         \
  X(CT_START_ARTICLE, "article", "the eight points of a popular article's figure")

typedef enum ct_method_kind {
#define X(code, name, help) code,
  CT_METHOD_LIST(X)
#undef X
  CT_METHOD_COUNT
} ct_method_kind;
typedef enum ct_data_kind {
#define X(code, name, help) code,
  CT_DATA_LIST(X)
#undef X
  CT_DATA_COUNT
} ct_data_kind;
typedef enum ct_positives {
#define X(code, name, help) code,
  CT_POSITIVES_LIST(X)
#undef X
  CT_POSITIVES_COUNT
} ct_positives;
typedef enum ct_read {
#define X(code, name, help) code,
  CT_READ_LIST(X)
#undef X
  CT_READ_COUNT
} ct_read;
typedef enum ct_start {
#define X(code, name, help) code,
  CT_START_LIST(X)
#undef X
  CT_START_COUNT
} ct_start;

enum {
#define X(code, name, help) code,
  CT_SWITCH_LIST(X)
#undef X
};

/* What parameters were called before: addresses and checkpoints from then are read all the same. */
#define CT_FORMER_LIST(X)   \
  X(hidden_units, "hidden") \
  X(style_dims,   "style")  \
  X(gaussian_blur, "blur")

/* What parameters are parts of. */
#define CT_GROUP_LIST(X) X(data) X(views) X(encoder) X(loss) X(optimiser) X(run)

#define CT_CARDS_MAX 64 /* concepts of the `cards` set */

typedef struct ct_config {
#define INT(name, ...)   int name;
#define FLOAT(name, ...) float name;
#define ENUM(name, ...)  int name;
#include "method/params.def"
#undef INT
#undef FLOAT
#undef ENUM
} ct_config;

/* Index of each parameter: CT_PARAM_tau ... */
typedef enum ct_param {
#define INT(name, ...)   CT_PARAM_##name,
#define FLOAT(name, ...) CT_PARAM_##name,
#define ENUM(name, ...)  CT_PARAM_##name,
#include "method/params.def"
#undef INT
#undef FLOAT
#undef ENUM
  CT_PARAM_COUNT
} ct_param;

void        ct_config_defaults(ct_config *c);
const char *ct_param_name(int param);
const char *ct_param_former(int param); /* CT_FORMER_LIST; NULL: it has always had its name */
int         ct_param_live(int param);
double      ct_config_get(const ct_config *c, int param);
/* Sets one value, an enum by its number. On an error nothing changes and `why` (may be NULL) says
 * in words what was given and what is allowed. Errors: CT_E_ARG: no such parameter; CT_E_CONFIG. */
ct_status   ct_config_set(ct_config *c, int param, double value, ct_text *why);
/* A value as a text, an enum by its choice's name, and back; what was said is read as the same value.
 * An enum is also read by its number. Errors: CT_E_CONFIG, as of ct_config_set. */
void        ct_config_say(const ct_config *c, int param, ct_text *out);
ct_status   ct_config_read(ct_config *c, int param, const char *text, size_t length, ct_text *why);
/* What one value alone cannot tell: pairs that the data does not have, a table on pixels, ... */
ct_status   ct_config_check(const ct_config *c, ct_text *why);
/* The whole table as JSON: {"params":[{"name","type":"int|float|enum","default","min","max","unit",
 * "live","group","when","help","former","choices":[{"name","help"}]}]}; an enum's default is its
 * choice's name, "when" (params.def) is there only for those that something else must ask for, and
 * "former" only for those of CT_FORMER_LIST. */
void        ct_config_schema(ct_text *out);

#endif
