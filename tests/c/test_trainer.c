#include "ct_test.h"
#include "loss/ntxent_bugs.h"
#include "sample_pack.h"
#include "train/check.h"
#include "train/trainer.h"

static const sample_shape drawings = {40, 3, 3, 6, 5, 2};

static ct_config cards(int pairs, int dim, int seed) {
  ct_config c;
  ct_config_defaults(&c);
  c.pairs = pairs;
  c.dim = dim;
  c.seed = seed;
  return c;
}

static ct_config network(int pairs) {
  ct_config c = cards(pairs, 4, 3);
  c.data = CT_DATA_EMOJI;
  c.encoder = CT_ENCODER_MLP;
  c.hidden_units = 16;
  c.feature = 12;
  c.tau = 0.2f;
  c.lr = 0.01f;
  return c;
}

static ct_config with_encoder(ct_config c, ct_encoder_kind kind) {
  c.encoder = (int)kind;
  return c;
}

static const ct_encoder_kind networks[] = {CT_ENCODER_MLP, CT_ENCODER_CNN, CT_ENCODER_RESNET};
#define NETWORKS ((int)(sizeof networks / sizeof networks[0]))

static ct_trainer *make(ct_arena *a, const ct_config *c, const ct_pack *pack) {
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  CT_INT(ct_config_check(c, NULL), CT_OK, "configuration");
  CT_INT(ct_trainer_layout(t, c, pack, a), CT_OK, "layout");
  ct_trainer_reset(t);
  return t;
}

static ct_pack *open_sample(ct_arena *a, sample_shape shape) {
  ct_pack *pack = CT_TAKE(a, ct_pack, 1);
  CT_INT(ct_pack_open(pack, sample_pack(a, shape), sample_bytes(shape), NULL), CT_OK, "open");
  return pack;
}

