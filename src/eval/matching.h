/* How well drawings and texts find each other, for trainers with an encoder of texts: every
 * drawing and every English name is embedded and compared, a slice at a time. It follows the
 * evaluation (eval/evaluate.h), whose copy of the encoder's weights it uses, so that all drawings
 * belong to one step; the names are embedded in one go when that evaluation begins.
 * Tests: test_matching.c */
#ifndef CT_EVAL_MATCHING_H
#define CT_EVAL_MATCHING_H

#include "eval/baseline.h"
#include "eval/evaluate.h"
#include "eval/phrases.h"

/* X(code, name in the schema, help text). What is asked about is held out: all concepts in the
 * drawings of one artist, or the held-out concepts in the drawings of all (then every drawing
 * counts, among those by the same artist). */
#define CT_MATCH_LIST(X)                                                                       \
  X(CT_MATCH_NAME_RECALL1,  "name_recall1",  "names whose drawing comes first")                \
  X(CT_MATCH_NAME_RECALL5,  "name_recall5",  "names whose drawing is among the first 5")       \
  X(CT_MATCH_NAME_RECALL10, "name_recall10", "names whose drawing is among the first 10")      \
  X(CT_MATCH_NAME_MEDIAN,   "name_median",   "median place of a name's drawing")               \
  X(CT_MATCH_DRAWING_RECALL1,  "drawing_recall1",  "drawings whose name comes first")          \
  X(CT_MATCH_DRAWING_RECALL5,  "drawing_recall5",  "drawings whose name is among the first 5") \
  X(CT_MATCH_DRAWING_RECALL10, "drawing_recall10", "drawings whose name is among the first 10") \
  X(CT_MATCH_DRAWING_MEDIAN,   "drawing_median",   "median place of a drawing's name")         \
  X(CT_MATCH_PIXEL_RECALL1,  "pixel_recall1",  "drawings nearest, in pixels, to a trained one of their name") \
  X(CT_MATCH_PIXEL_RECALL5,  "pixel_recall5",  "likewise, among the 5 nearest names")                 \
  X(CT_MATCH_PIXEL_RECALL10, "pixel_recall10", "likewise, among the 10 nearest names")                 \
  X(CT_MATCH_PIXEL_MEDIAN,   "pixel_median",   "likewise, the median place")                   \
  X(CT_MATCH_GAP, "gap", "distance between the means of the drawings and the names shown")     \
  X(CT_MATCH_ZERO_SHOT, "zero_shot", "drawings whose class has the most similar prompt")       \
  X(CT_MATCH_MAJORITY,  "majority",  "share of the largest class of the prompts")              \
  X(CT_MATCH_PIXEL_CLASS, "pixel_class", "drawings nearest, in pixels, to a trained one of their class")

typedef enum ct_match {
#define X(code, name, help) code,
  CT_MATCH_LIST(X)
#undef X
  CT_MATCH_COUNT
} ct_match;

typedef enum ct_matching_stage {
  CT_MATCHING_REST, CT_MATCHING_EMBED, CT_MATCHING_MEASURE, CT_MATCHING_PROJECT
} ct_matching_stage;

typedef struct ct_matching {
  ct_trainer *t;           /* NULL where the run has no texts */
  ct_evaluation *e;
  ct_phrases phrases;
  int D, drawings;         /* drawings: concepts * renditions */
  ct_matching_stage stage;
  int done;                /* drawings embedded */
  long began, step;        /* the trainer's step; -1 none */
  float *u, *next;         /* [drawings, D] unit rows */
  float *names, *next_names; /* [concepts, D] */
  float *means;            /* [concepts, D] unit rows: the middle of a concept's drawings */
  int rendition;           /* of the drawings shown beside their names */
  int shown;               /* pairs shown: the concepts of the evaluation */
  float *pairs;            /* [2 shown, D] drawings, by one artist, and names of these concepts */
  float *xyz;              /* [2 shown, 3] on the display sphere */
  ct_projection projection;
  ct_retrieval retrieval;
  int artist;              /* whose drawings are compared with names, where concepts are held out */
  int *name_ranks, *drawing_ranks; /* [asked] 1 is best; see eval/baseline.h for asked */
  ct_baseline baseline;
  double metric[CT_MATCH_COUNT];   /* NaN where not known */
} ct_matching;

/* t and e must stay at their addresses; without texts it takes no memory. */
ct_status ct_matching_layout(ct_matching *m, ct_trainer *t, ct_evaluation *e, ct_arena *arena);
void      ct_matching_reset(ct_matching *m);
/* Called before the evaluation begins: embeds all names with the present weights. */
void      ct_matching_begin(ct_matching *m);
/* Goes on by about `budget` drawings once the evaluation has ended; returns 1 when this call
 * renewed everything, 0 when there is more to do. */
int       ct_matching_advance(ct_matching *m, int budget);
/* The same for the baseline of raw pixels, which is measured once per session. */
int       ct_matching_measure_pixels(ct_matching *m, int budget);
/* Called when the weights were replaced. */
void      ct_matching_abandon(ct_matching *m);

#endif
