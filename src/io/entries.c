#include "io/entries.h"

static void add(ct_entries *l, ct_entry e) { l->at[l->count++] = e; }

static void add_tensors(ct_entries *l, const char *before, const ct_tensor *tensors, int n,
                        float *block) {
  for (int i = 0; i < n; i++) {
    const ct_tensor *x = &tensors[i];
    add(l, (ct_entry){before, x->name, x->shape, x->rank, x->count, block + x->offset});
  }
}

/* params and state: those of e, or others of the same shapes */
static void add_blocks(ct_entries *l, const char *before, const ct_encoder *e, float *params,
                       float *state) {
  add_tensors(l, before, e->tensors, e->tensor_count, params);
  add_tensors(l, before, e->state_tensors, e->state_tensor_count, state);
}

static void add_network(ct_entries *l, const char *before, const ct_encoder *e) {
  add_blocks(l, before, e, e->params, e->state);
}

static void add_moments(ct_entries *l, const char *before, const ct_optim *o) {
  if (o->count == 0) return;
  add(l, (ct_entry){before, ".first", &o->count, 1, o->count, o->first});
  add(l, (ct_entry){before, ".second", &o->count, 1, o->count, o->second});
}

void ct_entries_list(ct_entries *l, const ct_trainer *t) {
  l->count = 0;
  add_network(l, "", &t->encoder);
  if (t->mean_params) add_blocks(l, "mean.", &t->encoder, t->mean_params, t->mean_state);
  add_network(l, "target.", &t->target);
  add_network(l, "", &t->predictor);
  add_network(l, "prototypes.", &t->prototypes);
  add_moments(l, "optimizer", &t->optim);
  add_moments(l, "optimizer.predictor", &t->predictor_optim);
  add_moments(l, "optimizer.prototypes", &t->prototypes_optim);
  if (t->temperature.optim.count) {
    const int *one = &t->temperature.optim.count;
    add(l, (ct_entry){"", "logit_scale", one, 1, 1, t->temperature.scale});
    add_moments(l, "optimizer.logit_scale", &t->temperature.optim);
  }
  const ct_memory *m = &t->memory;
  if (m->values) add(l, (ct_entry){"", m->name, m->shape, m->rank, m->count, m->values});
}

size_t ct_entries_bytes(const ct_entries *l) {
  size_t floats = 0;
  for (int i = 0; i < l->count; i++) floats += (size_t)l->at[i].count;
  return sizeof(float) * floats;
}
