/* Trains natively and writes the parameters. tests/wasm/bits.mjs compares them with those of wasm.
 *   run_steps STEPS DATA|- OUT [exam|ask|threads|map] name=value ...   (numbers; enums by their index)
 * Where the method reads names, DATA is emoji.pack followed by names.pack, in one file.
 * threads: trains on three, in a build that has threads. exam: measures also how well labels can
 * be read from the representation and from raw pixels. ask: measures the answers to every question
 * too. map: draws the map of neighbours, which the file then has after the positions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "config/config.h"
#include "eval/matching.h"
#include "readings.h"
#include "threads.h"

static uint8_t *read_all(const char *path, size_t *size) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  uint8_t *bytes = malloc(*size);
  if (bytes && fread(bytes, 1, *size, f) != *size) bytes = NULL;
  fclose(f);
  return bytes;
}

static int set(const char *argument) {
  const char *equals = strchr(argument, '=');
  for (int p = 0; equals && p < CT_PARAM_COUNT; p++)
    if (strncmp(argument, ct_param_name(p), (size_t)(equals - argument)) == 0 &&
        ct_param_name(p)[equals - argument] == 0)
      return ct_draft_set(p, atof(equals + 1)) == CT_OK;
  return 0;
}

static int fail(const char *what) {
  fprintf(stderr, "run_steps: %s: %s\n", what, ct_error());
  return 1;
}

#define X(code, name, help) name,
static const char *const match_names[] = {CT_MATCH_LIST(X)};
#undef X

static int is_known(double value) { return value == value; }

int main(int argc, char **argv) {
  if (argc < 4) return fail("usage: run_steps STEPS DATA|- OUT [exam] name=value ...");
  size_t size = 0;
  uint8_t *data = strcmp(argv[2], "-") == 0 ? NULL : read_all(argv[2], &size);
  int exam = 0, ask = 0, map = 0;
  for (int i = 4; i < argc; i++)
    if (strcmp(argv[i], "exam") == 0) exam = 1;
    else if (strcmp(argv[i], "ask") == 0) exam = ask = 1;
    else if (strcmp(argv[i], "map") == 0) map = 1;
    else if (strcmp(argv[i], "threads") == 0) ct_test_helpers(2);
    else if (!set(argv[i])) return fail(argv[i]);
  size_t bytes = ct_session_bytes(data, size);
  if (!bytes) return fail("configuration");
  void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  ct_session *s = memory ? ct_session_create(memory, bytes, data, size) : NULL;
  if (!s) return fail("session");
  if (ct_session_step(s, atoi(argv[1]))) return fail("step");
  while (!ct_session_evaluate(s, 1 << 20)) {}
  ct_session_ask_map(s, map);
  while (map && CT_READ(s, mapped_step) != CT_READ(s, steps)) ct_session_evaluate(s, 1 << 20);
  while (!ct_session_measure_pixels(s, 1 << 20)) {}
  ct_session_ask(s, ask);
  const double *metric = CT_AT(s, metrics), *answer = CT_AT(s, answers);
  while (exam && !is_known(metric[CT_METRIC_SHOT10])) ct_session_examine(s, 1 << 20);
  while (exam && !ct_session_examine_pixels(s, 1 << 20)) {}
  FILE *out = fopen(argv[3], "wb");
  if (!out) return fail(argv[3]);
  size_t count = (size_t)CT_LENGTH(s, params);
  size_t items = (size_t)CT_READ(s, items);
  fwrite(CT_AT(s, params), 4, count, out);
  fwrite(CT_AT(s, positions), 4, 3 * items, out);
  if (map) fwrite(CT_AT(s, picture), 4, 3 * items, out);
  if (map) fwrite(CT_AT(s, map), 4, 2 * items, out);
  double numbers[1 + CT_METRIC_COUNT] = {CT_READ(s, loss)};
  for (int m = 0; m < CT_METRIC_COUNT; m++) numbers[1 + m] = metric[m];
  fwrite(numbers, sizeof *numbers, 1 + CT_METRIC_COUNT, out);
  fclose(out);
  ct_test_helpers(0);
  /* "loss <loss>" and every metric by its number, for people and scripts to read */
  printf("loss %.9g\n", CT_READ(s, loss));
  for (int m = 0; m < CT_METRIC_COUNT; m++) printf("metric %d %.9g\n", m, metric[m]);
  const double *match = CT_AT(s, matches);
  for (int m = 0; match && m < CT_MATCH_COUNT; m++)
    printf("match %s %.9g\n", match_names[m], match[m]);
  for (int i = 0; ask && i < CT_ANSWERS_COUNT * CT_QUESTION_COUNT; i++)
    printf("answer %d %d %.9g\n", i / CT_QUESTION_COUNT, i % CT_QUESTION_COUNT, answer[i]);
  return 0;
}
