/* The losses from before the softmax over a batch, on the same two views of every pair: the
 * triplet loss (Schroff et al. 2015) and the N-pair loss (Sohn 2016), a step from it towards
 * InfoNCE. */
#include "loss/npair.h"
#include "loss/triplet.h"
#include "train/trainer.h"

/* ---- triplet -------------------------------------------------------------------------------- */

static ct_status layout_triplet(ct_trainer *t, ct_arena *arena) {
  size_t labels = sizeof(int) * (size_t)t->views + CT_ARENA_ALIGN;
  return ct_trainer_take_scratch(t, labels + ct_triplet_bytes(t->views, t->config.dim), arena);
}

/* The loss gets the pair as its label, so that only the two views of a pair are positives; no
 * label of the data is read. */
static ct_status triplet(ct_trainer *t) {
  const ct_config *c = &t->config;
  size_t mark = ct_arena_mark(&t->scratch);
  int *pair = CT_TAKE(&t->scratch, int, t->views);
  if (!pair) return CT_E_MEMORY;
  for (int i = 0; i < t->views; i++) pair[i] = i % c->pairs;
  ct_status status = ct_triplet(t->encoder->z, t->dz, pair, t->views, c->dim, c->margin,
                                (ct_mining)c->mining, NULL, &t->loss, &t->scratch);
  ct_arena_release(&t->scratch, mark);
  return status;
}

static double triplet_anchor(const ct_config *c, const ct_anchor *a) {
  return ct_triplet_anchor(a->s, a->spare, a->pair, 2 * a->B, c->margin, (ct_mining)c->mining);
}

/* ---- N-pair --------------------------------------------------------------------------------- */

static ct_status layout_npair(ct_trainer *t, ct_arena *arena) {
  return ct_trainer_take_scratch(t, ct_npair_bytes(t->config.pairs, t->config.dim), arena);
}

static ct_status npair(ct_trainer *t) {
  const ct_config *c = &t->config;
  return ct_npair(t->encoder->z, t->dz, c->pairs, c->dim, c->length_cost, &t->loss, &t->scratch);
}

const ct_method ct_method_CT_TRIPLET = {.layout = layout_triplet, .loss = triplet,
                                        .anchor = triplet_anchor, .least_pairs = 2};
const ct_method ct_method_CT_NPAIR = {.layout = layout_npair, .loss = npair, .least_pairs = 2};
