#include "ct_test.h"
#include "eval/evaluate.h"
#include "sample_pack.h"

static const sample_shape drawings = {60, 3, 3, 6, 5, 2}; /* 12 held-out concepts make 36 items */

static ct_config network(void) {
  ct_config c;
  ct_config_defaults(&c);
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

#define WHOLE (1 << 20) /* a budget that is enough for everything */

typedef struct run { ct_trainer t; ct_evaluation e; ct_pack pack; } run;

static run *make(ct_arena *a, const ct_config *c, sample_shape shape) {
  run *r = CT_TAKE(a, run, 1);
  int table = c->encoder == CT_ENCODER_TABLE;
  if (!table)
    CT_INT(ct_pack_open(&r->pack, sample_pack(a, shape), sample_bytes(shape), NULL), CT_OK, "open");
  CT_INT(ct_trainer_layout(&r->t, c, table ? NULL : &r->pack, a), CT_OK, "trainer");
  CT_INT(ct_evaluation_layout(&r->e, &r->t, a), CT_OK, "evaluation");
  ct_trainer_reset(&r->t);
  ct_evaluation_reset(&r->e, &r->t);
  return r;
}

static void steps(run *r, int n) {
  for (int i = 0; i < n; i++) CT_INT(ct_trainer_step(&r->t), CT_OK, "step %ld", r->t.step);
}

static int is_unknown(double metric) { return metric != metric; }

CT_TEST(cards_are_measured_at_once) {
  ct_config c;
  ct_config_defaults(&c);
  c.pairs = 40;
  c.dim = 3;
  run *r = make(ct_test_arena(), &c, drawings);
  CT_INT(r->e.count, 80, "items");
  CT_INT(r->e.step, 0, "measured by the reset");
  steps(r, 10);
  CT_INT(ct_evaluation_advance(&r->e, &r->t, 1), 1, "whole at once");
  CT_INT(r->e.step, 10, "step");
  for (int i = 0; i < 240; i++)
    CT_NEAR(r->e.xyz[i], (double)r->t.encoder->params[i], 2e-7, "shown as it is: [%d]", i);
  CT_TRUE(r->e.metric[CT_METRIC_ALIGNMENT] >= 0 && r->e.metric[CT_METRIC_UNIFORMITY] < 0,
          "metrics");
  CT_TRUE(r->e.metric[CT_METRIC_RANK] > 2, "rank");
  for (int m = CT_METRIC_RECALL1; m < CT_METRIC_COUNT; m++)
    CT_TRUE(is_unknown(r->e.metric[m]), "metric %d is of drawings", m);
  CT_INT(ct_evaluation_measure_pixels(&r->e, &r->t, 1), 1, "there are no pixels");
}

/* Compares everything that an evaluation leaves behind. */
static void expect_same(const run *r, const run *want, int D, const char *what, int which) {
  size_t count = (size_t)r->e.count;
  CT_TRUE(memcmp(r->e.u, want->e.u, sizeof(float) * count * (size_t)D) == 0, "%s %d: rows", what,
          which);
  CT_TRUE(memcmp(r->e.xyz, want->e.xyz, sizeof(float) * 3 * count) == 0, "%s %d: places", what,
          which);
  for (int m = 0; m < CT_METRIC_COUNT; m++) {
    double got = r->e.metric[m], known = want->e.metric[m];
    CT_TRUE(got == known || (is_unknown(got) && is_unknown(known)), "%s %d: metric %d: %g, not %g",
            what, which, m, got, known);
  }
}

/* However an evaluation is cut, no metric is known before its end,
 * and then the bits are the same. */
CT_TEST(held_out_drawings_by_slices) {
  static const int budgets[] = {WHOLE, 1, 5, 16, 35, 36, 100};
  static const ct_encoder_kind kinds[] = {CT_ENCODER_MLP, CT_ENCODER_CNN};
  for (int kind = 0; kind < 2; kind++) {
    ct_config c = network();
    c.encoder = kinds[kind];
    ct_arena *a = ct_test_arena();
    run *first = NULL;
    for (int k = 0; k < 7; k++) {
      run *r = make(a, &c, drawings);
      steps(r, 3);
      CT_INT(r->e.count, 36, "items");
      int calls = 1, done = 0;
      for (; !ct_evaluation_advance(&r->e, &r->t, budgets[k]); calls++) {
        CT_INT(r->e.step, -1, "not yet");
        for (int m = 0; m < CT_METRIC_COUNT; m++)
          CT_TRUE(is_unknown(r->e.metric[m]), "metric %d is not known yet", m);
        done += budgets[k];
        CT_INT(r->e.done, done < 36 ? done : 36, "done");
        CT_TRUE(calls < 1000, "no end");
      }
      CT_INT(r->e.step, 3, "step");
      CT_TRUE(!is_unknown(r->e.metric[CT_METRIC_KNN]), "measured");
      CT_INT(calls == 1, k == 0, "%d calls of %d", calls, budgets[k]);
      if (k == 0) first = r;
      expect_same(r, first, c.dim, "budget", budgets[k]);
    }
  }
}

/* The accuracy is that of the batch on which the weights were last trained, between both views as
 * the loss compared them. */
CT_TEST(pretext_accuracy_is_of_the_latest_batch) {
  ct_config c = network();
  run *r = make(ct_test_arena(), &c, drawings);
  while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_PRETEXT]), "there was none yet");
  steps(r, 4);
  int B = c.pairs, D = c.dim, hits = 0;
  const float *z = r->t.encoder->z;
  for (int i = 0; i < B; i++) {
    int best = 0;
    double top = -2;
    for (int j = 0; j < B; j++) {
      double s = 0, own = 0, other = 0;
      for (int d = 0; d < D; d++) {
        double p = (double)z[i * D + d], q = (double)z[(B + j) * D + d];
        s += p * q, own += p * p, other += q * q;
      }
      s /= sqrt(own * other);
      if (s > top) top = s, best = j;
    }
    hits += best == i;
  }
  while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
  CT_NEAR(r->e.metric[CT_METRIC_PRETEXT], (double)hits / B, 1e-12, "by hand");
  ct_trainer_reset(&r->t);
  ct_evaluation_reset(&r->e, &r->t);
  while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_PRETEXT]), "that batch was of another run");
}

