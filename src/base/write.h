/* What becomes of what was where a result goes: it is overwritten without being read, or added to.
 * The gradient of an input is SET by the first to bring its part and ADDed to by the others. */
#ifndef CT_BASE_WRITE_H
#define CT_BASE_WRITE_H

typedef enum ct_write { CT_SET, CT_ADD } ct_write;

#endif