static void steps(ct_trainer *t, int n) {
  for (int i = 0; i < n; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %ld", t->step);
}

static float *copy_of(ct_arena *a, const float *x, int n) {
  return memcpy(CT_TAKE(a, float, n), x, sizeof(float) * (size_t)n);
}

static int same(const float *x, const float *y, int n) {
  return memcmp(x, y, sizeof(float) * (size_t)n) == 0;
}

/* ---- what the first lab promises: AdamW 0.05, tau 0.07, seeds 1 to 20 */

CT_TEST(four_pairs_on_the_sphere_part) {
  for (int seed = 1; seed <= 20; seed++) {
    ct_config c = cards(4, 3, seed);
    ct_trainer *t = make(ct_test_arena(), &c, NULL);
    steps(t, 500);
    CT_TRUE(t->loss < 0.01, "seed %d ends at %g", seed, t->loss);
  }
}

static void reaches_the_floor(int pairs) {
  double floor = ct_ntxent_circle_floor(pairs, (double)0.07f);
  for (int seed = 1; seed <= 20; seed++) {
    ct_config c = cards(pairs, 2, seed);
    ct_trainer *t = make(ct_test_arena(), &c, NULL);
    steps(t, 800);
    /* within 1 %, or within 0.002 where the floor is near 0 */
    CT_NEAR(t->loss, floor, fmax(0.002, 0.01 * floor), "%d pairs, seed %d", pairs, seed);
  }
}

CT_TEST(four_pairs_reach_the_floor) { reaches_the_floor(4); }
CT_TEST(eight_pairs_reach_the_floor) { reaches_the_floor(8); }
CT_TEST(sixteen_pairs_reach_the_floor) { reaches_the_floor(16); }
CT_TEST(thirty_two_pairs_reach_the_floor) { reaches_the_floor(32); }

/* The corrected article's cosines, in the order Cat, Dog, Car, Plane, and then their positives. */
static const double printed[8][8] = {
  {1.00, -0.09, 0.17, -1.00, 1.00, 0.07, -0.02, -1.00},
  {-0.09, 1.00, -1.00, 0.08, -0.02, 0.99, -0.99, 0.01},
  {0.17, -1.00, 1.00, -0.16, 0.10, -0.97, 0.98, -0.09},
  {-1.00, 0.08, -0.16, 1.00, -1.00, -0.09, 0.03, 1.00},
  {1.00, -0.02, 0.10, -1.00, 1.00, 0.14, -0.09, -1.00},
  {0.07, 0.99, -0.97, -0.09, 0.14, 1.00, -1.00, -0.15},
  {-0.02, -0.99, 0.98, 0.03, -0.09, -1.00, 1.00, 0.10},
  {-1.00, 0.01, -0.09, 1.00, -1.00, -0.15, 0.10, 1.00},
};

CT_TEST(article_start_gives_its_matrix_and_the_right_loss) {
  for (int D = 2; D <= 3; D++) {
    ct_config c = cards(4, D, 1);
    c.start = CT_START_ARTICLE;
    ct_trainer *t = make(ct_test_arena(), &c, NULL);
    for (int i = 0; i < 64; i++) {
      double cosine = 0;
      for (int d = 0; d < D; d++)
        cosine +=
            (double)t->encoder->params[i / 8 * D + d] * (double)t->encoder->params[(i & 7) * D + d];
      /* half a unit of the last printed digit; the angles are given to 0.01 degrees */
      CT_NEAR(cosine, printed[i / 8][i & 7], 0.0055, "dim %d: %d, %d", D, i / 8, i & 7);
    }
    while (t->next != CT_PHASE_GRADIENT) CT_INT(ct_trainer_phase(t), CT_OK, "up to the loss");
    CT_NEAR(t->loss, 6.8e-6, 0.1e-6, "dim %d", D);
  }
}

CT_TEST(tables_stay_on_the_sphere) {
  for (int optimizer = 0; optimizer < CT_OPTIM_COUNT; optimizer++) {
    ct_config c = cards(13, 5, 2);
    c.optimizer = optimizer;
    c.lr = 3;
    c.weight_decay = 0.3f;
    ct_trainer *t = make(ct_test_arena(), &c, NULL);
    steps(t, 50);
    for (int i = 0; i < 26; i++) {
      double square = 0;
      for (int d = 0; d < 5; d++) square += pow((double)t->encoder->params[i * 5 + d], 2);
      CT_NEAR(square, 1, 1e-6, "optimizer %d, row %d", optimizer, i);
    }
  }
}

/* ---- phases, resets, live changes */

CT_TEST(five_phases_are_a_step) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(8);
  const ct_pack *pack = open_sample(a, drawings);
  ct_trainer *whole = make(a, &c, pack), *parts = make(a, &c, pack);
  steps(whole, 4);
  static const int phases[] = {CT_PHASE_AUGMENT, CT_PHASE_ENCODE, CT_PHASE_LOSS, CT_PHASE_GRADIENT,
                               CT_PHASE_UPDATE};
  for (int i = 0; i < 4 * 5; i++) {
    CT_INT(parts->next, phases[i % 5], "phase");
    CT_INT(parts->step, i / 5, "step");
    CT_INT(ct_trainer_phase(parts), CT_OK, "phase %d", i);
  }
  CT_TRUE(same(whole->encoder->params, parts->encoder->params, whole->encoder->param_count),
          "parameters");
  CT_TRUE(whole->loss == parts->loss, "loss");
}

CT_TEST(reset_starts_the_same_run) {
  for (int kind = 0; kind < 2; kind++) {
    ct_arena *a = ct_test_arena();
    ct_config c = kind ? network(8) : cards(6, 3, 4);
    c.jitter = c.grey = 0.5f;
    ct_trainer *t = make(a, &c, kind ? open_sample(a, drawings) : NULL);
    int n = t->encoder->param_count;
    float *start = copy_of(a, t->encoder->params, n);
    CT_TRUE(t->loss != t->loss, "no loss before the first step");
    steps(t, 15);
    float *end = copy_of(a, t->encoder->params, n);
    ct_trainer_phase(t); /* the reset comes in the middle of a step */
    ct_trainer_reset(t);
    CT_TRUE(same(t->encoder->params, start, n), "start");
    steps(t, 15);
    CT_TRUE(same(t->encoder->params, end, n), "end");
  }
}

