/* Memory bank (Wu et al. 2018, arXiv:1805.01978): one slot for every training concept, which holds
 * its embedding from when it was last in a batch. Both views of a pair are queries: their positive
 * is the slot of their concept, their negatives are all other slots, however old. The slots begin
 * as random directions. */
#include "base/assert.h"
#include "loss/infonce.h"
#include "loss/negatives.h"
#include "train/trainer.h"

static int slots_of(const ct_trainer *t) { return t->concepts - t->held_out; }

static size_t index_bytes(const ct_trainer *t) {
  return sizeof(int) * ((size_t)t->concepts + (size_t)t->views) + 2 * CT_ARENA_ALIGN;
}

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  int K = slots_of(t), D = t->config.dim;
  t->memory = (ct_memory){"bank", 2, {K, D}, K * D,
                          ct_take_floats(arena, (uint64_t)K, (uint64_t)D)};
  if (!t->memory.values) return CT_E_MEMORY;
  return ct_trainer_take_scratch(t, index_bytes(t) + ct_infonce_bytes(t->views, D), arena);
}

/* Returns [views], the slot of every view's concept, in scratch that the caller gives back. */
static int *find_slots(ct_trainer *t) {
  int *slot = CT_TAKE(&t->scratch, int, t->concepts), *index = CT_TAKE(&t->scratch, int, t->views);
  CT_ASSERT(slot && index);
  for (int i = 0; i < slots_of(t); i++) slot[t->split[t->held_out + i]] = i;
  for (int i = 0; i < t->views; i++) index[i] = slot[t->items[i] / t->track->renditions];
  return index;
}

static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  size_t mark = ct_arena_mark(&t->scratch);
  const int *index = find_slots(t);
  ct_status status = ct_infonce_bank(t->encoder->z, t->dz, t->memory.values, index, t->views,
                                     c->dim, slots_of(t), c->tau, NULL, &t->loss, &t->scratch);
  ct_arena_release(&t->scratch, mark);
  return status;
}

static void follow(ct_trainer *t) {
  const ct_config *c = &t->config;
  size_t mark = ct_arena_mark(&t->scratch);
  const int *index = find_slots(t);
  ct_status status = ct_bank_update(t->memory.values, t->encoder->z, index, t->views, c->dim,
                                    slots_of(t), c->bank_momentum);
  CT_ASSERT(status == CT_OK); /* the loss has seen them */
  ct_arena_release(&t->scratch, mark);
}

/* In a figure the rows of the batch stand for slots of the bank. */
static double anchor(const ct_config *c, const ct_anchor *a) {
  return ct_hard_negative_anchor(a->s, a->spare, a->B, c->tau, 0, 0);
}

const ct_method ct_method_CT_BANK = {.layout = layout, .reset = ct_trainer_scatter_memory,
                                     .loss = loss, .follow = follow, .anchor = anchor};
