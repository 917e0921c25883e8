#include "io/entries.h"
#include "train/parts.h"

static void add(ct_entries *l, ct_entry e) { l->at[l->count++] = e; }

static void add_tensors(ct_entries *l, const char *before, const ct_tensor *tensors, int n,
                        float *block) {
  for (int i = 0; i < n; i++) {
    const ct_tensor *x = &tensors[i];
    add(l, (ct_entry){before, x->name, x->shape, x->rank, x->count, block + x->offset});
  }
}

/* params and state are those of e, or blocks of the same shapes, such as their mean */
static void add_blocks(ct_entries *l, const char *before, const ct_encoder *e, float *params,
                       float *state) {
  add_tensors(l, before, e->tensors, e->tensor_count, params);
  add_tensors(l, before, e->state_tensors, e->state_tensor_count, state);
}

static void add_moments(ct_entries *l, const char *before, const ct_optim *o) {
  add(l, (ct_entry){before, ".first", &o->count, 1, o->count, o->first});
  add(l, (ct_entry){before, ".second", &o->count, 1, o->count, o->second});
}

void ct_entries_networks(ct_entries *l, const ct_network *list, int count) {
  for (const ct_network *n = list; n < list + count; n++)
    if (n->batch) add_blocks(l, n->prefix, &n->net, n->net.params, n->net.state);
  for (const ct_network *n = list; n < list + count; n++)
    if (n->batch && n->moments) add_moments(l, n->moments, &n->optim);
}

void ct_entries_list(ct_entries *l, const ct_trainer *t) {
  l->count = 0;
  ct_entries_networks(l, t->networks, CT_ROWS);
  if (t->mean_params) add_blocks(l, "mean.", t->encoder, t->mean_params, t->mean_state);
  if (ct_has(t, CT_PART_TEMPERATURE)) {
    static const int one = 1;
    float *values = t->temperature.values;
    add(l, (ct_entry){"", "logit_scale", &one, 1, 1, values});
    if (t->temperature.optim.count > 1)
      add(l, (ct_entry){"", "logit_bias", &one, 1, 1, values + 1});
    add_moments(l, "optimizer.logit_scale", &t->temperature.optim);
  }
  const ct_memory *m = &t->memory;
  if (m->values) add(l, (ct_entry){"", m->name, m->shape, m->rank, m->count, m->values});
}
