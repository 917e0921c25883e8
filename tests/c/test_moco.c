/* MoCo and MoCo v3: the loss against a reference in double precision, the order of the queue, the
 * momentum encoder, the measured lag, checkpoints. */
#include "loss/infonce.h"
#include "loss_check.h"
#include "readings.h"
#include "sample_pack.h"
#include "show/lag.h"
#include "train/check.h"

static const sample_shape drawings = {40, 3, 3, 6, 5, 2};

/* There are 5 pairs, so a queue of 13 is not a whole number of batches. */
static ct_config network(ct_method_kind method) {
  ct_config c;
  ct_config_defaults(&c);
  c.method = (int)method;
  c.data = CT_DATA_EMOJI;
  c.encoder = CT_ENCODER_MLP;
  c.pairs = 5;
  c.queue = 13;
  c.dim = 7;
  c.hidden_units = 16;
  c.feature = 12;
  c.tau = 0.2f;
  c.lr = 0.01f;
  c.crop = 0.6f;
  return c;
}

static ct_trainer *make(ct_arena *a, const ct_config *c) {
  ct_trainer *t = CT_TAKE(a, ct_trainer, 1);
  ct_pack *pack = CT_TAKE(a, ct_pack, 1);
  CT_INT(ct_pack_open(pack, sample_pack(a, drawings), sample_bytes(drawings), NULL), CT_OK, "open");
  CT_INT(ct_config_check(c, NULL), CT_OK, "configuration");
  CT_INT(ct_trainer_layout(t, c, pack, a), CT_OK, "layout");
  ct_trainer_reset(t);
  return t;
}

static void run(ct_trainer *t, int steps) {
  for (int i = 0; i < steps; i++) CT_INT(ct_trainer_step(t), CT_OK, "step %ld", t->step);
}

static void go_to(ct_trainer *t, ct_phase phase) {
  while (t->next != phase) CT_INT(ct_trainer_phase(t), CT_OK, "to phase %d", (int)phase);
}

static float *copy_of(ct_arena *a, const float *x, int n) {
  return memcpy(CT_TAKE(a, float, n), x, sizeof(float) * (size_t)n);
}

static int same(const float *x, const float *y, int n) {
  return memcmp(x, y, sizeof(float) * (size_t)n) == 0;
}

/* ---- phases */

CT_TEST(each_method_has_its_phases) {
  static const struct { ct_method_kind method; int predictor, apart; } table[] = {
    {CT_SIMCLR, 1, 0},
    {CT_MOCO, 1, 1 << CT_PHASE_MOMENTUM | 1 << CT_PHASE_FOLLOW},
    {CT_MOCO3, 1, 1 << CT_PHASE_MOMENTUM | 1 << CT_PHASE_PREDICT | 1 << CT_PHASE_FOLLOW},
    {CT_MOCO3, 0, 1 << CT_PHASE_MOMENTUM | 1 << CT_PHASE_FOLLOW},
    {CT_BYOL, 1, 1 << CT_PHASE_MOMENTUM | 1 << CT_PHASE_PREDICT | 1 << CT_PHASE_FOLLOW},
    {CT_SIMSIAM, 1, 1 << CT_PHASE_PREDICT},
  };
  int always = 1 << CT_PHASE_AUGMENT | 1 << CT_PHASE_ENCODE | 1 << CT_PHASE_LOSS |
               1 << CT_PHASE_GRADIENT | 1 << CT_PHASE_UPDATE;
  for (int k = 0; k < (int)(sizeof table / sizeof table[0]); k++) {
    ct_config c = network(table[k].method);
    c.predictor = table[k].predictor;
    ct_trainer *t = make(ct_test_arena(), &c);
    CT_INT(t->phases, always | table[k].apart, "row %d", k);
    int seen = 0;
    do {
      seen |= 1 << t->next;
      CT_INT(ct_trainer_phase(t), CT_OK, "row %d", k);
    } while (t->next != CT_PHASE_AUGMENT);
    CT_INT(seen, always | table[k].apart, "row %d: those gone through", k);
  }
}

/* ---- the loss of MoCo v3 */

typedef struct keys { int B, D; const float *key; double tau; } keys;

/* The mean over the 2B predictions p: the positive is the other view's key, and the negatives are
 * the keys of that view's other rows. */
