#include "measure/shots.h"

#include <string.h>
#include "base/random.h"

#define SEED 20260102u

const int ct_shots[CT_SHOTS_KINDS] = {1, 5, CT_SHOTS_MOST};

static int least(int a, int b) { return a < b ? a : b; }

ct_status ct_shots_layout(ct_shots_run *s, int classes, int things, ct_arena *arena) {
  memset(s, 0, sizeof *s);
  s->C = classes;
  s->members = CT_TAKE(arena, int, things);
  s->from = CT_TAKE(arena, int, classes + 1);
  s->row = CT_TAKE(arena, int, CT_SHOTS_MOST * classes);
  s->label = CT_TAKE(arena, int, CT_SHOTS_MOST * classes);
  return s->members && s->from && s->row && s->label ? CT_OK : CT_E_MEMORY;
}

/* Counting sort of the concepts by class. */
static void sort_members(ct_shots_run *s, const ct_labelled *train) {
  int things = train->count / train->groups;
  memset(s->from, 0, sizeof(int) * (size_t)(s->C + 1));
  for (int i = 0; i < things; i++) s->from[train->label[i * train->groups] + 1]++;
  for (int c = 0; c < s->C; c++) s->from[c + 1] += s->from[c];
  for (int i = things - 1; i >= 0; i--) /* fills each class from its end, moving the end down */
    s->members[--s->from[train->label[i * train->groups] + 1]] = i;
  for (int c = 0; c < s->C; c++) s->from[c] = s->from[c + 1];
  s->from[s->C] = things;
}

void ct_shots_begin(ct_shots_run *s, const ct_labelled *train) {
  s->done = s->fitting = 0;
  memset(s->sum, 0, sizeof s->sum);
  sort_members(s, train);
}

/* Shuffles the concepts of each class as far as they are needed, then lists them shot by shot: the
 * first of every class, the second of every class, ... */
static void choose(ct_shots_run *s, int groups, int episode) {
  int n = 0, kind = 0;
  for (int c = 0; c < s->C; c++) {
    int *members = s->members + s->from[c], count = s->from[c + 1] - s->from[c];
    ct_rng r = ct_rng_make(SEED, CT_RNG_SHOTS, (uint64_t)(episode * s->C + c));
    for (int i = 0; i < least(count, CT_SHOTS_MOST); i++) {
      int j = i + (int)ct_rng_below(&r, (uint32_t)(count - i)), thing = members[j];
      members[j] = members[i];
      members[i] = thing;
    }
  }
  for (int shot = 0; shot < CT_SHOTS_MOST; shot++) {
    for (int c = 0; c < s->C; c++) {
      if (shot >= s->from[c + 1] - s->from[c]) continue;
      s->row[n] = s->members[s->from[c] + shot] * groups + (episode + shot) % groups;
      s->label[n++] = c;
    }
    if (shot + 1 == ct_shots[kind]) s->end[kind++] = n;
  }
}

static void read_few(const void *context, int row, float *x) {
  const ct_shots_run *s = context;
  s->train->read(s->train->context, s->row[row], x);
}

int ct_shots_advance(ct_shots_run *s, ct_probe *p, const ct_labelled *train,
                     const ct_labelled *test, int *budget) {
  s->train = train;
  while (*budget > 0 && s->done < CT_SHOTS_EPISODES * CT_SHOTS_KINDS) {
    int kind = s->done % CT_SHOTS_KINDS;
    if (!s->fitting && kind == 0) choose(s, train->groups, s->done / CT_SHOTS_KINDS);
    if (!s->fitting) ct_probe_begin_few(p);
    ct_labelled few = {.count = s->end[kind], .width = train->width, .classes = train->classes,
                       .groups = 1, .label = s->label, .read = read_few, .context = s};
    s->fitting = !ct_probe_advance(p, &few, test, budget);
    if (s->fitting) break;
    s->sum[kind] += ct_probe_accuracy(p, test);
    s->done++;
  }
  return s->done == CT_SHOTS_EPISODES * CT_SHOTS_KINDS;
}

double ct_shots_accuracy(const ct_shots_run *s, int kind) {
  return s->sum[kind] / CT_SHOTS_EPISODES;
}

double ct_shots_done(const ct_shots_run *s) {
  return (double)s->done / (CT_SHOTS_EPISODES * CT_SHOTS_KINDS);
}
