/* After a load the run is the one that was saved, with its live settings, its optimiser and its
 * random numbers; otherwise the obstacle is named, and nothing has changed. */
#include <stdio.h>
#include "ct_test.h"
#include "drive.h"
#include "readings.h"
#include "train/trainer.h"

typedef struct setting { int param; double value; } setting;

static ct_session *open_with(ct_arena *a, uint8_t *pack, size_t size) {
  size_t bytes = ct_session_bytes(pack, size);
  CT_TRUE(bytes > 0, "%s", ct_error());
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, pack, size);
  CT_TRUE(s != NULL, "%s", ct_error());
  return s;
}

static ct_session *open_draft(ct_arena *a) { return open_with(a, NULL, 0); }

/* Opens the drawings and names of a configuration of drive.h. */
static ct_session *open_names(ct_arena *a, int k) {
  size_t size;
  uint8_t *pack = drive_pack(a, &size);
  drive_draft(k);
  return open_with(a, pack, size);
}

/* Opens a lab of free points. */
static ct_session *open_points(ct_arena *a, int pairs, int dim) {
  ct_draft_reset();
  ct_draft_set(CT_PARAM_pairs, pairs);
  ct_draft_set(CT_PARAM_dim, dim);
  return open_draft(a);
}

/* Opens a lab of the toy's synthetic items, for any method. */
static ct_session *open_toy(ct_arena *a, int method, int learn_tau) {
  const setting all[] = {
    {CT_PARAM_method, method}, {CT_PARAM_data, CT_DATA_TOY}, {CT_PARAM_encoder, CT_ENCODER_MLP},
    {CT_PARAM_positives, CT_POSITIVES_AUGMENT}, {CT_PARAM_pairs, 16}, {CT_PARAM_hidden_units, 24},
    {CT_PARAM_feature, 16}, {CT_PARAM_dim, 8}, {CT_PARAM_queue, 64}, {CT_PARAM_prototypes, 8},
    {CT_PARAM_norm, CT_ON}, {CT_PARAM_lr, 0.002}, {CT_PARAM_learn_tau, learn_tau},
  };
  ct_draft_reset();
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    CT_INT(ct_draft_set(all[i].param, all[i].value), CT_OK, "%s", ct_error());
  return open_draft(a);
}

/* Changes live settings of every kind: numbers that take nine digits to write, whole numbers and
 * choices, of the augmentation, the schedule and the optimiser. */
static void change(ct_session *s, int optimizer) {
  const setting all[] = {
    {CT_PARAM_tau, (double)0x1.9p-3f + 0x1p-25}, {CT_PARAM_lr, 0.0123456789},
    {CT_PARAM_optimizer, optimizer}, {CT_PARAM_momentum, 0.7}, {CT_PARAM_weight_decay, 1e-7},
    {CT_PARAM_schedule, CT_COSINE}, {CT_PARAM_steps, 77}, {CT_PARAM_warmup, 12},
    {CT_PARAM_jitter, 0.123456789}, {CT_PARAM_style_dims, 5}, {CT_PARAM_ema, 0.93},
  };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    CT_INT(ct_session_set(s, all[i].param, all[i].value), CT_OK, "%s", ct_error());
}

static uint8_t *save(ct_arena *a, ct_session *s, size_t *size) {
  size_t room = (size_t)CT_READ(s, save_bytes);
  uint8_t *bytes = ct_arena_take(a, room);
  *size = ct_session_save(s, bytes, room);
  CT_TRUE(*size > 0, "%s", ct_error());
  return bytes;
}

static void goes_on_alike(ct_arena *a, ct_session *s, ct_session *other, const char *what) {
  size_t size, again;
  for (int p = 0; p < CT_PARAM_COUNT; p++)
    CT_NEAR(ct_session_get(other, p), ct_session_get(s, p), 0, "%s: %s", what, ct_param_name(p));
  for (int i = 0; i < 6; i++) {
    CT_INT(ct_session_step(s, 1), CT_OK, "%s", ct_error());
    CT_INT(ct_session_step(other, 1), CT_OK, "%s", ct_error());
    CT_NEAR(CT_READ(other, loss), CT_READ(s, loss), 0, "%s: loss of step %d", what, i);
  }
  uint8_t *one = save(a, s, &size), *two = save(a, other, &again);
  CT_TRUE(size == again && memcmp(one, two, size) == 0, "%s: saved anew they differ", what);
}

