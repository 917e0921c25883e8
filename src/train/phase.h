/* The phases of a training step, which a figure can show one at a time. */
#ifndef CT_TRAIN_PHASE_H
#define CT_TRAIN_PHASE_H

/* A step goes through them in this order; a method may leave some out. */
#define CT_PHASE_LIST(X)                                                            \
  X(CT_PHASE_AUGMENT,  "augment",  "choose a batch and make its views")             \
  X(CT_PHASE_ENCODE,   "encode",   "views to embeddings")                           \
  X(CT_PHASE_TEXT,     "text",     "texts to embeddings by the text encoder")       \
  X(CT_PHASE_MOMENTUM, "momentum", "views to embeddings by the momentum encoder")    \
  X(CT_PHASE_PREDICT,  "predict",  "embeddings to what the other view should say")  \
  X(CT_PHASE_ASSIGN,   "assign",   "embeddings to prototypes, each used equally")   \
  X(CT_PHASE_LOSS,     "loss",     "similarities of embeddings, and from them one number") \
  X(CT_PHASE_GRADIENT, "gradient", "the loss back through the encoder")             \
  X(CT_PHASE_UPDATE,   "update",   "one step of the optimiser")                     \
  X(CT_PHASE_FOLLOW,   "follow",   "the momentum encoder a little nearer; kept keys, if any, renewed")

typedef enum ct_phase {
#define X(code, name, help) code,
  CT_PHASE_LIST(X)
#undef X
  CT_PHASE_COUNT
} ct_phase;

#endif
