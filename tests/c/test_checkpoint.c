/* Checkpoints make an exact round trip, and any other bytes give a status and nothing else. */
#include "base/random.h"
#include "config/config.h"
#include "ct_test.h"
#include "readings.h"
#include "sample_pack.h"

static ct_session *open_session(ct_arena *a, int pairs) {
  ct_draft_reset();
  ct_draft_set(CT_PARAM_pairs, pairs);
  ct_draft_set(CT_PARAM_dim, 3);
  size_t bytes = ct_session_bytes(NULL, 0);
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, NULL, 0);
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static uint8_t *save(ct_arena *a, ct_session *s, size_t *size) {
  *size = (size_t)CT_READ(s, save_bytes);
  uint8_t *bytes = ct_arena_take(a, *size);
  CT_INT(ct_session_save(s, bytes, *size), *size, "bytes written");
  CT_INT(ct_session_save(s, bytes, *size - 1), 0, "one byte short");
  CT_INT(ct_session_save(s, bytes, *size), *size, "bytes written");
  return bytes;
}

static int same(ct_session *a, ct_session *b) {
  size_t bytes = 4 * (size_t)CT_LENGTH(a, params);
  return memcmp(CT_AT(a, params), CT_AT(b, params), bytes) == 0;
}

CT_TEST(a_loaded_run_goes_on_bit_for_bit) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 5), *other = open_session(a, 5);
  size_t size, again;
  CT_INT(ct_session_step(s, 17), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  CT_INT(CT_READ(other, steps), 17, "steps");
  uint8_t *copy = save(a, other, &again);
  CT_TRUE(size == again && memcmp(bytes, copy, size) == 0, "saved anew it differs");
  ct_session_step(s, 9);
  ct_session_step(other, 9);
  CT_TRUE(same(s, other), "the runs part after loading");
}

static const sample_shape drawings = {40, 3, 3, 6, 5, 2};

static ct_session *open_cnn(ct_arena *a, uint8_t *pack) {
  ct_draft_reset();
  ct_draft_set(CT_PARAM_data, CT_DATA_EMOJI);
  ct_draft_set(CT_PARAM_encoder, CT_ENCODER_CNN);
  ct_draft_set(CT_PARAM_feature, 24);
  ct_draft_set(CT_PARAM_lr, 0.001);
  size_t bytes = ct_session_bytes(pack, sample_bytes(drawings));
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, pack, sample_bytes(drawings));
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static void evaluate(ct_session *s) {
  while (!ct_session_evaluate(s, 1 << 20)) {}
}

/* The file has the running statistics: evaluation after loading gives the same positions. */
CT_TEST(a_loaded_network_evaluates_bit_for_bit) {
  ct_arena *a = ct_test_arena();
  uint8_t *pack = sample_pack(a, drawings);
  ct_session *s = open_cnn(a, pack), *other = open_cnn(a, pack);
  size_t size, again, places = 12 * (size_t)CT_READ(s, items);
  CT_INT(ct_session_step(s, 5), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  uint8_t *copy = save(a, other, &again);
  CT_TRUE(size == again && memcmp(bytes, copy, size) == 0, "saved anew it differs");
  evaluate(s);
  evaluate(other);
  CT_TRUE(memcmp(CT_AT(s, positions), CT_AT(other, positions), places) == 0, "places");
  ct_session_step(s, 2);
  ct_session_step(other, 2);
  evaluate(s);
  evaluate(other);
  CT_TRUE(same(s, other), "the runs part after loading");
  CT_TRUE(memcmp(CT_AT(s, positions), CT_AT(other, positions), places) == 0, "and places");
}

/* Whatever is wrong with the bytes, the session must stay as it was. */
static void refuses(ct_session *s, const uint8_t *bytes, size_t size, const char *what) {
  static float before[64];
  size_t n = 4 * (size_t)CT_LENGTH(s, params);
  memcpy(before, CT_AT(s, params), n);
  double steps = CT_READ(s, steps);
  CT_TRUE(ct_session_load(s, bytes, size) != CT_OK, "accepted: %s", what);
  CT_TRUE(strlen(ct_error()) > 0, "no words for: %s", what);
  CT_TRUE(memcmp(before, CT_AT(s, params), n) == 0, "half loaded: %s", what);
  CT_NEAR(CT_READ(s, steps), steps, 0, "steps after: %s", what);
}

CT_TEST(every_truncation_is_refused) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 3);
  size_t size;
  uint8_t *bytes = save(a, s, &size);
  for (size_t n = 0; n < size; n++) refuses(s, bytes, n, "truncated");
}

