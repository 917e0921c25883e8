/* Compares what a method does to false negatives with plain doubles. */
#include "ct_test.h"
#include "sample_pack.h"
#include "show/reveal.h"

static const sample_shape drawings = {60, 3, 3, 6, 5, 2}; /* 12 held-out concepts make 36 items */

static ct_config network(int method) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = method;
  c.data = CT_DATA_EMOJI;
  c.encoder = CT_ENCODER_MLP;
  c.pairs = 8;
  c.dim = 5;
  c.hidden_units = 16;
  c.feature = 12;
  c.tau = 0.2f;
  c.lr = 0.01f;
  return c;
}

typedef struct run { ct_pack pack; ct_trainer t; ct_evaluation e; } run;

static run *make(ct_arena *a, const ct_config *c, sample_shape shape) {
  run *r = CT_TAKE(a, run, 1);
  CT_INT(ct_pack_open(&r->pack, sample_pack(a, shape), sample_bytes(shape), NULL), CT_OK, "open");
  CT_INT(ct_trainer_layout(&r->t, c, &r->pack, a), CT_OK, "trainer");
  CT_INT(ct_evaluation_layout(&r->e, &r->t, a), CT_OK, "evaluation");
  ct_trainer_reset(&r->t);
  ct_evaluation_reset(&r->e, &r->t);
  for (int i = 0; i < 5; i++) CT_INT(ct_trainer_step(&r->t), CT_OK, "step");
  CT_INT(ct_evaluation_advance(&r->e, &r->t, 1 << 20), 1, "evaluated");
  return r;
}

static int is_unknown(double x) { return x != x; }

CT_TEST(counts_the_batch) {
  ct_config c = network(CT_SIMCLR);
  c.pairs = 13;
  run *r = make(ct_test_arena(), &c, drawings);
  double same = 0;
  for (int i = 0; i < 26; i++)
    for (int j = 0; j < 26; j++) {
      int one = r->t.items[i] / 3, other = r->t.items[j] / 3;
      same += one != other && sample_label(1, one) == sample_label(1, other);
    }
  CT_NEAR(ct_reveal_batch(&r->t), same / (26 * 24), 1e-12, "share");
  ct_trainer_reset(&r->t);
  CT_TRUE(is_unknown(ct_reveal_batch(&r->t)), "no batch yet");
}

/* The push is that of NT-Xent for every anchor: a softmax over the negatives and the positive. */
CT_TEST(pushes_as_the_loss_does) {
  ct_config c = network(CT_SIMCLR);
  run *r = make(ct_test_arena(), &c, drawings);
  float cosine[36], push[36];
  int role[36];
  for (int anchor = 0; anchor < 36; anchor++) {
    double loss = ct_reveal_anchor(&r->e, &r->t, -1, anchor, cosine, push, role);
    double sum = 0, positive = 0, total = 0;
    int roles[5] = {0};
    for (int i = 0; i < 36; i++) {
      roles[role[i]]++;
      if (role[i] == CT_ROLE_NONE) continue;
      double s = 0;
      for (int d = 0; d < 5; d++)
        s += (double)r->e.u[5 * anchor + d] * (double)r->e.u[5 * i + d];
      CT_NEAR(cosine[i], s, 1e-6, "cosine with %d", i);
      if (role[i] != CT_ROLE_ANCHOR) sum += exp(s / (double)c.tau);
      if (role[i] == CT_ROLE_POSITIVE) positive = exp(s / (double)c.tau);
      int same = sample_label(1, r->t.split[i / 3]) == sample_label(1, r->t.split[anchor / 3]);
      if (role[i] >= CT_ROLE_NEGATIVE) CT_INT(role[i] == CT_ROLE_FALSE, same, "item %d", i);
      else CT_INT(i / 3, anchor / 3, "the anchor's concept");
    }
    CT_INT(roles[CT_ROLE_ANCHOR], 1, "anchor");
    CT_INT(roles[CT_ROLE_POSITIVE], 1, "positive");
    CT_INT(roles[CT_ROLE_NEGATIVE] + roles[CT_ROLE_FALSE], 14, "as many as in training");
    CT_NEAR(loss, log(sum / positive), 1e-5, "loss of %d", anchor);
    for (int i = 0; i < 36; i++) {
      if (role[i] < CT_ROLE_POSITIVE) continue;
      double share = exp((double)cosine[i] / (double)c.tau) / sum;
      if (role[i] == CT_ROLE_POSITIVE) share -= 1;
      CT_NEAR(push[i], share / (double)c.tau, 2e-5, "anchor %d, item %d", anchor, i);
      total += (double)push[i];
    }
    CT_NEAR(total, 0, 2e-5, "what pulls and what pushes are one force");
  }
}

