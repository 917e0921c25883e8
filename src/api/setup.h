/* Calls that need no session: the schema, the last error, and the draft configuration. */
#ifndef CT_API_SETUP_H
#define CT_API_SETUP_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

const char *ct_schema(void);      /* parameters, phases, metrics, ... and statuses as JSON */
const char *ct_error(void);       /* the last error in words; "" when none */
int         ct_error_status(void); /* the status of the last error */

void        ct_draft_reset(void); /* back to the defaults */
ct_status   ct_draft_set(int param, double value);
double      ct_draft_get(int param);
/* The draft becomes the configuration of the run saved in a checkpoint, of which the bytes up to
 * the end of the header are enough. On an error the draft stays as it is. */
ct_status   ct_draft_load(const uint8_t *bytes, size_t size);

#endif
