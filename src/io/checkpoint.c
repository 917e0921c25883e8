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
  add_whole(h, "optimizer_step", t->optim.step);
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    add_key(h, ct_param_name(p));
    ct_config_say(&t->config, p, h);
    ct_text_add(h, "\"");
  }
  ct_text_add(h, "}");
}

static void add_tensor(ct_text *h, const ct_entry *e, int64_t offset) {
  ct_text_add(h, ",\"");
  ct_text_add(h, e->before);
  ct_text_add(h, e->name);
  ct_text_add(h, "\":{\"dtype\":\"F32\",\"shape\":[");
  for (int d = 0; d < e->rank; d++) {
    if (d) ct_text_add(h, ",");
    ct_text_int(h, e->shape[d]);
  }
  ct_text_add(h, "],\"data_offsets\":[");
  ct_text_int(h, offset);
  ct_text_add(h, ",");
  ct_text_int(h, offset + 4 * (int64_t)e->count);
  ct_text_add(h, "]}");
}

/* The JSON header, padded with blanks to a multiple of 8 as the format asks; returns its length. */
static size_t write_header(const ct_trainer *t, const ct_entries *l, char *buffer) {
  ct_text h;
  ct_text_init(&h, buffer, CT_CHECKPOINT_HEADER_MAX);
  ct_text_add(&h, "{");
  add_metadata(&h, t);
  int64_t offset = 0;
  for (int i = 0; i < l->count; i++) {
    add_tensor(&h, &l->at[i], offset);
    offset += 4 * (int64_t)l->at[i].count;
  }
  ct_text_add(&h, "}");
  while (h.length % 8) ct_text_add(&h, " ");
  CT_ASSERT(!h.full);
  return h.length;
}

size_t ct_checkpoint_bytes(const ct_trainer *t) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  ct_entries l;
  ct_entries_list(&l, t);
  return 8 + write_header(t, &l, header) + ct_entries_bytes(&l);
}

size_t ct_checkpoint_most(const ct_trainer *t) {
  ct_entries l;
  ct_entries_list(&l, t);
  return 8 + CT_CHECKPOINT_HEADER_MAX + ct_entries_bytes(&l);
}

size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  ct_entries l;
  ct_entries_list(&l, t);
  size_t length = write_header(t, &l, header);
  if (capacity < 8 + length + ct_entries_bytes(&l)) return 0;
  for (int i = 0; i < 8; i++) out[i] = (uint8_t)((uint64_t)length >> (8 * i));
  memcpy(out + 8, header, length);
  uint8_t *at = out + 8 + length;
  for (int i = 0; i < l.count; i++) {
    memcpy(at, l.at[i].values, 4 * (size_t)l.at[i].count);
    at += 4 * (size_t)l.at[i].count;
  }
  return (size_t)(at - out);
}