static double symmetric(const double *p, const void *shape) {
  const keys *k = shape;
  double total = 0, key[64];
  for (int i = 0; i < 2 * k->B; i++) {
    int other = i < k->B ? k->B : 0;
    double positive = 0, sum = 0;
    for (int j = 0; j < k->B; j++) {
      for (int d = 0; d < k->D; d++) key[d] = (double)k->key[(other + j) * k->D + d];
      double term = exp(check_cosine(p + i * k->D, key, k->D) / k->tau);
      sum += term;
      if (j == i % k->B) positive = term;
    }
    total += log(sum / positive);
  }
  return total / (2 * k->B);
}

/* Compares the loss with the reference and with its slope, with and without a predictor. */
CT_TEST(moco3_is_infonce_both_ways) {
  static const int sizes[][2] = {{1, 1}, {2, 3}, {5, 7}, {13, 17}};
  for (int s = 0; s < 8; s++) {
    ct_arena *a = ct_test_arena();
    ct_config c = network(CT_MOCO3);
    c.pairs = sizes[s / 2][0];
    c.dim = sizes[s / 2][1];
    c.predictor = s % 2;
    ct_trainer *t = make(a, &c);
    run(t, 2);
    go_to(t, CT_PHASE_GRADIENT);
    const float *p = s % 2 ? t->predictor->z : t->encoder->z, *dp = s % 2 ? t->dp : t->dz;
    keys k = {c.pairs, c.dim, t->momentum_encoder->z, (double)c.tau};
    int n = 2 * c.pairs * c.dim;
    double want = symmetric(check_doubles(a, p, n), &k);
    CT_NEAR(t->loss, want, 1e-5 * want + 1e-6, "shape %d", s); /* float cosines over tau */
    check_gradient(a, p, dp, n, 40, 1e-3, symmetric, &k, s);
  }
}

CT_TEST(moco_is_infonce_with_the_queue) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(CT_MOCO);
  ct_trainer *t = make(a, &c);
  run(t, 4);
  go_to(t, CT_PHASE_GRADIENT);
  size_t bytes = ct_infonce_bytes(c.pairs, c.dim);
  ct_arena scratch;
  ct_arena_init(&scratch, ct_arena_take(a, bytes), bytes);
  float *dz = check_zeros(a, c.pairs * c.dim);
  double loss;
  CT_INT(ct_infonce(t->encoder->z, dz, t->momentum_encoder->z, t->memory.values, c.pairs, c.dim, c.queue,
                    c.tau, NULL, &loss, &scratch), CT_OK, "loss");
  CT_TRUE(loss == t->loss, "%g, not %g", t->loss, loss);
  CT_TRUE(same(dz, t->dz, c.pairs * c.dim), "gradient");
}

/* ---- the queue and the momentum encoder */

/* New keys replace the oldest, in order and past the end to the start; all other keys stay. */
CT_TEST(the_queue_is_a_ring) {
  ct_arena *a = ct_test_arena();
  ct_config c = network(CT_MOCO);
  ct_trainer *t = make(a, &c);
  int K = c.queue, D = c.dim, B = c.pairs;
  double want[13 * 7];
  for (int i = 0; i < K * D; i++) want[i] = (double)t->memory.values[i];
  for (int i = 0; i < K; i++)
    CT_NEAR(check_dot(want + i * D, want + i * D, D), 1, 1e-6, "a unit row at first: %d", i);
  for (int step = 0; step < 9; step++) {
    go_to(t, CT_PHASE_FOLLOW);
    for (int i = 0; i < B; i++) {
      const float *key = t->momentum_encoder->z + i * D;
      double length = 0;
      for (int d = 0; d < D; d++) length += (double)key[d] * (double)key[d];
      for (int d = 0; d < D; d++)
        want[(step * B + i) % K * D + d] = (double)key[d] / sqrt(length);
    }
    CT_INT(ct_trainer_phase(t), CT_OK, "follow");
    for (int i = 0; i < K * D; i++)
      CT_NEAR((double)t->memory.values[i], want[i], 1e-6, "step %d, value %d", step, i);
  }
}

CT_TEST(the_target_follows_by_its_momentum) {
  static const float momenta[] = {0, 0.5f, 0.999f, 1};
  for (int k = 0; k < 8; k++) {
    ct_arena *a = ct_test_arena();
    ct_config c = network(k % 2 ? CT_MOCO3 : CT_MOCO);
    c.ema = momenta[k / 2];
    ct_trainer *t = make(a, &c);
    int n = t->momentum_encoder->param_count;
    CT_TRUE(same(t->momentum_encoder->params, t->encoder->params, n), "they begin alike");
    for (int step = 0; step < 3; step++) {
      float *before = copy_of(a, t->momentum_encoder->params, n);
      run(t, 1);
      for (int i = 0; i < n; i++) {
        double m = (double)c.ema;
        double want = m * (double)before[i] + (1 - m) * (double)t->encoder->params[i];
        CT_NEAR((double)t->momentum_encoder->params[i], want, 1e-6, "momentum %d, weight %d", k / 2, i);
      }
    }
  }
}