static void resumes(ct_arena *a, ct_session *s, ct_session *other, int optimizer,
                    const char *what) {
  size_t size;
  CT_INT(ct_session_step(s, 4), CT_OK, "%s: %s", what, ct_error());
  change(s, optimizer);
  CT_INT(ct_session_step(s, 5), CT_OK, "%s: %s", what, ct_error());
  CT_INT(ct_session_step(other, 3), CT_OK, "%s: %s", what, ct_error()); /* settings differ */
  uint8_t *bytes = save(a, s, &size);
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s: %s", what, ct_error());
  goes_on_alike(a, s, other, what);
}

CT_TEST(live_settings_come_with_the_run) {
  ct_arena *a = ct_test_arena();
  resumes(a, open_points(a, 5, 3), open_points(a, 5, 3), CT_ADAMW, "points");
}

CT_TEST(no_optimiser_is_given_the_moments_of_another) {
  ct_arena *a = ct_test_arena();
  for (int kind = 0; kind < CT_OPTIM_COUNT; kind++)
    resumes(a, open_points(a, 5, 3), open_points(a, 5, 3), kind, "points by each optimiser");
}

CT_TEST(every_method_goes_on_bit_for_bit) {
  ct_arena *a = ct_test_arena();
  for (int method = 0; method < CT_METHOD_COUNT; method++) {
    size_t mark = a->used;
    char what[32];
    snprintf(what, sizeof what, "method %d", method);
    if (method != CT_CLIP) /* the toy has no names */
      resumes(a, open_toy(a, method, CT_OFF), open_toy(a, method, CT_OFF),
              method % CT_OPTIM_COUNT, what);
    a->used = mark;
  }
  resumes(a, open_toy(a, CT_SIMCLR, CT_ON), open_toy(a, CT_SIMCLR, CT_ON), CT_SGD,
          "a temperature that is learned");
}

CT_TEST(drawings_and_names_go_on_bit_for_bit) {
  ct_arena *a = ct_test_arena();
  const int configs[] = {CT_CLIP, CT_METHOD_COUNT + 4, CT_METHOD_COUNT + 5};
  for (int k = 0; k < 3; k++)
    for (int kind = 0; kind < CT_OPTIM_COUNT; kind++) {
      size_t mark = a->used;
      resumes(a, open_names(a, configs[k]), open_names(a, configs[k]), kind, "names");
      a->used = mark;
    }
}

/* A save between the update and the queue's renewal completes the step,
 * so no file has half of it. */
CT_TEST(a_step_whose_update_is_made_is_finished_before_saving) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_toy(a, CT_MOCO, CT_OFF), *other = open_toy(a, CT_MOCO, CT_OFF);
  size_t size;
  CT_INT(ct_session_step(s, 2), CT_OK, "%s", ct_error());
  while (ct_session_phase(s) != CT_PHASE_UPDATE) {}
  CT_INT(CT_READ(s, steps), 2, "steps before");
  uint8_t *bytes = save(a, s, &size);
  CT_INT(CT_READ(s, steps), 3, "steps after");
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  goes_on_alike(a, s, other, "in the middle of a step");
}

/* Step ten takes one digit more than step nine, and one of these headers has
 * no space left for it. */
CT_TEST(there_is_room_for_the_step_that_saving_finishes) {
  static const double tau[] = {0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0234375, 0.01171875};
  ct_arena *a = ct_test_arena();
  ct_session *s = open_toy(a, CT_MOCO, CT_OFF);
  size_t size;
  CT_INT(ct_session_step(s, 9), CT_OK, "%s", ct_error());
  uint8_t *ninth = save(a, s, &size), *bytes = ct_arena_take(a, size + 64);
  for (int k = 0; k < 8; k++) {
    CT_INT(ct_session_load(s, ninth, size), CT_OK, "%s", ct_error());
    CT_INT(ct_session_set(s, CT_PARAM_tau, tau[k]), CT_OK, "%s", ct_error());
    while (ct_session_phase(s) != CT_PHASE_UPDATE) {}
    size_t room = (size_t)CT_READ(s, save_bytes);
    CT_TRUE(room <= size + 64, "room for the test");
    CT_TRUE(ct_session_save(s, bytes, room) > 0, "tau %g: %s", tau[k], ct_error());
    CT_INT(CT_READ(s, steps), 10, "steps after");
  }
}

