/* What values of a configuration need of each other; the limits of one value are in
 * config/config.h. */
#ifndef CT_TRAIN_CHECK_H
#define CT_TRAIN_CHECK_H

#include "config/config.h"

/* What one value alone cannot tell: pairs that the data does not have, a table on pixels, what the
 * method needs, ... `why` (may be NULL) says in words what is wrong. Errors: CT_E_CONFIG. */
ct_status ct_config_check(const ct_config *c, ct_text *why);

#endif
