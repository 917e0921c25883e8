#include "api/checkpoint.h"
#include <string.h>
#include "api/json.h"
#include "base/assert.h"
#include "base/elementary.h"

/* A tensor of a checkpoint; its name is `before` and `name` together. */
typedef struct entry {
  const char *before, *name;
  const int *shape;
  int rank, count;
  float *values;
} entry;

#define NETWORKS_MAX 4 /* encoder, target, predictor, prototypes */
#define ENTRIES_MAX (NETWORKS_MAX * (CT_TENSORS_MAX + CT_STATES_MAX + 2) + 4)

typedef struct listing { entry at[ENTRIES_MAX]; int count; } listing;

static void list_network(listing *l, const char *before, const ct_encoder *e) {
  for (int i = 0; i < e->tensor_count; i++) {
    const ct_tensor *x = &e->tensors[i];
    l->at[l->count++] = (entry){before, x->name, x->shape, x->rank, x->count,
                                e->params + x->offset};
  }
  for (int i = 0; i < e->state_tensor_count; i++) {
    const ct_tensor *x = &e->state_tensors[i];
    l->at[l->count++] = (entry){before, x->name, x->shape, x->rank, x->count,
                                e->state + x->offset};
  }
}

static void list_moments(listing *l, const char *before, const ct_optim *o) {
  if (o->count == 0) return;
  l->at[l->count++] = (entry){before, ".first", &o->count, 1, o->count, o->first};
  l->at[l->count++] = (entry){before, ".second", &o->count, 1, o->count, o->second};
}

/* In file order: the networks, the optimisers' two moments of each, what the method remembers.
 * Parts that a method does not have hold no tensor. */
static void list_entries(listing *l, const ct_trainer *t) {
  l->count = 0;
  list_network(l, "", &t->encoder);
  list_network(l, "target.", &t->target);
  list_network(l, "", &t->predictor);
  list_network(l, "prototypes.", &t->prototypes);
  list_moments(l, "optimizer", &t->optim);
  list_moments(l, "optimizer.predictor", &t->predictor_optim);
  list_moments(l, "optimizer.prototypes", &t->prototypes_optim);
  if (t->temperature.optim.count) {
    const int *one = &t->temperature.optim.count;
    l->at[l->count++] = (entry){"", "logit_scale", one, 1, 1, t->temperature.scale};
    list_moments(l, "optimizer.logit_scale", &t->temperature.optim);
  }
  const ct_memory *m = &t->memory;
  if (m->values) l->at[l->count++] = (entry){"", m->name, m->shape, m->rank, m->count, m->values};
}

/* Whether `key` is the entry's whole name. */
static int is_named(ct_slice key, const entry *e) {
  size_t length = strlen(e->before);
  if (key.length < length || memcmp(key.at, e->before, length) != 0) return 0;
  return ct_slice_is((ct_slice){key.at + length, key.length - length}, e->name);
}

static void add_pair(ct_text *h, const char *key, double value, int whole) {
  ct_text_add(h, ",\"");
  ct_text_add(h, key);
  ct_text_add(h, "\":\"");
  if (whole) ct_text_int(h, (int64_t)value);
  else ct_text_number(h, value);
  ct_text_add(h, "\"");
}

static int is_whole(double value) { return value == (double)(int64_t)value; }

/* The JSON header, padded with blanks to a multiple of 8 as the format asks; returns its length. */
static size_t write_header(const ct_trainer *t, char *buffer) {
  ct_text h;
  ct_text_init(&h, buffer, CT_CHECKPOINT_HEADER_MAX);
  ct_text_add(&h, "{\"__metadata__\":{\"format\":\"contrastive-lab 1\"");
  add_pair(&h, "step", (double)t->step, 1);
  add_pair(&h, "optimizer_step", (double)t->optim.step, 1);
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    double value = ct_config_get(&t->config, p);
    add_pair(&h, ct_param_name(p), value, is_whole(value));
  }
  ct_text_add(&h, "}");
  listing l;
  list_entries(&l, t);
  int64_t offset = 0;
  for (int i = 0; i < l.count; i++) {
    const entry *e = &l.at[i];
    ct_text_add(&h, ",\"");
    ct_text_add(&h, e->before);
    ct_text_add(&h, e->name);
    ct_text_add(&h, "\":{\"dtype\":\"F32\",\"shape\":[");
    for (int d = 0; d < e->rank; d++) {
      if (d) ct_text_add(&h, ",");
      ct_text_int(&h, e->shape[d]);
    }
    ct_text_add(&h, "],\"data_offsets\":[");
    ct_text_int(&h, offset);
    ct_text_add(&h, ",");
    offset += 4 * (int64_t)e->count;
    ct_text_int(&h, offset);
    ct_text_add(&h, "]}");
  }
  ct_text_add(&h, "}");
  while (h.length % 8) ct_text_add(&h, " ");
  CT_ASSERT(!h.full);
  return h.length;
}

