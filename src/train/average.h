/* The mean of the encoder's weights over the last steps, which is shown and measured (Polyak &
 * Juditsky 1992; for an encoder, Tarvainen & Valpola 2017, arXiv:1703.01780). At a high learning
 * rate weights jump around a good point; their mean lies near it, as if the learning rate had
 * already fallen. */
#ifndef CT_TRAIN_AVERAGE_H
#define CT_TRAIN_AVERAGE_H

#include "train/trainer.h"

ct_status ct_average_layout(ct_trainer *t, ct_arena *arena);
/* The mean becomes the initial weights. */
void      ct_average_reset(ct_trainer *t);
/* Called after an update: moves the mean towards the new weights. The mean is over about a tenth
 * of the steps done, so that the start is soon forgotten, but over at most config.average of
 * them. */
void      ct_average_move(ct_trainer *t);
/* The weights and the state of the encoder that are shown: the mean where the run keeps one. */
const float *ct_average_params(const ct_trainer *t);
const float *ct_average_state(const ct_trainer *t);

#endif
