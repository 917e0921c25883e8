/* SwAV as a whole: the prototypes beside the encoder, small crops, figures, collapse. */
#include "augment/image.h"
#include "ct_test.h"
#include "eval/evaluate.h"
#include "kernels/rows.h"
#include "loss/sinkhorn.h"
#include "readings.h"
#include "sample_pack.h"
#include "threads.h"
#include "train/check.h"

static const sample_shape drawings = {120, 3, 3, 6, 5, 2};

static ct_config swav(int seed) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = CT_SWAV;
  c.data = CT_DATA_EMOJI;
  c.encoder = CT_ENCODER_MLP;
  c.pairs = 64, c.hidden_units = 32, c.feature = 16, c.dim = 8;
  c.tau = 0.1f, c.lr = 0.003f, c.prototypes = 12;
  c.seed = seed;
  return c;
}

static ct_pack *open_sample(ct_arena *a) {
  ct_pack *pack = CT_TAKE(a, ct_pack, 1);
  CT_INT(ct_pack_open(pack, sample_pack(a, drawings), sample_bytes(drawings), NULL), CT_OK, "open");
  return pack;
}

static ct_trainer *make(ct_arena *a, const ct_config *c) {
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  CT_INT(ct_config_check(c, NULL), CT_OK, "configuration");
  CT_INT(ct_trainer_layout(t, c, open_sample(a), a), CT_OK, "layout");
  ct_trainer_reset(t);
  return t;
}

