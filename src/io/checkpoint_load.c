/* Reads checkpoints: first what the run was, then its tensors, and only then changes anything. */
#include <string.h>
#include "base/elementary.h"
#include "io/checkpoint.h"
#include "io/entries.h"
#include "io/json.h"
#include "train/check.h"

#define NAME_MOST 60  /* characters of a name that a message repeats */
#define STEP_MOST (INT32_MAX / 2) /* and room to go on from there */
#define RANK_MOST 8

static ct_status refuse(ct_text *why, const char *a, const char *b) {
  ct_text_add(why, a);
  ct_text_add(why, b);
  return CT_E_FORMAT;
}

/* A name of the file's own, as far as it can be shown. */
static void add_slice(ct_text *out, ct_slice s) {
  for (size_t i = 0; i < s.length && i < NAME_MOST; i++) {
    char c[2] = {s.at[i], 0};
    ct_text_add(out, c[0] > ' ' && c[0] < 0x7F ? c : "?");
  }
}

/* ---- the metadata */

/* The header's place among the bytes. */
static ct_status find_header(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why) {
  uint64_t length = 0;
  if (size < 8) return refuse(why, "the file is shorter than the length of its header", "");
  for (int i = 0; i < 8; i++) length |= (uint64_t)bytes[i] << (8 * i);
  if (length > CT_CHECKPOINT_HEADER_MAX)
    return refuse(why, "the file's header has a length that no checkpoint's has", "");
  if (length > size - 8) return refuse(why, "the file ends within its header", "");
  s->header = (const char *)bytes + 8;
  s->length = (size_t)length;
  return CT_OK;
}

/* A whole number in quotes; -1 when it is anything else. */
static int64_t whole_of(ct_slice s) {
  ct_json j;
  ct_json_init(&j, s.at, s.length);
  uint64_t value = ct_json_whole(&j);
  return ct_json_done(&j) ? (int64_t)value : -1;
}

/* Every key and value of the metadata, handed to `take` until it refuses one. */
typedef ct_status (*taker)(ct_saved *s, ct_slice key, ct_slice value, ct_text *why);

static ct_status each_pair(ct_json *j, ct_saved *s, taker take, ct_text *why) {
  ct_json_need(j, '{');
  if (ct_json_take(j, '}')) return CT_OK;
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    ct_slice value = ct_json_string(j);
    if (j->failed) return CT_OK; /* the caller sees it */
    ct_status status = take(s, key, value, why);
    if (status) return status;
  } while (ct_json_take(j, ','));
  ct_json_need(j, '}');
  return CT_OK;
}

/* Negative until the format is known: then nothing else of the file means anything to us. */
static ct_status take_format(ct_saved *s, ct_slice key, ct_slice value, ct_text *why) {
  (void)why;
  if (!ct_slice_is(key, "format")) return CT_OK;
  int ours = ct_slice_is(value, "contrastive-lab 1") || ct_slice_is(value, "contrastive-lab 2");
  s->step = ours ? 0 : -1;
  return CT_OK;
}

/* Whether `key` is what the parameter is called, or was when the file was saved. */
static int names_param(ct_slice key, int p) {
  const char *former = ct_param_former(p);
  return ct_slice_is(key, ct_param_name(p)) || (former && ct_slice_is(key, former));
}

static ct_status take_setting(ct_saved *s, ct_slice key, ct_slice value, ct_text *why) {
  if (ct_slice_is(key, "format")) return CT_OK;
  int64_t *count = ct_slice_is(key, "step") ? &s->step
                   : ct_slice_is(key, "optimizer_step") ? &s->optimizer_step : NULL;
  if (count) {
    int64_t whole = whole_of(value);
    if (*count >= 0) return refuse(why, "the file counts its steps twice", "");
    if (whole < 0 || whole > STEP_MOST)
      return refuse(why, "the file's count of steps is not possible", "");
    *count = whole;
    return CT_OK;
  }
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    if (!names_param(key, p)) continue;
    if (s->named[p]++) return refuse(why, ct_param_name(p), ": the file says it twice");
    return ct_config_read(&s->config, p, value.at, value.length, why);
  }
  add_slice(why, key);
  return refuse(why, ": this version knows no such setting", "");
}

