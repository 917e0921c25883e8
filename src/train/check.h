/* Whether the values of a configuration fit each other; the limits of a single value are in
 * config/config.h. */
#ifndef CT_TRAIN_CHECK_H
#define CT_TRAIN_CHECK_H

#include "config/config.h"

/* Finds the faults that no single value shows: more pairs than there are cards, a table on pixels,
 * a need of the method, ... `why` (may be NULL) says in words what is wrong. Errors:
 * CT_E_CONFIG. */
ct_status ct_config_check(const ct_config *c, ct_text *why);

#endif