static void steps(ct_trainer *t, int n) {
  for (int i = 0; i < n; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %ld", t->step);
}

static int same(const float *x, const float *y, int n) {
  return memcmp(x, y, sizeof(float) * (size_t)n) == 0;
}

static float *copy_of(ct_arena *a, const float *x, int n) {
  return memcpy(CT_TAKE(a, float, n), x, sizeof(float) * (size_t)n);
}

CT_TEST(six_phases_are_a_step) {
  static const int phases[] = {CT_PHASE_AUGMENT, CT_PHASE_ENCODE, CT_PHASE_ASSIGN, CT_PHASE_LOSS,
                               CT_PHASE_GRADIENT, CT_PHASE_UPDATE};
  ct_arena *a = ct_test_arena();
  ct_config c = swav(1);
  c.crops = 2, c.jitter = 0.5f;
  ct_trainer *whole = make(a, &c), *parts = make(a, &c);
  steps(whole, 3);
  for (int i = 0; i < 3 * 6; i++) {
    CT_INT(parts->next, phases[i % 6], "phase %d", i);
    CT_INT(ct_trainer_phase(parts), CT_OK, "phase %d", i);
  }
  int n = whole->encoder->param_count;
  CT_TRUE(same(whole->encoder->params, parts->encoder->params, n), "encoder");
  CT_TRUE(same(whole->prototypes->params, parts->prototypes->params, 12 * 8), "prototypes");
  CT_TRUE(whole->loss == parts->loss, "loss");
}

CT_TEST(the_phase_uses_every_prototype_equally) {
  ct_arena *a = ct_test_arena();
  ct_config c = swav(2);
  c.sinkhorn = 60, c.epsilon = 0.1f;
  ct_trainer *t = make(a, &c);
  while (t->next != CT_PHASE_LOSS) CT_INT(ct_trainer_phase(t), CT_OK, "to the loss");
  for (int v = 0; v < 2; v++)
    for (int k = 0; k < 12; k++) {
      double total = 0;
      for (int b = 0; b < 64; b++) total += (double)t->codes[(v * 64 + b) * 12 + k];
      CT_NEAR(total, 64 / 12.0, 0.01, "view %d, prototype %d: 60 iterations", v, k);
    }
}

CT_TEST(prototypes_stay_on_the_sphere) {
  for (int optimizer = 0; optimizer < CT_OPTIM_COUNT; optimizer++) {
    ct_arena *a = ct_test_arena();
    ct_config c = swav(3);
    c.optimizer = optimizer, c.lr = 0.1f, c.weight_decay = 0.3f;
    ct_trainer *t = make(a, &c);
    float *start = copy_of(a, t->prototypes->params, 12 * 8);
    steps(t, 20);
    CT_TRUE(!same(t->prototypes->params, start, 12 * 8), "optimizer %d trains them", optimizer);
    for (int k = 0; k < 12; k++) {
      double square = 0;
      for (int d = 0; d < 8; d++) square += pow((double)t->prototypes->params[8 * k + d], 2);
      CT_NEAR(square, 1, 1e-6, "optimizer %d, prototype %d", optimizer, k);
    }
  }
}

CT_TEST(frozen_prototypes_stand_still_at_first) {
  ct_arena *a = ct_test_arena();
  ct_config c = swav(4);
  c.freeze = 5;
  ct_trainer *t = make(a, &c);
  float *start = copy_of(a, t->prototypes->params, 12 * 8);
  steps(t, 5);
  CT_TRUE(same(t->prototypes->params, start, 12 * 8), "five steps");
  CT_INT(t->networks[CT_ROW_PROTOTYPES].optim.step, t->networks[CT_ROW_ENCODER].optim.step, "one count");
  steps(t, 1);
  CT_TRUE(!same(t->prototypes->params, start, 12 * 8), "the sixth");
}

CT_TEST(a_failed_step_leaves_no_trace) {
  ct_arena *a = ct_test_arena();
  ct_config c = swav(5);
  ct_trainer *t = make(a, &c);
  steps(t, 2);
  float *encoder = copy_of(a, t->encoder->params, t->encoder->param_count);
  float *prototypes = copy_of(a, t->prototypes->params, 12 * 8);
  while (t->next != CT_PHASE_GRADIENT) CT_INT(ct_trainer_phase(t), CT_OK, "to the gradient");
  t->prototypes->grads[7] = NAN;
  CT_INT(ct_trainer_phase(t), CT_E_NONFINITE, "a gradient");
  t->prototypes->params[3] = NAN;
  CT_INT(ct_trainer_step(t), CT_E_NONFINITE, "a prototype");
  t->prototypes->params[3] = prototypes[3];
  CT_TRUE(same(t->encoder->params, encoder, t->encoder->param_count), "encoder");
  CT_TRUE(same(t->prototypes->params, prototypes, 12 * 8), "prototypes");
  CT_INT(t->step, 2, "steps");
  steps(t, 1); /* the run can go on */
}

/* ---- small crops */

CT_TEST(further_views_are_of_the_same_things) {
  ct_arena *a = ct_test_arena();
  ct_config c = swav(6);
  c.crops = 3;
  ct_trainer *t = make(a, &c);
  CT_INT(t->views, 5 * 64, "views");
  CT_INT(t->encoded, 5 * 64, "encoded");
  steps(t, 1);
  for (int i = 0; i < 5 * 64; i++) CT_INT(t->items[i] / 3, t->items[i % 64] / 3, "view %d", i);
}

/* A red ramp across and a green ramp down show how wide and how high a view's crop was. */
CT_TEST(smaller_crops_keep_so_much_less) {
  enum { S = 33 };
  static uint8_t image[3 * S * S];
  static float y[3 * S * S], scratch[1 << 14];
  for (int i = 0; i < S * S; i++) {
    image[i] = (uint8_t)(7 * (i % S));
    image[S * S + i] = (uint8_t)(7 * (i / S));
  }
  for (int k = 0; k < 50; k++) {
    ct_rng r = ct_rng_make(1, CT_RNG_TEST, (uint64_t)k);
    ct_augment how = {.crop = 1, .smaller = 0.75f};
    ct_augment_image(y, image, 3, S, S, &how, &r, scratch);
    double wide = (double)(y[S - 1] - y[0]), high = (double)(y[2 * S * S - 1] - y[S * S]);
    double whole = 7 * (S - 1) / 255.0;
    CT_NEAR(wide * high / (whole * whole), 0.25, 1e-3, "area of view %d", k);
  }
}

/* ---- learning and collapse, three seeds each */

typedef struct outcome { double loss, spread, recall; } outcome;

static outcome train(const ct_config *c, int n) {
  ct_arena *a = ct_test_arena();
  ct_trainer *t = make(a, c);
  ct_evaluation *e = CT_TAKE(a, ct_evaluation, 1);
  CT_INT(ct_evaluation_layout(e, t, a), CT_OK, "evaluation");
  ct_evaluation_reset(e, t);
  steps(t, n);
  while (!ct_evaluation_advance(e, t, 1 << 20)) {}
  return (outcome){t->loss, e->metric[CT_METRIC_STD], e->metric[CT_METRIC_RECALL1]};
}

/* The mean R@1 of three seeds rose from 0.66 to 0.78. */
CT_TEST(it_learns) {
  double gain = 0;
  for (int seed = 1; seed <= 3; seed++) {
    ct_config c = swav(seed);
    c.prototypes = 64, c.positives = CT_POSITIVES_AUGMENT, c.crop = 0.6f, c.jitter = 0.3f;
    outcome before = train(&c, 0), after = train(&c, 300);
    CT_TRUE(after.loss < 0.7 * log(64), "seed %d: loss %g", seed, after.loss);
    CT_TRUE(after.spread > 0.5, "seed %d: spread %g", seed, after.spread);
    gain += (after.recall - before.recall) / 3;
  }
  CT_TRUE(gain > 0.06, "R@1 changed by %g", gain);
}

static void expect_collapse(float epsilon, int iterations, int prototypes, double loss) {
  for (int seed = 1; seed <= 3; seed++) {
    ct_config c = swav(seed);
    c.positives = CT_POSITIVES_AUGMENT, c.crop = 0.6f, c.jitter = 0.3f;
    c.epsilon = epsilon, c.sinkhorn = iterations, c.prototypes = prototypes;
    outcome o = train(&c, 300);
    CT_NEAR(o.loss, loss, 0.01, "seed %d: loss", seed);
    CT_TRUE(o.spread < 0.3, "seed %d: spread %g", seed, o.spread);
  }
}

/* Assignments that are too soft say nothing about a view: all predictions become equal, at a loss
 * of ln K. The spread is 0.03 or less; with epsilon 0.05 it is 0.65 or more,
 * and the loss 0.8 or less. */
CT_TEST(too_soft_it_is_stuck_at_ln_k) {
  expect_collapse(1, 3, 12, log(12));
  expect_collapse(10, 3, 7, log(7));
  expect_collapse(0.5f, 0, 12, log(12)); /* also without balancing */
}

/* Assignments that are not balanced and are sharper than the predictions: one prototype takes
 * every view, and the loss is the least possible. The spread is 0.17 or less. */
CT_TEST(unbalanced_it_ends_at_one_prototype_and_no_loss) {
  expect_collapse(0.05f, 0, 12, 0);
}

/* ---- the same bits on any number of threads */

static float *all_params(ct_arena *a, int *count) {
  ct_config c = swav(8);
  c.crops = 1, c.pairs = 61, c.prototypes = 67;
  ct_trainer *t = make(a, &c);
  steps(t, 5);
  int n = t->encoder->param_count, m = t->prototypes->param_count;
  float *all = CT_TAKE(a, float, n + m);
  memcpy(all, t->encoder->params, sizeof(float) * (size_t)n);
  memcpy(all + n, t->prototypes->params, sizeof(float) * (size_t)m);
  *count = n + m;
  return all;
}

CT_TEST(threads_change_no_bit) {
  ct_arena *a = ct_test_arena();
  int count, again;
  ct_test_helpers(0);
  float *alone = all_params(a, &count);
  for (int helpers = 1; helpers <= 2; helpers++) {
    ct_test_helpers(helpers);
    float *together = all_params(a, &again);
    CT_TRUE(count == again && same(alone, together, count), "%d helpers", helpers);
  }
}

/* ---- sessions */

static ct_session *open_session(ct_arena *a, uint8_t *pack, int read) {
  ct_config c = swav(9);
  c.read = read;
  c.freeze = 9;
  ct_draft_reset();
  for (int p = 0; p < CT_PARAM_COUNT; p++) ct_draft_set(p, ct_config_get(&c, p));
  size_t bytes = ct_session_bytes(pack, sample_bytes(drawings));
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, pack, sample_bytes(drawings));
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static uint8_t *save(ct_arena *a, ct_session *s, size_t *size) {
  *size = (size_t)CT_READ(s, save_bytes);
  uint8_t *bytes = ct_arena_take(a, *size);
  CT_INT(ct_session_save(s, bytes, *size), *size, "bytes written");
  return bytes;
}

/* The file has the prototypes and their optimiser. */
CT_TEST(a_loaded_run_goes_on_bit_for_bit) {
  ct_arena *a = ct_test_arena();
  uint8_t *pack = sample_pack(a, drawings);
  ct_session *s = open_session(a, pack, CT_READ_AFTER);
  ct_session *other = open_session(a, pack, CT_READ_AFTER);
  size_t size, again;
  CT_INT(ct_session_step(s, 7), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  ct_session_step(s, 5);
  ct_session_step(other, 5);
  bytes = save(a, s, &size);
  uint8_t *copy = save(a, other, &again);
  CT_TRUE(size == again && memcmp(bytes, copy, size) == 0, "the runs part after loading");
}

CT_TEST(assignments_are_sinkhorn_of_all_items) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, sample_pack(a, drawings), CT_READ_AFTER);
  CT_INT(ct_session_step(s, 3), CT_OK, "%s", ct_error());
  while (!ct_session_evaluate(s, 1 << 20)) {}
  int items = (int)CT_READ(s, items), K = (int)CT_READ(s, prototypes);
  int chosen[] = {5, 0, items - 1};
  CT_INT(items, 72, "items");
  CT_INT(K, 12, "prototypes");
  float rows[3 * 12], totals[12], first = INFINITY;
  for (int n = 0; n <= 40; n += 10) {
    CT_INT(ct_session_assign(s, n, chosen, 3, rows, totals), CT_OK, "%s", ct_error());
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int k = 0; k < K; k++) sum += (double)rows[i * K + k];
      CT_NEAR(sum, 1, 1e-5, "item %d after %d", chosen[i], n);
    }
    float worst = 0;
    for (int k = 0; k < K; k++) worst = fmaxf(worst, fabsf(totals[k] - 6));
    CT_TRUE(worst < first || worst < 1e-4f, "%d iterations: %g, before %g", n, (double)worst,
            (double)first);
    first = worst;
  }
  CT_TRUE(first < 0.05f, "at last within %g of 72 / 12", (double)first);
  chosen[1] = items;
  CT_INT(ct_session_assign(s, 1, chosen, 3, rows, totals), CT_E_ARG, "no such item");
  CT_INT(ct_session_assign(s, -1, chosen, 1, rows, totals), CT_E_ARG, "iterations");
}

