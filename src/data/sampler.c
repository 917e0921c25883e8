#include "data/sampler.h"

#include <string.h>
#include "base/assert.h"
#include "base/random.h"

int ct_split(int *items, int n, int last) {
  CT_ASSERT(last >= 0 && (last < n || last == 0));
  if (last) {
    for (int i = 0; i < n; i++) items[i] = i < last ? n - last + i : i - last;
    return last;
  }
  ct_rng r = ct_rng_make(CT_SPLIT_SEED, CT_RNG_SPLIT, 0);
  for (int i = 0; i < n; i++) items[i] = i;
  ct_rng_shuffle(&r, items, n);
  return ct_split_held_out(n, 0);
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
