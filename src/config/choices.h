/* The choices of a configuration that concern no loss, network or optimiser:
 * X(code, name in the URL, help text). */
#ifndef CT_CONFIG_CHOICES_H
#define CT_CONFIG_CHOICES_H

#include "loss/choices.h"
#include "nn/choices.h"
#include "optim/choices.h"

/* A new method needs a row here, a file that defines ct_method_<code> (train/method.h), its name
 * in the conditions of the parameters that it reads (params.def), a row in the page's list of
 * methods (web/shell/methods.js), and a lab. */
#define CT_METHOD_LIST(X)                                                                    \
  X(CT_SIMCLR,  "simclr",  "NT-Xent: every other view of the batch is a negative")           \
  X(CT_MOCO,    "moco",    "negatives come from a queue of keys made by the momentum encoder") \
  X(CT_BYOL,    "byol",    "predict the momentum encoder's embedding of the other view") \
  X(CT_SIMSIAM, "simsiam", "predict the other view; no negatives, no momentum encoder")         \
  X(CT_DECOUPLED, "decoupled", "NT-Xent with the positive left out of the denominator")      \
  X(CT_DEBIASED, "debiased", "NT-Xent less the expected share of false negatives")           \
  X(CT_HARD, "hard", "debiased, and similar negatives count more")                           \
  X(CT_MINED, "mined", "NT-Xent against an anchor's most similar negatives alone")           \
  X(CT_BANK, "bank", "negatives from a memory of one embedding of every training item")        \
  X(CT_SUPCON, "supcon", "uses the labels: all of the anchor's class are its positives")     \
  X(CT_TRIPLET, "triplet", "every negative farther than the positive by a margin")           \
  X(CT_NPAIR, "npair", "N-pair: dot products of embeddings that are not normalised")         \
  X(CT_SPECTRAL, "spectral", "products of positives large, squared products of all others small") \
  X(CT_MOCO3,   "moco3",   "predict the key of the other view; the batch's keys are negatives") \
  X(CT_VICREG,  "vicreg",  "views agree, every dimension stays spread out and independent")  \
  X(CT_BARLOW_TWINS, "barlow_twins", "each dimension agrees across views, and with no other") \
  X(CT_SWAV,    "swav",    "predict the prototypes that another view was assigned to")        \
  X(CT_CLIP,    "clip",    "a drawing and its name: each finds the other in the batch")

#define CT_SWITCH_LIST(X)  \
  X(CT_OFF, "off", "no")   \
  X(CT_ON,  "on",  "yes")

#define CT_DATA_LIST(X)                                                                     \
  X(CT_DATA_CARDS, "cards", "up to 64 concepts, each drawn by two artists; no pixels are read") \
  X(CT_DATA_EMOJI, "emoji", "1,586 concepts, each drawn by Noto, Twemoji and Fluent")       \
  X(CT_DATA_MNIST, "mnist", "12,000 handwritten digits, 2,000 of them held out")       \
  X(CT_DATA_TOY,   "toy",   "2,000 made-up things: 8 numbers of content, 8 of style")

#define CT_POSITIVES_LIST(X)                                                   \
  X(CT_POSITIVES_ARTISTS, "artists", "one concept drawn by two artists")       \
  X(CT_POSITIVES_AUGMENT, "augment", "one drawing, augmented twice")

#define CT_READ_LIST(X)                                                             \
  X(CT_READ_AFTER,  "after",  "z, after the projection head: what the loss compares") \
  X(CT_READ_BEFORE, "before", "h, before the projection head: the representation other tasks use") \
  X(CT_READ_BOTH,   "both",   "z and h side by side, with equal weight")

/* An artist is held out by position among the renditions, so the order of these is that of the
 * dataset (web/data/sets.mjs). */
#define CT_HELD_OUT_LIST(X)                                                              \
  X(CT_HELD_OUT_CONCEPTS, "concepts", "a fifth of the concepts, with their names")       \
  X(CT_HELD_OUT_NOTO,     "noto",     "every drawing by Noto; all concepts are trained on")    \
  X(CT_HELD_OUT_TWEMOJI,  "twemoji",  "every drawing by Twemoji; all concepts are trained on") \
  X(CT_HELD_OUT_FLUENT,   "fluent",   "every drawing by Fluent; all concepts are trained on")

/* The angles of CT_START_ARTICLE (train/reset.c) give the printed similarity matrix of the
 * article this page corrects, to its two decimals. */
#define CT_START_LIST(X)                                                         \
  X(CT_START_RANDOM,  "random",  "uniform on the sphere, from the seed")         \
  X(CT_START_ARTICLE, "article", "the eight points of the original article's figure")

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
typedef enum ct_held_out {
#define X(code, name, help) code,
  CT_HELD_OUT_LIST(X)
#undef X
  CT_HELD_OUT_COUNT
} ct_held_out;
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

#define CT_CARDS_MAX 64 /* concepts of the `cards` set */

#endif
