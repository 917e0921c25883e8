/* Decides which concepts are trained on, which are held out, and the order of the batches. */
#ifndef CT_DATA_SAMPLER_H
#define CT_DATA_SAMPLER_H

#include <stdint.h>
#include "base/arena.h"
#include "base/status.h"
#include "data/pack.h"

/* The split is the same for every seed of a run, so that figures can be compared. A dataset may
 * say which of its concepts are held out; if it does not, a fifth is. */
#define CT_SPLIT_SEED 20260101u
#define CT_SPLIT_HELD_OUT 5 /* one in five */

static inline int ct_split_held_out(const ct_pack *p) {
  if (p->split != CT_SPLIT_SHUFFLED) return p->held_out;
  return (p->concepts + CT_SPLIT_HELD_OUT / 2) / CT_SPLIT_HELD_OUT;
}

/* items [concepts] out: the held-out concepts, then those trained on. With a shuffled split both
 * are in shuffled order, else in rising order. Returns the number held out, ct_split_held_out. */
int ct_split(int *items, const ct_pack *p);

/* Within an epoch no concept repeats; concepts that do not fill a last batch are dropped. Batch t
 * depends on (seed, t) alone, so a resumed run sees the same batches. */
typedef struct ct_sampler {
  const int *items;
  int count, batch;
  uint64_t seed;
  long epoch;  /* the epoch whose order is in `order`; -1 none */
  int *order;  /* [count] */
} ct_sampler;

ct_status  ct_sampler_layout(ct_sampler *s, int count, ct_arena *arena);
/* batch in 1 .. count; items [count], kept by the caller */
void       ct_sampler_reset(ct_sampler *s, const int *items, int batch, uint64_t seed);
/* [batch] items, valid until the next call */
const int *ct_sampler_batch(ct_sampler *s, long step);

#endif