static size_t data_bytes(const ct_trainer *t) {
  listing l;
  size_t floats = 0;
  list_entries(&l, t);
  for (int i = 0; i < l.count; i++) floats += (size_t)l.at[i].count;
  return 4 * floats;
}

size_t ct_checkpoint_bytes(const ct_trainer *t) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  return 8 + write_header(t, header) + data_bytes(t);
}

size_t ct_checkpoint_save(const ct_trainer *t, uint8_t *out, size_t capacity) {
  char header[CT_CHECKPOINT_HEADER_MAX];
  size_t length = write_header(t, header);
  if (capacity < 8 + length + data_bytes(t)) return 0;
  for (int i = 0; i < 8; i++) out[i] = (uint8_t)((uint64_t)length >> (8 * i));
  memcpy(out + 8, header, length);
  uint8_t *at = out + 8 + length;
  listing l;
  list_entries(&l, t);
  for (int i = 0; i < l.count; i++) {
    memcpy(at, l.at[i].values, 4 * (size_t)l.at[i].count);
    at += 4 * (size_t)l.at[i].count;
  }
  return (size_t)(at - out);
}

/* What the header of a file says, as far as a load needs it. */
typedef struct found {
  int64_t step, optimizer_step;
  int our_format;
  uint64_t begin[ENTRIES_MAX];
  int seen[ENTRIES_MAX];
} found;

static ct_status refuse(ct_text *why, ct_status status, const char *a, const char *b) {
  ct_text_add(why, "checkpoint: ");
  ct_text_add(why, a);
  ct_text_add(why, b);
  return status;
}

/* A whole number in quotes; -1 when it is anything else. */
static int64_t whole_of(ct_slice s) {
  ct_json j;
  ct_json_init(&j, s.at, s.length);
  uint64_t value = ct_json_whole(&j);
  return ct_json_done(&j) ? (int64_t)value : -1;
}

/* Whether `key` is what the parameter is called, or was when the file was saved. */
static int names_param(ct_slice key, int p) {
  const char *former = ct_param_former(p);
  return ct_slice_is(key, ct_param_name(p)) || (former && ct_slice_is(key, former));
}

static ct_status read_metadata(ct_json *j, const ct_trainer *t, found *f, ct_text *why) {
  ct_json_need(j, '{');
  if (ct_json_take(j, '}')) return CT_OK;
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    ct_slice value = ct_json_string(j);
    if (j->failed) return CT_OK; /* the caller sees it */
    if (ct_slice_is(key, "format")) f->our_format = ct_slice_is(value, "contrastive-lab 1");
    if (ct_slice_is(key, "step")) f->step = whole_of(value);
    if (ct_slice_is(key, "optimizer_step")) f->optimizer_step = whole_of(value);
    for (int p = 0; p < CT_PARAM_COUNT; p++)
      if (!ct_param_live(p) && names_param(key, p) &&
          whole_of(value) != (int64_t)ct_config_get(&t->config, p))
        return refuse(why, CT_E_CONFIG, ct_param_name(p), " is not the same as in this session");
  } while (ct_json_take(j, ','));
  ct_json_need(j, '}');
  return CT_OK;
}

/* One tensor's {"dtype", "shape", "data_offsets"} in any order, against what it must be. */
static ct_status read_tensor(ct_json *j, const entry *e, uint64_t *begin, size_t available,
                             ct_text *why) {
  int dtype = 0, shape = 0, offsets = 0;
  ct_json_need(j, '{');
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    if (ct_slice_is(key, "dtype")) {
      dtype = ct_slice_is(ct_json_string(j), "F32");
    } else if (ct_slice_is(key, "shape")) {
      shape = 1;
      ct_json_need(j, '[');
      for (int d = 0; d < e->rank; d++) {
        if (d) ct_json_need(j, ',');
        if (ct_json_whole(j) != (uint64_t)e->shape[d]) shape = 0;
      }
      if (!ct_json_take(j, ']')) shape = 0;
      if (!shape) break; /* what follows cannot be read on, and need not be */
    } else if (ct_slice_is(key, "data_offsets")) {
      ct_json_need(j, '[');
      *begin = ct_json_whole(j);
      ct_json_need(j, ',');
      uint64_t end = ct_json_whole(j);
      ct_json_need(j, ']');
      offsets = end <= available && end >= *begin && end - *begin == 4 * (uint64_t)e->count;
    } else {
      j->failed = 1;
    }
  } while (!j->failed && ct_json_take(j, ','));
  if (!j->failed && dtype && shape && offsets && ct_json_take(j, '}')) return CT_OK;
  return refuse(why, CT_E_FORMAT, "type, shape or place do not fit in tensor ", e->name);
}