/* ---- obstacles */

static void refuses(ct_session *s, const uint8_t *bytes, size_t size, const char *words) {
  static float before[64];
  size_t n = 4 * (size_t)CT_LENGTH(s, params);
  double tau = CT_READ(s, tau);
  memcpy(before, CT_AT(s, params), n);
  CT_TRUE(ct_session_load(s, bytes, size) != CT_OK, "accepted: %s", words);
  CT_TRUE(strstr(ct_error(), words) != NULL, "\"%s\" does not say \"%s\"", ct_error(), words);
  CT_TRUE(ct_error_status() != CT_OK, "status");
  CT_TRUE(memcmp(before, CT_AT(s, params), n) == 0, "half loaded: %s", words);
  CT_NEAR(CT_READ(s, tau), tau, 0, "tau after: %s", words);
}

CT_TEST(every_parameter_that_differs_is_named_with_both_values) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_points(a, 3, 3);
  size_t size;
  ct_draft_reset();
  ct_draft_set(CT_PARAM_pairs, 4);
  ct_draft_set(CT_PARAM_seed, 12);
  ct_draft_set(CT_PARAM_start, CT_START_ARTICLE);
  ct_session *larger = open_draft(a);
  CT_INT(ct_session_set(larger, CT_PARAM_tau, 0.3), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, larger, &size);
  refuses(s, bytes, size, "`seed` is 12 in the file and 1 here; "
                          "`pairs` is 4 in the file and 3 here; "
                          "`dim` is 2 in the file and 3 here; "
                          "`start` is article in the file and random here");
}

CT_TEST(the_draft_becomes_what_was_saved) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_points(a, 6, 3);
  size_t size;
  CT_INT(ct_session_step(s, 4), CT_OK, "%s", ct_error());
  change(s, CT_SGD);
  CT_INT(ct_session_step(s, 4), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  ct_draft_reset();
  ct_draft_set(CT_PARAM_pairs, 9);
  CT_TRUE(ct_draft_load(bytes, 40) != CT_OK, "less than its header");
  CT_INT(ct_draft_get(CT_PARAM_pairs), 9, "a draft that an error leaves alone");
  CT_INT(ct_draft_load(bytes, size - 100), CT_OK, "%s", ct_error()); /* tensors are not needed */
  ct_session *other = open_draft(a);
  CT_INT(ct_measured_items(), CT_READ(other, items), "items");
  CT_TRUE(ct_measured_save_bytes() >= size, "%d bytes", (int)ct_measured_save_bytes());
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  goes_on_alike(a, s, other, "in a session made for it");
}

/* ---- other files */

/* Replaces `from` by `to` and fills the rest with blanks. */
static void edit(uint8_t *bytes, size_t size, const char *from, const char *to) {
  size_t n = strlen(from), m = strlen(to);
  CT_TRUE(m <= n, "%s is longer", to);
  for (size_t i = 8; i + n <= size; i++) {
    if (memcmp(bytes + i, from, n) != 0) continue;
    memset(bytes + i, ' ', n);
    memcpy(bytes + i, to, m);
    return;
  }
  CT_TRUE(0, "the file does not say %s", from);
}

