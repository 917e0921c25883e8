/* What one method is to the trainer. A method is a file of src/method that defines one of these;
 * nobody includes it. */
#ifndef CT_TRAIN_METHOD_H
#define CT_TRAIN_METHOD_H

#include "base/arena.h"
#include "config/config.h"

/* What a method can have beside the encoder; a set of them. */
typedef enum ct_part {
  CT_PART_MOMENTUM = 1,   /* a second encoder, never trained: config.ema of it stays each step */
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
  /* Views of each pair, of which the encoder embeds the first `encoded` (NULL: 2 and 2), the momentum
   * encoder all from `first_key` on. */
  void (*views)(const ct_config *c, int *views, int *encoded, int *first_key);
  /* scratch and state of its own */
  ct_status (*layout)(ct_trainer *t, ct_arena *arena);
  /* its own state to where a run starts; NULL */
  void (*reset)(ct_trainer *t);
  /* the phase of that name; NULL: the method does not go through it */
  ct_status (*assign)(ct_trainer *t);
  /* Embeddings (and predictions, the momentum encoder's embeddings) to t->loss, t->dz, t->dp and the gradient of
   * the prototypes, all cleared before. On an error t->loss is put back. */
  ct_status (*loss)(ct_trainer *t);
  /* after the update and the momentum encoder's: keys into the queue; NULL */
  void (*follow)(ct_trainer *t);
  /* the loss of one anchor and what it does to the other rows; NULL where that is not a matter of
   * cosines with the rows of a batch */
  double (*anchor)(const ct_config *c, const ct_anchor *a);
  int least_pairs; /* in a batch; 0: one will do */
} ct_method;

/* Of a build without networks: NULL for every method but simclr. */
const ct_method *ct_method_of(ct_method_kind kind);

#endif
