#include "data/sampler.h"

#include <string.h>
#include "base/assert.h"
#include "base/random.h"

static int is_held_out(const ct_pack *p, int concept) {
  return p->split == CT_SPLIT_LISTED ? p->listed[concept] : concept >= p->concepts - p->held_out;
}

static void shuffle(int *items, int n) {
  ct_rng r = ct_rng_make(CT_SPLIT_SEED, CT_RNG_SPLIT, 0);
  for (int i = 0; i < n; i++) items[i] = i;
  ct_rng_shuffle(&r, items, n);
}

int ct_split(int *items, const ct_pack *p) {
  int held_out = ct_split_held_out(p), first = 0, second = held_out;
  CT_ASSERT(held_out >= 0 && held_out <= p->concepts);
  if (p->split == CT_SPLIT_SHUFFLED) {
    shuffle(items, p->concepts);
    return held_out;
  }
  for (int i = 0; i < p->concepts; i++) items[is_held_out(p, i) ? first++ : second++] = i;
  return held_out;
}

ct_status ct_sampler_layout(ct_sampler *s, int count, ct_arena *arena) {
  CT_ASSERT(count >= 1);
  s->count = count;
  s->order = CT_TAKE(arena, int, count);
  return s->order ? CT_OK : CT_E_MEMORY;
}

void ct_sampler_reset(ct_sampler *s, const int *items, int batch, uint64_t seed) {
  CT_ASSERT(batch >= 1 && batch <= s->count);
  s->items = items;
  s->batch = batch;
  s->seed = seed;
  s->epoch = -1;
}

const int *ct_sampler_batch(ct_sampler *s, long step) {
  CT_ASSERT(step >= 0);
  long per_epoch = s->count / s->batch, epoch = step / per_epoch;
  if (epoch != s->epoch) {
    ct_rng r = ct_rng_make(s->seed, CT_RNG_BATCH, (uint64_t)epoch);
    memcpy(s->order, s->items, sizeof(int) * (size_t)s->count);
    ct_rng_shuffle(&r, s->order, s->count);
    s->epoch = epoch;
  }
  return s->order + step % per_epoch * s->batch;
}
