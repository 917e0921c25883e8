/* An encoder: backbone, then projection head, built from a configuration. Its parameters are one
 * block and its gradients another, so zeroing is one memset and an update one flat loop.
 *
 * What a network remembers without being trained to (the running statistics of batch norm) is its
 * state: a third block, with tensors of its own, which no optimiser sees. A forward in training
 * writes what it found in the batch into a fourth, and only ct_encoder_settle, called with the
 * update, takes it over: a step that is given up leaves no trace.
 *
 * A network is a list of layers run in order, each reading the one before it or an earlier one; a
 * new kind of layer is a row in ct_layer_kind, its forward and backward beside layers.c, and a case
 * in encoder.c. What a network is made of stands in nn/network.h, which layers it has in backbone.c.
 *
 * The backward runs from the last layer to the first, and each adds into the gradient of what it
 * read. The last reader of a layer is the first to come there: it begins the gradient, and by the
 * layer's own turn all its readers have added to it. */
#ifndef CT_NN_ENCODER_H
#define CT_NN_ENCODER_H

#include <stdint.h>
#include "base/status.h"
#include "nn/network.h"

/* Backbone of the MLP: in -> hidden -> feature, an activation after each; of ids, a bag of
 * rows of an embedding table (nn/bag.h) stands in the place of the first of both. Backbone of the CNN:
 * convolutions of 16 channels 5x5, 32 3x3 and 64 3x3, each with stride 2 and its own batch norm and
 * activation; then dense -> feature and an activation. Backbone of the residual network (He et al.
 * 2016, arXiv:1512.03385): a convolution of 16 channels 3x3, batch norm and activation; two basic
 * blocks of 32 and 64 channels (two 3x3 convolutions with batch norm, what went in added through a
 * 1x1 convolution and batch norm before the last activation), each of these three with stride 2;
 * dense -> feature and an activation. There is no mean over the positions, which costs much where
 * shape matters: emoji by another artist were found in 33 % of cases after 400 steps, without it in
 * 46 %. Head of k layers: feature -> ... -> feature -> dim, an activation between them, none at the
 * end; without a head dim is feature.
 * Tensors are named as PyTorch's nn.Sequential numbers them, within a block as torchvision does:
 * backbone.0.weight, backbone.3.conv1.weight, ..., head.2.bias; table.weight; state
 * backbone.1.running_mean, ...
 * A predictor stands in the place of an encoder (BYOL, SimSiam, MoCo v3): dense dim -> hidden, batch
 * norm where `norm`, activation, dense -> dim; it reads vectors of dim; tensors predictor.0.weight.
 * A table reads ids and is nothing but a bag of its rows.
 * Errors: CT_E_CONFIG for sizes < 1, too large a network, or an input that it cannot read;
 * CT_E_MEMORY. */
ct_status ct_encoder_layout(ct_encoder *e, const ct_encoder_config *c, int batch, ct_arena *arena);
/* Weights: uniform +-sqrt(6 / in) before an activation (He et al. 2015), +-sqrt(3 / in) at the end;
 * biases 0; batch norm 1 and 0, running mean 0, variance 1. Rows of a bag: uniform on the unit
 * sphere. Same seed, same weights. */
void ct_encoder_reset(ct_encoder *e, uint64_t seed);
/* The weights and the state that a reset gives, written elsewhere: params [param_count], state
 * [state_count]. */
void ct_encoder_initial(const ct_encoder *e, uint64_t seed, float *params, float *state);
/* At most `batch` items. Sets h, z. For training: batch norm uses the batch's statistics and notes
 * them in batch_state. */
void ct_encoder_forward(ct_encoder *e, const ct_input *x);
/* dz [x->n, D], after the forward of the same input; adds into grads. */
void ct_encoder_backward(ct_encoder *e, const float *dz, const ct_input *x);
/* state moves towards batch_state by CT_NORM_MOMENTUM. */
void ct_encoder_settle(ct_encoder *e);
/* The forward for evaluation: batch norm uses the state, so an item's embedding is its own. */
void ct_encoder_evaluate(ct_encoder *e, const ct_input *x);
/* Where the embeddings of every forward are: [batch, D]. */
float *ct_encoder_output(const ct_encoder *e);

#endif