/* ---- the measured lag */

static ct_session *open_session(ct_arena *a, ct_method_kind method, double ema) {
  ct_config c = network(method);
  c.ema = (float)ema;
  c.lr = 0.003f;
  ct_draft_reset();
  for (int p = 0; p < CT_PARAM_COUNT; p++) ct_draft_set(p, ct_config_get(&c, p));
  uint8_t *pack = sample_pack(a, drawings);
  size_t bytes = ct_session_bytes(pack, sample_bytes(drawings));
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, pack, sample_bytes(drawings));
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static const float *lag_after(ct_session *s, int steps) {
  CT_INT(ct_session_step(s, steps), CT_OK, "%s", ct_error());
  while (!ct_session_evaluate(s, 1 << 20)) {}
  return CT_AT(s, lag);
}

/* When the momentum encoder never moves, every key stays as fresh as on its first day: the views
 * that are made again are those of the step, and each key is found in its place. */
CT_TEST(keys_of_a_still_encoder_stay_fresh) {
  ct_session *s = open_session(ct_test_arena(), CT_MOCO, 1);
  const float *lag = lag_after(s, 1);
  CT_NEAR((double)lag[2], 1, 1e-5, "the last batch");
  CT_TRUE(lag[3] == 2 && lag[4] != lag[4], "no batch of age 2 yet");
  for (int step = 2; step < 12; step++) {
    lag = lag_after(s, 1);
    CT_TRUE(lag[0] < 1 - 1e-5f, "the other encoder moves on: %g", (double)lag[0]);
    for (int k = 0; k < 2; k++) { /* 13 keys hold two whole batches of 5 */
      CT_NEAR((double)lag[1 + 2 * k], k + 1, 0, "age");
      CT_NEAR((double)lag[2 + 2 * k], 1, 1e-5, "step %d, age %d", step, k + 1);
    }
    CT_TRUE(lag[5] != lag[5] && lag[6] != lag[6], "no third");
  }
}

/* Ages are known without a whole evaluation. */
CT_TEST(ages_are_known_with_the_first_keys_and_with_the_first_full_queue) {
  ct_session *s = open_session(ct_test_arena(), CT_MOCO, 0.5);
  const float *lag = CT_AT(s, lag);
  CT_NEAR(CT_READ(s, lag_step), -1, 0, "not measured yet");
  CT_INT(ct_session_evaluate(s, 1), 0, "one item is not the whole set");
  CT_TRUE(lag[2] != lag[2], "no keys yet");
  for (int step = 1; step <= 2; step++) { /* 13 keys hold two whole batches of 5 */
    CT_INT(ct_session_step(s, 1), CT_OK, "%s", ct_error());
    CT_INT(ct_session_evaluate(s, 1), 0, "one item is not the whole set");
    CT_NEAR(CT_READ(s, lag_step), step, 0, "measured at once");
    for (int k = 0; k < 2; k++) CT_TRUE((lag[2 + 2 * k] == lag[2 + 2 * k]) == (k < step), "age");
  }
  CT_INT(ct_session_step(s, 1), CT_OK, "%s", ct_error());
  CT_INT(ct_session_evaluate(s, 1), 0, "one item is not the whole set");
  CT_NEAR(CT_READ(s, lag_step), 2, 0, "from here on with each whole set");
}

CT_TEST(keys_of_a_copy_age) {
  ct_session *s = open_session(ct_test_arena(), CT_MOCO, 0);
  const float *lag = lag_after(s, 6);
  CT_NEAR((double)lag[0], 1, 1e-6, "a copy");
  CT_TRUE(lag[2] < 0.99999f, "a key is one update behind: %g", (double)lag[2]);
  CT_TRUE(lag[4] < lag[2], "the older the less: %g, %g", (double)lag[4], (double)lag[2]);
}

/* Views cannot be made again after the augmentation has changed;
 * the loss's parameters do not matter. */
