/* The functions through which the trainer calls a method. Each method is a file of src/method that
 * defines one ct_method; nobody includes that file. */
#ifndef CT_TRAIN_METHOD_H
#define CT_TRAIN_METHOD_H

#include "base/arena.h"
#include "config/config.h"

/* The parts that a run can have beside the encoder, as bits of a set. */
typedef enum ct_part {
  CT_PART_MOMENTUM = 1,   /* the momentum encoder: each step keeps config.ema of its weights */
  CT_PART_PREDICTOR = 2,  /* a small network on the embeddings */
  CT_PART_PROTOTYPES = 4, /* unit vectors that embeddings are compared with, trained */
  CT_PART_AVERAGE = 16,   /* the mean of the weights of config.average steps; with any method */
  CT_PART_TEXT = 32,      /* texts, and an encoder of them */
  CT_PART_TEMPERATURE = 8 /* a temperature that is trained and starts at config.tau */
} ct_part;

typedef struct ct_trainer ct_trainer;

/* One anchor among 2B rows, given by its cosines with them. The anchor is row 0, its positive is
 * row B. */
typedef struct ct_anchor {
  int B;
  const int *pair;   /* [2B] row mod B */
  const int *label;  /* [2B] class of the item in each row */
  float *s;          /* [2B] in: cosines; out: d loss / d cosine, above 0 where a row is pushed */
  float *spare;      /* [2B] scratch */
} ct_anchor;

/* One method. A pointer may be NULL only where its comment says what NULL means. */
typedef struct ct_method {
  /* Returns the set of parts that this configuration asks for; NULL: none. */
  int (*parts)(const ct_config *c);
  /* Checks that its values fit each other, and says in `why` what is wrong; NULL: they always
   * do. */
  ct_status (*check)(const ct_config *c, ct_text *why);
  /* The number of views of each pair. The encoder embeds the first `encoded` of them, the momentum
   * encoder all from `first_key` on. NULL: 2 views, 2 encoded. */
  void (*views)(const ct_config *c, int *views, int *encoded, int *first_key);
  /* Takes its scratch and its memory from the arena. */
  ct_status (*layout)(ct_trainer *t, ct_arena *arena);
  /* Puts its memory to the start of a run; NULL: it has none. */
  void (*reset)(ct_trainer *t);
  /* The phase `assign`; NULL: the method does not go through it. */
  ct_status (*assign)(ct_trainer *t);
  /* Computes t->loss from the embeddings (and the predictions and the momentum encoder's
   * embeddings) and adds into t->dz, t->dp and the gradient of the prototypes, which the trainer
   * has cleared. On an error the trainer restores t->loss. */
  ct_status (*loss)(ct_trainer *t);
  /* Renews its memory after the encoder and the momentum encoder were updated; NULL: nothing to
   * do. */
  void (*follow)(ct_trainer *t);
  /* Returns the loss of one anchor and writes how it pushes the other rows; NULL where the loss
   * does not depend on cosines with the rows of a batch. */
  double (*anchor)(const ct_config *c, const ct_anchor *a);
  int least_pairs; /* the fewest pairs of a batch; 0: one is enough */
} ct_method;

/* In a build without networks it is NULL for every method but simclr. */
const ct_method *ct_method_of(ct_method_kind kind);

#endif
