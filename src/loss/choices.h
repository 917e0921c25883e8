/* The choices of a configuration that concern losses: X(code, name in the URL, help text). */
#ifndef CT_LOSS_CHOICES_H
#define CT_LOSS_CHOICES_H

/* The mistakes of loss/ntxent_bugs.h.
 *  self        the anchor's similarity to itself stays in the denominator: floor ln 2
 *  twice       the positive stands in the denominator twice: floor ln 2
 *  left_out    only negatives in the denominator (the decoupled loss of Yeh et al. 2021,
 *              arXiv:2110.06848): no floor, goes negative
 *  wrong_scale similarity * exp(tau) instead of / tau (CLIP's scale misread): barely trains */
#define CT_BUG_LIST(X)                                                   \
  X(CT_BUG_NONE,        "none",        "the loss as published")          \
  X(CT_BUG_SELF,        "self",        "self-similarity left in")        \
  X(CT_BUG_TWICE,       "twice",       "positive counted twice")         \
  X(CT_BUG_LEFT_OUT,    "left_out",    "positive left out")              \
  X(CT_BUG_WRONG_SCALE, "wrong_scale", "scaled by exp(tau)")

typedef enum ct_bug {
#define X(code, name, help) code,
  CT_BUG_LIST(X)
#undef X
  CT_BUG_COUNT
} ct_bug;

/* How clip compares drawings with names (loss/clip.h, loss/siglip.h). */
#define CT_COMPARE_LIST(X)                                                                    \
  X(CT_COMPARE_SOFTMAX, "softmax", "each one finds its partner in the batch (CLIP)")        \
  X(CT_COMPARE_SIGMOID, "sigmoid", "each pair by itself: do the two belong together? (SigLIP)")

typedef enum ct_compare {
#define X(code, name, help) code,
  CT_COMPARE_LIST(X)
#undef X
} ct_compare;

/* Which triplets count (loss/triplet.h).
 *  all        every anchor, positive and negative. The mean is over all triplets, also those
 *             without a loss (pytorch-metric-learning: only those with one; the sum is the same)
 * semi_hard  for every anchor and positive one negative: the nearest of those farther than the
 *             positive (pytorch-metric-learning: all of those within the margin). A pair without
 *             such a negative costs nothing (TensorFlow takes the farthest negative then). The mean
 *             is over all pairs of anchor and positive */
#define CT_MINING_LIST(X)                                                                   \
  X(CT_MINING_ALL,       "all",       "every negative that is within the margin")           \
  X(CT_MINING_SEMI_HARD, "semi_hard", "the nearest negative that is farther than the positive")

typedef enum ct_mining {
#define X(code, name, help) code,
  CT_MINING_LIST(X)
#undef X
} ct_mining;

#endif
