/* Supervised contrastive learning (Khosla et al. 2020): SimCLR in which every view of the anchor's
 * class is a positive. It is the only method that reads the labels of the training concepts. */
#include "loss/supcon.h"
#include "train/trainer.h"

static ct_status layout(ct_trainer *t, ct_arena *arena) {
  if (t->pack->labels < 1) return CT_E_FORMAT;
  size_t labels = sizeof(int) * (size_t)t->views + CT_ARENA_ALIGN;
  return ct_trainer_take_scratch(t, labels + ct_supcon_bytes(t->views, t->config.dim), arena);
}

/* Labels are read in training here, and nowhere else. */
static ct_status loss(ct_trainer *t) {
  const ct_config *c = &t->config;
  size_t mark = ct_arena_mark(&t->scratch);
  int *labels = CT_TAKE(&t->scratch, int, t->views);
  if (!labels) return CT_E_MEMORY;
  for (int i = 0; i < t->views; i++)
    labels[i] = ct_pack_class(t->pack, t->items[i] / t->track->renditions);
  ct_status status = ct_supcon(t->encoder->z, t->dz, labels, t->views, c->dim, c->tau, &t->loss,
                               &t->scratch);
  ct_arena_release(&t->scratch, mark);
  return status;
}

static double anchor(const ct_config *c, const ct_anchor *a) {
  return ct_supcon_anchor(a->s, a->spare, a->label, 2 * a->B, c->tau);
}

const ct_method ct_method_CT_SUPCON = {.layout = layout, .loss = loss, .anchor = anchor};
