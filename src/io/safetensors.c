#include "io/safetensors.h"

#include <string.h>

#define NAME_MOST 60  /* characters of a name that a message repeats */
#define RANK_MOST 8

ct_status ct_refuse_file(ct_text *why, const char *a, const char *b) {
  ct_text_add(why, a);
  ct_text_add(why, b);
  return CT_E_FORMAT;
}

void ct_text_slice(ct_text *out, ct_slice s) {
  for (size_t i = 0; i < s.length && i < NAME_MOST; i++) {
    char c[2] = {s.at[i], 0};
    ct_text_add(out, c[0] > ' ' && c[0] < 0x7F ? c : "?");
  }
}

/* ---- writing */

size_t ct_tensors_bytes(const ct_entries *l) {
  size_t floats = 0;
  for (int i = 0; i < l->count; i++) floats += (size_t)l->at[i].count;
  return sizeof(float) * floats;
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

void ct_tensors_describe(ct_text *h, const ct_entries *l) {
  int64_t offset = 0;
  for (int i = 0; i < l->count; i++) {
    add_tensor(h, &l->at[i], offset);
    offset += 4 * (int64_t)l->at[i].count;
  }
  ct_text_add(h, "}");
  while (h->length % 8 && !h->full) ct_text_add(h, " ");
}

size_t ct_tensors_write(const ct_entries *l, uint8_t *out) {
  uint8_t *at = out;
  for (int i = 0; i < l->count; i++) {
    memcpy(at, l->at[i].values, 4 * (size_t)l->at[i].count);
    at += 4 * (size_t)l->at[i].count;
  }
  return (size_t)(at - out);
}

/* ---- reading: the header first, then the numbers; only then is anything changed */

/* The offsets in the data where each of our tensors begins and ends; end is 0 until it is
 * found. */
typedef struct places { uint64_t begin[CT_ENTRIES_MAX], end[CT_ENTRIES_MAX]; } places;

static ct_status refuse_tensor(ct_text *why, const ct_entry *e, const char *words) {
  ct_text_add(why, "the weights ");
  ct_text_add(why, e->before);
  return ct_refuse_file(why, e->name, words);
}

/* Whether `key` is the entry's whole name. */
static int is_named(ct_slice key, const ct_entry *e) {
  size_t length = strlen(e->before);
  if (key.length < length || memcmp(key.at, e->before, length) != 0) return 0;
  return ct_slice_is((ct_slice){key.at + length, key.length - length}, e->name);
}

/* Reads the numbers of an array, at most `most`; returns how many there are. */
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
  ct_text_add(why, rank ? " in the file but " : "a single number in the file but ");
  for (int d = 0; d < e->rank; d++) {
    ct_text_add(why, d ? " x " : "");
    ct_text_int(why, e->shape[d]);
  }
  return ct_refuse_file(why, " here", "");
}

/* Reads one tensor's {"dtype", "shape", "data_offsets"}, in any order, and compares them with
 * those of e. */
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
    return refuse_tensor(why, e, ": the header lacks their type, shape or place");
  if (!is_float) return refuse_tensor(why, e, ": the numbers are of another type than F32");
  ct_status status = check_shape(e, shape, rank, why);
  if (status) return status;
  if (offsets[1] < offsets[0] || offsets[1] - offsets[0] != 4 * (uint64_t)e->count)
    return refuse_tensor(why, e, ": their place has another size than their shape");
  *begin = offsets[0];
  *end = offsets[1];
  return CT_OK;
}

static ct_status read_header(const ct_entries *l, places *at, const char *header, size_t length,
                             ct_text *why) {
  ct_json j;
  ct_json_init(&j, header, length);
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
      ct_text_add(why, i == l->count ? "this lab has no weights " : "the file holds twice ");
      ct_text_slice(why, key);
      return CT_E_FORMAT;
    }
    ct_status status = read_tensor(&j, &l->at[i], &at->begin[i], &at->end[i], why);
    if (status) return status;
  } while (ct_json_take(&j, ','));
  for (int i = 0; i < l->count; i++)
    if (!at->end[i]) return refuse_tensor(why, &l->at[i], " are missing from the file");
  return CT_OK;
}

static ct_status refuse_size(ct_text *why, size_t has, size_t needs) {
  ct_text_add(why, has < needs ? "the file is cut short: " : "the file is too long: ");
  ct_text_int(why, (int64_t)has);
  ct_text_add(why, " bytes of numbers where ");
  ct_text_int(why, (int64_t)needs);
  return ct_refuse_file(why, " belong", "");
}

/* Checks that the tensors, in any order, fill the data from the first byte to the last without
 * gaps or overlaps. */
static ct_status check_tiling(const ct_entries *l, const places *at, size_t bytes, ct_text *why) {
  uint64_t reached = 0;
  if (bytes != ct_tensors_bytes(l)) return refuse_size(why, bytes, ct_tensors_bytes(l));
  for (int n = 0; n < l->count; n++) {
    int i = 0;
    while (i < l->count && at->begin[i] != reached) i++;
    if (i == l->count) return ct_refuse_file(why, "the weights in the file overlap or leave a gap", "");
    reached = at->end[i];
  }
  return CT_OK;
}

static int in_range(const uint8_t *at, int count, ct_range r) {
  for (int i = 0; i < count; i++) {
    float x;
    memcpy(&x, at + 4 * (size_t)i, 4);
    if (!(x >= r.least && x <= r.most)) return 0; /* NaN is not in range */
  }
  return 1;
}

static ct_status check_values(const ct_entries *l, const places *at, const uint8_t *data,
                              ct_range (*range_of)(const ct_entry *), ct_text *why) {
  for (int i = 0; i < l->count; i++)
    if (!in_range(data + at->begin[i], l->at[i].count, range_of(&l->at[i]))) {
      refuse_tensor(why, &l->at[i], " hold a value that training cannot produce");
      return CT_E_NONFINITE;
    }
  return CT_OK;
}

ct_status ct_tensors_read(const ct_entries *l, const char *header, size_t length,
                          const uint8_t *data, size_t size, ct_range (*range_of)(const ct_entry *),
                          ct_text *why) {
  places at = {0};
  ct_status status = read_header(l, &at, header, length, why);
  if (!status) status = check_tiling(l, &at, size, why);
  if (!status) status = check_values(l, &at, data, range_of, why);
  if (status) return status;
  for (int i = 0; i < l->count; i++)
    memcpy(l->at[i].values, data + at.begin[i], 4 * (size_t)l->at[i].count);
  return CT_OK;
}
