/* What labels can be read from the representation: linear probe and few-shot accuracy, learned from
 * labelled training items and tested on held-out ones, which show other things. Both are of the
 * first kind of label in the pack (8 groups of emoji, 10 digits): its classes have members enough
 * for ten to be labelled. The same for the encoder, before or after the head as `read` says, and
 * for raw pixels. On request a probe also answers every question of eval/questions.h, for the
 * encoder as it was before the first step too: each question is put to both, one after the other,
 * so that the first comparison is there long before the last.
 *
 * A pass takes seconds, so it goes in slices, with the weights of the step at which it began: rows
 * embedded with other weights do not belong together. Scores and answers are of one step at any
 * time: the first ones of a trained encoder come one by one, for what they take the place of is
 * nothing, or says nothing yet; later passes take the place of the one before as a whole. The pixels' one pass and the encoder's go on
 * independently of each other. */
#ifndef CT_EVAL_EXAM_H
#define CT_EVAL_EXAM_H

#include "eval/questions.h"
#include "measure/shots.h"
#include "train/trainer.h"

typedef enum ct_exam_subject { CT_EXAM_ENCODER, CT_EXAM_PIXELS, CT_EXAM_SUBJECTS } ct_exam_subject;

typedef enum ct_exam_stage {
  CT_EXAM_REST, CT_EXAM_EMBED, CT_EXAM_PROBE, CT_EXAM_SHOTS
} ct_exam_stage;

/* Whose answers: of weights as they are, of raw pixels, of the weights before the first step; what
 * naming the most frequent answer always would score. */
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

/* One subject's way through the stages, for one question after the other. */
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
  int of_start;             /* what is embedded are the initial weights, not the pass's */
  int has_start, is_start;  /* start_params are made; the pass's weights are the initial ones */
  int as_it_goes;           /* answers of the pass are published one by one: see exam.c */
  int parts, past;          /* of the encoder's pass: a question put to some weights; those over */
  int at;                   /* rows embedded */
  long began, step;         /* of the pass under way; of the encoder's scores and answers, -1 none */
  int F, count, train_count;/* features; rows: the training items, then the held-out ones */
  int *items;               /* [count] concept * renditions + rendition */
  float *u;                 /* [count, F] rows of the encoder, of length 1 or zeros; F by `read`
                               at the last reset */
  float *params, *state;    /* the encoder's, of the step at which the pass began */
  float *start_params, *start_state; /* the same before the first step */
  float *image;             /* [slice, shape of the track] */
  float *version;           /* scratch of eval/questions.h */
  int slice;                /* rows embedded at once */
  double score[CT_EXAM_SUBJECTS][CT_EXAM_SCORES]; /* shares of held-out rows; NaN not known yet */
  double answer[CT_ANSWERS_COUNT][CT_QUESTION_COUNT]; /* the same; NaN also for what is not asked */
} ct_exam;

/* Takes nothing, and never examines, for a table and for data without labels. */
ct_status ct_exam_layout(ct_exam *e, ct_trainer *t, ct_arena *arena);
/* The encoder's scores are forgotten; those of the pixels stay. Needed when `read` has changed. */
void      ct_exam_reset(ct_exam *e);
int       ct_exam_possible(const ct_exam *e);
/* 1: from now on the questions of eval/questions.h too; 0: no longer. A change begins it anew. */
void      ct_exam_ask(ct_exam *e, int nuisances);
/* The pass under way is of weights that are gone, and so are those of the last one. */
void      ct_exam_abandon(ct_exam *e);
/* Goes on, or begins a pass of a subject, with about `budget` rows; 1 when with it the scores of
 * that subject became known, and for pixels from then on at once. Does nothing between the encode and gradient phases, whose activations it would
 * overwrite. */
int       ct_exam_advance(ct_exam *e, ct_exam_subject subject, int budget);
/* Share of the encoder's pass that is done, 0 .. 1; 0 at rest; NaN where none is possible. */
double    ct_exam_done(const ct_exam *e);

#endif