/* An evaluation can begin anew at any point: weights are reset or replaced, or `read` changes. */
CT_TEST(begun_anew_at_any_point) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *want = make(a, &c, drawings), *r = make(a, &c, drawings);
  ct_evaluation_advance(&want->e, &want->t, WHOLE);
  for (int calls = 1; calls < 60; calls++) {
    for (int way = 0; way < 3; way++) {
      for (int i = 0; i < calls; i++) ct_evaluation_advance(&r->e, &r->t, 7);
      if (way == 0) {
        ct_evaluation_reset(&r->e, &r->t);
      } else {
        r->t.config.read = CT_READ_BOTH;
        ct_evaluation_configure(&r->e, &r->t);
        for (int i = 0; i < (way == 1 ? 0 : calls); i++) ct_evaluation_advance(&r->e, &r->t, 7);
        r->t.config.read = CT_READ_AFTER;
        ct_evaluation_configure(&r->e, &r->t);
      }
      CT_INT(r->e.step, -1, "unknown again");
      CT_TRUE(is_unknown(r->e.metric[CT_METRIC_UNIFORMITY]), "unknown again");
      CT_INT(ct_evaluation_advance(&r->e, &r->t, WHOLE), 1, "whole");
      expect_same(r, want, c.dim, "calls", calls);
    }
    ct_evaluation_abandon(&r->e);
    CT_INT(r->e.step, -1, "of no step");
    ct_evaluation_reset(&r->e, &r->t);
  }
}