CT_TEST(tensors_cover_the_data_exactly_once) {
  static const struct { const char *from, *to, *words; } wrong[] = {
    {"\"data_offsets\":[144,216]", "\"data_offsets\":[72,144]", "overlap or leave a gap"},
    {"\"data_offsets\":[144,216]", "\"data_offsets\":[145,217]", "overlap or leave a gap"},
    {"\"data_offsets\":[144,216]", "\"data_offsets\":[144,212]", "another size than their shape"},
    {"optimizer.second", "optimizer.first\"", "header"},
    {"\"shape\":[6,3]", "\"shape\":[3,6]", "3 x 6 in the file but 6 x 3 here"},
    {"\"F32\"", "\"F16\"", "another type than F32"},
    {"optimizer.second", "optimizer.third", "no weights optimizer.third"},
  };
  ct_arena *a = ct_test_arena();
  ct_session *s = open_points(a, 3, 3);
  size_t size;
  uint8_t *good = save(a, s, &size), *bytes = ct_arena_take(a, size + 4);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    memcpy(bytes, good, size);
    edit(bytes, size, wrong[i].from, wrong[i].to);
    refuses(s, bytes, size, wrong[i].words);
  }
  memcpy(bytes, good, size);
  memset(bytes + size, 0, 4);
  refuses(s, bytes, size + 4, "too long: 220 bytes of numbers where 216 belong");
  refuses(s, bytes, size - 4, "cut short: 212 bytes of numbers where 216 belong");
}

CT_TEST(files_of_the_format_before_are_read) {
  ct_arena *a = ct_test_arena();
  ct_session *s = open_points(a, 3, 3), *other = open_points(a, 3, 3);
  size_t size;
  CT_INT(ct_session_step(s, 4), CT_OK, "%s", ct_error());
  CT_INT(ct_session_set(s, CT_PARAM_optimizer, CT_SGD), CT_OK, "%s", ct_error());
  CT_INT(ct_session_set(s, CT_PARAM_tau, 0.125), CT_OK, "%s", ct_error());
  CT_INT(ct_session_step(s, 4), CT_OK, "%s", ct_error());
  uint8_t *bytes = save(a, s, &size);
  edit(bytes, size, "contrastive-lab 2", "contrastive-lab 1");
  edit(bytes, size, "\"optimizer\":\"sgd\"", "\"optimizer\":\"0\"");
  edit(bytes, size, "\"method\":\"simclr\"", "\"method\":\"0\"");
  edit(bytes, size, ",\"jitter\":\"0\"", ""); /* as if the parameter were newer than the file */
  CT_INT(ct_session_load(other, bytes, size), CT_OK, "%s", ct_error());
  goes_on_alike(a, s, other, "of the format before");
}

CT_TEST(a_header_that_is_not_ours_is_named) {
  static const struct { const char *from, *to, *words; } wrong[] = {
    {"contrastive-lab 2", "contrastive-lab 3", "not made by this lab"},
    {"__metadata__", "__metadata", "not made by this lab"},
    {"\"tau\"", "\"tao\"", "tao is a setting that this version does not have"},
    {"\"lr\":\"0.05\"", "\"lr\":\"11\"", "`lr` must be between 0 and 10, not 11"},
    {"\"lr\":\"0.05\"", "\"lr\":\"1x\"", "`lr` is not a number"},
    {"\"optimizer\":\"adamw\"", "\"optimizer\":\"adam\"", "`optimizer` has no such choice"},
    {"\"grey\"", "\"flip\"", "flip is given twice in the file"},
    {"\"step\":\"0\"", "", "not valid JSON"},
    {"\"optimizer_step\":\"0\",", "", "does not say how many steps"},
    {"\"bug\":\"none\"", "\"bug\":\"9999\"", "`bug` has no such choice as 9999"},
  };
  ct_arena *a = ct_test_arena();
  ct_session *s = open_points(a, 3, 3);
  size_t size;
  uint8_t *good = save(a, s, &size), *bytes = ct_arena_take(a, size);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    memcpy(bytes, good, size);
    edit(bytes, size, wrong[i].from, wrong[i].to);
    refuses(s, bytes, size, wrong[i].words);
  }
}

CT_SUITE(resume, live_settings_come_with_the_run, no_optimiser_is_given_the_moments_of_another,
         every_method_goes_on_bit_for_bit, drawings_and_names_go_on_bit_for_bit,
         a_step_whose_update_is_made_is_finished_before_saving,
         there_is_room_for_the_step_that_saving_finishes,
         every_parameter_that_differs_is_named_with_both_values, the_draft_becomes_what_was_saved,
         tensors_cover_the_data_exactly_once, files_of_the_format_before_are_read,
         a_header_that_is_not_ours_is_named)
