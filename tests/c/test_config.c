#include "config/config.h"
#include "ct_test.h"
#include "train/check.h"

CT_TEST(defaults_are_valid) {
  ct_config c;
  ct_config_defaults(&c);
  CT_INT(ct_config_check(&c, NULL), CT_OK, "check");
  CT_INT(c.pairs, 4, "pairs");
  CT_INT(c.optimizer, CT_ADAMW, "optimizer");
  CT_TRUE(c.tau == 0.07f, "tau");
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    double value = ct_config_get(&c, p);
    CT_INT(ct_config_set(&c, p, value, NULL), CT_OK, "%s takes its default", ct_param_name(p));
    CT_TRUE(ct_config_get(&c, p) == value, "%s", ct_param_name(p));
  }
}

CT_TEST(limits_themselves_are_allowed) {
  ct_config c;
  ct_config_defaults(&c);
  CT_INT(ct_config_set(&c, CT_PARAM_tau, 0.005, NULL), CT_OK, "least tau");
  CT_INT(ct_config_set(&c, CT_PARAM_tau, ct_config_get(&c, CT_PARAM_tau), NULL), CT_OK,
         "read back");
  CT_INT(ct_config_set(&c, CT_PARAM_momentum, 0.999, NULL), CT_OK, "most momentum");
  CT_INT(ct_config_set(&c, CT_PARAM_seed, 2147483647, NULL), CT_OK, "most seed");
  CT_INT(c.seed, 2147483647, "seed");
}

static void expect_words(int param, double value, ct_status status, const char *words) {
  ct_config c, before;
  char buffer[256];
  ct_text why;
  ct_config_defaults(&c);
  before = c;
  ct_text_init(&why, buffer, sizeof buffer);
  CT_INT(ct_config_set(&c, param, value, &why), status, "%s", words);
  CT_TRUE(strcmp(buffer, words) == 0, "\"%s\" instead of \"%s\"", buffer, words);
  CT_TRUE(memcmp(&c, &before, sizeof c) == 0, "changed by: %s", words);
}

CT_TEST(wrong_values_are_named) {
  expect_words(CT_PARAM_tau, 0, CT_E_CONFIG, "`tau` must be between 0.005 and 10, not 0");
  expect_words(CT_PARAM_tau, 1e300, CT_E_CONFIG, "`tau` must be between 0.005 and 10, not 1e300");
  expect_words(CT_PARAM_tau, (double)NAN, CT_E_CONFIG, "`tau` must be a finite number");
  expect_words(CT_PARAM_lr, (double)INFINITY, CT_E_CONFIG, "`lr` must be a finite number");
  expect_words(CT_PARAM_pairs, 2.5, CT_E_CONFIG, "`pairs` must be a whole number, not 2.5");
  expect_words(CT_PARAM_pairs, -3, CT_E_CONFIG, "`pairs` must be between 1 and 8192, not -3");
  expect_words(CT_PARAM_seed, 4294967296.0, CT_E_CONFIG,
               "`seed` must be between 0 and 2147483647, not 4294967000");
  expect_words(CT_PARAM_optimizer, 4, CT_E_CONFIG,
               "`optimizer` has no such choice as 4: it can be sgd, adamw, lars, muon");
  expect_words(CT_PARAM_optimizer, 0.5, CT_E_CONFIG,
               "`optimizer` has no such choice as 0.5: it can be sgd, adamw, lars, muon");
  expect_words(CT_PARAM_COUNT, 0, CT_E_ARG, "there is no such parameter");
  expect_words(-1, 0, CT_E_ARG, "there is no such parameter");
}

/* Sets up to four values, checks them, and expects the refusal to say `words`. */
static void expect_together(const char *words, const double (*set)[2], int n) {
  ct_config c;
  char buffer[256];
  ct_text why;
  ct_config_defaults(&c);
  ct_text_init(&why, buffer, sizeof buffer);
  for (int i = 0; i < n; i++)
    CT_INT(ct_config_set(&c, (int)set[i][0], set[i][1], NULL), CT_OK, "%s", words);
  CT_INT(ct_config_check(&c, &why), words[0] ? CT_E_CONFIG : CT_OK, "%s: %s", words, buffer);
  CT_INT(ct_config_check(&c, NULL), words[0] ? CT_E_CONFIG : CT_OK, "%s, no words", words);
  CT_TRUE(strstr(buffer, words) != NULL, "\"%s\": %s", words, buffer);
}

#define TOGETHER(words, ...)                                                                   \
  do {                                                                                         \
    static const double set[][2] = {__VA_ARGS__};                                              \
    expect_together(words, set, (int)(sizeof set / sizeof set[0]));                            \
  } while (0)

