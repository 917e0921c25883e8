/* The session as a page uses it, on the cards, which need no data file. */
#include "ct_test.h"
#include "readings.h"
#include "train/trainer.h"

static ct_session *open_cards(ct_arena *a, int pairs, int dim, int seed) {
  ct_draft_reset();
  CT_INT(ct_draft_set(CT_PARAM_pairs, pairs), CT_OK, "pairs %d", pairs);
  CT_INT(ct_draft_set(CT_PARAM_dim, dim), CT_OK, "dim %d", dim);
  CT_INT(ct_draft_set(CT_PARAM_seed, seed), CT_OK, "seed %d", seed);
  size_t bytes = ct_session_bytes(NULL, 0);
  CT_TRUE(bytes > 0, "%s", ct_error());
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, NULL, 0);
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static int same_params(ct_session *s, const float *saved) {
  return memcmp(CT_AT(s, params), saved, 4 * (size_t)CT_LENGTH(s, params)) == 0;
}

static float *copy_params(ct_arena *a, ct_session *s) {
  size_t bytes = 4 * (size_t)CT_LENGTH(s, params);
  return memcpy(ct_arena_take(a, bytes), CT_AT(s, params), bytes);
}

CT_TEST(reset_returns_to_the_same_weights) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_cards(a, 5, 3, 7);
  float *start = copy_params(a, s);
  CT_INT(ct_session_step(s, 20), CT_OK, "%s", ct_error());
  float *after = copy_params(a, s);
  CT_TRUE(!same_params(s, start), "20 steps changed nothing");
  ct_session_reset(s);
  CT_TRUE(same_params(s, start), "reset");
  CT_INT(CT_READ(s, steps), 0, "steps after reset");
  CT_INT(ct_session_step(s, 20), CT_OK, "%s", ct_error());
  CT_TRUE(same_params(s, after), "the second run differs from the first");
}

CT_TEST(memory_one_byte_short_is_refused) {
  ct_arena *a = ct_test_arena();
  open_cards(a, 4, 2, 1);
  size_t bytes = ct_session_bytes(NULL, 0);
  CT_TRUE(!ct_session_create(ct_arena_take(a, bytes), bytes - 1, NULL, 0), "created");
  CT_TRUE(strlen(ct_error()) > 0, "no words");
}

CT_TEST(cards_have_no_false_negatives) {
  ct_session *s = open_cards(ct_test_arena(), 4, 2, 1);
  float cosine[8] = {7}, push[8];
  int role[8];
  CT_TRUE(isnan(ct_session_push(s, -1, 0, cosine, push, role)), "free points");
  CT_TRUE(isnan(ct_session_push(s, -1, 8, cosine, push, role)), "no such item");
  CT_TRUE(isnan(ct_session_false_push(s, -1)) && isnan(CT_READ(s, false_negatives)), "shares");
  CT_NEAR(cosine[0], 7, 0, "nothing is written");
}

static const int simclr_phases[] = {CT_PHASE_AUGMENT, CT_PHASE_ENCODE, CT_PHASE_LOSS,
                                    CT_PHASE_GRADIENT, CT_PHASE_UPDATE};

CT_TEST(phases_are_a_step) {
  ct_arena *a = ct_test_arena();
  ct_session *one = open_cards(a, 4, 2, 3), *other = open_cards(a, 4, 2, 3);
  CT_INT(ct_session_step(one, 3), CT_OK, "%s", ct_error());
  for (int step = 0; step < 3; step++)
    for (int k = 0; k < 5; k++) {
      CT_INT(CT_READ(other, steps), step, "phase %d", k);
      CT_INT(ct_session_phase(other), simclr_phases[k], "step %d", step);
    }
  CT_INT(CT_READ(other, steps), 3, "steps");
  CT_TRUE(same_params(one, CT_AT(other, params)), "parameters differ");
}

CT_TEST(bad_values_are_named_and_nothing_changes) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_cards(a, 4, 2, 1);
  double tau = ct_session_get(s, CT_PARAM_tau);
  double bad[] = {0, -1, 11, 1e300, INFINITY, -INFINITY, NAN};
  for (int i = 0; i < 7; i++) {
    CT_INT(ct_session_set(s, CT_PARAM_tau, bad[i]), CT_E_CONFIG, "tau %g", bad[i]);
    CT_TRUE(strncmp(ct_error(), "`tau`", 5) == 0, "words: %s", ct_error());
    CT_NEAR(ct_session_get(s, CT_PARAM_tau), tau, 0, "tau after %g", bad[i]);
  }
  CT_INT(ct_session_set(s, CT_PARAM_pairs, 5), CT_E_STATE, "pairs restart training");
  CT_INT(ct_session_set(s, CT_PARAM_COUNT, 1), CT_E_ARG, "no such parameter");
  CT_INT(ct_session_set(s, CT_PARAM_tau, 0.5), CT_OK, "%s", ct_error());
  CT_NEAR(ct_session_get(s, CT_PARAM_tau), 0.5, 0, "tau");
  ct_draft_reset();
  CT_INT(ct_draft_set(CT_PARAM_pairs, 65), CT_OK, "within the table's range");
  CT_TRUE(ct_session_bytes(NULL, 0) == 0, "65 cards do not exist");
  CT_TRUE(strncmp(ct_error(), "`pairs`", 7) == 0, "words: %s", ct_error());
}

