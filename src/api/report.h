/* What the last call came to, in words: one for the whole module, as calls come one at a time. */
#ifndef CT_API_REPORT_H
#define CT_API_REPORT_H

#include "base/status.h"
#include "base/text.h"

/* Empty, for a callee to say why. */
ct_text  *ct_why(void);
/* Keeps the words that were written to why, or the status' own sentence where there are none, and
 * hands the status back. */
ct_status ct_report(ct_status status, ct_text *why);
/* What callers are told who name an item that is not there. */
ct_status ct_no_such_item(void);

#endif