/* The cosine of two drawings, in doubles. */
static double cosine(const ct_pack *p, int i, int j) {
  double ij = 0, ii = 0, jj = 0;
  for (int k = 0; k < ct_pack_seen(p)->size; k++) {
    double x = ct_track_values(ct_pack_seen(p), i / 3, i - i / 3 * 3)[k] / 255.0 - 0.7;
    double y = ct_track_values(ct_pack_seen(p), j / 3, j - j / 3 * 3)[k] / 255.0 - 0.7;
    ij += x * y, ii += x * x, jj += y * y;
  }
  return ij / sqrt(ii * jj);
}

CT_TEST(raw_pixels_by_hand) {
  ct_config c = network();
  run *r = make(ct_test_arena(), &c, drawings);
  const int *items = r->e.items;
  double hits = 0;
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_RAW_RECALL1]), "not yet");
  CT_INT(ct_evaluation_measure_pixels(&r->e, &r->t, WHOLE), 1, "whole");
  for (int artist = 0; artist < 3; artist++)
    for (int i = 0; i < 12; i++) {
      int best = 0, other = (artist + 1) - (artist + 1) / 3 * 3;
      for (int j = 0; j < 12; j++)
        if (cosine(&r->pack, items[3 * i + artist], items[3 * j + other]) >
            cosine(&r->pack, items[3 * i + artist], items[3 * best + other])) best = j;
      hits += best == i;
    }
  CT_NEAR(r->e.metric[CT_METRIC_RAW_RECALL1], hits / 36, 1e-12, "R@1");
  CT_TRUE(r->e.metric[CT_METRIC_RAW_KNN] >= 0 && r->e.metric[CT_METRIC_RAW_KNN] <= 1, "k-NN");
}

/* In slices between those of evaluations, over resets and other values of `read`, the raw pixels
 * are measured to the same bits, and only once. */
CT_TEST(raw_pixels_by_slices) {
  static const int budgets[] = {1, 5, 36, 37, 100};
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *want = make(a, &c, drawings);
  CT_INT(ct_evaluation_measure_pixels(&want->e, &want->t, WHOLE), 1, "whole");
  for (int k = 0; k < 5; k++) {
    run *r = make(a, &c, drawings);
    for (int calls = 1; !ct_evaluation_measure_pixels(&r->e, &r->t, budgets[k]); calls++) {
      for (int m = CT_METRIC_RAW_RECALL1; m <= CT_METRIC_RAW_KNN; m++)
        CT_TRUE(is_unknown(r->e.metric[m]), "metric %d is not known yet", m);
      ct_evaluation_advance(&r->e, &r->t, 7);
      if (calls % 5 == 2) ct_evaluation_reset(&r->e, &r->t);
      if (calls % 5 == 4) r->t.config.read = calls % 3;
      ct_evaluation_configure(&r->e, &r->t);
      CT_TRUE(calls < 1000, "no end");
    }
    for (int again = 0; again < 2; again++) {
      for (int m = CT_METRIC_RAW_RECALL1; m <= CT_METRIC_RAW_KNN; m++)
        CT_NEAR(r->e.metric[m], want->e.metric[m], 0, "metric %d, budget %d", m, budgets[k]);
      ct_evaluation_reset(&r->e, &r->t);
      CT_INT(ct_evaluation_measure_pixels(&r->e, &r->t, 1), 1, "known once for all");
    }
  }
}

CT_TEST(items_are_the_held_out_concepts) {
  ct_config c = network();
  run *r = make(ct_test_arena(), &c, drawings);
  for (int i = 0; i < 36; i++)
    CT_INT(r->e.items[i], r->t.split[i / 3] * 3 + i - i / 3 * 3, "item %d", i);
  for (int i = 0; i < 12; i++)
    CT_INT(r->e.labels[i], sample_label(1, r->t.split[i]), "label %d", i);
}

