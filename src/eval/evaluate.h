/* Measures how good the encoder is on concepts it has never seen, a slice at a time so that
 * training and the page go on. Labels are read here; of the training, only method/supcon.c reads
 * them. */
#ifndef CT_EVAL_EVALUATE_H
#define CT_EVAL_EVALUATE_H

#include "eval/exam.h"
#include "measure/map.h"
#include "measure/measure.h"
#include "measure/projection.h"
#include "measure/trust.h"
#include "train/trainer.h"

/* X(code, name in the schema, help text). The first are in the order of ct_measure_stage; from probe
 * to shot10 they come from the exam (eval/exam.h); the next four compare neighbours in the map and
 * in space with those of the rows. Those of raw pixels are measured in the same way, once per
 * session, with pixels (0..1 minus the track's mean) in place of embeddings. */
#define CT_METRIC_LIST(X)                                                                      \
  X(CT_METRIC_ALIGNMENT,   "alignment",   "mean squared distance of positive pairs")            \
  X(CT_METRIC_UNIFORMITY,  "uniformity",  "log mean Gaussian potential, t = 2")                 \
  X(CT_METRIC_STD,         "std",         "std * sqrt(d): 1 healthy, 0 collapsed")              \
  X(CT_METRIC_RANK,        "rank",        "effective rank")                                     \
  X(CT_METRIC_TOLERANCE,   "tolerance",   "mean cosine of held-out things of one kind")         \
  X(CT_METRIC_PRETEXT,     "pretext",     "views whose other view is the nearest in the batch") \
  X(CT_METRIC_RECALL1,     "recall1",     "held-out R@1 across artists, mean of artist pairs")  \
  X(CT_METRIC_KNN,         "knn",         "held-out k-NN accuracy on subgroups, k = 5")         \
  X(CT_METRIC_PROBE,       "probe",       "held-out accuracy of a linear probe")                \
  X(CT_METRIC_SHOT1,       "shot1",       "held-out accuracy, 1 label of each class")           \
  X(CT_METRIC_SHOT5,       "shot5",       "held-out accuracy, 5 labels of each class")          \
  X(CT_METRIC_SHOT10,      "shot10",      "held-out accuracy, 10 labels of each class")         \
  X(CT_METRIC_TRUST_MAP, "trust_map", "trustworthiness of the neighbour map, k = 12")           \
  X(CT_METRIC_CONTINUITY_MAP, "continuity_map", "continuity of the neighbour map, k = 12")      \
  X(CT_METRIC_TRUST_SPACE, "trust_space", "trustworthiness of the picture in space, k = 12")    \
  X(CT_METRIC_CONTINUITY_SPACE, "continuity_space", "continuity of the picture in space")       \
  X(CT_METRIC_RAW_RECALL1, "raw_recall1", "the same R@1 on raw pixels")                         \
  X(CT_METRIC_RAW_KNN,     "raw_knn",     "the same k-NN on raw pixels")                        \
  X(CT_METRIC_RAW_PROBE,   "raw_probe",   "the same probe on raw pixels")                       \
  X(CT_METRIC_RAW_SHOT1,   "raw_shot1",   "the same with 1 label on raw pixels")                \
  X(CT_METRIC_RAW_SHOT5,   "raw_shot5",   "the same with 5 labels on raw pixels")               \
  X(CT_METRIC_RAW_SHOT10,  "raw_shot10",  "the same with 10 labels on raw pixels")

typedef enum ct_metric {
#define X(code, name, help) code,
  CT_METRIC_LIST(X)
#undef X
  CT_METRIC_COUNT
} ct_metric;

typedef enum ct_evaluation_stage { /* the last two: of the evaluation that is known */
  CT_EVALUATION_REST, CT_EVALUATION_EMBED, CT_EVALUATION_MEASURE, CT_EVALUATION_PROJECT,
  CT_EVALUATION_DEPICT, CT_EVALUATION_MAP, CT_EVALUATION_TRUST
} ct_evaluation_stage;

