/* The status of the last call and its explanation in words. The whole module shares one report, as
 * calls come one at a time. */
#ifndef CT_API_REPORT_H
#define CT_API_REPORT_H

#include "base/status.h"
#include "base/text.h"

/* An empty text in which a callee says why it failed. */
ct_text  *ct_why(void);
/* Keeps the words written to `why`, or the sentence of the status where there are none, and
 * returns the status. */
ct_status ct_report(ct_status status, ct_text *why);
/* Reports that the item named by the caller does not exist. */
ct_status ct_no_such_item(void);

#endif