/* Walks the whole header, so that its text is known to be valid; *meta then stands at the metadata. */
static ct_status find_metadata(const ct_saved *s, ct_json *meta, ct_text *why) {
  ct_json j;
  int found = 0;
  ct_json_init(&j, s->header, s->length);
  ct_json_need(&j, '{');
  do {
    ct_slice key = ct_json_string(&j);
    ct_json_need(&j, ':');
    if (ct_slice_is(key, "__metadata__")) {
      *meta = j;
      found++;
    }
    ct_json_skip(&j);
  } while (ct_json_take(&j, ','));
  ct_json_need(&j, '}');
  if (!ct_json_done(&j)) return refuse(why, "the file's header is not valid JSON", "");
  if (found != 1) return refuse(why, "the file was not made by this lab", "");
  return CT_OK;
}

ct_status ct_checkpoint_settings(ct_saved *s, const uint8_t *bytes, size_t size, ct_text *why) {
  ct_json meta, again;
  ct_status status = find_header(s, bytes, size, why);
  if (!status) status = find_metadata(s, &meta, why);
  if (status) return status;
  again = meta;
  s->step = -1;
  each_pair(&again, s, take_format, why);
  if (again.failed || s->step < 0) return refuse(why, "the file was not made by this lab", "");
  s->step = s->optimizer_step = -1;
  ct_config_defaults(&s->config);
  memset(s->named, 0, sizeof s->named);
  status = each_pair(&meta, s, take_setting, why);
  if (status) return status;
  if (s->step < 0 || s->optimizer_step < 0)
    return refuse(why, "the file does not say how many steps were done", "");
  return ct_config_check(&s->config, why);
}

/* Names every parameter that would need another session, with both values. */
static ct_status compare(const ct_config *saved, const ct_config *here, ct_text *why) {
  int differ = 0;
  for (int p = 0; p < CT_PARAM_COUNT; p++) {
    if (ct_param_live(p) || ct_config_get(saved, p) == ct_config_get(here, p)) continue;
    ct_text_add(why, differ++ ? "; " : "");
    ct_text_add(why, ct_param_name(p));
    ct_text_add(why, ": ");
    ct_config_say(saved, p, why);
    ct_text_add(why, " in the file, ");
    ct_config_say(here, p, why);
    ct_text_add(why, " here");
  }
  return differ ? CT_E_CONFIG : CT_OK;
}

/* ---- the tensors */

/* Where in the data each of our tensors is; end is 0 until it was found. */
typedef struct places { uint64_t begin[CT_ENTRIES_MAX], end[CT_ENTRIES_MAX]; } places;

static ct_status refuse_tensor(ct_text *why, const ct_entry *e, const char *words) {
  ct_text_add(why, "tensor ");
  ct_text_add(why, e->before);
  return refuse(why, e->name, words);
}

/* Whether `key` is the entry's whole name. */
static int is_named(ct_slice key, const ct_entry *e) {
  size_t length = strlen(e->before);
  if (key.length < length || memcmp(key.at, e->before, length) != 0) return 0;
  return ct_slice_is((ct_slice){key.at + length, key.length - length}, e->name);
}

/* Numbers of an array, at most `most`; returns how many. */
static int read_array(ct_json *j, uint64_t *out, int most) {
  int n = 0;
  ct_json_need(j, '[');
  if (ct_json_take(j, ']')) return 0;
  do {
    if (n == most) j->failed = 1;
    else out[n++] = ct_json_whole(j);
  } while (ct_json_take(j, ','));
  ct_json_need(j, ']');
  return n;
}

static ct_status check_shape(const ct_entry *e, const uint64_t *shape, int rank, ct_text *why) {
  int fits = rank == e->rank;
  for (int d = 0; fits && d < rank; d++) fits = shape[d] == (uint64_t)e->shape[d];
  if (fits) return CT_OK;
  refuse_tensor(why, e, ": ");
  for (int d = 0; d < rank; d++) {
    ct_text_add(why, d ? " x " : "");
    ct_text_int(why, (int64_t)shape[d]);
  }
  ct_text_add(why, rank ? " in the file, " : "a single number in the file, ");
  for (int d = 0; d < e->rank; d++) {
    ct_text_add(why, d ? " x " : "");
    ct_text_int(why, e->shape[d]);
  }
  return refuse(why, " here", "");
}

