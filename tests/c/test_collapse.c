/* Training without negatives, and what becomes of the embeddings: the phenomena the byol lab shows,
 * on content and style. Three seeds each. */
#include "ct_test.h"
#include "base/random.h"
#include "data/pack.h"
#include "loss/barlow_twins.h"
#include "loss/vicreg.h"
#include "method/evaluate.h"

/* A concept is 8 numbers near the centre of its class, the content; each of its drawings has 8 more
 * of its own, the style, which says nothing. As pixels of a 4x4 picture. */
#define CONCEPTS 240
#define DRAWINGS 6
#define CLASSES 10
#define CONTENT 8
#define PIXELS 16

static uint8_t level(float normal, float spread) {
  float value = 127.5f + spread * normal;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static uint8_t pixel(int concept, int drawing, int k) {
  ct_rng class = ct_rng_make(1, CT_RNG_TEST, (uint64_t)(concept % CLASSES * PIXELS + k));
  ct_rng own = ct_rng_make(2, CT_RNG_TEST, (uint64_t)(concept * PIXELS + k));
  ct_rng style = ct_rng_make(3, CT_RNG_TEST, (uint64_t)((concept * DRAWINGS + drawing) * PIXELS + k));
  if (k >= CONTENT) return level(ct_rng_normal(&style), 45);
  return level(ct_rng_normal(&class) + 0.4f * ct_rng_normal(&own), 45);
}

static void put(uint8_t *at, uint32_t value) {
  for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> 8 * i);
}

static ct_pack *toy(ct_arena *a) {
  size_t labels = 2 * CONCEPTS, bytes = 64 + labels + CONCEPTS * DRAWINGS * PIXELS;
  uint8_t *file = ct_arena_take(a, bytes), *at = file + 64;
  const uint32_t header[7] = {1, CONCEPTS, DRAWINGS, 1, 4, 4, 1};
  memset(file, 0, bytes);
  memcpy(file, "CTPK", 4);
  for (int i = 0; i < 7; i++) put(file + 4 + 4 * i, header[i]);
  put(file + 32, CLASSES);
  put(file + 52, 500);
  for (int i = 0; i < CONCEPTS; i++, at += 2) at[0] = (uint8_t)(i % CLASSES);
  for (int i = 0; i < CONCEPTS; i++)
    for (int v = 0; v < DRAWINGS; v++)
      for (int k = 0; k < PIXELS; k++) *at++ = pixel(i, v, k);
  ct_pack *pack = CT_TAKE(a, ct_pack, 1);
  CT_INT(ct_pack_open(pack, file, bytes), CT_OK, "open");
  return pack;
}

/* What is known of a run at its end; s: singular values of the embeddings, falling. */
typedef struct outcome { double std, rank, knn; const float *s; } outcome;

static ct_config setting(ct_method_kind method, int seed) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = (int)method;
  c.seed = seed;
  c.data = CT_DATA_EMOJI; /* whatever is read from a pack */
  c.encoder = CT_ENCODER_MLP;
  c.pairs = 128;
  c.hidden = 64;
  c.feature = 32;
  c.dim = 8;
  c.norm = CT_ON;
  c.lr = 0.01f;
  c.tau = 0.5f;
  return c;
}

static ct_trainer *make(ct_arena *a, const ct_config *c) {
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  CT_INT(ct_config_check(c, NULL), CT_OK, "configuration");
  CT_INT(ct_trainer_layout(t, c, toy(a), a), CT_OK, "layout");
  ct_trainer_reset(t);
  return t;
}

static outcome train(const ct_config *c, int steps) {
  ct_arena *a = ct_test_arena();
  ct_trainer *t = make(a, c);
  ct_evaluation *e = CT_TAKE(a, ct_evaluation, 1);
  CT_INT(ct_evaluation_layout(e, t, a), CT_OK, "evaluation");
  ct_evaluation_reset(e, t);
  for (int i = 0; i < steps; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %d", i);
  CT_INT(ct_evaluation_advance(e, t, e->count), 1, "measured at once");
  return (outcome){e->metric[CT_METRIC_STD], e->metric[CT_METRIC_RANK], e->metric[CT_METRIC_KNN],
                   e->spectrum};
}

#define STEPS 600
#define SEEDS 3

/* Chen & He 2021, figure 2. Found over the seeds: 0.84 to 0.95 with the stop-gradient, 0.06 to 0.14
 * without; and without the batch norm, which holds it up for a while, below 0.01. */
CT_TEST(stopping_the_gradient_keeps_simsiam_apart) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_SIMSIAM, seed);
    outcome with = train(&c, STEPS);
    c.stop_gradient = CT_OFF;
    outcome without = train(&c, STEPS);
    c.norm = CT_OFF;
    outcome bare = train(&c, STEPS);
    CT_TRUE(with.std > 0.6, "seed %d: %g", seed, with.std);
    CT_TRUE(without.std < 0.25, "seed %d: %g without", seed, without.std);
    CT_TRUE(bare.std < 0.03 && bare.knn < 0.4, "seed %d: %g, k-NN %g", seed, bare.std, bare.knn);
  }
}

