/* Whether a kernel overwrites its output, without reading it, or adds to it. The gradient of an
 * input is SET by the first layer that contributes to it; the others ADD to it. */
#ifndef CT_BASE_WRITE_H
#define CT_BASE_WRITE_H

typedef enum ct_write { CT_SET, CT_ADD } ct_write;

#endif