CT_TEST(a_changed_augmentation_hides_older_keys) {
  ct_session *s = open_session(ct_test_arena(), CT_MOCO, 1);
  lag_after(s, 5);
  CT_INT(ct_session_set(s, CT_PARAM_tau, 0.3), CT_OK, "%s", ct_error());
  CT_NEAR((double)lag_after(s, 1)[4], 1, 1e-5, "tau");
  CT_INT(ct_session_set(s, CT_PARAM_rotate, 30), CT_OK, "%s", ct_error());
  const float *lag = lag_after(s, 0);
  CT_TRUE(lag[2] != lag[2] && lag[4] != lag[4], "none known");
  lag = lag_after(s, 1);
  CT_NEAR((double)lag[2], 1, 1e-5, "the first of the new kind");
  CT_TRUE(lag[4] != lag[4], "the second is of the old");
  ct_session_reset(s);
  CT_NEAR((double)lag_after(s, 2)[4], 1, 1e-5, "after a reset");
}

CT_TEST(other_methods_have_no_queue) {
  ct_arena *a = ct_test_arena();
  CT_TRUE(CT_AT(open_session(a, CT_SIMCLR, 0.5), lag) == NULL, "no second encoder");
  const float *lag = lag_after(open_session(a, CT_MOCO3, 0.5), 4);
  CT_TRUE(lag[0] > 0.5f && lag[0] < 1, "a second encoder: %g", (double)lag[0]);
  CT_TRUE(lag[1] != lag[1] && lag[2] != lag[2], "and no queue");
}

/* Measuring changes nothing, even where a batch is smaller than a slice of the evaluation. */
CT_TEST(measuring_leaves_the_run_alone) {
  ct_arena *a = ct_test_arena();
  ct_session *watched = open_session(a, CT_MOCO, 0.9), *alone = open_session(a, CT_MOCO, 0.9);
  for (int i = 0; i < 20; i++) {
    lag_after(watched, 1);
    for (int phase = 0; phase < 7; phase++) { /* a whole step, with a look between its phases */
      CT_TRUE(ct_session_phase(watched) >= 0, "%s", ct_error());
      ct_session_evaluate(watched, 1 << 20);
    }
  }
  CT_INT(ct_session_step(alone, 40), CT_OK, "%s", ct_error());
  CT_NEAR(CT_READ(watched, steps), 40, 0, "steps");
  CT_TRUE(same(CT_AT(watched, params), CT_AT(alone, params), CT_LENGTH(alone, params)),
          "parameters");
}

/* ---- checkpoints */

static uint8_t *save(ct_arena *a, ct_session *s, size_t *size) {
  *size = (size_t)CT_READ(s, save_bytes);
  uint8_t *bytes = ct_arena_take(a, *size);
  CT_INT(ct_session_save(s, bytes, *size), *size, "bytes written");
  return bytes;
}

/* The file has the queue, the momentum encoder, the predictor and its moments: a loaded run saves
 * the same file, and goes on as the original. */
CT_TEST(a_loaded_run_goes_on_bit_for_bit) {
  for (int k = 0; k < 2; k++) {
    ct_arena *a = ct_test_arena();
    ct_method_kind method = k ? CT_MOCO3 : CT_MOCO;
    ct_session *s = open_session(a, method, 0.9), *other = open_session(a, method, 0.9);
    CT_INT(ct_session_step(s, 7), CT_OK, "%s", ct_error());
    size_t size, again;
    uint8_t *bytes = save(a, s, &size);
    CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
    uint8_t *copy = save(a, other, &again);
    CT_TRUE(size == again && memcmp(bytes, copy, size) == 0, "method %d: saved anew", k);
    CT_TRUE(lag_after(other, 0)[2] != lag_after(other, 0)[2], "how its keys were made is unknown");
    CT_INT(ct_session_step(s, 5), CT_OK, "%s", ct_error());
    CT_INT(ct_session_step(other, 5), CT_OK, "%s", ct_error());
    bytes = save(a, s, &size);
    copy = save(a, other, &again);
    CT_TRUE(size == again && memcmp(bytes, copy, size) == 0, "method %d: after five steps", k);
  }
}

CT_SUITE(moco, each_method_has_its_phases, moco3_is_infonce_both_ways,
         moco_is_infonce_with_the_queue, the_queue_is_a_ring, the_target_follows_by_its_momentum,
         keys_of_a_still_encoder_stay_fresh, keys_of_a_copy_age,
         ages_are_known_with_the_first_keys_and_with_the_first_full_queue,
         a_changed_augmentation_hides_older_keys, other_methods_have_no_queue,
         measuring_leaves_the_run_alone, a_loaded_run_goes_on_bit_for_bit)
