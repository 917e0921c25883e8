/* The choices of a configuration that concern optimisers: X(code, name in the URL, help text). */
#ifndef CT_OPTIM_CHOICES_H
#define CT_OPTIM_CHOICES_H

#define CT_OPTIM_LIST(X)                                                                   \
  X(CT_SGD,   "sgd",   "gradient descent with momentum")                                   \
  X(CT_ADAMW, "adamw", "Adam; with weight decay, AdamW (Loshchilov & Hutter 2019)")         \
  X(CT_LARS,  "lars",  "layer-wise adaptive rates (You et al. 2017), SimCLR's optimiser") \
  X(CT_MUON,  "muon",  "matrices by orthogonalised momentum (Jordan et al. 2024); the rest by AdamW")

typedef enum ct_optim_kind {
#define X(code, name, help) code,
  CT_OPTIM_LIST(X)
#undef X
  CT_OPTIM_COUNT
} ct_optim_kind;

#define CT_SCHEDULE_LIST(X)                                              \
  X(CT_CONSTANT, "constant", "the same rate in every step")                 \
  X(CT_COSINE,   "cosine",   "falls to 0 along half a cosine over the schedule's length")

typedef enum ct_schedule {
#define X(code, name, help) code,
  CT_SCHEDULE_LIST(X)
#undef X
  CT_SCHEDULE_COUNT
} ct_schedule;

#endif
