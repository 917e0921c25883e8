/* One training step, in phases that a figure can show one at a time, built from parts that all
 * methods share. Each method, a file of src/method, supplies the rest through ct_method
 * (train/method.h). */
#ifndef CT_TRAIN_TRAINER_H
#define CT_TRAIN_TRAINER_H

#include "data/pack.h"
#include "data/sampler.h"
#include "train/memory.h"
#include "train/method.h"
#include "train/networks.h"
#include "train/phase.h"
#include "train/seen.h"
#include "train/temperature.h"
#include "text/pieces.h"

#define CT_PARTNERS_MOST 128

/* The rows of a trainer's list of networks. A build without networks has only the first. */
typedef enum ct_network_row {
  CT_ROW_ENCODER, CT_ROW_MOMENTUM, CT_ROW_PREDICTOR, CT_ROW_PROTOTYPES, CT_ROW_TEXT, CT_ROW_COUNT
} ct_network_row;
#define CT_ROWS (CT_NETWORKS ? CT_ROW_COUNT : CT_ROW_ENCODER + 1)

/* The texts of a batch (train/texts.h). */
typedef struct ct_texts {
  const ct_track *names, *keywords; /* [concepts, languages]; the first language is English */
  int count;                 /* texts of a batch: config.pairs, or twice as many */
  int *owner;                /* [concepts] whose name and keywords a concept is shown with */
  ct_pieces pieces;          /* of the batch, all texts in one; its memory */
  int *starts;               /* [count + 1] the piece at which each text begins */
  int *words;                /* [count + 1] the word at which each text begins */
  ct_seen seen;              /* the pieces of all texts of this run */
  ct_input input;            /* of the text encoder */
  float *dz;                 /* [count, D] */
} ct_texts;

struct ct_trainer {
  ct_config config;
  const ct_method *method;
  const ct_pack *pack;       /* NULL for cards, whose items are free points */
  const ct_track *track;     /* the track of the pack that the encoder reads; NULL for cards */
  ct_network networks[CT_ROWS];
  ct_encoder *encoder;       /* points into networks, like the next four, which are NULL where the
                                run has no such network */
  ct_encoder *momentum_encoder; /* never trained; its z are of views `first_key` .. views - 1 */
  ct_encoder *predictor;     /* its outputs z [encoded, D] are the predictions */
  ct_encoder *prototypes;    /* a table: params [K, D], unit rows */
  ct_encoder *text_encoder;  /* its z [texts.count, D] are of the batch's texts */
  ct_texts texts;
  ct_sampler sampler;
  int *split;                /* [concepts] held-out first, then the training concepts */
  int held_out, concepts;
  int parts;                 /* set of ct_part */
  int phases;                /* that a step goes through: bit p for phase p */
  float *mean_params, *mean_state; /* [param_count], [state_count]: the mean of the encoder's over
                                the last config.average steps; NULL without CT_PART_AVERAGE */
  float *codes;              /* [2, pairs, K] assignments; NULL without prototypes */
  ct_temperature temperature;
  ct_memory memory;          /* values NULL: the method has none */
  int views;                 /* M: 2 pairs, or more where a method asks for more */
  int encoded, first_key;    /* views the encoder embeds; the momentum encoder's first view */
  int *items;                /* [M] row of the table, or concept * renditions + rendition */
  float *images;             /* [M, shape of the track], 0..1 minus its mean; NULL for a table */
  float *view_scratch;       /* for each thread that makes views; NULL for a table */
  float *dz, *dp;            /* [encoded, D]; dp NULL without a predictor */
  float *partners;           /* [2, min(pairs, CT_PARTNERS_MOST), D] embeddings of both views of
                                the latest batch's first pairs, as the loss had them; NULL for a
                                table */
  int has_partners;          /* 0 before the first step */
  ct_arena scratch;          /* for the loss: a slice of the session's block, sized at layout */
  ct_phase next;             /* the phase that ct_trainer_phase does next */
  long step;                 /* whole steps done */
  double loss;               /* of the last batch, nats; NaN before the first */
};

/* pack: not looked at for cards, else opened (or, on a measuring arena, peeked) and kept by the
 * caller.
 * Errors: CT_E_CONFIG when the data has fewer training concepts than pairs; CT_E_FORMAT when it
 * has nothing to hold out, nothing that the encoder can read (ct_views_lack), or only one
 * rendition per concept although positives are to be by two artists; CT_E_MEMORY. */
ct_status ct_trainer_layout(ct_trainer *t, const ct_config *c, const ct_pack *pack,
                            ct_arena *arena);
/* A method's layout calls it to get t->scratch of so many bytes. */
ct_status ct_trainer_take_scratch(ct_trainer *t, size_t bytes, ct_arena *arena);
/* A method's reset calls it to make every row of its memory a random direction, from the seed. */
void      ct_trainer_scatter_memory(ct_trainer *t);
/* Back to the initial weights and step 0, which are the same for the same config. */
void      ct_trainer_reset(ct_trainer *t);
/* Does the next phase. On an error (a non-finite loss or gradient, an embedding without length)
 * parameters, state and optimiser are as before the step, which starts over at the next call.
 * Only bounded gradients and parameters reach the optimiser, and from those every update of every
 * optimiser is finite, so there is nothing to undo. */
ct_status ct_trainer_phase(ct_trainer *t);
/* Makes the views that the next step will make, in place of those of the step before, so that they
 * can be shown already. Training is not changed. While a step is under way nothing is done. */
void      ct_trainer_preview(ct_trainer *t);
/* 1 from the end of the encode phase to the end of the step. */
int       ct_trainer_is_midway(const ct_trainer *t);
/* Does all phases up to the end of the step. */
ct_status ct_trainer_step(ct_trainer *t);
/* The temperature in use: config.tau, or the one learned from it. */
float     ct_trainer_tau(const ct_trainer *t);
/* The bias in use, likewise; only where drawings and names are compared by sigmoids. */
float     ct_trainer_bias(const ct_trainer *t);
/* Pairs that t->partners has room for. */
int       ct_trainer_partners(const ct_trainer *t);
/* Passes a live parameter that has changed in t->config on to the parts. */
void      ct_trainer_configure(ct_trainer *t);
/* Goes on with a saved run, whose parameters, state and moments have been put in place: it stands
 * between two steps and takes that run's values of the live parameters. */
void      ct_trainer_resume(ct_trainer *t, const ct_config *c, long step, long optimizer_step);

/* Whether the trainer reads data. If not, its items are points that move freely: all are in every
 * batch, none is held out, and none has views. */
static inline __attribute__((always_inline)) int ct_has_data(const ct_trainer *t) {
  return CT_NETWORKS && t->pack;
}

#endif
