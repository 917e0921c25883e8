/* The session: all a page or a native program needs, and all the wasm exports. Flat: numbers,
 * pointers into memory the caller gave, texts ending in 0. One thread at a time.
 *
 * Life of a session: set the draft configuration, ask ct_session_bytes, give the memory to
 * ct_session_create. Nothing is allocated afterwards. The list of exports is api/exports.txt. */
#ifndef CT_API_SESSION_H
#define CT_API_SESSION_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

typedef struct ct_session ct_session;

const char *ct_schema(void);      /* parameters, phases, metrics, ... and statuses as JSON */
const char *ct_error(void);       /* the last error in words; "" when none */
int         ct_error_status(void); /* and its status */

void        ct_draft_reset(void); /* defaults */
ct_status   ct_draft_set(int param, double value);
double      ct_draft_get(int param);
/* Of a checkpoint, or of its beginning as far as its header goes: the draft becomes the configuration
 * of the run that was saved. On an error it stays as it is. */
ct_status   ct_draft_load(const uint8_t *bytes, size_t size);

/* data, size: a packed dataset (data/pack.h) where the draft's data needs one, else NULL, 0.
 * 0 when the draft or the data is not valid (see ct_error). */
size_t      ct_session_bytes(const uint8_t *data, size_t size);
/* Of the session that ct_session_bytes has measured: ct_session_items, and the most that a
 * checkpoint of it takes. */
int         ct_measured_items(void);
size_t      ct_measured_save_bytes(void);
/* memory: `bytes` bytes, 64-byte aligned, kept by the caller until the session is no longer used;
 * data is decoded in place on first use and must live as long. NULL on an error. */
ct_session *ct_session_create(void *memory, size_t bytes, uint8_t *data, size_t size);

ct_status   ct_session_step(ct_session *s, int n);   /* stops at the first error */
int         ct_session_phase(ct_session *s);         /* the phase done, or -status */
int         ct_session_phases(const ct_session *s);        /* those of a step: bit p for phase p */
ct_status   ct_session_set(ct_session *s, int param, double value); /* live ones; else CT_E_STATE */
double      ct_session_get(const ct_session *s, int param);
void        ct_session_reset(ct_session *s);         /* same weights as at creation */
double      ct_session_steps(const ct_session *s);   /* whole steps done */
double      ct_session_loss(const ct_session *s);    /* of the last batch; NaN before the first */
double      ct_session_rate(const ct_session *s);    /* learning rate of the next step */
double      ct_session_tau(const ct_session *s);     /* in use: tau, or what was learned from it */
double      ct_session_floor(const ct_session *s);   /* least loss possible; NaN if not known */

/* The items shown: 2 pairs of cards (item i, its positive i + pairs) or the held-out drawings
 * (concept-major). All below are over these. Pointers stay valid, values change with the calls. */
int          ct_session_items(const ct_session *s);
const int   *ct_session_item_ids(const ct_session *s);    /* concept * drawings + drawing */
/* Goes on with an evaluation, or begins one, by about `budget` items embedded with the present
 * weights; what follows (metrics, places) goes in pieces of some milliseconds, of which each counts
 * for 32 items and one is done at least. 1 when a whole set, its metrics included, was renewed. */
int          ct_session_evaluate(ct_session *s, int budget);
/* The same for the metrics of raw pixels that need no exam; 1 when they are known, once for all. */
int          ct_session_measure_pixels(ct_session *s, int budget);
double       ct_session_evaluated(const ct_session *s);      /* share embedded, of the one under way */
double       ct_session_evaluated_step(const ct_session *s); /* step of the last whole one; -1 none */
/* How far the encoder that follows is behind (show/lag.h): mean cosine of what both encoders say of
 * the same drawings, then of CT_LAG_AGES ages of the queue's keys age in steps and freshness; NaN
 * where not known. Evaluating measures it with each whole set, with the first keys, and with the
 * first full queue. NULL: the method has no second encoder. */
const float *ct_session_lag(const ct_session *s);
double       ct_session_lag_step(const ct_session *s); /* step it is of; -1 not measured yet */
/* The exam, which labels are needed for (eval/exam.h): goes on with it by about `budget` drawings,
 * or begins one; 1 when metrics of the encoder became known. */
int          ct_session_examine(ct_session *s, int budget);
/* The same of raw pixels, once for all. */
int          ct_session_examine_pixels(ct_session *s, int budget);
double       ct_session_examined(const ct_session *s);      /* share of the one under way; NaN:
                                                                no labels */
double       ct_session_examined_step(const ct_session *s); /* step of the last of the encoder; -1 */
/* 1: the exam has all questions of eval/questions.h from now on; 0, as at creation: the class only. */
void         ct_session_ask(ct_session *s, int nuisances);
/* Share of held-out drawings that `whose` linear layer answers a question about rightly, each by its
 * number in the schema's "answers" and "questions"; NaN: not known yet, or not asked of this data. */
