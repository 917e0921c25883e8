/* Methods, data and parameters change during a run in any order: nothing crashes, what would have
 * to restart training is refused in words, and no session keeps anything of another one. */
#include "base/random.h"
#include "drive.h"
#include "eval/matching.h"
#include "readings.h"
#include "show/lag.h"

#define ROOM ((size_t)20 << 20) /* for a session of drive_draft, or for its file */

typedef struct place {
  void *memory;
  uint8_t *pack, *file;
  size_t pack_size;
} place;

static place places(ct_arena *a) {
  place p = {.memory = ct_arena_take(a, ROOM), .file = ct_arena_take(a, ROOM)};
  p.pack = drive_pack(a, &p.pack_size);
  return p;
}

static ct_session *open_session(const place *p, int k) {
  drive_draft(k);
  size_t bytes = ct_session_bytes(p->pack, p->pack_size);
  CT_TRUE(bytes > 0 && bytes <= ROOM, "configuration %d: %zu bytes, %s", k, bytes, ct_error());
  ct_session *s = ct_session_create(p->memory, bytes, p->pack, p->pack_size);
  CT_TRUE(s != NULL, "configuration %d: %s", k, ct_error());
  return s;
}

static void steps(ct_session *s, int n) {
  CT_INT(ct_session_step(s, n), CT_OK, "after %g steps: %s", CT_READ(s, steps), ct_error());
}

/* Makes a few steps and hashes all that a checkpoint holds and all that a page would draw. */
static uint64_t print_run(const place *p, ct_session *s) {
  steps(s, 3);
  while (!ct_session_evaluate(s, 7)) {}
  size_t shown = sizeof(float) * 3 * (size_t)CT_READ(s, items);
  const float *lag = CT_AT(s, lag);
  uint64_t print = drive_mix(drive_print(s, p->file), CT_AT(s, positions), shown);
  print = drive_mix(print, CT_AT(s, metrics), sizeof(double) * CT_METRIC_RAW_RECALL1);
  if (CT_AT(s, matches))
    print = drive_mix(print, CT_AT(s, matches), sizeof(double) * CT_MATCH_PIXEL_RECALL1);
  if (lag) print = drive_mix(print, lag, sizeof(float) * (1 + 2 * CT_LAG_AGES));
  return print;
}

/* ---- any order ------------------------------------------------------------------------------- */

CT_TEST(any_sequence_of_calls_is_survived) {
  static uint8_t bytes[4096];
  for (uint64_t seed = 1; seed <= 12; seed++) {
    ct_rng r = ct_rng_make(seed, CT_RNG_TEST, 0);
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)ct_rng_below(&r, 256);
    drive_run(ct_test_arena(), bytes, sizeof bytes);
  }
}

/* A value for a parameter: the least, the most, or one between. */
static double value_of(int param, int which) {
  double least = drive_least(param), most = drive_most(param);
  return which == 0 ? least : which == 1 ? most : floor(least + (most - least) / 3);
}

/* Live values change one after the other, before every phase of a step. Each step ends, or says in
 * words why it does not, and after a reset the run still works. */
CT_TEST(values_change_between_the_phases) {
  ct_arena *a = ct_test_arena();
  place p = places(a);
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    ct_session *s = open_session(&p, k);
    for (int change = 0; change < 3 * CT_PARAM_COUNT; change++) {
      int param = change / 3;
      if (!ct_param_live(param)) continue;
      double was = ct_session_get(s, param);
      int done = ct_session_phase(s);
      CT_TRUE(done >= 0 || *ct_error(), "configuration %d, %s", k, ct_param_name(param));
      ct_status status = ct_session_set(s, param, value_of(param, change % 3));
      CT_TRUE(!status || *ct_error(), "configuration %d, %s", k, ct_param_name(param));
      done = ct_session_phase(s);
      CT_TRUE(done >= 0 || *ct_error(), "configuration %d, %s", k, ct_param_name(param));
      CT_INT(ct_session_set(s, param, was), CT_OK, "%s back: %s", ct_param_name(param), ct_error());
    }
    ct_session_reset(s);
    steps(s, 2);
  }
}

/* ---- changes that would restart training ---------------------------------------------------- */

