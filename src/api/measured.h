/* What is measured of a session, a slice at a time: of the items shown (api/shown.h), of the exam,
 * and of the encoder that follows. */
#ifndef CT_API_MEASURED_H
#define CT_API_MEASURED_H

#include "api/handle.h"

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
/* 1: the exam has all questions of eval/questions.h from now on; 0, as at creation: the class
 * only. */
void         ct_session_ask(ct_session *s, int nuisances);
/* Share of held-out drawings that `whose` linear layer answers a question about rightly, each by
 * its number in the schema's "answers" and "questions"; NaN: not known yet, or not asked of this
 * data. */
double       ct_session_answer(const ct_session *s, int whose, int question);
const float *ct_session_positions(const ct_session *s);   /* [items, 3] on the unit sphere */
/* [items, width] unit rows */
const float *ct_session_embeddings(const ct_session *s);
/* [width] singular values of the centred embeddings / sqrt(items), falling: all 1 / sqrt(width)
 * where every dimension is used alike, 0 where one is lost. */
const float *ct_session_spectrum(const ct_session *s);
int          ct_session_width(const ct_session *s);       /* floats in a row of the embeddings */
double       ct_session_metric(const ct_session *s, int metric);

#endif