CT_TEST(loss_falls) {
  for (int kind = 0; kind < NETWORKS; kind++) {
    ct_arena *a = ct_test_arena();
    ct_config c = with_encoder(network(16), networks[kind]);
    ct_trainer *t = make(a, &c, open_sample(a, drawings));
    steps(t, 1);
    double first = t->loss;
    steps(t, 60);
    CT_TRUE(t->loss < 0.5 * first, "network %d: from %g to %g", kind, first, t->loss);
  }
}

CT_TEST(live_changes_take_effect) {
  ct_arena *a = ct_test_arena();
  ct_config c = cards(4, 3, 9);
  ct_trainer *t = make(a, &c, NULL);
  steps(t, 5);
  CT_TRUE(t->networks[CT_ROW_ENCODER].optim.second[0] > 0, "Adam remembers");
  t->config.beta1 = 0.5f;
  ct_trainer_configure(t);
  CT_TRUE(t->networks[CT_ROW_ENCODER].optim.config.beta1 == 0.5f && t->networks[CT_ROW_ENCODER].optim.step == 5, "memory is kept");
  t->config.optimizer = CT_SGD;
  ct_trainer_configure(t);
  CT_TRUE(t->networks[CT_ROW_ENCODER].optim.first[0] == 0 && t->networks[CT_ROW_ENCODER].optim.step == 0, "another optimiser starts anew");
  float *before = copy_of(a, t->encoder->params, 24);
  t->config.lr = 0;
  steps(t, 1);
  for (int i = 0; i < 24; i++) /* returning to the sphere may change a last bit */
    CT_NEAR(t->encoder->params[i], (double)before[i], 2e-7, "lr 0 moves nothing");
  t->config.bug = CT_BUG_TWICE;
  steps(t, 1);
  CT_TRUE(t->loss > 0.69, "the positive counted twice costs ln 2: %g", t->loss);
}

/* ---- batches */

CT_TEST(views_are_two_drawings_of_training_concepts) {
  static const int kinds[] = {CT_POSITIVES_ARTISTS, CT_POSITIVES_AUGMENT};
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    ct_config c = network(16);
    const ct_pack *pack = open_sample(a, drawings);
    c.positives = kinds[k];
    ct_trainer *t = make(a, &c, pack);
    int used[3] = {0};
    CT_INT(t->held_out, 8, "held out");
    for (int step = 0; step < 30; step++) {
      CT_INT(ct_trainer_phase(t), CT_OK, "augment");
      for (int i = 0; i < 16; i++) {
        int one = t->items[i], other = t->items[i + 16], training = 0;
        CT_INT(one / 3, other / 3, "one concept");
        CT_INT(one == other, kinds[k] == CT_POSITIVES_AUGMENT, "drawings %d and %d", one, other);
        for (int j = t->held_out; j < 40; j++) training |= t->split[j] == one / 3;
        CT_INT(training, 1, "concept %d", one / 3);
        used[one - one / 3 * 3]++;
      }
      /* without augmentation a view is its drawing, up to the rounding of resampling */
      const uint8_t *image =
          ct_track_values(ct_pack_seen(pack), t->items[3] / 3, t->items[3] - t->items[3] / 3 * 3);
      for (int i = 0; i < 90; i++)
        CT_NEAR(t->images[3 * 90 + i], image[i] / 255.0 - 0.7, 1e-5, "pixel %d", i);
      t->next = CT_PHASE_AUGMENT;
      t->step++;
    }
    for (int v = 0; v < 3; v++) CT_NEAR(used[v], 160, 45, "drawing %d", v); /* 4 sigma of 10.3 */
  }
}

