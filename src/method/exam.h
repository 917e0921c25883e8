/* What labels can be read from the representation: linear probe and few-shot accuracy, learned from
 * labelled training drawings and tested on held-out ones, which show other things. Both are of the
 * first kind of label in the pack (8 groups of emoji, 10 digits): its classes have members enough
 * for ten to be labelled. The same for the encoder, before or after the head as `read` says, and
 * for raw pixels.
 *
 * A pass takes seconds, so it goes in slices, with the weights of the step at which it began: rows
 * embedded with other weights do not belong together. The pixels' one pass and the encoder's take
 * turns until the pixels are known. */
#ifndef CT_METHOD_EXAM_H
#define CT_METHOD_EXAM_H

#include "method/shots.h"
#include "method/trainer.h"

typedef enum ct_exam_subject { CT_EXAM_ENCODER, CT_EXAM_PIXELS, CT_EXAM_SUBJECTS } ct_exam_subject;

typedef enum ct_exam_stage {
  CT_EXAM_REST, CT_EXAM_EMBED, CT_EXAM_PROBE, CT_EXAM_SHOTS
} ct_exam_stage;

/* One subject's way through the stages. */
typedef struct ct_exam_pass {
  ct_exam_stage stage;
  ct_labelled train, test;
  ct_probe probe;
  ct_shots_run shots;
} ct_exam_pass;

#define CT_EXAM_SCORES (1 + CT_SHOTS_KINDS) /* probe; 1, 5 and 10 shots */

typedef struct ct_exam {
  ct_trainer *t;
  ct_exam_pass pass[CT_EXAM_SUBJECTS];
  int turn;                 /* of whom, while both have something to do */
  int at;                   /* rows embedded */
  long began, step;         /* of the pass under way; of the last of the encoder, -1 none */
  int F, count, train_count;/* features; rows: the training drawings, then the held-out ones */
  int *items, *label;       /* [count] concept * drawings + drawing; class */
  float *u;                 /* [count, F] rows of the encoder, of length 1 or zeros; F by `read`
                               at the last reset */
  float *params, *state;    /* the encoder's, of the step at which the pass began */
  float *image;             /* [slice, C, H, W] */
  int slice;                /* rows embedded at once */
  double score[CT_EXAM_SUBJECTS][CT_EXAM_SCORES]; /* shares of held-out rows; NaN not known yet */
} ct_exam;

/* Takes nothing, and never examines, for a table and for data without labels. */
ct_status ct_exam_layout(ct_exam *e, ct_trainer *t, ct_arena *arena);
/* The encoder's scores are forgotten; those of the pixels stay. Needed when `read` has changed. */
void      ct_exam_reset(ct_exam *e);
int       ct_exam_possible(const ct_exam *e);
/* The pass under way is of weights that are gone, and so are those of the last one. */
void      ct_exam_abandon(ct_exam *e);
/* Goes on, or begins a pass, with about `budget` rows; 1 when with it a subject's scores became
 * known. Does nothing between the encode and gradient phases, whose activations it would
 * overwrite. */
int       ct_exam_advance(ct_exam *e, int budget);
/* Share of the encoder's pass that is done, 0 .. 1; 0 at rest; NaN where none is possible. */
double    ct_exam_done(const ct_exam *e);

#endif
