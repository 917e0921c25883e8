/* The choices of a configuration that concern networks: X(code, name in the URL, help text). */
#ifndef CT_NN_CHOICES_H
#define CT_NN_CHOICES_H

#define CT_ENCODER_LIST(X)                                                                \
  X(CT_ENCODER_TABLE,  "table",  "one free point per item, no network")               \
  X(CT_ENCODER_MLP,    "mlp",    "dense layers on the pixels")                            \
  X(CT_ENCODER_CNN,    "cnn",    "three convolutions with batch norm, then a dense layer") \
  X(CT_ENCODER_RESNET, "resnet", "two residual blocks of convolutions, then a dense layer")

typedef enum ct_encoder_kind {
#define X(code, name, help) code,
  CT_ENCODER_LIST(X)
#undef X
  CT_ENCODER_COUNT,      /* of those above, among which a run may choose */
  CT_ENCODER_TRANSFORMER /* of texts alone, so it is not offered where a run has images */
} ct_encoder_kind;

#define CT_TEXT_ENCODER_LIST(X)                                                              \
  X(CT_TEXT_BAG, "bag", "the mean of the vectors of all word pieces, then dense layers")  \
  X(CT_TEXT_TRANSFORMER, "transformer", "reads the words in order, each attending to the others")

typedef enum ct_text_encoder {
#define X(code, name, help) code,
  CT_TEXT_ENCODER_LIST(X)
#undef X
} ct_text_encoder;

#define CT_ACTIVATION_LIST(X)                                                    \
  X(CT_RELU, "relu", "max(x, 0)")                                                \
  X(CT_GELU, "gelu", "Gaussian error linear unit, tanh form (arXiv:1606.08415)") \
  X(CT_LINEAR, "linear", "none: all layers together are one matrix")

typedef enum ct_activation {
#define X(code, name, help) code,
  CT_ACTIVATION_LIST(X)
#undef X
  CT_ACTIVATION_COUNT
} ct_activation;

#endif
