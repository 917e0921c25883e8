/* The types of a network: its configuration, its layers, and its blocks of numbers. The functions
 * are in nn/encoder.h. */
#ifndef CT_NN_NETWORK_H
#define CT_NN_NETWORK_H

#include "base/arena.h"
#include "base/tensor.h"
#include "kernels/conv_shape.h"
#include "nn/choices.h"
#include "nn/input.h"

typedef struct ct_encoder_config {
  ct_encoder_kind kind;
  ct_input_shape input;
  int hidden;                    /* mlp, predictor: width of the first layer; transformer: of the
                                    table and the blocks, a multiple of CT_HEADS */
  int feature;                   /* width of the representation h, before the head */
  int head;                      /* layers of the projection head, 0 .. 3; 0: z is h */
  int dim;                       /* D, width of the embedding z */
  ct_activation activation;
  int norm;                      /* 1: batch norm in the head, before its activations */
  int frozen;                    /* 1: never trained: no memory for gradients, no backward */
  int predictor;                 /* 1: not an encoder but a predictor, input -> hidden -> dim */
  int blocks;                    /* transformer: 1 or 2 */
  int words;                     /* transformer: most words that are read of a batch, of each text
                                    at most CT_WORDS_MOST */
} ct_encoder_config;

typedef enum ct_layer_kind {
  CT_LAYER_BAG, CT_LAYER_DENSE, CT_LAYER_ACTIVATION, CT_LAYER_CONV, CT_LAYER_NORM, CT_LAYER_ADD,
  CT_LAYER_RMS, CT_LAYER_LAYER_NORM, CT_LAYER_POSITION, CT_LAYER_ATTENTION, CT_LAYER_MEAN
} ct_layer_kind;

#define CT_LAYERS_MAX 48
#define CT_TENSORS_MAX 64
#define CT_STATES_MAX 32
#define CT_BLOCKS_MAX 4
#define CT_TENSOR_NAME 40

typedef struct ct_layer {
  ct_layer_kind kind;
  int from, also;       /* the layers it reads, -1 the input; also: for an addition, else -1 */
  int last_reader;      /* the last layer that reads it, -1 none */
  int in, out;          /* floats per item; in of a bag: rows of its table */
  int weight, bias;     /* offsets into the block, -1 none */
  ct_conv conv;         /* convolution: its shape */
  int channels;         /* batch norm: channels of its input */
  int relu;             /* batch norm, addition: 1 where it does the ReLU that follows */
  int state;            /* batch norm: offset of running mean and, behind it, variance */
  float *mean, *inverse;/* batch norm: [channels] of the last forward in training; RMS norm:
                           inverse [rows]; layer norm: both [rows] */
  float *weights;       /* attention: of the last forward, [rows, CT_HEADS, CT_WORDS_MOST] */
  int words;            /* 1: its rows are the words of a batch, not its items */
  ct_activation activation;
  int block;            /* the block of memory that holds its gradient for a while */
  float *y, *dy;        /* [rows, out] output and its gradient; rows: `batch` or config.words */
} ct_layer;

typedef struct ct_encoder {
  ct_encoder_config config;
  int batch;                          /* most items per forward */
  int layer_count, feature_layer;     /* h is the output of layers[feature_layer] */
  ct_layer layers[CT_LAYERS_MAX];
  int tensor_count;
  ct_tensor tensors[CT_TENSORS_MAX];
  char names[CT_TENSORS_MAX][CT_TENSOR_NAME];
  int param_count;
  float *params, *grads;              /* [param_count] */
  int state_tensor_count;
  ct_tensor state_tensors[CT_STATES_MAX];
  char state_names[CT_STATES_MAX][CT_TENSOR_NAME];
  int state_count;
  float *state, *batch_state;         /* [state_count] running; of the last training batch */
  ct_arena scratch;                   /* for the convolutions */
  float *dx;                          /* set by the caller: the gradient of the input is added
                                         here; NULL: it is not computed */
  const float *h, *z;                 /* of the last forward: [n, feature], [n, dim] */
  int texts, *begin;                  /* transformer: [batch + 1] the row of the first word of each
                                         of the last forward's texts (nn/words.h); else NULL */
  ct_touched touched;                 /* rows of the first tensor, where that is a sparse table */
} ct_encoder;

/* A build without networks has only this layer; forced inlining lets the compiler know it. */
static inline __attribute__((always_inline)) int ct_is_bag(const ct_layer *l) {
  return !CT_NETWORKS || l->kind == CT_LAYER_BAG;
}

/* The most rows that the output of a layer has. */
static inline int ct_rows_most(const ct_encoder *e, const ct_layer *l) {
  return CT_NETWORKS && l->words ? e->config.words : e->batch;
}

#endif
