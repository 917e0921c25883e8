#include "nn/gradients.h"

#include "base/assert.h"

/* Notes the last reader of each layer, which begins the gradient of the layer's output. */
static void find_readers(ct_encoder *e) {
  for (int i = 0; i < e->layer_count; i++) {
    const ct_layer *l = &e->layers[i];
    if (l->from >= 0) e->layers[l->from].last_reader = i;
    if (l->also >= 0) e->layers[l->also].last_reader = i;
  }
}

/* Whether the layer's backward may overwrite the gradient of its output with that of its input. */
static int hands_on(const ct_layer *l) {
  return l->kind == CT_LAYER_ADD || l->kind == CT_LAYER_NORM || l->kind == CT_LAYER_RMS ||
         l->kind == CT_LAYER_LAYER_NORM || l->kind == CT_LAYER_POSITION ||
         l->kind == CT_LAYER_ACTIVATION;
}

/* Gradients take turns in blocks of memory: each is needed from the backward of the layer's last
 * reader to the layer's own. Chooses every layer's block; returns how many there are. */
static int plan_gradients(ct_encoder *e) {
  int busy[CT_BLOCKS_MAX] = {0}, count = 0, last = e->layer_count - 1;
  for (int i = last; i >= 0; i--) {
    const ct_layer *l = &e->layers[i];
    const int read[2] = {l->from, l->also};
    int free = i != last; /* the last layer's gradient belongs to the caller, who keeps it */
    for (int k = 0; k < 2; k++) {
      if (read[k] < 0 || e->layers[read[k]].last_reader != i) continue;
      int block = 0;
      if (k == 0 && free && hands_on(l)) block = l->block, free = 0;
      else while (busy[block]) block++;
      CT_ASSERT(block < CT_BLOCKS_MAX);
      busy[block] = 1;
      e->layers[read[k]].block = block;
      if (block >= count) count = block + 1;
    }
    if (free) busy[l->block] = 0;
  }
  return count;
}

ct_status ct_gradients_layout(ct_encoder *e, ct_arena *arena) {
  find_readers(e);
  if (e->config.frozen) return CT_OK;
  float *blocks[CT_BLOCKS_MAX];
  int count = plan_gradients(e), last = e->layer_count - 1;
  for (int k = 0; k < count; k++) {
    uint64_t most = 0;
    for (int i = 0; i < last; i++) {
      const ct_layer *l = &e->layers[i];
      uint64_t floats = (uint64_t)ct_rows_most(e, l) * (uint64_t)l->out;
      if (l->block == k && floats > most) most = floats;
    }
    blocks[k] = ct_take_floats(arena, 1, most);
    if (!blocks[k]) return CT_E_MEMORY;
  }
  for (int i = 0; i < last; i++) e->layers[i].dy = blocks[e->layers[i].block];
  return CT_OK;
}
