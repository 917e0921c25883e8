/* What is measured of a session, a slice at a time: of the items shown (api/shown.h), of the exam,
 * and of the encoder that follows. What comes of it is read (api/read.h). */
#ifndef CT_API_MEASURED_H
#define CT_API_MEASURED_H

#include "api/handle.h"

/* Goes on with an evaluation, or begins one, by about `budget` items embedded with the present
 * weights; what follows (metrics, places) goes in pieces of some milliseconds, of which each counts
 * for 32 items and one is done at least. 1 when a whole set, its metrics included, was renewed. */
int  ct_session_evaluate(ct_session *s, int budget);
/* The same for the metrics of raw pixels that need no exam; 1 when they are known, once for all. */
int  ct_session_measure_pixels(ct_session *s, int budget);
/* The exam, which labels are needed for (eval/exam.h): goes on with it by about `budget` drawings,
 * or begins one; 1 when metrics of the encoder became known. */
int  ct_session_examine(ct_session *s, int budget);
/* The same of raw pixels, once for all. */
int  ct_session_examine_pixels(ct_session *s, int budget);
/* 1: the exam has all questions of eval/questions.h from now on; 0, as at creation: the class
 * only. */
void ct_session_ask(ct_session *s, int nuisances);

#endif
