/* What is there before any session: the schema, the last error, and the draft of a configuration.
 * */
#ifndef CT_API_SETUP_H
#define CT_API_SETUP_H

#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

const char *ct_schema(void);      /* parameters, phases, metrics, ... and statuses as JSON */
const char *ct_error(void);       /* the last error in words; "" when none */
int         ct_error_status(void); /* and its status */

void        ct_draft_reset(void); /* defaults */
ct_status   ct_draft_set(int param, double value);
double      ct_draft_get(int param);
/* Of a checkpoint, or of its beginning as far as its header goes: the draft becomes the
 * configuration of the run that was saved. On an error it stays as it is. */
ct_status   ct_draft_load(const uint8_t *bytes, size_t size);

#endif