/* One tensor's {"dtype", "shape", "data_offsets"} in any order, against what it must be. */
static ct_status read_tensor(ct_json *j, const ct_entry *e, uint64_t *begin, uint64_t *end,
                             ct_text *why) {
  uint64_t shape[RANK_MOST], offsets[2];
  int is_float = 0, rank = -1, ends = 0;
  ct_json_need(j, '{');
  do {
    ct_slice key = ct_json_string(j);
    ct_json_need(j, ':');
    if (ct_slice_is(key, "dtype")) is_float = ct_slice_is(ct_json_string(j), "F32");
    else if (ct_slice_is(key, "shape")) rank = read_array(j, shape, RANK_MOST);
    else if (ct_slice_is(key, "data_offsets")) ends = read_array(j, offsets, 2);
    else j->failed = 1;
  } while (ct_json_take(j, ','));
  ct_json_need(j, '}');
  if (j->failed || rank < 0 || ends != 2)
    return refuse_tensor(why, e, ": the header does not give its type, shape and place");
  if (!is_float) return refuse_tensor(why, e, ": its numbers are of another type than F32");
  ct_status status = check_shape(e, shape, rank, why);
  if (status) return status;
  if (offsets[1] < offsets[0] || offsets[1] - offsets[0] != 4 * (uint64_t)e->count)
    return refuse_tensor(why, e, ": its place has another size than its shape");
  *begin = offsets[0];
  *end = offsets[1];
  return CT_OK;
}

static ct_status read_tensors(const ct_saved *s, const ct_entries *l, places *at, ct_text *why) {
  ct_json j;
  ct_json_init(&j, s->header, s->length);
  ct_json_need(&j, '{');
  do {
    ct_slice key = ct_json_string(&j);
    ct_json_need(&j, ':');
    if (ct_slice_is(key, "__metadata__")) {
      ct_json_skip(&j);
      continue;
    }
    int i = 0;
    while (i < l->count && !is_named(key, &l->at[i])) i++;
    if (i == l->count || at->end[i]) {
      ct_text_add(why, i == l->count ? "this run has no tensor " : "the file has two tensors ");
      add_slice(why, key);
      return CT_E_FORMAT;
    }
    ct_status status = read_tensor(&j, &l->at[i], &at->begin[i], &at->end[i], why);
    if (status) return status;
  } while (ct_json_take(&j, ','));
  for (int i = 0; i < l->count; i++)
    if (!at->end[i]) return refuse_tensor(why, &l->at[i], " is missing from the file");
  return CT_OK;
}

static ct_status refuse_size(ct_text *why, size_t has, size_t needs) {
  ct_text_add(why, has < needs ? "the file is cut short: " : "the file goes on after its tensors: ");
  ct_text_int(why, (int64_t)has);
  ct_text_add(why, " bytes of numbers where ");
  ct_text_int(why, (int64_t)needs);
  return refuse(why, " belong", "");
}

/* The tensors lie one after the other, in whatever order, from the first byte to the last. */
static ct_status check_tiling(const ct_entries *l, const places *at, size_t bytes, ct_text *why) {
  uint64_t reached = 0;
  if (bytes != ct_entries_bytes(l)) return refuse_size(why, bytes, ct_entries_bytes(l));
  for (int n = 0; n < l->count; n++) {
    int i = 0;
    while (i < l->count && at->begin[i] != reached) i++;
    if (i == l->count) return refuse(why, "the file's tensors overlap or leave a gap", "");
    reached = at->end[i];
  }
  return CT_OK;
}

/* ---- the values */

static int ends_in(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n >= m && strcmp(name + n - m, end) == 0;
}

typedef struct range { float least, most; } range;

/* What a run leaves of an optimiser's moments, of batch norm's variances and of a temperature, with
 * room to spare. From other numbers the next update would not be finite. */
static range range_of(const ct_entry *e) {
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

static ct_status check_values(const ct_entries *l, const places *at, const uint8_t *data,
                              ct_text *why) {
  for (int i = 0; i < l->count; i++)
    if (!in_range(data + at->begin[i], l->at[i].count, range_of(&l->at[i]))) {
      refuse_tensor(why, &l->at[i], " holds a value that no run leaves");
      return CT_E_NONFINITE;
    }
  return CT_OK;
}

ct_status ct_checkpoint_load(ct_trainer *t, const uint8_t *bytes, size_t size, ct_text *why) {
  ct_saved s;
  ct_entries l;
  places at = {0};
  ct_status status = ct_checkpoint_settings(&s, bytes, size, why);
  if (!status) status = compare(&s.config, &t->config, why);
  if (status) return status;
  const uint8_t *data = (const uint8_t *)s.header + s.length;
  ct_entries_list(&l, t);
  status = read_tensors(&s, &l, &at, why);
  if (!status) status = check_tiling(&l, &at, size - 8 - s.length, why);
  if (!status) status = check_values(&l, &at, data, why);
  if (status) return status;
  for (int i = 0; i < l.count; i++)
    memcpy(l.at[i].values, data + at.begin[i], 4 * (size_t)l.at[i].count);
  ct_trainer_resume(t, &s.config, (long)s.step, (long)s.optimizer_step);
  return CT_OK;
}
