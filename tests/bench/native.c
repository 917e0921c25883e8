/* The native build of the engine as a contestant of the bench. It answers the lines "gemm 512",
 * "ntxent 1024" and "step cnn" with {"ms": of one run, "value": a number of its result}, as
 * peers/serve.mjs does. The first line that it writes is its name.
 *   native FOLDER     tests/bench/inputs.mjs wrote the steps' data and parameters to FOLDER */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "api/session.h"
#include "kernels.h"

static ct_session *session;
static void *session_memory;
static uint8_t *dataset;

static double milliseconds(void) {
  struct timespec t;
  const char *clock = getenv("BENCH_CLOCK");
  int processor = clock && strcmp(clock, "processor") == 0;
  clock_gettime(processor ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

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

/* FOLDER/KIND.draft holds lines "index value"; FOLDER/KIND.pack holds the dataset. */
static int open_session(const char *folder, const char *kind) {
  char path[4096];
  int param;
  double value;
  size_t size = 0;
  free(session_memory), free(dataset);
  session = NULL, session_memory = NULL;
  snprintf(path, sizeof path, "%s/%s.pack", folder, kind);
  dataset = read_all(path, &size);
  snprintf(path, sizeof path, "%s/%s.draft", folder, kind);
  FILE *draft = fopen(path, "r");
  if (!draft || !dataset) return 0;
  ct_draft_reset();
  while (fscanf(draft, "%d %lf", &param, &value) == 2)
    if (ct_draft_set(param, value)) return 0;
  fclose(draft);
  size_t bytes = ct_session_bytes(dataset, size);
  session_memory = bytes ? aligned_alloc(64, (bytes + 63) / 64 * 64) : NULL;
  if (session_memory) session = ct_session_create(session_memory, bytes, dataset, size);
  return session != NULL;
}

static double step(void) {
  return ct_session_step(session, 1) ? __builtin_nan("") : ct_session_read(session, CT_READING_loss);
}

static int find_kernel(const char *work, const char *size) {
  static const char *const losses[][2] = {
    {"ntxent", "NT-Xent"}, {"clip", "CLIP"}, {"siglip", "SigLIP"},
  };
  char name[80] = "";
  if (strcmp(work, "gemm") == 0) snprintf(name, sizeof name, "GEMM %s A B", size);
  for (int i = 0; i < 3; i++)
    if (strcmp(work, losses[i][0]) == 0)
      snprintf(name, sizeof name, "%s %s pairs, value and gradient", losses[i][1], size);
  for (int i = 0; i < bench_kernel_count(); i++)
    if (strcmp(bench_kernel_name(i), name) == 0) return i;
  return -1;
}

int main(int argc, char **argv) {
  char line[80], opened[80] = "", work[20], size[20];
  int kernel = -1;
  if (argc < 2) return 1;
  printf("{\"name\": \"the same C, native\"}\n");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "%19s %19s", work, size) != 2) return 1;
    int is_step = strcmp(work, "step") == 0;
    if (strcmp(line, opened) != 0) {
      kernel = is_step ? -1 : find_kernel(work, size);
      int fine = is_step ? open_session(argv[1], size) : kernel >= 0;
      if (!fine) {
        printf("{\"error\": \"cannot open %s %s: %s\"}\n", work, size, ct_error());
        fflush(stdout);
        continue;
      }
      if (!is_step) bench_open(kernel);
      strcpy(opened, line);
    }
    double start = milliseconds();
    double value = is_step ? step() : bench_run(kernel);
    printf("{\"ms\": %.6f, \"value\": %.9g}\n", milliseconds() - start, value);
    fflush(stdout);
  }
  return 0;
}