CT_TEST(what_restarts_training_is_refused_by_name) {
  ct_arena *a = ct_test_arena();
  place p = places(a);
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    ct_session *s = open_session(&p, k);
    steps(s, 2);
    for (int change = 0; change < 3 * CT_PARAM_COUNT; change++) {
      int param = change / 3, live = ct_param_live(param);
      const char *name = ct_param_name(param);
      double value = value_of(param, change % 3), was = ct_session_get(s, param);
      if (value == was) continue;
      uint64_t before = drive_print(s, p.file);
      ct_status status = ct_session_set(s, param, value);
      CT_NEAR(CT_READ(s, steps), 2, 0, "%s", name);
      if (!live) {
        CT_INT(status, CT_E_STATE, "%s", name);
        CT_TRUE(strstr(ct_error(), name) == ct_error() + 1, "%s: %s", name, ct_error());
        CT_TRUE(strstr(ct_error(), "without restarting training") != NULL, "%s: %s", name, ct_error());
      }
      CT_TRUE(!status || *ct_error(), "%s", name);
      CT_TRUE(!status || drive_print(s, p.file) == before, "%s: refused, and a trace", name);
      CT_INT(ct_session_set(s, param, was), CT_OK, "%s back: %s", name, ct_error());
    }
  }
}

/* ---- nothing is left of earlier sessions ---------------------------------------------------- */

/* Changes every live value and changes it back, with training, failures and looks between. */
static void wander(ct_session *s) {
  for (int change = 0; change < 2 * CT_PARAM_COUNT; change++) {
    int param = change / 2;
    double was = ct_session_get(s, param);
    if (!ct_param_live(param)) continue;
    ct_session_set(s, param, value_of(param, change % 2));
    if (change % 3 == 0) ct_session_step(s, 1);
    else ct_session_phase(s);
    if (change % 5 == 0) ct_session_evaluate(s, 9);
    if (change % 7 == 0) ct_session_examine(s, 9);
    CT_INT(ct_session_set(s, param, was), CT_OK, "%s back: %s", ct_param_name(param), ct_error());
  }
}

CT_TEST(a_reset_forgets_every_change) {
  ct_arena *a = ct_test_arena();
  place p = places(a);
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    ct_session *s = open_session(&p, k);
    uint64_t fresh = print_run(&p, s);
    wander(s);
    ct_session_reset(s);
    CT_TRUE(print_run(&p, s) == fresh, "configuration %d after a reset", k);
  }
}

/* Only the file decides how a run goes on after it is loaded, not what was done since the save. */
CT_TEST(a_file_takes_a_run_back) {
  ct_arena *a = ct_test_arena();
  place p = places(a);
  uint8_t *kept = ct_arena_take(a, ROOM);
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    ct_session *s = open_session(&p, k);
    steps(s, 3);
    ct_session_set(s, CT_PARAM_tau, 0.4); /* a learned temperature goes on from there */
    steps(s, 2);
    size_t size = (size_t)CT_READ(s, save_bytes);
    CT_INT(ct_session_save(s, kept, size), size, "configuration %d", k);
    steps(s, 3);
    uint64_t straight = drive_print(s, p.file);
    wander(s);
    CT_INT(ct_session_load(s, kept, size), CT_OK, "configuration %d: %s", k, ct_error());
    steps(s, 3);
    CT_TRUE(drive_print(s, p.file) == straight, "configuration %d after its file", k);
  }
}

/* For every pair of configurations, what trained or lay in the memory before does not matter. */
CT_TEST(used_memory_is_as_good_as_clean) {
  ct_arena *a = ct_test_arena();
  place p = places(a);
  uint64_t alone[DRIVE_CONFIGS];
  for (int k = 0; k < DRIVE_CONFIGS; k++) {
    memset(p.memory, 0, ROOM);
    alone[k] = print_run(&p, open_session(&p, k));
    memset(p.memory, 0xFF, ROOM); /* makes every float a NaN */
    CT_TRUE(print_run(&p, open_session(&p, k)) == alone[k], "configuration %d: poisoned", k);
  }
  for (int first = 0; first < DRIVE_CONFIGS; first++)
    for (int second = 0; second < DRIVE_CONFIGS; second++) {
      ct_session *s = open_session(&p, first);
      print_run(&p, s);
      ct_session_phase(s);
      ct_session_phase(s);
      CT_TRUE(print_run(&p, open_session(&p, second)) == alone[second],
              "configuration %d after %d", second, first);
    }
}

CT_SUITE(switching, any_sequence_of_calls_is_survived, values_change_between_the_phases,
         what_restarts_training_is_refused_by_name, a_reset_forgets_every_change,
         a_file_takes_a_run_back, used_memory_is_as_good_as_clean)
