/* Training without negatives and its effect on the embeddings: the phenomena that the byol lab
 * shows, on synthetic content and style (data/toy.h), with three seeds each. */
#include "ct_test.h"
#include "data/toy.h"
#include "eval/evaluate.h"
#include "loss/barlow_twins.h"
#include "loss/vicreg.h"
#include "train/check.h"

/* The results of a run; s: singular values of the embeddings, falling. */
typedef struct outcome { double std, rank, knn, raw_knn; const float *s; } outcome;

/* The lab's own values for this data. */
static ct_config setting(ct_method_kind method, int seed) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = (int)method;
  c.seed = seed;
  c.data = CT_DATA_TOY;
  c.encoder = CT_ENCODER_MLP;
  c.positives = CT_POSITIVES_AUGMENT;
  c.pairs = 128;
  c.hidden_units = 64;
  c.feature = 32;
  c.dim = 8;
  c.norm = CT_ON;
  c.lr = 0.01f;
  c.tau = 0.5f;
  c.jitter = 0.3f;
  return c;
}

/* The encoder is one matrix from content and style to the embedding. */
static ct_config linear_setting(ct_method_kind method, int seed) {
  ct_config c = setting(method, seed);
  c.activation = CT_LINEAR;
  c.norm = CT_OFF;
  c.head = 1;
  return c;
}

static ct_trainer *make(ct_arena *a, const ct_config *c) {
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  ct_pack *pack = CT_TAKE(a, ct_pack, 1);
  CT_INT(ct_config_check(c, NULL), CT_OK, "configuration");
  CT_INT(ct_toy_layout(pack, a), CT_OK, "toy");
  ct_toy_reset(pack, (uint64_t)c->seed);
  CT_INT(ct_trainer_layout(t, c, pack, a), CT_OK, "layout");
  ct_trainer_reset(t);
  return t;
}

#define STEPS 600
#define SEEDS 3

static outcome train(const ct_config *c) {
  ct_arena *a = ct_test_arena();
  ct_trainer *t = make(a, c);
  ct_evaluation *e = CT_TAKE(a, ct_evaluation, 1);
  CT_INT(ct_evaluation_layout(e, t, a), CT_OK, "evaluation");
  ct_evaluation_reset(e, t);
  for (int i = 0; i < STEPS; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %d", i);
  while (!ct_evaluation_advance(e, t, e->count)) {}
  while (!ct_evaluation_measure_pixels(e, t, 1 << 20)) {}
  return (outcome){e->metric[CT_METRIC_STD], e->metric[CT_METRIC_RANK], e->metric[CT_METRIC_KNN],
                   e->metric[CT_METRIC_RAW_KNN], e->spectrum};
}

/* Chen & He 2021, figure 2. The seeds gave a std of 0.95 to 0.97 and a k-NN of 0.93 to 1.00 with
 * the stop-gradient, and 0.01 to 0.02 and 0.36 to 0.51 without it. */
CT_TEST(stopping_the_gradient_keeps_simsiam_apart) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_SIMSIAM, seed);
    outcome with = train(&c);
    c.stop_gradient = CT_OFF;
    outcome without = train(&c);
    CT_TRUE(with.std > 0.8, "seed %d: %g", seed, with.std);
    CT_TRUE(without.std < 0.1, "seed %d: %g without", seed, without.std);
    CT_TRUE(without.knn < with.knn - 0.25, "seed %d: k-NN %g, %g", seed, with.knn, without.knn);
  }
}

/* The std is 0.65 to 0.74 with the predictor. Without it the std is 0.01: all embeddings lie
 * within a degree of each other, and yet their order is better than that of the raw inputs, with a
 * k-NN of 0.85 to 0.99 against 0.79 to 0.96. */
CT_TEST(without_predictor_it_collapses_and_knn_does_not_see_it) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = linear_setting(CT_SIMSIAM, seed);
    outcome with = train(&c);
    c.predictor = CT_OFF;
    outcome without = train(&c);
    CT_TRUE(with.std > 0.5, "seed %d: %g", seed, with.std);
    CT_TRUE(without.std < 0.05, "seed %d: %g without", seed, without.std);
    CT_TRUE(without.knn > 0.75, "seed %d: k-NN %g", seed, without.knn);
    CT_TRUE(without.knn > without.raw_knn, "seed %d: k-NN %g, raw %g", seed, without.knn,
            without.raw_knn);
  }
}

/* Without a predictor BYOL collapses too, but only as fast as its momentum encoder moves: here the
 * std is 0.35 to 0.46, and with a predictor it is 0.95. */
CT_TEST(byol_without_predictor_sinks_slowly) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_BYOL, seed);
    outcome with = train(&c);
    c.predictor = CT_OFF;
    outcome without = train(&c);
    CT_TRUE(with.std > 0.8, "seed %d: %g", seed, with.std);
    CT_TRUE(without.std < 0.6 && without.std > 0.2, "seed %d: %g without", seed, without.std);
  }
}

