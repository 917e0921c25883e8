/* An encoder: backbone, then projection head, built from a configuration. Its parameters are one
 * block and its gradients another, so zeroing is one memset and an update one flat loop; only of a
 * sparse table (nn/touched.h), the first tensor of a block, both go through the touched rows.
 *
 * The running statistics of batch norm, which a network remembers but is not trained on, are its
 * state: a third block, with tensors of its own, which no optimiser sees. A forward in training
 * writes the statistics of its batch into a fourth block. Only ct_encoder_settle, called with the
 * update, moves the state towards them, so a step that is abandoned leaves no trace.
 *
 * A network is a list of layers run in order, each reading the one before it or an earlier one; a
 * new kind of layer is a row in ct_layer_kind, its forward and backward beside layers.c, and a
 * case in encoder.c. The types are in nn/network.h; backbone.c chooses the layers of each kind.
 *
 * The backward runs from the last layer to the first, and each layer adds into the gradient of the
 * layers it reads. The last reader of a layer comes first in that order and sets the gradient; by
 * the layer's own turn all its readers have added to it. */
#ifndef CT_NN_ENCODER_H
#define CT_NN_ENCODER_H

#include <stdint.h>
#include "base/status.h"
#include "nn/network.h"

/* Backbone of the MLP: dense in -> hidden -> feature, an activation after each. Where the input is
 * ids, a bag of rows of an embedding table (nn/bag.h) replaces the first dense layer and its
 * activation. Where an item may have several ids, the table is sparse (nn/touched.h) and an RMS
 * norm follows the bag, so that the mean of many rows is as long as the mean of few.
 * Backbone of the CNN: convolutions of 16 channels 5x5, 32 3x3 and 64 3x3, each with stride 2 and
 * its own batch norm and activation; then dense -> feature and an activation.
 * Backbone of the residual network (He et al. 2016, arXiv:1512.03385): a convolution of 16
 * channels 3x3, batch norm and activation; two basic blocks of 32 and 64 channels (two 3x3
 * convolutions with batch norm, the block's input added through a 1x1 convolution and batch norm
 * before the last activation); stride 2 in the first convolution and in each block; dense ->
 * feature and an activation. The positions are not averaged, because that costs much where shape
 * matters: with the mean, emoji by another artist were found in 33 % of cases after 400 steps,
 * without it in 46 %.
 * Backbone of the transformer (Vaswani et al. 2017, arXiv:1706.03762), which reads texts as words
 * of several ids each (nn/words.h), of a text its first CT_WORDS_MOST: a word is the mean of its
 * rows of a sparse table of `hidden` columns, brought to one length by an RMS norm, plus the
 * learned position of the word in its text. Then come `blocks` blocks, which normalise before each
 * branch (Xiong et al. 2020, arXiv:2002.04745): layer norm, attention of 4 heads within the text,
 * added; layer norm, dense to 4 times the width, GELU and back, added. Then a layer norm, the mean
 * over the words of a text (zeros where it has none), dense -> feature and an activation.
 * Head of k layers: feature -> ... -> feature -> dim, an activation between them, none at the end;
 * without a head dim is feature.
 * Tensors are named as PyTorch's nn.Sequential numbers them, within a block as torchvision does:
 * backbone.0.weight, backbone.3.conv1.weight, ..., head.2.bias; a block of a transformer as
 * nn.TransformerEncoderLayer: backbone.3.self_attn.in_proj_weight, ...; table.weight; state
 * backbone.1.running_mean, ...
 * A predictor (BYOL, SimSiam, MoCo v3) is laid out like an encoder: dense dim -> hidden, batch
 * norm where `norm`, activation, dense -> dim; it reads vectors of dim; tensors
 * predictor.0.weight, ...
 * A table reads ids and is only a bag of its rows.
 * Errors: CT_E_CONFIG for sizes < 1, too large a network, or an input that it cannot read;
 * CT_E_MEMORY. */
ct_status ct_encoder_layout(ct_encoder *e, const ct_encoder_config *c, int batch, ct_arena *arena);
/* A twin reads the weights of e, which stay at their addresses, and has activations of its own for
 * `batch` items; it is never trained. Errors: CT_E_MEMORY. */
ct_status ct_encoder_twin(ct_encoder *twin, const ct_encoder *e, int batch, ct_arena *arena);
/* Weights: uniform +-sqrt(6 / in) before an activation (He et al. 2015), +-sqrt(3 / in) at the
 * end; biases 0; batch norm 1 and 0, running mean 0, variance 1. Rows of a bag: uniform on the
 * unit sphere; positions up to 0.2 either way; of words, the dense layers that stand before no
 * activation +-sqrt(3 / in). Same seed, same weights. */
void ct_encoder_reset(ct_encoder *e, uint64_t seed);
/* Writes the weights and the state that a reset gives to params [param_count] and state
 * [state_count] and leaves the encoder unchanged. */
void ct_encoder_initial(const ct_encoder *e, uint64_t seed, float *params, float *state);
/* The forward for training, of at most `batch` items; sets h and z. Batch norm uses the statistics
 * of the batch and writes them to batch_state. */
void ct_encoder_forward(ct_encoder *e, const ct_input *x);
/* Must follow the forward of the same input; dz [x->n, D] in; adds into grads. */
void ct_encoder_backward(ct_encoder *e, const float *dz, const ct_input *x);
/* Sets all gradients to 0: of a sparse table, the rows that backwards have touched since. */
void ct_encoder_clear(ct_encoder *e);
/* Moves state towards batch_state by the share CT_NORM_MOMENTUM. */
void ct_encoder_settle(ct_encoder *e);
/* The forward for evaluation: batch norm uses the state, so an item's embedding does not depend on
 * the other items. */
void ct_encoder_evaluate(ct_encoder *e, const ct_input *x);
/* The address at which every forward puts its embeddings: [batch, D]. */
float *ct_encoder_output(const ct_encoder *e);

#endif
