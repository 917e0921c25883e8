/* One training step, in the phases a figure can show one at a time, on parts every method shares.
 * A method (simclr.c, later moco.c, byol.c, ...) fills in what differs through ct_method. */
#ifndef CT_METHOD_TRAINER_H
#define CT_METHOD_TRAINER_H

#include "data/pack.h"
#include "data/sampler.h"
#include "method/config.h"

#define CT_PHASE_LIST(X)                                                  \
  X(CT_PHASE_AUGMENT,    "augment",    "choose a batch and make its views") \
  X(CT_PHASE_ENCODE,     "encode",     "views to embeddings")              \
  X(CT_PHASE_LOSS,       "loss",       "similarities to one number")       \
  X(CT_PHASE_GRADIENT,   "gradient",   "the loss back through the encoder") \
  X(CT_PHASE_UPDATE,     "update",     "one step of the optimiser")

typedef enum ct_phase {
#define X(code, name, help) code,
  CT_PHASE_LIST(X)
#undef X
  CT_PHASE_COUNT
} ct_phase;

typedef struct ct_trainer ct_trainer;

typedef struct ct_method {
  /* scratch and state of its own, at layout */
  ct_status (*layout)(ct_trainer *t, ct_arena *arena);
  /* embeddings t->encoder.z [views, dim] to t->loss and t->dz (cleared before) */
  ct_status (*loss)(ct_trainer *t);
} ct_method;

const ct_method *ct_method_of(ct_method_kind kind);

struct ct_trainer {
  ct_config config;
  const ct_method *method;
  const ct_pack *pack;       /* NULL for cards */
  ct_encoder encoder;
  ct_optim optim;
  ct_sampler sampler;
  int *split;                /* [concepts] held-out first, then the training concepts */
  int held_out, concepts;
  int views;                 /* M = 2 pairs */
  int *items;                /* [M] row of the table, or concept * drawings + drawing */
  float *images;             /* [M, C, H, W], 0..1 minus the pack's mean; NULL for a table */
  float *view_scratch;       /* of each thread that makes views; NULL for a table */
  float *dz;                 /* [M, D] */
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
/* Initial weights and step 0; the same for the same config. */
void      ct_trainer_reset(ct_trainer *t);
/* Does the next phase. On an error (a non-finite loss or gradient, an embedding without length)
 * parameters, state and optimiser are as before the step, which starts over at the next call.
 * Only bounded gradients and parameters reach the optimiser, and from those every update of every
 * optimiser is finite, so there is nothing to undo. */
ct_status ct_trainer_phase(ct_trainer *t);
/* Phases up to the end of the step. */
ct_status ct_trainer_step(ct_trainer *t);
/* A live parameter has changed in t->config: carries it to the parts. */
void      ct_trainer_configure(ct_trainer *t);

#endif