CT_TEST(one_drawing_per_concept) {
  ct_arena *a = ct_test_arena();
  const sample_shape digits = {40, 1, 1, 6, 5, 1, 10};
  ct_config c = network(16);
  c.data = CT_DATA_MNIST;
  c.positives = CT_POSITIVES_AUGMENT;
  ct_trainer *t = make(a, &c, open_sample(a, digits));
  CT_INT(t->held_out, 10, "as the data says");
  for (int step = 0; step < 5; step++) {
    CT_INT(ct_trainer_phase(t), CT_OK, "augment");
    for (int i = 0; i < 16; i++) {
      CT_INT(t->items[i], t->items[i + 16], "two views of one drawing");
      CT_TRUE(t->items[i] < 30, "the last 10 are held out: %d", t->items[i]);
    }
    t->next = CT_PHASE_AUGMENT;
    t->step++;
  }
  t->config.positives = CT_POSITIVES_ARTISTS; /* ct_config_check refuses this */
  CT_INT(ct_trainer_phase(t), CT_OK, "no second drawing to choose");
}

CT_TEST(augmented_views_differ) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(8);
  c.positives = CT_POSITIVES_AUGMENT;
  c.jitter = 0.5f;
  ct_trainer *t = make(a, &c, open_sample(a, drawings));
  CT_INT(ct_trainer_phase(t), CT_OK, "augment");
  for (int i = 0; i < 8; i++)
    CT_TRUE(!same(t->images + i * 90, t->images + (i + 8) * 90, 90), "pair %d", i);
}

CT_TEST(a_preview_is_the_next_step_and_changes_none) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(8);
  c.jitter = 0.5f;
  const ct_pack *pack = open_sample(a, drawings);
  ct_trainer *t = make(a, &c, pack), *other = make(a, &c, pack);
  float *before = CT_TAKE(a, float, 16 * 90);
  for (int step = 0; step < 3; step++) {
    ct_trainer_preview(t);
    memcpy(before, t->images, sizeof(float) * 16 * 90);
    int item = t->items[5];
    t->config.jitter = 0.9f; /* live */
    ct_trainer_preview(t);
    CT_TRUE(!same(before, t->images, 16 * 90), "of the present configuration, step %d", step);
    t->config.jitter = 0.5f;
    CT_INT(ct_trainer_phase(t), CT_OK, "augment");
    ct_trainer_preview(t); /* does nothing while a step is under way */
    CT_TRUE(same(before, t->images, 16 * 90), "step %d", step);
    CT_INT(t->items[5], item, "step %d", step);
    while (t->next != CT_PHASE_AUGMENT) CT_INT(ct_trainer_phase(t), CT_OK, "step %d", step);
    steps(other, 1);
    CT_NEAR(t->loss, other->loss, 0, "step %d", step);
  }
}

/* One decision mirrors both views of a pair; it differs between pairs and between steps. */
CT_TEST(pairs_are_mirrored_together) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(16);
  c.mirror = 0.5f;
  const ct_pack *pack = open_sample(a, drawings);
  ct_trainer *t = make(a, &c, pack);
  int often = 0;
  for (int step = 0; step < 30; step++) {
    CT_INT(ct_trainer_phase(t), CT_OK, "augment");
    int mirrored[32];
    for (int i = 0; i < 32; i++) {
      const uint8_t *image =
          ct_track_values(ct_pack_seen(pack), t->items[i] / 3, t->items[i] - t->items[i] / 3 * 3);
      const float *x = t->images + i * 90;
      double plain = 0, turned = 0; /* no image of the pack has a symmetry */
      for (int row = 0; row < 18; row++)
        for (int column = 0; column < 5; column++) {
          double seen = (double)x[row * 5 + column] + 0.7;
          plain += fabs(seen - image[row * 5 + column] / 255.0);
          turned += fabs(seen - image[row * 5 + 4 - column] / 255.0);
        }
      CT_TRUE(fmin(plain, turned) < 1e-3, "either: %g, %g", plain, turned);
      mirrored[i] = turned < plain;
      if (i >= 16) CT_INT(mirrored[i], mirrored[i - 16], "pair %d", i - 16);
      else often += mirrored[i];
    }
    t->next = CT_PHASE_AUGMENT;
    t->step++;
  }
  CT_NEAR(often, 240, 55, "half of 480, 5 sigma of 11");
}

/* ---- settings and numbers that cannot be laid out or trained */