CT_TEST(each_prototype_collects_its_own) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, sample_pack(a, drawings), CT_READ_AFTER);
  while (!ct_session_evaluate(s, 1 << 20)) {}
  enum { MOST = 3 };
  int counts[12], items[12 * MOST], all[72];
  float rows[72 * 12], totals[12];
  for (int i = 0; i < 72; i++) all[i] = i;
  CT_INT(ct_session_assign(s, 2, all, 72, rows, totals), CT_OK, "%s", ct_error());
  CT_INT(ct_session_collect(s, 2, MOST, counts, items), CT_OK, "%s", ct_error());
  for (int k = 0; k < 12; k++) {
    int own = 0, better = 0;
    for (int i = 0; i < 72; i++) {
      int largest = 1;
      for (int j = 0; j < 12; j++) largest &= rows[12 * i + k] >= rows[12 * i + j];
      own += largest;
      int last = items[MOST * k + MOST - 1];
      better += largest && last >= 0 && rows[12 * i + k] > rows[12 * last + k];
    }
    CT_INT(counts[k], own, "items of prototype %d", k);
    CT_TRUE(better < MOST, "prototype %d: %d have more than the last listed", k, better);
    for (int m = 0; m < MOST; m++) {
      int item = items[MOST * k + m];
      CT_INT(item >= 0, m < own, "prototype %d, place %d", k, m);
      if (m > 0 && item >= 0)
        CT_TRUE(rows[12 * item + k] <= rows[12 * items[MOST * k + m - 1] + k], "falling");
    }
  }
}