/* All within a few degrees of each other, yet the nearest are the right ones: 0.05 to 0.14 with k-NN
 * 0.79 to 0.94, where raw pixels have 0.94 and guessing 0.1. */
CT_TEST(without_predictor_it_collapses_and_knn_does_not_see_it) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_SIMSIAM, seed);
    c.predictor = CT_OFF;
    outcome end = train(&c, STEPS);
    CT_TRUE(end.std < 0.25, "seed %d: %g", seed, end.std);
    CT_TRUE(end.knn > 0.65, "seed %d: k-NN %g", seed, end.knn);
  }
}

/* Without a predictor BYOL sinks too, but as slowly as its target follows: 0.57 to 0.66 by here. */
CT_TEST(byol_without_predictor_sinks_slowly) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_BYOL, seed);
    outcome with = train(&c, STEPS);
    c.predictor = CT_OFF;
    outcome without = train(&c, STEPS);
    CT_TRUE(with.std > 0.8, "seed %d: %g", seed, with.std);
    CT_TRUE(without.std < with.std - 0.15, "seed %d: %g without", seed, without.std);
  }
}

/* Jing et al. 2022, theorem 1 and figure 3: a linear network keeps no direction in which the views
 * of a thing differ more than things do. Negatives and all, the 8 dimensions of style go and 8 of
 * 16 singular values are left; std * sqrt(d) does not see it (0.97). With ReLUs all 16 are used. */
CT_TEST(dimensions_collapse_in_a_linear_network) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_SIMCLR, seed);
    c.dim = 16;
    c.head = 1;
    c.norm = CT_OFF;
    outcome relu = train(&c, STEPS);
    c.activation = CT_LINEAR;
    outcome linear = train(&c, STEPS);
    CT_TRUE(linear.std > 0.9, "seed %d: %g", seed, linear.std);
    CT_TRUE(linear.rank > 7 && linear.rank < 8.5, "seed %d: rank %g", seed, linear.rank);
    CT_TRUE(linear.s[7] > 0.3f * linear.s[0], "seed %d: 8 are there", seed);
    CT_TRUE(linear.s[8] < 0.01f * linear.s[0], "seed %d: 8 are not", seed);
    CT_TRUE(relu.rank > 12, "seed %d: rank %g with ReLUs", seed, relu.rank);
  }
}

/* Neither negatives nor a predictor: the loss itself asks for every dimension. */
CT_TEST(vicreg_and_barlow_twins_use_every_dimension) {
  static const ct_method_kind methods[] = {CT_VICREG, CT_BARLOW_TWINS};
  for (int seed = 1; seed <= SEEDS; seed++)
    for (int k = 0; k < 2; k++) {
      ct_config c = setting(methods[k], seed);
      outcome end = train(&c, STEPS);
      CT_TRUE(end.std > 0.6, "method %d, seed %d: %g", k, seed, end.std);
      CT_TRUE(end.rank > 7, "method %d, seed %d: rank %g of 8", k, seed, end.rank);
    }
}

CT_TEST(agreement_alone_collapses) {
  for (int seed = 1; seed <= SEEDS; seed++) {
    ct_config c = setting(CT_VICREG, seed);
    c.norm = CT_OFF;
    c.variance = c.covariance = 0;
    outcome end = train(&c, STEPS);
    CT_TRUE(end.std < 0.05, "seed %d: %g", seed, end.std);
  }
}

/* ---- wiring */

/* The loss and its gradient as the trainer has them, and as the loss alone gives them. */
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
    CT_INT(k ? ct_barlow_twins(t->encoder.z, dz, B, D, 0.3f, NULL, &loss, &scratch)
             : ct_vicreg(t->encoder.z, dz, B, D, weights, NULL, &loss, &scratch),
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
    CT_TRUE(strncmp(words, "pairs: ", 7) == 0, "%s", words);
    ct_config cards;
    ct_config_defaults(&cards);
    cards.method = (int)methods[k];
    ct_text_init(&why, words, sizeof words);
    CT_INT(ct_config_check(&cards, &why), CT_E_CONFIG, "a table");
    CT_TRUE(strncmp(words, "method: ", 8) == 0, "%s", words);
  }
}

CT_SUITE(collapse, stopping_the_gradient_keeps_simsiam_apart,
         without_predictor_it_collapses_and_knn_does_not_see_it,
         byol_without_predictor_sinks_slowly, dimensions_collapse_in_a_linear_network,
         vicreg_and_barlow_twins_use_every_dimension, agreement_alone_collapses,
         trainers_lay_the_losses_on_the_embeddings,
         what_has_no_variance_is_refused)