static double share_of(ct_evaluation *e, ct_trainer *t, int method, float *push, int *role) {
  float cosine[36];
  double all = 0, wrong = 0;
  for (int k = 0; k < 32; k++) {
    double loss = ct_reveal_anchor(e, t, method, k * 36 / 32, cosine, push, role);
    CT_TRUE(loss == loss, "method %d", method);
    for (int i = 0; i < 36; i++) {
      if (role[i] < CT_ROLE_NEGATIVE || !(push[i] > 0)) continue;
      all += (double)push[i];
      if (role[i] == CT_ROLE_FALSE) wrong += (double)push[i];
    }
  }
  return wrong / all;
}

CT_TEST(every_method_of_cosines_is_shown) {
  static const int methods[] = {CT_SIMCLR, CT_DECOUPLED, CT_DEBIASED, CT_HARD, CT_MINED,
                                CT_BANK, CT_SUPCON, CT_TRIPLET};
  ct_config c = network(CT_BANK);
  c.keep = 3;
  run *r = make(ct_test_arena(), &c, drawings);
  float push[36];
  int role[36];
  for (int k = 0; k < 8; k++) {
    double want = share_of(&r->e, &r->t, methods[k], push, role);
    int pushed = 0, negatives = 0;
    for (int i = 0; i < 36; i++) negatives += role[i] >= CT_ROLE_NEGATIVE;
    for (int i = 0; i < 36; i++) pushed += role[i] >= CT_ROLE_NEGATIVE && push[i] > 0;
    CT_INT(negatives, 32, "a slot's 47 others, but there are 33, in twos");
    CT_NEAR(ct_reveal_push(&r->e, &r->t, methods[k]), want, 1e-6, "method %d", methods[k]);
    if (methods[k] == CT_MINED) CT_INT(pushed, 3, "only so many are kept");
    if (methods[k] == CT_SUPCON) CT_NEAR(want, 0, 0.05, "the labels' own are not pushed");
  }
}

CT_TEST(what_cannot_be_said_is_not) {
  ct_config c = network(CT_SIMCLR);
  run *r = make(ct_test_arena(), &c, drawings);
  float cosine[36], push[36];
  int role[36];
  CT_TRUE(is_unknown(ct_reveal_anchor(&r->e, &r->t, CT_NPAIR, 0, cosine, push, role)), "lengths");
  CT_TRUE(is_unknown(ct_reveal_anchor(&r->e, &r->t, CT_BYOL, 0, cosine, push, role)), "no others");
  CT_TRUE(is_unknown(ct_reveal_anchor(&r->e, &r->t, 99, 0, cosine, push, role)), "no method");
  r->t.config.read = CT_READ_BEFORE;
  ct_evaluation_configure(&r->e, &r->t);
  ct_evaluation_advance(&r->e, &r->t, 1 << 20);
  CT_TRUE(is_unknown(ct_reveal_push(&r->e, &r->t, -1)), "the loss does not see h");
}

CT_TEST(things_drawn_once_are_their_own_positive) {
  const sample_shape digits = {60, 1, 1, 6, 5, 1, 12};
  ct_config c = network(CT_SIMCLR);
  c.data = CT_DATA_MNIST;
  c.positives = CT_POSITIVES_AUGMENT;
  run *r = make(ct_test_arena(), &c, digits);
  float cosine[12], push[12];
  int role[12], negatives = 0;
  double loss = ct_reveal_anchor(&r->e, &r->t, -1, 7, cosine, push, role), sum = exp(5);
  CT_INT(role[7], CT_ROLE_ANCHOR, "anchor");
  for (int i = 0; i < 12; i++)
    if (role[i] >= CT_ROLE_NEGATIVE) sum += exp((double)cosine[i] / (double)c.tau), negatives++;
  CT_INT(negatives, 10, "of 11 others, in twos");
  CT_NEAR(loss, log(sum) - 5, 1e-5, "loss");
  CT_TRUE(push[7] < 0, "pulled");
}

CT_SUITE(reveal, counts_the_batch, pushes_as_the_loss_does, every_method_of_cosines_is_shown,
         what_cannot_be_said_is_not, things_drawn_once_are_their_own_positive)