CT_TEST(waits_while_a_step_needs_the_activations) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *plain = make(a, &c, drawings), *r = make(a, &c, drawings);
  steps(plain, 3);
  while (r->t.step < 3) {
    int busy = r->t.next != CT_PHASE_AUGMENT && r->t.next != CT_PHASE_ENCODE;
    ct_evaluation before = r->e;
    ct_evaluation_advance(&r->e, &r->t, 7);
    CT_INT(memcmp(&before, &r->e, sizeof before) == 0, busy, "phase %d", (int)r->t.next);
    CT_INT(ct_trainer_phase(&r->t), CT_OK, "phase");
  }
  size_t bytes = sizeof(float) * (size_t)plain->t.encoder->param_count;
  CT_TRUE(memcmp(plain->t.encoder->params, r->t.encoder->params, bytes) == 0,
          "training was disturbed");
}

/* Before the head, h is shown; a switch to it during a run has the same
 * result as h from the start. */
CT_TEST(read_chooses_h_or_z) {
  static const int shapes[][2] = {{12, 5}, {4, 9}}; /* feature, dim: either may be the wider */
  for (int k = 0; k < 2; k++) {
    ct_config c = network();
    c.feature = shapes[k][0], c.dim = shapes[k][1];
    ct_arena *a = ct_test_arena();
    run *r = make(a, &c, drawings);
    c.read = CT_READ_BEFORE;
    run *before = make(a, &c, drawings);
    steps(r, 5);
    steps(before, 5);
    ct_evaluation_advance(&r->e, &r->t, WHOLE);
    CT_INT(r->e.projection.D, c.dim, "z");
    ct_evaluation_advance(&r->e, &r->t, 7);
    r->t.config.read = CT_READ_BEFORE;
    ct_evaluation_configure(&r->e, &r->t);
    CT_INT(r->e.step, -1, "begun anew");
    CT_INT(r->e.done, 0, "begun anew");
    CT_TRUE(is_unknown(r->e.metric[CT_METRIC_RANK]), "not yet");
    CT_INT(ct_evaluation_advance(&r->e, &r->t, WHOLE), 1, "whole");
    CT_INT(ct_evaluation_advance(&before->e, &before->t, WHOLE), 1, "whole");
    CT_INT(r->e.projection.D, c.feature, "h");
    size_t bytes = sizeof(float) * 36 * (size_t)c.feature;
    CT_TRUE(memcmp(r->e.u, before->e.u, bytes) == 0, "as if it had always been");
    CT_TRUE(memcmp(r->e.xyz, before->e.xyz, sizeof(float) * 108) == 0, "places");
    double length = 0; /* the encoder still holds the last item */
    const float *h = r->t.encoder->h + ((36 - 1) % r->e.slice) * c.feature;
    const float *u = r->e.u + 35 * c.feature;
    for (int d = 0; d < c.feature; d++) length += (double)h[d] * (double)h[d];
    for (int d = 0; d < c.feature; d++)
      CT_NEAR(u[d], (double)h[d] / sqrt(length), 1e-6, "direction of h [%d]", d);
    r->t.config.read = CT_READ_AFTER;
    ct_evaluation_configure(&r->e, &r->t);
    ct_evaluation_advance(&r->e, &r->t, WHOLE);
    CT_INT(r->e.projection.D, c.dim, "back");
    CT_TRUE(!is_unknown(r->e.metric[CT_METRIC_RECALL1]), "measured");
  }
}

/* h and z side by side, each with half the weight: a cosine of both is the
 * mean of their cosines. */
CT_TEST(read_both_means_the_cosines) {
  ct_config c = network();
  c.feature = 12, c.dim = 5;
  run *of[3];
  ct_arena *a = ct_test_arena();
  for (int read = 0; read < 3; read++) {
    c.read = read;
    of[read] = make(a, &c, drawings);
    steps(of[read], 5);
    CT_INT(ct_evaluation_advance(&of[read]->e, &of[read]->t, WHOLE), 1, "whole");
  }
  const float *z = of[CT_READ_AFTER]->e.u, *h = of[CT_READ_BEFORE]->e.u, *u = of[CT_READ_BOTH]->e.u;
  CT_INT(of[CT_READ_BOTH]->e.projection.D, 17, "width");
  for (int i = 0; i < 36; i++)
    for (int j = 0; j < 36; j++) {
      double one = 0, other = 0, both = 0;
      for (int d = 0; d < 5; d++) one += (double)z[i * 5 + d] * (double)z[j * 5 + d];
      for (int d = 0; d < 12; d++) other += (double)h[i * 12 + d] * (double)h[j * 12 + d];
      for (int d = 0; d < 17; d++) both += (double)u[i * 17 + d] * (double)u[j * 17 + d];
      CT_NEAR(both, (one + other) / 2, 1e-6, "%d, %d", i, j);
    }
}