CT_TEST(data_must_be_enough) {
  ct_arena *a = ct_test_arena(), measure;
  static ct_trainer t;
  ct_config c = network(33); /* only 32 of 40 concepts are for training */
  ct_arena_measure(&measure);
  CT_INT(ct_trainer_layout(&t, &c, open_sample(a, drawings), &measure), CT_E_CONFIG, "33 pairs");
  c.pairs = 32;
  CT_INT(ct_trainer_layout(&t, &c, open_sample(a, drawings), &measure), CT_OK, "32 pairs");
  c.pairs = 1;
  CT_INT(ct_trainer_layout(&t, &c, NULL, &measure), CT_E_CONFIG, "no data");
  sample_shape one_drawing = {40, 1, 1, 2, 2, 0}, too_few = {2, 3, 1, 2, 2, 0};
  CT_INT(ct_trainer_layout(&t, &c, open_sample(a, one_drawing), &measure), CT_E_FORMAT,
         "one drawing");
  CT_INT(ct_trainer_layout(&t, &c, open_sample(a, too_few), &measure), CT_E_FORMAT,
         "nothing held out");
}

CT_TEST(measuring_says_how_much) {
  for (int kind = 0; kind < 2; kind++) {
    ct_arena *a = ct_test_arena(), measure, real;
    static ct_trainer t;
    ct_config c = kind ? network(8) : cards(6, 3, 4);
    const ct_pack *pack = open_sample(a, drawings);
    ct_arena_measure(&measure);
    CT_INT(ct_trainer_layout(&t, &c, pack, &measure), CT_OK, "measure");
    void *memory = ct_arena_take(a, measure.used);
    for (size_t less = 0; less < measure.used; less += 64) {
      ct_arena_init(&real, memory, measure.used - less);
      CT_INT(ct_trainer_layout(&t, &c, pack, &real), less ? CT_E_MEMORY : CT_OK, "%zu less", less);
    }
  }
}

typedef struct state { float *params, *running, *first, *second; long step, updates; } state;

static state state_of(ct_arena *a, const ct_trainer *t) {
  int n = t->encoder->param_count;
  return (state){copy_of(a, t->encoder->params, n),
                 copy_of(a, t->encoder->state, t->encoder->state_count),
                 copy_of(a, t->networks[CT_ROW_ENCODER].optim.first, n), copy_of(a, t->networks[CT_ROW_ENCODER].optim.second, n), t->step,
                 t->networks[CT_ROW_ENCODER].optim.step};
}

static void expect_state(const ct_trainer *t, state s, const char *when) {
  int n = t->encoder->param_count;
  CT_TRUE(same(t->encoder->params, s.params, n), "%s: parameters", when);
  CT_TRUE(same(t->encoder->state, s.running, t->encoder->state_count), "%s: statistics", when);
  CT_TRUE(same(t->networks[CT_ROW_ENCODER].optim.first, s.first, n) && same(t->networks[CT_ROW_ENCODER].optim.second, s.second, n), "%s: moments",
          when);
  CT_TRUE(t->step == s.step && t->networks[CT_ROW_ENCODER].optim.step == s.updates, "%s: steps", when);
  CT_INT(t->next, CT_PHASE_AUGMENT, "%s: starts over", when);
}

CT_TEST(undefined_numbers_stop_a_step_without_a_trace) {
  for (int kind = 0; kind < NETWORKS; kind++) {
    ct_arena *a = ct_test_arena();
    ct_config c = with_encoder(network(8), networks[kind]);
    ct_trainer *t = make(a, &c, open_sample(a, drawings));
    steps(t, 3);
    state good = state_of(a, t);
    for (int i = 0; i < 3; i++) CT_INT(ct_trainer_phase(t), CT_OK, "phase %d", i);
    static const float bad[] = {NAN, INFINITY, 1e30f};
    for (int k = 0; k < 3; k++) {
      while (t->next != CT_PHASE_GRADIENT) CT_INT(ct_trainer_phase(t), CT_OK, "to the gradient");
      t->dz[5] = bad[k];
      CT_INT(ct_trainer_phase(t), CT_E_NONFINITE, "gradient of %g", (double)bad[k]);
      expect_state(t, good, "gradient");
    }
    float kept = t->encoder->params[7];
    t->encoder->params[7] = NAN;
    CT_INT(ct_trainer_step(t), CT_E_NONFINITE, "a weight");
    t->encoder->params[7] = kept;
    expect_state(t, good, "weight");
    steps(t, 1); /* the run can go on */
  }
}