CT_TEST(article_start_is_the_printed_matrix) {
  static const double printed[4][4] = {/* the anchors alone, from the article's figure */
                                       {1.00, -0.09, 0.17, -1.00},
                                       {-0.09, 1.00, -1.00, 0.08},
                                       {0.17, -1.00, 1.00, -0.16},
                                       {-1.00, 0.08, -0.16, 1.00}};
  ct_arena *a = ct_test_arena();
  ct_draft_reset();
  ct_draft_set(CT_PARAM_start, CT_START_ARTICLE);
  size_t bytes = ct_session_bytes(NULL, 0);
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, NULL, 0);
  CT_TRUE(s != NULL, "%s", ct_error());
  while (!ct_session_evaluate(s, 8)) {}
  const int anchors[] = {0, 1, 2, 3};
  float cosine[16];
  CT_INT(ct_session_similarity(s, anchors, 4, cosine), CT_OK, "%s", ct_error());
  for (int i = 0; i < 16; i++)
    CT_NEAR((double)cosine[i], printed[i / 4][i % 4], 0.005, "cell %d, two decimals", i);
  CT_NEAR(ct_session_loss_now(s, CT_BUG_NONE), 6.8e-6, 5e-8, "the correct loss");
  CT_NEAR(ct_session_loss_now(s, CT_BUG_TWICE), log(2), 1e-4, "ln 2");
}

CT_TEST(breakdown_adds_up) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_cards(a, 6, 3, 2);
  while (!ct_session_evaluate(s, 12)) {}
  float cosine[12], weight[12];
  for (int bug = 0; bug < CT_BUG_COUNT; bug++) {
    CT_INT(ct_session_set(s, CT_PARAM_bug, bug), CT_OK, "%s", ct_error());
    double mean = 0;
    for (int anchor = 0; anchor < 12; anchor++) {
      double sum = 0;
      mean += ct_session_breakdown(s, anchor, cosine, weight) / 12;
      for (int j = 0; j < 12; j++) sum += (double)weight[j];
      CT_NEAR(sum, 1, 1e-5, "weights of anchor %d under bug %d", anchor, bug);
      CT_NEAR((double)cosine[anchor], 1, 1e-6, "self-similarity");
    }
    CT_NEAR(mean, ct_session_loss_now(s, bug), 1e-5, "mean over anchors, bug %d", bug);
  }
  CT_TRUE(isnan(ct_session_breakdown(s, 12, cosine, weight)), "no anchor 12");
}

CT_TEST(a_moved_point_stays_where_it_is_put) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_cards(a, 4, 2, 1);
  CT_INT(ct_session_move(s, 2, 3, 4, 9), CT_OK, "%s", ct_error());
  while (!ct_session_evaluate(s, 8)) {}
  const float *at = CT_AT(s, positions);
  CT_NEAR((double)at[6], 0.6, 1e-6, "x");
  CT_NEAR((double)at[7], 0.8, 1e-6, "y");
  CT_NEAR((double)at[8], 0, 0, "z of a circle");
  CT_INT(ct_session_move(s, 2, 0, 0, 1), CT_E_ZERO, "no direction");
  CT_INT(ct_session_move(s, 8, 1, 0, 0), CT_E_ARG, "no such item");
  CT_INT(ct_session_move(s, 0, NAN, 0, 0), CT_E_NONFINITE, "not a number");
}

CT_TEST(schema_is_whole) {
  const char *json = ct_schema();
  size_t n = strlen(json);
  CT_TRUE(json[0] == '{' && json[n - 1] == '}', "not an object");
  CT_TRUE(strstr(json, "\"phases\":[{\"name\":\"augment\"") != NULL, "phases");
  CT_TRUE(strstr(json, "\"name\":\"nonfinite\"") != NULL, "statuses");
  CT_TRUE(strstr(json, "\"readings\":[{\"name\":\"steps\",\"help\":") != NULL, "readings");
  CT_TRUE(strstr(json, "\"arrays\":[{\"name\":\"params\",\"type\":\"float\",") != NULL, "arrays");
  for (int p = 0; p < CT_PARAM_COUNT; p++)
    CT_TRUE(strstr(json, ct_param_name(p)) != NULL, "parameter %s", ct_param_name(p));
}

CT_SUITE(session, reset_returns_to_the_same_weights, memory_one_byte_short_is_refused,
         cards_have_no_false_negatives, phases_are_a_step, bad_values_are_named_and_nothing_changes,
         article_start_is_the_printed_matrix, breakdown_adds_up,
         a_moved_point_stays_where_it_is_put, schema_is_whole)