CT_TEST(prototypes_have_places_among_the_embeddings_alone) {
  ct_arena *a = ct_test_arena();
  uint8_t *pack = sample_pack(a, drawings);
  ct_session *s = open_session(a, pack, CT_READ_AFTER);
  while (!ct_session_evaluate(s, 1 << 20)) {}
  const float *at = CT_AT(s, prototype_positions);
  /* two points of the sphere, of which the picture's middle is a mean, are at most 2 apart */
  double most = 2.0 * CT_READ(s, magnified);
  for (int k = 0; k < 12; k++) {
    double size = sqrt(ct_dot(at + 3 * k, at + 3 * k, 3));
    CT_TRUE(size > 0 && size <= most, "prototype %d: %g, at most %g", k, size, most);
  }
  CT_INT(ct_session_set(s, CT_PARAM_read, CT_READ_BEFORE), CT_OK, "%s", ct_error());
  CT_INT(CT_READ(s, prototypes), 0, "before the head there are none");
  CT_TRUE(CT_AT(s, prototype_positions) == NULL, "nor places");
}

CT_SUITE(prototypes, six_phases_are_a_step, the_phase_uses_every_prototype_equally,
         prototypes_stay_on_the_sphere, frozen_prototypes_stand_still_at_first,
         a_failed_step_leaves_no_trace, further_views_are_of_the_same_things,
         smaller_crops_keep_so_much_less, it_learns, too_soft_it_is_stuck_at_ln_k,
         unbalanced_it_ends_at_one_prototype_and_no_loss, threads_change_no_bit,
         a_loaded_run_goes_on_bit_for_bit, assignments_are_sinkhorn_of_all_items,
         each_prototype_collects_its_own,
         prototypes_have_places_among_the_embeddings_alone)