static void train_absurdly(ct_encoder_kind kind, int optimizer) {
  ct_arena *a = ct_test_arena();
  ct_config c = with_encoder(network(8), kind);
  c.optimizer = optimizer;
  c.lr = 10;
  c.weight_decay = 1;
  c.momentum = 0.999f;
  c.tau = 0.005f;
  ct_trainer *t = make(a, &c, open_sample(a, drawings));
  for (int i = 0; i < 300; i++) {
    if (ct_trainer_step(t) == CT_OK) continue;
    state stopped = state_of(a, t);
    CT_TRUE(ct_trainer_step(t) != CT_OK, "the same step again");
    expect_state(t, stopped, "stopped");
    break;
  }
  for (int i = 0; i < t->encoder->param_count; i++) {
    CT_TRUE(isfinite(t->encoder->params[i]), "optimizer %d, step %ld: [%d]", optimizer, t->step, i);
    CT_TRUE(isfinite(t->networks[CT_ROW_ENCODER].optim.first[i]) && isfinite(t->networks[CT_ROW_ENCODER].optim.second[i]), "moment [%d]", i);
  }
  for (int i = 0; i < t->encoder->state_count; i++)
    CT_TRUE(isfinite(t->encoder->state[i]), "optimizer %d: statistic [%d]", optimizer, i);
}

/* At rates far beyond reason the run may stop, but it never leaves an undefined number behind. */
CT_TEST(absurd_rates_leave_finite_numbers) {
  for (int kind = 0; kind < NETWORKS; kind++)
    for (int optimizer = 0; optimizer < CT_OPTIM_COUNT; optimizer++)
      train_absurdly(networks[kind], optimizer);
}

/* Only the update moves the statistics, and a second run repeats them. */
CT_TEST(statistics_follow_the_updates) {
  ct_arena *a = ct_test_arena();
  ct_config c = with_encoder(network(8), CT_ENCODER_CNN);
  ct_trainer *t = make(a, &c, open_sample(a, drawings));
  int n = t->encoder->state_count;
  float *start = copy_of(a, t->encoder->state, n);
  while (t->next != CT_PHASE_UPDATE) CT_INT(ct_trainer_phase(t), CT_OK, "to the update");
  CT_TRUE(same(t->encoder->state, start, n), "before the update");
  CT_INT(ct_trainer_phase(t), CT_OK, "update");
  CT_TRUE(!same(t->encoder->state, start, n), "after it");
  steps(t, 4);
  float *end = copy_of(a, t->encoder->state, n);
  ct_trainer_reset(t);
  CT_TRUE(same(t->encoder->state, start, n), "reset");
  steps(t, 5);
  CT_TRUE(same(t->encoder->state, end, n), "the same run");
}

CT_SUITE(trainer, four_pairs_on_the_sphere_part, four_pairs_reach_the_floor,
         eight_pairs_reach_the_floor, sixteen_pairs_reach_the_floor,
         thirty_two_pairs_reach_the_floor, article_start_gives_its_matrix_and_the_right_loss,
         tables_stay_on_the_sphere, five_phases_are_a_step, reset_starts_the_same_run, loss_falls,
         live_changes_take_effect, views_are_two_drawings_of_training_concepts,
         one_drawing_per_concept, augmented_views_differ,
         a_preview_is_the_next_step_and_changes_none, pairs_are_mirrored_together,
         data_must_be_enough, measuring_says_how_much,
         undefined_numbers_stop_a_step_without_a_trace, absurd_rates_leave_finite_numbers,
         statistics_follow_the_updates)
