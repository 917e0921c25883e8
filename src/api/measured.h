/* Measurements of a session, taken a slice at a time: the metrics of the items shown
 * (api/shown.h), the exam, and the lag of the momentum encoder. Their results are read by number
 * (api/read.h). */
#ifndef CT_API_MEASURED_H
#define CT_API_MEASURED_H

#include "api/handle.h"

/* Goes on with an evaluation, or begins one with the present weights: embeds about `budget` items.
 * The metrics and positions are then computed in pieces of some milliseconds; each piece counts
 * for 32 items, and a call does at least one. Returns 1 when it renewed the embeddings, metrics
 * and positions of all items. Where a map is asked for, the calls after that make it of these
 * embeddings, and the one that has renewed it returns 1 as well. */
int  ct_session_evaluate(ct_session *s, int budget);
/* The same for those metrics of raw pixels that need no exam. Returns 1 once they are known, which
 * they then stay. */
int  ct_session_measure_pixels(ct_session *s, int budget);
/* Goes on with the exam (eval/exam.h), which needs labels, or begins one, by about `budget`
 * renditions. Returns 1 when metrics of the encoder became known. */
int  ct_session_examine(ct_session *s, int budget);
/* The same exam of raw pixels; it is taken only once. */
int  ct_session_examine_pixels(ct_session *s, int budget);
/* nuisances 1: from now on the exam asks every question of eval/questions.h; 0, as at creation: it
 * asks for the class alone. */
void ct_session_ask(ct_session *s, int nuisances);
/* mapping 1: from now on each evaluation of a network is followed by a map of the items shown
 * (measure/map.h), which goes on from the last one; 0, as at creation: it is not. */
void ct_session_ask_map(ct_session *s, int mapping);

#endif
