/* The session: all a page or a native program needs, and all the wasm exports. Flat: numbers,
 * pointers into memory the caller gave, texts ending in 0. One thread at a time. The list of
 * exports is api/exports.txt; each is declared here or in one of the headers included here. What
 * takes no argument and changes nothing is no call of its own: it is read by its number in the
 * schema (api/read.h).
 *
 * Life of a session: set the draft configuration (api/setup.h), ask ct_session_bytes, give the
 * memory to ct_session_create. Nothing is allocated afterwards. */
#ifndef CT_API_SESSION_H
#define CT_API_SESSION_H

#include <stddef.h>
#include <stdint.h>
#include "api/handle.h"
#include "api/measured.h"
#include "api/points.h"
#include "api/read.h"
#include "api/setup.h"
#include "api/shown.h"
#include "base/status.h"

/* data, size: a packed dataset (data/pack.h) where the draft's data needs one, else NULL, 0.
 * 0 when the draft or the data is not valid (see ct_error). */
size_t      ct_session_bytes(const uint8_t *data, size_t size);
/* Of the session that ct_session_bytes has measured: items shown, and the most that a checkpoint
 * of it takes. */
int         ct_measured_items(void);
size_t      ct_measured_save_bytes(void);
/* memory: `bytes` bytes, 64-byte aligned, kept by the caller until the session is no longer used;
 * data is decoded in place on first use and must live as long. NULL on an error. */
ct_session *ct_session_create(void *memory, size_t bytes, uint8_t *data, size_t size);

ct_status   ct_session_step(ct_session *s, int n);   /* stops at the first error */
int         ct_session_phase(ct_session *s);         /* the phase done, or -status */
ct_status   ct_session_set(ct_session *s, int param, double value); /* live ones; else CT_E_STATE */
double      ct_session_get(const ct_session *s, int param);
void        ct_session_reset(ct_session *s);         /* same weights as at creation */

/* Checkpoint in safetensors (io/checkpoint.h): the whole run. Where the update of a step under way
 * has been made already, saving finishes that step. */
size_t      ct_session_save(ct_session *s, uint8_t *out, size_t capacity); /* 0 on an error */
/* All or nothing: the session goes on as the run that was saved, with its live parameters. Those
 * that are not live must be the session's own (ct_draft_load); each that differs is named. */
ct_status   ct_session_load(ct_session *s, const uint8_t *bytes, size_t size);

#endif
