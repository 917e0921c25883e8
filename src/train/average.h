/* The mean of the encoder's last weights, which is what is shown and measured (Polyak & Juditsky
 * 1992; as an encoder's, Tarvainen & Valpola 2017, arXiv:1703.01780). At a high learning rate weights
 * rattle around a good place; their mean is near it, so it looks as if the rate had already fallen. */
#ifndef CT_TRAIN_AVERAGE_H
#define CT_TRAIN_AVERAGE_H

#include "train/trainer.h"

ct_status ct_average_layout(ct_trainer *t, ct_arena *arena);
/* The initial weights. */
void      ct_average_reset(ct_trainer *t);
/* After an update: moves towards the new weights. The mean is over about a tenth of the steps done,
 * so that the start is soon forgotten, and at most config.average of them. */
void      ct_average_move(ct_trainer *t);
/* The encoder's weights and state that are shown: the mean where there is one. */
const float *ct_average_params(const ct_trainer *t);
const float *ct_average_state(const ct_trainer *t);

#endif
