/* One training step, in the phases a figure can show one at a time, on parts every method shares.
 * A method (simclr.c, later moco.c, byol.c, ...) fills in what differs through ct_method. */
#ifndef CT_TRAIN_TRAINER_H
#define CT_TRAIN_TRAINER_H

#include "config/config.h"
#include "data/pack.h"
#include "data/sampler.h"
#include "train/temperature.h"

/* In this order; a method goes through some of them. */
#define CT_PHASE_LIST(X)                                                            \
  X(CT_PHASE_AUGMENT,  "augment",  "choose a batch and make its views")             \
  X(CT_PHASE_ENCODE,   "encode",   "views to embeddings")                           \
  X(CT_PHASE_TARGET,   "target",   "views to embeddings by the encoder that follows") \
  X(CT_PHASE_PREDICT,  "predict",  "embeddings to what the other view should say")  \
  X(CT_PHASE_ASSIGN,   "assign",   "embeddings to prototypes, each used equally")   \
  X(CT_PHASE_LOSS,     "loss",     "similarities of embeddings, and from them one number") \
  X(CT_PHASE_GRADIENT, "gradient", "the loss back through the encoder")             \
  X(CT_PHASE_UPDATE,   "update",   "one step of the optimiser")                     \
  X(CT_PHASE_FOLLOW,   "follow",   "the second encoder a little nearer; kept keys, if any, renewed")

typedef enum ct_phase {
#define X(code, name, help) code,
  CT_PHASE_LIST(X)
#undef X
  CT_PHASE_COUNT
} ct_phase;

/* What a method can have beside the encoder; a set of them. */
typedef enum ct_part {
  CT_PART_TARGET = 1,     /* a second encoder, never trained: config.ema of it stays each step */
  CT_PART_PREDICTOR = 2,  /* a small network on the embeddings */
  CT_PART_PROTOTYPES = 4, /* unit vectors that embeddings are compared with, trained */
  CT_PART_AVERAGE = 16,   /* the mean of the encoder's last weights: config.average; of any method */
  CT_PART_TEMPERATURE = 8 /* a temperature that is trained, from config.tau on */
} ct_part;

typedef struct ct_trainer ct_trainer;

/* One anchor among 2B rows, by its cosines: the anchor is row 0, its positive row B. */
typedef struct ct_anchor {
  int B;
  const int *pair;   /* [2B] row mod B */
  const int *label;  /* [2B] class of what each row shows */
  float *s;          /* [2B] in: cosines; out: d loss / d cosine, above 0 where a row is pushed */
  float *spare;      /* [2B] scratch */
} ct_anchor;

/* What one method is. Each pointer may be NULL where it says so. */
typedef struct ct_method {
  /* the set of parts that these values ask for; NULL: none */
  int (*parts)(const ct_config *c);
  /* what its values need of each other, in words; NULL: nothing */
  ct_status (*check)(const ct_config *c, ct_text *why);
  /* Views of each pair, of which the encoder embeds the first `encoded` (NULL: 2 and 2), the target
   * all from `targets` on. */
  void (*views)(const ct_config *c, int *views, int *encoded, int *targets);
  /* scratch and state of its own */
  ct_status (*layout)(ct_trainer *t, ct_arena *arena);
  /* its own state to where a run starts; NULL */
  void (*reset)(ct_trainer *t);
  /* the phase of that name; NULL: the method does not go through it */
  ct_status (*assign)(ct_trainer *t);
  /* Embeddings (and predictions, target's embeddings) to t->loss, t->dz, t->dp and the gradient of
   * the prototypes, all cleared before. On an error t->loss is put back. */
  ct_status (*loss)(ct_trainer *t);
  /* after the update, beside the target's moving: keys into the queue; NULL */
  void (*follow)(ct_trainer *t);
  /* the loss of one anchor and what it does to the other rows; NULL where that is not a matter of
   * cosines with the rows of a batch */
  double (*anchor)(const ct_config *c, const ct_anchor *a);
  int least_pairs; /* in a batch; 0: one will do */
} ct_method;

/* Of a build without networks: NULL for every method but simclr. */
const ct_method *ct_method_of(ct_method_kind kind);

/* What a method remembers from step to step beside its parts, kept in checkpoints. */
typedef struct ct_memory {
  const char *name;
  int rank, shape[2], count;
  float *values;
} ct_memory;