/* Drawings of one concept are embedded one after another. If some of them were embedded with other
 * weights, they would seem farther away than they are, and R@1 would be higher. */
CT_TEST(steps_meanwhile_change_nothing) {
  static const ct_encoder_kind kinds[] = {CT_ENCODER_MLP, CT_ENCODER_CNN};
  for (int k = 0; k < 2; k++) {
    ct_config c = network();
    c.encoder = (int)kinds[k];
    ct_arena *a = ct_test_arena();
    run *still = make(a, &c, drawings), *r = make(a, &c, drawings);
    steps(still, 5);
    steps(r, 5);
    while (!ct_evaluation_advance(&still->e, &still->t, 1 << 20)) {}
    int calls = 1;
    for (; !ct_evaluation_advance(&r->e, &r->t, 5); calls++) steps(r, 1);
    CT_TRUE(calls > 5, "%d calls", calls);
    CT_INT(r->e.step, 5, "the step it began at");
    size_t bytes = sizeof(float) * 36 * (size_t)r->e.projection.D;
    CT_INT(memcmp(r->e.u, still->e.u, bytes), 0, "encoder %d", k);
    CT_TRUE(r->e.metric[CT_METRIC_RECALL1] == still->e.metric[CT_METRIC_RECALL1], "R@1");
  }
}

CT_TEST(training_shows) {
  ct_config c = network();
  run *r = make(ct_test_arena(), &c, drawings);
  ct_evaluation_advance(&r->e, &r->t, WHOLE);
  ct_evaluation_measure_pixels(&r->e, &r->t, WHOLE);
  double std = r->e.metric[CT_METRIC_STD];
  steps(r, 150);
  CT_INT(ct_evaluation_advance(&r->e, &r->t, WHOLE), 1, "evaluation");
  CT_INT(r->e.step, 150, "step");
  CT_TRUE(r->e.metric[CT_METRIC_STD] > std, "spread: %g, before %g", r->e.metric[CT_METRIC_STD],
          std);
  CT_TRUE(r->e.metric[CT_METRIC_RECALL1] > 2.0 / 12, "R@1 %g", r->e.metric[CT_METRIC_RECALL1]);
  ct_trainer_reset(&r->t);
  ct_evaluation_reset(&r->e, &r->t);
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_RECALL1]), "unknown again");
  CT_TRUE(!is_unknown(r->e.metric[CT_METRIC_RAW_RECALL1]), "raw pixels stay known");
}

CT_TEST(a_dead_network_is_measured_too) {
  ct_config c = network();
  run *r = make(ct_test_arena(), &c, drawings);
  memset(r->t.encoder->params, 0, sizeof(float) * (size_t)r->t.encoder->param_count);
  CT_INT(ct_evaluation_advance(&r->e, &r->t, WHOLE), 1, "evaluation");
  CT_NEAR(r->e.metric[CT_METRIC_RECALL1], 0, 0, "finds nothing");
  CT_NEAR(r->e.metric[CT_METRIC_RANK], 0, 0, "no spread");
  for (int i = 0; i < 108; i++) CT_TRUE(isfinite(r->e.xyz[i]), "place %d", i / 3);
  CT_INT(ct_trainer_step(&r->t), CT_E_ZERO, "and not trained");
}

CT_TEST(data_without_labels_has_no_knn) {
  ct_config c = network();
  sample_shape bare = drawings;
  bare.labels = 0;
  run *r = make(ct_test_arena(), &c, bare);
  CT_INT(ct_evaluation_advance(&r->e, &r->t, WHOLE), 1, "evaluation");
  CT_INT(ct_evaluation_measure_pixels(&r->e, &r->t, WHOLE), 1, "pixels");
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_KNN]), "k-NN");
  CT_TRUE(is_unknown(r->e.metric[CT_METRIC_RAW_KNN]), "k-NN of pixels");
  CT_TRUE(!is_unknown(r->e.metric[CT_METRIC_RECALL1]), "R@1");
}

