/* The draft: the configuration that the next session is made from. */
#ifndef CT_API_DRAFT_H
#define CT_API_DRAFT_H

#include "config/config.h"

/* The draft; it holds the defaults until something is set. */
ct_config *ct_draft(void);

#endif
