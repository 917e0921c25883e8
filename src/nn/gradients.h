/* Memory for the gradients of the outputs of an encoder's layers. */
#ifndef CT_NN_GRADIENTS_H
#define CT_NN_GRADIENTS_H

#include "base/status.h"
#include "nn/network.h"

/* Notes which layer reads each layer last, and gives every layer but the last its `dy`, unless the
 * encoder is never trained. Errors: CT_E_MEMORY. */
ct_status ct_gradients_layout(ct_encoder *e, ct_arena *arena);

#endif
