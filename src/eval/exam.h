/* Which labels can be read from the representation: linear probe and few-shot accuracy, learned
 * from labelled training items and tested on held-out items, which are of other concepts. Both use
 * the first kind of label in the pack (8 groups of emoji, 10 digits), whose classes are large
 * enough for ten members to be labelled. Both are measured for the encoder, before or after the
 * head as `read` says, and for raw pixels. On request a probe also answers every question of
 * eval/questions.h, for the present encoder and for the encoder before its first step: each
 * question is put to both before the next one, so that the first comparison is known long before
 * the last.
 *
 * A pass takes seconds, so it goes in slices. It uses the weights of the step at which it began,
 * as rows embedded with different weights cannot be compared. All scores and answers published at
 * any time belong to one step: those of the first pass of a trained encoder are published one by
 * one, because before them there is nothing or only the untrained encoder; each later pass
 * replaces the one before as a whole. The single pass of the pixels and the passes of the encoder
 * go on independently of each other. */
#ifndef CT_EVAL_EXAM_H
#define CT_EVAL_EXAM_H

#include "eval/questions.h"
#include "measure/shots.h"
#include "train/trainer.h"

typedef enum ct_exam_subject { CT_EXAM_ENCODER, CT_EXAM_PIXELS, CT_EXAM_SUBJECTS } ct_exam_subject;

typedef enum ct_exam_stage {
  CT_EXAM_REST, CT_EXAM_EMBED, CT_EXAM_PROBE, CT_EXAM_SHOTS
} ct_exam_stage;

/* Whose answers they are: those from the present encoder, from raw pixels, from the encoder before
 * the first step; and the score of always naming the most frequent answer. */
#define CT_ANSWERS_LIST(X)                                                          \
  X(CT_ANSWERS_ENCODER, "encoder", "a linear layer on the representation")          \
  X(CT_ANSWERS_PIXELS,  "pixels",  "a linear layer on raw pixels")                  \
  X(CT_ANSWERS_START,   "start",   "the same encoder before its first step")        \
  X(CT_ANSWERS_CHANCE,  "chance",  "always the most frequent answer")

typedef enum ct_answers {
#define X(code, name, help) code,
  CT_ANSWERS_LIST(X)
#undef X
  CT_ANSWERS_COUNT
} ct_answers;

/* The pass of one subject: it goes through the stages for one question after the other. */
typedef struct ct_exam_pass {
  ct_exam_stage stage;
  ct_question question;
  int *label;               /* [count] the right answers */
  double answer[CT_QUESTION_COUNT];
  ct_labelled train, test;
  ct_probe probe;
  ct_shots_run shots;
} ct_exam_pass;

#define CT_EXAM_SCORES (1 + CT_SHOTS_KINDS) /* probe; 1, 5 and 10 shots */

typedef struct ct_exam {
  ct_trainer *t;
  ct_exam_pass pass[CT_EXAM_SUBJECTS];
  int nuisances;            /* 1: all questions are asked, 0: the class alone */
  int of_start;             /* 1: rows are embedded with the initial weights, not the pass's own */
  int has_start, is_start;  /* start_params are filled; the pass's weights are the initial ones */
  int as_it_goes;           /* 1: answers of the pass are published one by one, see exam.c */
  int parts, past;          /* of the encoder's pass: a question put to some weights; those done */
  int at;                   /* rows embedded */
  long began, step;         /* step of the pass under way; of the encoder's scores, -1 none */
  int F, count, train_count;/* features; rows: the training items, then the held-out ones */
  int *items;               /* [count] concept * renditions + rendition */
  float *u;                 /* [count, F] rows of the encoder, of length 1 or zeros; F by `read`
                               at the last reset */
  float *params, *state;    /* the encoder's at the step at which the pass began */
  float *start_params, *start_state; /* the encoder's before the first step */
  float *image;             /* [slice, shape of the track] */
  float *version;           /* scratch for eval/questions.h */
  int slice;                /* rows embedded at once */
  double score[CT_EXAM_SUBJECTS][CT_EXAM_SCORES]; /* shares of held-out rows; NaN not known yet */
  double answer[CT_ANSWERS_COUNT][CT_QUESTION_COUNT]; /* likewise; NaN also where not asked */
} ct_exam;

/* For a table, and for data without labels, it takes no memory and no exam is possible. */
ct_status ct_exam_layout(ct_exam *e, ct_trainer *t, ct_arena *arena);
/* Forgets the encoder's scores and keeps those of the pixels. Needed when `read` has changed. */
void      ct_exam_reset(ct_exam *e);
int       ct_exam_possible(const ct_exam *e);
/* nuisances 1: from now on asks every question of eval/questions.h; 0: the class alone. A change
 * restarts the exam. */
void      ct_exam_ask(ct_exam *e, int nuisances);
/* Called when the trainer's weights were replaced: drops the pass under way, and the step of the
 * scores becomes -1. */
void      ct_exam_abandon(ct_exam *e);
/* Goes on with a pass of a subject, or begins one, by about `budget` rows. Returns 1 when this
 * call completed the scores of that subject; for pixels, whose pass is taken once, also at every
 * later call. Between the encode phase and the end of the step it returns 0 and does nothing,
 * because it would overwrite the activations. */
int       ct_exam_advance(ct_exam *e, ct_exam_subject subject, int budget);
/* Share of the encoder's pass that is done, 0 .. 1; 0 at rest; NaN where no exam is possible. */
double    ct_exam_done(const ct_exam *e);

#endif
