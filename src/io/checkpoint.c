#include "io/checkpoint.h"
#include <string.h>
#include "base/assert.h"
#include "io/entries.h"

static void add_key(ct_text *h, const char *key) {
  ct_text_add(h, ",\"");
  ct_text_add(h, key);
  ct_text_add(h, "\":\"");
}

static void add_whole(ct_text *h, const char *key, long value) {
  add_key(h, key);
  ct_text_int(h, value);
  ct_text_add(h, "\"");
}

static void add_metadata(ct_text *h, const ct_trainer *t) {
  ct_text_add(h, "\"__metadata__\":{\"format\":\"contrastive-lab 2\"");
  add_whole(h, "step", t->step);
  add_whole(h, "optimizer_step", t->networks[CT_ROW_ENCODER].optim.step);
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    add_key(h, ct_param_name(p));
    ct_config_say(&t->config, p, h);
    ct_text_add(h, "\"");
  }
  ct_text_add(h, "}");
}

/* Returns the header's length. */
static size_t write_header(const ct_trainer *t, const ct_entries *l, char *buffer) {
  ct_text h;
  ct_text_init(&h, buffer, CT_CHECKPOINT_HEADER_MAX);
  ct_text_add(&h, "{");
  add_metadata(&h, t);
  ct_tensors_describe(&h, l);
  CT_ASSERT(!h.full);
  return h.length;
}

size_t ct_checkpoint_bytes(const ct_trainer *t) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  ct_entries l;
  ct_entries_list(&l, t);
  return 8 + write_header(t, &l, header) + ct_tensors_bytes(&l);
}

size_t ct_checkpoint_most(const ct_trainer *t) {
  ct_entries l;
  ct_entries_list(&l, t);
  return 8 + CT_CHECKPOINT_HEADER_MAX + ct_tensors_bytes(&l);
}

size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  ct_entries l;
  ct_entries_list(&l, t);
  size_t length = write_header(t, &l, header);
  if (capacity < 8 + length + ct_tensors_bytes(&l)) return 0;
  for (int i = 0; i < 8; i++) out[i] = (uint8_t)((uint64_t)length >> (8 * i));
  memcpy(out + 8, header, length);
  return 8 + length + ct_tensors_write(&l, out + 8 + length);
}