#define CT_PARTNERS_MOST 128

struct ct_trainer {
  ct_config config;
  const ct_method *method;
  const ct_pack *pack;       /* NULL for cards */
  ct_encoder encoder;
  ct_optim optim;
  ct_sampler sampler;
  int *split;                /* [concepts] held-out first, then the training concepts */
  int held_out, concepts;
  int parts;                 /* set of ct_part */
  ct_encoder target;         /* frozen; z of views `targets` .. views - 1, in that order */
  float *mean_params, *mean_state; /* [param_count], [state_count] of the encoder: the mean of its
                                last config.average steps; NULL without CT_PART_AVERAGE */
  ct_encoder predictor;      /* its z [encoded, D] are the predictions */
  ct_encoder prototypes;     /* a table: params [K, D], unit rows */
  float *codes;              /* [2, pairs, K] of the assign phase; NULL without prototypes */
  ct_temperature temperature;
  ct_optim predictor_optim, prototypes_optim;
  ct_memory memory;          /* values NULL: the method has none */
  int views;                 /* M: 2 pairs, or more where a method asks for more */
  int encoded, targets;      /* views the encoder embeds; the first the target embeds */
  int *items;                /* [M] row of the table, or concept * drawings + drawing */
  float *images;             /* [M, C, H, W], 0..1 minus the pack's mean; NULL for a table */
  float *view_scratch;       /* of each thread that makes views; NULL for a table */
  float *dz, *dp;            /* [encoded, D]; dp NULL without a predictor */
  float *partners;           /* [2, min(pairs, CT_PARTNERS_MOST), D] embeddings of the latest batch's
                                first pairs, both views, as the loss had them; NULL: table */
  int has_partners;          /* 0 before the first step */
  ct_arena scratch;          /* a slice of the session's block, sized at layout */
  ct_phase next;             /* the phase ct_trainer_phase will do */
  long step;                 /* whole steps done */
  double loss;               /* of the last batch, nats; NaN before the first */
};

/* pack: NULL for cards, else opened (or peeked, on a measuring arena) and kept by the caller.
 * Errors: CT_E_CONFIG when the data has fewer training concepts than pairs; CT_E_FORMAT when it has
 * nothing to hold out, or one drawing per concept and positives are to be by two artists;
 * CT_E_MEMORY. */
ct_status ct_trainer_layout(ct_trainer *t, const ct_config *c, const ct_pack *pack,
                            ct_arena *arena);
/* For a method's layout: t->scratch of so many bytes. */
ct_status ct_trainer_take_scratch(ct_trainer *t, size_t bytes, ct_arena *arena);
/* For a method's reset: every row of the memory a random direction, from the seed. */
void      ct_trainer_scatter_memory(ct_trainer *t);
/* Initial weights and step 0; the same for the same config. */
void      ct_trainer_reset(ct_trainer *t);
/* Does the next phase. On an error (a non-finite loss or gradient, an embedding without length)
 * parameters, state and optimiser are as before the step, which starts over at the next call.
 * Only bounded gradients and parameters reach the optimiser, and from those every update of every
 * optimiser is finite, so there is nothing to undo. */
ct_status ct_trainer_phase(ct_trainer *t);
/* The phases it goes through: bit p for phase p. */
int       ct_trainer_phases(const ct_trainer *t);
/* 1 while the batch at hand is on its way from the encoder to the end of the step. */
int       ct_trainer_is_midway(const ct_trainer *t);
/* Phases up to the end of the step. */
ct_status ct_trainer_step(ct_trainer *t);
/* The temperature in use: config.tau, or what became of it. */
float     ct_trainer_tau(const ct_trainer *t);
/* Pairs that t->partners has room for. */
int       ct_trainer_partners(const ct_trainer *t);
/* A live parameter has changed in t->config: carries it to the parts. */
void      ct_trainer_configure(ct_trainer *t);
/* Goes on with the run whose parameters, state and moments have been put in place: between two
 * steps, with that run's values of the live parameters. */
void      ct_trainer_resume(ct_trainer *t, const ct_config *c, long step, long optimizer_step);

/* Whether its encoder is a table, which sees all items at every step. */
static inline int ct_trainer_is_table(const ct_trainer *t) {
  return ct_encoder_is_table((ct_encoder_kind)t->config.encoder);
}

#endif
