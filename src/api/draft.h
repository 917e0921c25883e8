/* The configuration that the next session is made from. */
#ifndef CT_API_DRAFT_H
#define CT_API_DRAFT_H

#include "config/config.h"

/* The defaults before anything was set. */
ct_config *ct_draft(void);

#endif