static ct_status read_header(ct_json *j, const ct_trainer *t, const listing *l, size_t available,
                             found *f, ct_text *why) {
  ct_json_need(j, '{');
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    if (j->failed) break;
    ct_status status = CT_E_FORMAT;
    if (ct_slice_is(key, "__metadata__")) {
      status = read_metadata(j, t, f, why);
    } else {
      int i = 0;
      while (i < l->count && !is_named(key, &l->at[i])) i++;
      if (i == l->count || f->seen[i]) return refuse(why, CT_E_FORMAT, "unknown or repeated tensor", "");
      f->seen[i] = 1;
      status = read_tensor(j, &l->at[i], &f->begin[i], available, why);
    }
    if (status) return status;
  } while (ct_json_take(j, ','));
  ct_json_need(j, '}');
  if (!ct_json_done(j)) return refuse(why, CT_E_FORMAT, "the header is not valid JSON", "");
  if (!f->our_format) return refuse(why, CT_E_FORMAT, "not made by this lab", "");
  int64_t most = INT32_MAX / 2; /* and room to go on from there */
  if (f->step < 0 || f->step > most || f->optimizer_step < 0 || f->optimizer_step > most)
    return refuse(why, CT_E_FORMAT, "the step count is missing or impossible", "");
  for (int i = 0; i < l->count; i++)
    if (!f->seen[i]) return refuse(why, CT_E_FORMAT, "missing tensor ", l->at[i].name);
  return CT_OK;
}

static int ends_in(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n >= m && strcmp(name + n - m, end) == 0;
}

typedef struct range { float least, most; } range;

/* What a run leaves of an optimiser's moments, of batch norm's variances and of a temperature, with
 * room to spare. From other numbers the next update would not be finite. */
static range range_of(const entry *e) {
  const float largest = 0x1.fffffep127f, moment = 1e20f, square = 1e36f;
  if (ends_in(e->name, ".first")) return (range){-moment, moment};
  if (ends_in(e->name, ".second")) return (range){0, square};
  if (ends_in(e->name, ".running_var")) return (range){0, largest};
  if (strcmp(e->name, "logit_scale") == 0)
    return (range){-ct_logf(CT_TEMPERATURE_MOST), -ct_logf(CT_TEMPERATURE_LEAST)};
  return (range){-largest, largest};
}

static int in_range(const uint8_t *at, int count, range r) {
  for (int i = 0; i < count; i++) {
    float x;
    memcpy(&x, at + 4 * (size_t)i, 4);
    if (!(x >= r.least && x <= r.most)) return 0; /* NaN is not */
  }
  return 1;
}

ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why) {
  uint64_t length = 0;
  if (size < 8) return refuse(why, CT_E_FORMAT, "shorter than its own header", "");
  for (int i = 0; i < 8; i++) length |= (uint64_t)bytes[i] << (8 * i);
  if (length > CT_CHECKPOINT_HEADER_MAX || length > size - 8)
    return refuse(why, CT_E_FORMAT, "the header's length is not possible", "");
  const uint8_t *data = bytes + 8 + length;
  size_t available = size - 8 - (size_t)length;
  if (available != data_bytes(t))
    return refuse(why, CT_E_FORMAT, "truncated, or of a session of another size", "");

  listing l;
  list_entries(&l, t);
  found f = {.step = -1, .optimizer_step = -1};
  ct_json j;
  ct_json_init(&j, (const char *)bytes + 8, (size_t)length);
  ct_status status = read_header(&j, t, &l, available, &f, why);
  if (status) return status;
  for (int i = 0; i < l.count; i++)
    if (!in_range(data + f.begin[i], l.at[i].count, range_of(&l.at[i])))
      return refuse(why, CT_E_NONFINITE, "a value that no run leaves in tensor ", l.at[i].name);

  for (int i = 0; i < l.count; i++)
    memcpy(l.at[i].values, data + f.begin[i], 4 * (size_t)l.at[i].count);
  t->step = (long)f.step;
  t->optim.step = t->predictor_optim.step = t->prototypes_optim.step =
      t->temperature.optim.step = (long)f.optimizer_step;
  t->loss = __builtin_nan(""); /* of a batch of another run */
  t->has_partners = 0;
  t->next = CT_PHASE_AUGMENT;
  return CT_OK;
}