CT_TEST(values_that_do_not_go_together) {
  TOGETHER("`encoder`", {CT_PARAM_encoder, CT_ENCODER_MLP});
  TOGETHER("`encoder`", {CT_PARAM_data, CT_DATA_EMOJI});
  TOGETHER("", {CT_PARAM_data, CT_DATA_EMOJI}, {CT_PARAM_encoder, CT_ENCODER_MLP});
  TOGETHER("`pairs` can be at most 64", {CT_PARAM_pairs, 65});
  TOGETHER("", {CT_PARAM_pairs, 64}, {CT_PARAM_bug, CT_BUG_SELF});
  TOGETHER("`start=article` has 4", {CT_PARAM_start, CT_START_ARTICLE}, {CT_PARAM_pairs, 5});
  TOGETHER("`start=article` has 2", {CT_PARAM_start, CT_START_ARTICLE}, {CT_PARAM_dim, 4});
  TOGETHER("", {CT_PARAM_start, CT_START_ARTICLE}, {CT_PARAM_dim, 3});
  TOGETHER("`start`", {CT_PARAM_start, CT_START_ARTICLE}, {CT_PARAM_data, CT_DATA_EMOJI},
           {CT_PARAM_encoder, CT_ENCODER_MLP});
  TOGETHER("`bug`", {CT_PARAM_bug, CT_BUG_SELF}, {CT_PARAM_data, CT_DATA_EMOJI},
           {CT_PARAM_encoder, CT_ENCODER_MLP}, {CT_PARAM_pairs, 65});
  TOGETHER("`dim`", {CT_PARAM_head, 0}, {CT_PARAM_data, CT_DATA_EMOJI},
           {CT_PARAM_encoder, CT_ENCODER_MLP}, {CT_PARAM_dim, 64});
  TOGETHER("every digit", {CT_PARAM_data, CT_DATA_MNIST},
           {CT_PARAM_encoder, CT_ENCODER_CNN});
  TOGETHER("", {CT_PARAM_data, CT_DATA_MNIST}, {CT_PARAM_encoder, CT_ENCODER_CNN},
           {CT_PARAM_positives, CT_POSITIVES_AUGMENT});
  TOGETHER("`encoder=mlp`", {CT_PARAM_data, CT_DATA_TOY}, {CT_PARAM_encoder, CT_ENCODER_CNN});
  TOGETHER("`positives=augment`", {CT_PARAM_data, CT_DATA_TOY},
           {CT_PARAM_encoder, CT_ENCODER_MLP});
}

/* Whether brackets close in order and strings end. This is enough to catch a wrong comma or quote;
 * the page's own tests parse the text. */
static int is_balanced(const char *json) {
  char open[16];
  int depth = 0, quoted = 0;
  for (; *json; json++) {
    if (*json == '"') quoted = !quoted;
    if (quoted) continue;
    if (*json == '{' || *json == '[') {
      if (depth == 16) return 0;
      open[depth++] = *json;
    } else if (*json == '}' || *json == ']') {
      if (depth == 0 || open[--depth] != (*json == '}' ? '{' : '[')) return 0;
    } else if (*json == ',' && (json[1] == ',' || json[1] == ']' || json[1] == '}')) {
      return 0;
    }
  }
  return depth == 0 && !quoted;
}

CT_TEST(schema_lists_every_parameter) {
  static char json[24576];
  ct_text out;
  ct_text_init(&out, json, sizeof json);
  ct_config_schema(&out);
  CT_INT(out.full, 0, "fits");
  CT_TRUE(is_balanced(json), "%s", json);
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    char name[64] = "{\"name\":\"";
    strcat(strcat(name, ct_param_name(p)), "\",\"type\":");
    CT_TRUE(strstr(json, name) != NULL, "%s", name);
  }
  CT_TRUE(strstr(json, "{\"name\":\"tau\",\"type\":\"float\",\"default\":0.07,\"min\":0.005,"
                       "\"max\":10,\"unit\":\"\",\"live\":true,\"group\":\"loss\","
                       "\"when\":\"method=simclr|") != NULL, "tau");
  CT_TRUE(strstr(json, "{\"name\":\"optimizer\",\"type\":\"enum\",\"default\":\"adamw\","
                       "\"live\":true,\"group\":\"optimiser\",\"help\"") != NULL, "optimizer");
}

CT_SUITE(config, defaults_are_valid, limits_themselves_are_allowed, wrong_values_are_named,
         values_that_do_not_go_together, schema_lists_every_parameter)
