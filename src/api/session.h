/* The session: all that a page or a native program needs, and all that the wasm module exports.
 * Calls exchange only numbers, pointers into memory that the caller gave, and texts ending in 0,
 * and one thread at a time may call. The list of exports is api/exports.txt; each is declared here
 * or in one of the headers included here. A value that takes no argument and changes nothing has
 * no call of its own: it is read by its number in the schema (api/read.h).
 *
 * To make a session, set the draft configuration (api/setup.h), ask ct_session_bytes how much
 * memory it needs, and give that memory to ct_session_create. Nothing is allocated afterwards. */
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
#include "api/texts.h"
#include "base/status.h"

/* Bytes that a session of the draft needs. data, size: a packed dataset (data/pack.h) where the
 * draft's data needs one, else NULL, 0. Returns 0 when the draft or the data is not valid (see
 * ct_error). */
size_t      ct_session_bytes(const uint8_t *data, size_t size);
/* The same for a caller who has not put the whole dataset into memory yet. headers: the dataset's
 * first CT_PACK_HEADERS_MAX bytes, or all it has; second: as many from the position on that
 * ct_session_second tells from them, and not read where that is 0. */
size_t      ct_session_bytes_peeked(const uint8_t *headers, const uint8_t *second, size_t size);
size_t      ct_session_second(const uint8_t *headers, size_t size);
/* For the session that ct_session_bytes has measured: how many items it shows, and the most bytes
 * that a checkpoint of it takes. */
int         ct_measured_items(void);
size_t      ct_measured_save_bytes(void);
/* memory: `bytes` bytes, 64-byte aligned, kept by the caller until the session is no longer used;
 * data is decoded in place on first use and must live as long. Returns NULL on an error. */
ct_session *ct_session_create(void *memory, size_t bytes, uint8_t *data, size_t size);

ct_status   ct_session_step(ct_session *s, int n);   /* stops at the first error */
int         ct_session_phase(ct_session *s);         /* the phase done, or -status */
void        ct_session_preview(ct_session *s);       /* makes the next step's views, to be shown */
ct_status   ct_session_set(ct_session *s, int param, double value); /* CT_E_STATE unless live */
double      ct_session_get(const ct_session *s, int param);
void        ct_session_reset(ct_session *s);         /* back to the weights of its creation */

/* Writes a checkpoint of the whole run in the safetensors format (io/checkpoint.h). Where a step
 * is under way and its update has been made already, saving finishes that step. */
size_t      ct_session_save(ct_session *s, uint8_t *out, size_t capacity); /* 0 on an error */
/* The session goes on with the run that was saved and with the values of its live parameters. The
 * parameters that are not live must already agree (ct_draft_load); the error names each that
 * differs. On an error nothing is changed. */
ct_status   ct_session_load(ct_session *s, const uint8_t *bytes, size_t size);

#endif