double       ct_session_answer(const ct_session *s, int whose, int question);
const float *ct_session_positions(const ct_session *s);   /* [items, 3] on the unit sphere */
/* [items, width] unit rows */
const float *ct_session_embeddings(const ct_session *s);
/* [width] singular values of the centred embeddings / sqrt(items), falling: all 1 / sqrt(width)
 * where every dimension is used alike, 0 where one is lost. */
const float *ct_session_spectrum(const ct_session *s);
int          ct_session_width(const ct_session *s);       /* floats in a row of the embeddings */
double       ct_session_metric(const ct_session *s, int metric);
/* out [n, n]: cosine similarity of the chosen items */
ct_status    ct_session_similarity(ct_session *s, const int *items, int n, float *out);
/* The k items most similar to one, itself left out: indices and cosines, falling. Returns how many. */
int          ct_session_neighbours(ct_session *s, int item, int k, int *items, float *cosines);
/* Table encoders: one anchor's loss, and per item cosine [items], weight [items] in the denominator.
 * NaN on an error. */
double       ct_session_breakdown(ct_session *s, int anchor, float *cosine, float *weight);
/* Network encoders: what the loss of a method (by its number; -1: the session's own) does to one
 * item shown and what an item is to it (show/reveal.h): cosine, push, role [items] out. Returns the
 * anchor's loss; NaN, and nothing is written, where that is not to be said. */
double       ct_session_push(ct_session *s, int method, int anchor, float *cosine, float *push,
                             int *role);
/* Share of false negatives among the negatives of the batch at hand, and the share of a method's
 * push that falls on those of the items shown; NaN where not known. */
double       ct_session_false_negatives(const ct_session *s);
double       ct_session_false_push(ct_session *s, int method);
/* Table encoders: total loss of all items at the present point with a given bug; NaN on an error. */
double       ct_session_loss_now(ct_session *s, int bug);
/* Table encoders: [items, 3] minus the gradient, along the sphere: where each point is pushed. */
const float *ct_session_forces(ct_session *s);
/* Table encoders: puts one item at a place (any length but zero; z ignored when dim is 2). */
ct_status    ct_session_move(ct_session *s, int item, float x, float y, float z);
/* How many prototypes the items shown can be compared with: 0 without any, and while `read` shows
 * something else than the embeddings they were trained on. */
int          ct_session_prototypes(const ct_session *s);
const float *ct_session_prototype_positions(ct_session *s); /* [K, 3], like positions; NULL: none */
/* All items assigned to the prototypes after so many Sinkhorn-Knopp iterations (0: a softmax):
 * out [n, K] those of the chosen ones, each row summing to 1; totals [K] over all items. */
ct_status    ct_session_assign(ct_session *s, int iterations, const int *items, int n, float *out,
                               float *totals);
/* Of the same assignments, the items whose largest share a prototype has: counts [K], and up to
 * `most` of each, by falling share, in items [K, most], -1 where there are fewer. */
ct_status    ct_session_collect(ct_session *s, int iterations, int most, int *counts, int *items);
/* The views of the batch at hand: items [M], and pixels [M, C, H, W] 0..1 minus the pack's mean (NULL: table). */
int          ct_session_views(const ct_session *s);
const int   *ct_session_view_items(const ct_session *s);
const float *ct_session_view_images(const ct_session *s);
/* 8-bit pixels of a drawing, [C, H, W]; NULL without data. */
const uint8_t *ct_session_image(const ct_session *s, int item_id);
int            ct_session_image_shape(const ct_session *s, int axis); /* C, H, W for 0, 1, 2; 0 none */
int            ct_session_drawings(const ct_session *s); /* of each concept; 2 for cards */
double         ct_session_mean(const ct_session *s);     /* of the pixels, 0..1; 0 without data */

/* Trainable parameters, for tests and export. */
int          ct_session_param_count(const ct_session *s);
const float *ct_session_params(const ct_session *s);

/* Checkpoint in safetensors (io/checkpoint.h): the whole run. Where the update of a step under way
 * has been made already, saving finishes that step. */
size_t       ct_session_save_bytes(const ct_session *s); /* that are enough; saving tells how many */
size_t       ct_session_save(ct_session *s, uint8_t *out, size_t capacity); /* 0 on an error */
/* All or nothing: the session goes on as the run that was saved, with its live parameters. Those that
 * are not live must be the session's own (ct_draft_load); each that differs is named. */
ct_status    ct_session_load(ct_session *s, const uint8_t *bytes, size_t size);

#endif