/* ---- the map of neighbours */

static run *mapped_run(ct_arena *a, const ct_config *c) {
  run *r = make(a, c, drawings);
  ct_evaluation_ask_map(&r->e, &r->t, 1);
  return r;
}

static void look_and_map(run *r, int budget) {
  while (!ct_evaluation_advance(&r->e, &r->t, budget)) {}
  CT_TRUE(ct_evaluation_lacks_map(&r->e), "a map follows");
  while (!ct_evaluation_advance(&r->e, &r->t, budget)) {}
  CT_TRUE(!ct_evaluation_lacks_map(&r->e), "and is made");
  CT_INT(r->e.mapped, r->e.step, "of the step of the evaluation");
}

CT_TEST(a_map_by_slices_has_the_same_bits) {
  static const int budgets[] = {WHOLE, 1, 36, 100};
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *first = NULL;
  for (int k = 0; k < 4; k++) {
    run *r = mapped_run(a, &c);
    for (int t = 0; t < 3; t++) {
      steps(r, 2);
      look_and_map(r, budgets[k]);
    }
    if (k == 0) first = r;
    size_t bytes = sizeof(float) * 2 * (size_t)r->e.count;
    CT_TRUE(memcmp(r->e.map.places, first->e.map.places, bytes) == 0, "budget %d", budgets[k]);
    for (int m = CT_METRIC_TRUST_MAP; m <= CT_METRIC_CONTINUITY_SPACE; m++) {
      CT_TRUE(r->e.metric[m] > 0.4 && r->e.metric[m] <= 1, "metric %d: %g", m, r->e.metric[m]);
      CT_TRUE(r->e.metric[m] == first->e.metric[m], "metric %d", m);
    }
  }
}

/* A map changes nothing else: neither what is trained nor what is measured. */
CT_TEST(a_map_leaves_everything_else_as_it_is) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *with = mapped_run(a, &c), *without = make(a, &c, drawings);
  for (int t = 0; t < 4; t++) {
    steps(with, 2);
    steps(without, 2);
    look_and_map(with, 50);
    while (!ct_evaluation_advance(&without->e, &without->t, 50)) {}
  }
  size_t params = sizeof(float) * (size_t)with->t.encoder->param_count;
  CT_TRUE(memcmp(with->t.encoder->params, without->t.encoder->params, params) == 0, "weights");
  CT_TRUE(memcmp(with->e.xyz, without->e.xyz, sizeof(float) * 3 * (size_t)with->e.count) == 0, "places");
  for (int m = 0; m < CT_METRIC_COUNT; m++)
    if (m < CT_METRIC_TRUST_MAP || m > CT_METRIC_CONTINUITY_SPACE)
      CT_TRUE(with->e.metric[m] == without->e.metric[m] ||
                  (is_unknown(with->e.metric[m]) && is_unknown(without->e.metric[m])), "metric %d", m);
}

/* Asked for after an evaluation, it is made of the rows that are shown, though training goes on. */
CT_TEST(a_map_can_be_asked_for_later) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *r = make(a, &c, drawings), *at_once = mapped_run(a, &c);
  look_and_map(at_once, WHOLE);
  CT_TRUE(!ct_evaluation_lacks_map(&r->e), "not asked for");
  while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
  CT_INT(r->e.mapped, -1, "none yet");
  steps(r, 1);
  ct_evaluation_ask_map(&r->e, &r->t, 1);
  CT_TRUE(ct_evaluation_lacks_map(&r->e), "asked for");
  while (!ct_evaluation_advance(&r->e, &r->t, 50)) {}
  CT_INT(r->e.mapped, 0, "of the step that is shown");
  CT_TRUE(memcmp(r->e.map.places, at_once->e.map.places, sizeof(float) * 2 * (size_t)r->e.count) == 0, "same");
}