typedef struct ct_evaluation {
  int count;               /* items shown: 2 * pairs of cards, or held-out concepts * renditions */
  ct_evaluation_stage stage;
  int done;                /* items embedded in the evaluation under way, or in the last one */
  int read;                /* ct_read of u and next */
  long began;              /* the trainer's step when the evaluation under way began */
  long step;               /* the trainer's step when the last finished one began; -1 none */
  int *items;              /* [count] as ct_trainer.items; a concept's renditions side by side */
  float *u, *next;         /* [count, projection.D] unit rows of the last finished evaluation, and
                              of the one under way; an embedding without length is a zero row */
  float *xyz;              /* [count, 3] positions of u on the display sphere */
  float *picture;          /* [count, 3] u about its mean, kept still */
  int depicted, mapping;   /* 1: `picture` is one of this run; a map is asked for */
  long mapped;             /* the step whose rows `map` and its metrics show; -1 none */
  float *spectrum;         /* [D] singular values of u / sqrt(count), centred, falling */
  float *image;            /* [slice, shape of the track]; NULL for a table */
  float *params, *state;   /* copies of the encoder's when the evaluation under way began, so that
                              all its rows belong to one step; NULL for a table */
  float *partners;         /* [2, n, config.dim] the trainer's at that time, as unit rows; NULL for
                              a table */
  int has_partners;        /* 1: the trainer had a batch at that time */
  int slice;               /* most items embedded at once */
  int *labels;             /* [held out] classes, -1 without labels; NULL for a table */
  ct_rank rank;
  ct_measure measure, of_pixels; /* measures `next`; measures `pixels` */
  ct_projection projection, centred; /* for xyz; for `picture` */
  ct_map map;
  ct_trust trust;          /* of `map` and of what is drawn in space */
  float *pixels;           /* [count, track's size] raw pixels of all items, rows of length 1 or
                              zeros; NULL for a table */
  int pixel_rows, trusted; /* rows of pixels read so far; rows compared for `trust` */
  double metric[CT_METRIC_COUNT]; /* NaN where not defined for the data or not known yet */
  ct_exam exam;
  ct_arena scratch;        /* for show/reveal.h; empty for a table */
} ct_evaluation;

/* t must stay at its address as long as e is used. */
ct_status ct_evaluation_layout(ct_evaluation *e, ct_trainer *t, ct_arena *arena);
void      ct_evaluation_reset(ct_evaluation *e, ct_trainer *t);
/* Called when a live parameter has changed: another `read` starts the evaluation over. */
void      ct_evaluation_configure(ct_evaluation *e, ct_trainer *t);
/* Whether items are drawn as `picture`, not on the unit sphere: for networks, where D > 3. */
int       ct_evaluation_depicts(const ct_evaluation *e);
/* 1: from now on each evaluation of a network is followed by a map of its rows; 0: it is not. The
 * map lacks while it is to be made next, or being made. */
void      ct_evaluation_ask_map(ct_evaluation *e, const ct_trainer *t, int mapping);
int       ct_evaluation_lacks_map(const ct_evaluation *e);
/* Goes on with an evaluation, or begins one with the trainer's present weights: embeds about
 * `budget` items. The rest then goes in pieces; each counts for CT_MEASURE_PIECE items, and a call
 * does at least one. Returns 1 when this call renewed the metrics, u, xyz and picture, which change
 * together; 0 when there is more to do. Calls after that make the map where it is lacking, and 1
 * is returned when it and its metrics are renewed. Between the encode phase and the end of the step
 * it returns 0 and does nothing, because it would overwrite activations. */
int       ct_evaluation_advance(ct_evaluation *e, ct_trainer *t, int budget);
/* The same for R@1 and k-NN of raw pixels: 1 once both are known as far as the data defines them. A
 * reset keeps them and the work done for them. */
int       ct_evaluation_measure_pixels(ct_evaluation *e, const ct_trainer *t, int budget);
/* The same for the exam's metrics, by about `budget` renditions; returns 1 when a pass ends. */
int       ct_evaluation_examine(ct_evaluation *e, ct_exam_subject subject, int budget);
/* Embeds renditions with the weights of the evaluation under way, or the last one: the encoder's z
 * [n, D] then has them. n is at most e->slice. */
void      ct_evaluation_embed(ct_evaluation *e, ct_trainer *t, const int *items, int n);
/* Called when the weights were replaced: an evaluation under way begins again, and the step of the
 * known values becomes -1, as they belong to none of this run. */
void      ct_evaluation_abandon(ct_evaluation *e);

#endif
