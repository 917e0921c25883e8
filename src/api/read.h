/* Reads a value or an array of a session by its number. These are the rows of api/readings.def,
 * whose names, types and order the schema publishes. */
#ifndef CT_API_READ_H
#define CT_API_READ_H

#include "api/handle.h"

/* Index of each reading: CT_READING_steps ..., and of each array: CT_ARRAY_params ... */
typedef enum ct_reading {
#define READING(name, ...) CT_READING_##name,
#define ARRAY(...)
#include "api/readings.def"
#undef READING
#undef ARRAY
  CT_READING_COUNT
} ct_reading;

typedef enum ct_array {
#define READING(...)
#define ARRAY(name, ...) CT_ARRAY_##name,
#include "api/readings.def"
#undef READING
#undef ARRAY
  CT_ARRAY_COUNT
} ct_array;

#define CT_ARRAY_AXES 4 /* sides in a shape */

/* Returns NaN when there is no such reading or its value is not known. */
double      ct_session_read(const ct_session *s, int reading);
/* Returns the address of the first number; NULL when there is no such array or the session does
 * not have it now.
 *   shape [CT_ARRAY_AXES]  out  sides, the slowest first, then 0s; all 0 when the result is NULL.
 *                               May be NULL. */
const void *ct_session_array(ct_session *s, int array, int *shape);

#endif