/* Jing et al. 2021, theorem 1 and figure 3: a linear network keeps no direction in which the views
 * of one thing differ more than the things do. Despite negatives, the 8 numbers of style vanish
 * and 8 of 16 singular values are left; std * sqrt(d) does not show it (0.97 to 0.98). */
CT_TEST(dimensions_collapse_in_a_linear_network) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = linear_setting(CT_SIMCLR, seed);
    c.dim = 16;
    outcome end = train(&c);
    CT_TRUE(end.std > 0.9, "seed %d: %g", seed, end.std);
    CT_TRUE(end.rank > 7 && end.rank < 8.2, "seed %d: rank %g", seed, end.rank);
    CT_TRUE(end.s[7] > 0.15f * end.s[0], "seed %d: 8 are there", seed);
    CT_TRUE(end.s[8] < 0.01f * end.s[0], "seed %d: 8 are not", seed);
    c.style_dims = 0; /* style then tells things apart, so it is worth keeping */
    outcome all = train(&c);
    CT_TRUE(all.rank > 11, "seed %d: rank %g where style is kept", seed, all.rank);
  }
}

/* Without negatives or a predictor, the other terms of the loss prevent collapse;
 * agreement alone does not. */
CT_TEST(vicreg_and_barlow_twins_stay_up) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_VICREG, seed);
    outcome vicreg = train(&c);
    c.method = CT_BARLOW_TWINS;
    outcome twins = train(&c);
    c = setting(CT_VICREG, seed);
    c.norm = CT_OFF;
    c.variance = c.covariance = 0;
    outcome agreeing = train(&c);
    CT_TRUE(vicreg.std > 0.8 && vicreg.rank > 5, "seed %d: %g, %g", seed, vicreg.std, vicreg.rank);
    CT_TRUE(twins.std > 0.8 && twins.rank > 4.5, "seed %d: %g, %g", seed, twins.std, twins.rank);
    CT_TRUE(agreeing.std < 0.05, "agreement alone, seed %d: %g", seed, agreeing.std);
  }
}

/* ---- the losses inside the trainer */

/* The trainer's loss and gradient are those that the loss function alone gives. */
CT_TEST(trainers_lay_the_losses_on_the_embeddings) {
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena(), scratch;
    ct_config c = setting(k ? CT_BARLOW_TWINS : CT_VICREG, 1);
    c.invariance = 3;
    c.variance = 7;
    c.covariance = 2;
    c.redundancy = 0.3f;
    ct_trainer *t = make(a, &c);
    while (t->next != CT_PHASE_GRADIENT) CT_INT(ct_trainer_phase(t), CT_OK, "to the loss");
    int B = c.pairs, D = c.dim;
    size_t bytes = k ? ct_barlow_twins_bytes(B, D) : ct_vicreg_bytes(B, D);
    ct_arena_init(&scratch, ct_arena_take(a, bytes), bytes);
    float *dz = CT_TAKE(a, float, 2 * B * D);
    double loss;
    memset(dz, 0, sizeof(float) * 2 * (size_t)(B * D));
    const ct_vicreg_weights weights = {3, 7, 2};
    CT_INT(k ? ct_barlow_twins(t->encoder->z, dz, B, D, 0.3f, NULL, &loss, &scratch)
             : ct_vicreg(t->encoder->z, dz, B, D, weights, NULL, &loss, &scratch),
           CT_OK, "alone");
    CT_TRUE(t->loss == loss, "loss %g, alone %g", t->loss, loss);
    CT_TRUE(memcmp(t->dz, dz, sizeof(float) * 2 * (size_t)(B * D)) == 0, "gradient");
  }
}

CT_TEST(what_has_no_variance_is_refused) {
  static const ct_method_kind methods[] = {CT_VICREG, CT_BARLOW_TWINS};
  for (int k = 0; k < 2; k++) {
    ct_config c = setting(methods[k], 1);
    c.pairs = 1;
    char words[128];
    ct_text why;
    ct_text_init(&why, words, sizeof words);
    CT_INT(ct_config_check(&c, &why), CT_E_CONFIG, "one pair");
    CT_TRUE(strstr(words, "`pairs`") != NULL, "%s", words);
    ct_config cards;
    ct_config_defaults(&cards);
    cards.method = (int)methods[k];
    ct_text_init(&why, words, sizeof words);
    CT_INT(ct_config_check(&cards, &why), CT_E_CONFIG, "a table");
    CT_TRUE(strstr(words, "`method=") != NULL, "%s", words);
  }
}

CT_SUITE(collapse, stopping_the_gradient_keeps_simsiam_apart,
         without_predictor_it_collapses_and_knn_does_not_see_it,
         byol_without_predictor_sinks_slowly, dimensions_collapse_in_a_linear_network,
         vicreg_and_barlow_twins_stay_up, trainers_lay_the_losses_on_the_embeddings,
         what_has_no_variance_is_refused)