CT_TEST(a_map_is_given_up_and_forgotten) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *r = mapped_run(a, &c), *fresh = mapped_run(a, &c);
  look_and_map(fresh, WHOLE);
  steps(r, 2);
  for (int cut = 0; cut < 3; cut++) {
    while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
    for (int i = 0; i < 1 + 2 * cut; i++) ct_evaluation_advance(&r->e, &r->t, 1);
    if (cut == 0) ct_evaluation_ask_map(&r->e, &r->t, 0);
    if (cut == 0) CT_TRUE(!ct_evaluation_lacks_map(&r->e), "given up");
    if (cut == 1) ct_evaluation_abandon(&r->e);
    ct_evaluation_ask_map(&r->e, &r->t, 1);
    steps(r, 1);
  }
  ct_trainer_reset(&r->t);
  ct_evaluation_reset(&r->e, &r->t);
  CT_INT(r->e.mapped, -1, "forgotten");
  look_and_map(r, 30);
  size_t bytes = sizeof(float) * 2 * (size_t)r->e.count;
  CT_TRUE(memcmp(r->e.map.places, fresh->e.map.places, bytes) == 0, "as in a new run");
}

/* The picture is centred, fills its frame, and turns as little as it can between evaluations. */
CT_TEST(the_picture_fills_its_frame_and_stays_still) {
  ct_config c = network();
  ct_arena *a = ct_test_arena();
  run *r = make(a, &c, drawings);
  int n = r->e.count;
  float *was = CT_TAKE(a, float, 3 * n);
  for (int t = 0; t < 6; t++) {
    while (!ct_evaluation_advance(&r->e, &r->t, WHOLE)) {}
    double most = 0, mean[3] = {0}, cross[3] = {0};
    for (int i = 0; i < n; i++) {
      const float *p = r->e.picture + 3 * i, *q = was + 3 * i;
      double square = 0;
      for (int k = 0; k < 3; k++) square += (double)(p[k] * p[k]), mean[k] += (double)p[k] / n;
      for (int k = 0; k < 3; k++)
        cross[k] += (double)(p[(k + 1) % 3] * q[(k + 2) % 3] - p[(k + 2) % 3] * q[(k + 1) % 3]) / n;
      if (square > most) most = square;
    }
    CT_NEAR(sqrt(most), 1, 1e-5, "look %d: the farthest", t);
    for (int k = 0; k < 3; k++) {
      CT_NEAR(mean[k], 0, 1e-5, "look %d: centred", t);
      if (t > 0) CT_NEAR(cross[k], 0, 1e-5, "look %d: no turn is left", t);
    }
    memcpy(was, r->e.picture, sizeof(float) * 3 * (size_t)n);
    steps(r, 3);
  }
}

CT_TEST(free_points_have_no_map) {
  ct_config c;
  ct_config_defaults(&c);
  run *r = make(ct_test_arena(), &c, drawings);
  ct_evaluation_ask_map(&r->e, &r->t, 1);
  CT_TRUE(!ct_evaluation_lacks_map(&r->e) && !ct_evaluation_depicts(&r->e), "the circle is shown");
}

CT_SUITE(evaluate, cards_are_measured_at_once, held_out_drawings_by_slices,
         pretext_accuracy_is_of_the_latest_batch, begun_anew_at_any_point, raw_pixels_by_hand,
         raw_pixels_by_slices, items_are_the_held_out_concepts,
         waits_while_a_step_needs_the_activations, read_chooses_h_or_z,
         read_both_means_the_cosines, steps_meanwhile_change_nothing, training_shows,
         a_dead_network_is_measured_too, data_without_labels_has_no_knn,
         a_map_by_slices_has_the_same_bits, a_map_leaves_everything_else_as_it_is,
         a_map_can_be_asked_for_later, a_map_is_given_up_and_forgotten,
         the_picture_fills_its_frame_and_stays_still, free_points_have_no_map)