CT_TEST(other_shapes_and_longer_files_are_refused) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 3), *larger = open_session(a, 4);
  size_t size;
  uint8_t *bytes = save(a, larger, &size);
  refuses(s, bytes, size, "more pairs");
  bytes = save(a, s, &size);
  uint8_t *longer = ct_arena_take(a, size + 1);
  memcpy(longer, bytes, size);
  longer[size] = 0;
  refuses(s, longer, size + 1, "one byte more");
  for (int i = 0; i < 8; i++) bytes[i] = 0xFF;
  refuses(s, bytes, size, "a header of 2^64 - 1 bytes");
}

/* The last 18 values are mean squares of gradients, the 18 before them means, and the 18 before
 * those weights. After a square below zero the next update would be NaN. */
CT_TEST(a_value_that_no_run_leaves_is_refused) {
  static const struct { float value; int back; const char *what; } wrong[] = {
    {NAN, 1, "NaN in the last value"}, {-1e-30f, 1, "a square below zero"},
    {INFINITY, 40, "an infinite weight"}, {1e30f, 20, "a mean of 1e30"},
  };
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 3);
  size_t size;
  uint8_t *bytes = save(a, s, &size);
  for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
    uint8_t *at = bytes + size - 4 * (size_t)wrong[k].back, was[4];
    memcpy(was, at, 4);
    memcpy(at, &wrong[k].value, 4);
    refuses(s, bytes, size, wrong[k].what);
    memcpy(at, was, 4);
  }
  CT_INT(ct_session_load(s, bytes, size), CT_OK, "%s", ct_error());
}

/* Overwrites a name and its value in a saved file's header with other words, then with blanks. */
static void write_over(uint8_t *bytes, size_t size, const char *words, const char *others) {
  size_t n = strlen(words), at = 0;
  while (at + n <= size && memcmp(bytes + at, words, n) != 0) at++;
  CT_TRUE(at + n <= size, "%s", words);
  memset(bytes + at, ' ', n);
  memcpy(bytes + at, others, strlen(others));
}

CT_TEST(names_from_before_are_read) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 5), *other = open_session(a, 5);
  size_t size;
  CT_INT(ct_session_step(s, 3), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  write_over(bytes, size, "\"hidden_units\":\"256\"", "\"hidden\":\"256\"");
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  CT_INT(CT_READ(other, steps), 3, "steps");
  write_over(bytes, size, "\"hidden\":\"256\"", "\"hidden\":\"255\"");
  CT_INT(ct_session_load(other, bytes, size), CT_E_CONFIG, "another width");
  CT_TRUE(strstr(ct_error(), "hidden_units") != NULL, "%s", ct_error());
}

/* The loss on show was that of a batch of the run that the file replaced. */
CT_TEST(a_loaded_run_has_no_loss_yet) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 3);
  size_t size;
  CT_INT(ct_session_step(s, 2), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  CT_INT(ct_session_load(s, bytes, size), CT_OK, "%s", ct_error());
  CT_TRUE(isnan(CT_READ(s, loss)), "loss %g", CT_READ(s, loss));
  CT_INT(ct_session_step(s, 1), CT_OK, "%s", ct_error());
  CT_TRUE(isfinite(CT_READ(s, loss)), "loss %g", CT_READ(s, loss));
}

/* Whichever byte of the header is wrong, the result is a status or a load of finite values. */
CT_TEST(damaged_headers_never_trap) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_session(a, 3);
  size_t size;
  uint8_t *bytes = save(a, s, &size), *hurt = ct_arena_take(a, size);
  ct_rng r = ct_rng_make(1, CT_RNG_TEST, 0);
  int refused = 0, n = 4000;
  for (int i = 0; i < n; i++) {
    memcpy(hurt, bytes, size);
    for (uint32_t k = 1 + ct_rng_below(&r, 3); k > 0; k--)
      hurt[ct_rng_below(&r, (uint32_t)size)] = (uint8_t)ct_rng_u32(&r);
    refused += ct_session_load(s, hurt, size) != CT_OK;
    const float *params = CT_AT(s, params);
    for (int p = 0; p < CT_LENGTH(s, params); p++) CT_TRUE(isfinite(params[p]), "round %d", i);
  }
  CT_TRUE(refused > n / 2, "only %d of %d refused", refused, n);
}

CT_SUITE(checkpoint, a_loaded_run_goes_on_bit_for_bit, a_loaded_network_evaluates_bit_for_bit,
         every_truncation_is_refused, other_shapes_and_longer_files_are_refused,
         a_value_that_no_run_leaves_is_refused, a_loaded_run_has_no_loss_yet,
         names_from_before_are_read,
         damaged_headers_never_trap)
