#include "data/track.h"

#include <string.h>
#include "base/assert.h"
#include "base/utf8.h"

enum { PLAIN, PALETTES }; /* encodings */

#define RENDITIONS_MAX 16

/* For each kind of track, the meaning of the three numbers of its shape and the largest value of
 * each; the least is 1. */
typedef struct kind_row {
  int ragged, unit; /* unit: bytes of one number (dense) or one unit (ragged) */
  struct { const char *what; uint32_t most; } shape[3];
} kind_row;

#define ONE(which) {"the " which " number of its shape", 1}

static const kind_row kinds[CT_TRACK_COUNT] = {
  [CT_TRACK_PIXELS] = {0, 1, {{"its number of channels", 3}, {"its height", 256},
                              {"its width", 256}}},
  [CT_TRACK_VECTOR] = {0, 1, {{"its length", 65536}, ONE("second"), ONE("third")}},
  [CT_TRACK_TOKENS] = {1, 2, {{"its vocabulary", 65536}, {"its largest number of ids", 65536},
                              ONE("third")}},
  [CT_TRACK_FRAMES] = {0, 1, {{"its number of steps in time", 1024}, {"its number of bands", 256},
                              ONE("third")}},
  [CT_TRACK_TEXT] = {1, 1, {{"its largest number of bytes", 65536}, ONE("second"), ONE("third")}},
};

const char *ct_track_name(ct_track_kind kind) {
  static const char *const names[CT_TRACK_COUNT] = {
#define X(code, name, help) [code] = name,
    CT_TRACK_LIST(X)
#undef X
  };
  return names[kind];
}

/* ---- the header */

static ct_status check_shape(ct_track_kind kind, const uint32_t *shape, ct_text *why) {
  for (int i = 0; i < 3; i++) {
    uint32_t most = kinds[kind].shape[i].most;
    ct_status status = ct_check_range(shape[i], 1, most, kinds[kind].shape[i].what, why);
    if (status) return status;
  }
  if (kind != CT_TRACK_PIXELS || shape[0] != 2) return CT_OK;
  return CT_REFUSE(why, "its number of channels is #, neither # (grey) nor # (colour)", 2, 1, 3);
}

static ct_status check_encoding(uint32_t encoding, ct_track_kind kind, const uint32_t *shape,
                                ct_text *why) {
  ct_status status = ct_check_range(encoding, PLAIN, PALETTES, "its encoding", why);
  if (status || encoding == PLAIN || (kind == CT_TRACK_PIXELS && shape[0] == 3)) return status;
  return CT_REFUSE(why, "its encoding is palettes, which only pixels of # channels can have", 3);
}

static int count_of(const ct_track *t) { return t->concepts * t->renditions; }

/* Bytes of a track are 64-bit numbers on every machine: the header's ranges allow up to 4.2e12. */
static uint64_t starts_bytes(const ct_track *t) { return 4 * ((uint64_t)count_of(t) + 1); }

static ct_status check_bytes(const ct_track *t, uint32_t bytes, ct_text *why) {
  const kind_row *k = &kinds[t->kind];
  uint64_t least = k->ragged ? starts_bytes(t) : (uint64_t)count_of(t) * (uint64_t)t->size;
  if (k->ragged ? bytes >= least && (bytes - least) % (uint64_t)k->unit == 0 : bytes == least)
    return CT_OK;
  if (k->ragged && bytes >= least)
    return CT_REFUSE(why, "its block has # bytes, which is no whole number of ids", bytes);
  const char *words = k->ragged
      ? "its block has # bytes, and where # concepts' # renditions begin takes # alone"
      : "its block has # bytes, and # concepts' # renditions take #";
  return CT_REFUSE(why, words, bytes, t->concepts, t->renditions, (int64_t)least);
}

ct_status ct_track_read(ct_track *t, const uint8_t *header, int concepts, ct_text *why) {
  uint32_t kind = ct_u32_at(header), renditions = ct_u32_at(header + 8);
  uint32_t mean = ct_u32_at(header + 24), shape[3];
  ct_status status = ct_check_range(kind, 0, CT_TRACK_COUNT - 1, "its kind", why);
  if (status) return status;
  const kind_row *k = &kinds[kind];
  for (int i = 0; i < 3; i++) shape[i] = ct_u32_at(header + 12 + 4 * i);
  status = check_shape((ct_track_kind)kind, shape, why);
  if (!status) status = check_encoding(ct_u32_at(header + 4), (ct_track_kind)kind, shape, why);
  if (!status)
    status = ct_check_range(renditions, 1, RENDITIONS_MAX, "its number of renditions", why);
  if (!status)
    status = ct_check_range(mean, 0, k->ragged ? 0 : 1000, "its mean, in thousandths,", why);
  if (status) return status;
  *t = (ct_track){.kind = (ct_track_kind)kind, .concepts = concepts, .renditions = (int)renditions,
                  .mean = (float)mean / 1000};
  for (int i = 0; i < 3; i++) t->shape[i] = (int)shape[i];
  t->size = !k->ragged ? t->shape[0] * t->shape[1] * t->shape[2]
                       : t->shape[kind == CT_TRACK_TOKENS];
  return check_bytes(t, ct_track_bytes(header), why);
}

/* ---- the block */

static uint32_t start_of(const ct_track *t, int i) {
  return ct_u32_at(t->starts + 4 * (size_t)i);
}

static ct_status refuse_item(const ct_track *t, int i, const char *words, int64_t a, int64_t b,
                             ct_text *why) {
  CT_REFUSE(why, "rendition # of concept # ", i % t->renditions, i / t->renditions);
  return CT_REFUSE(why, words, a, b);
}

static ct_status check_starts(const ct_track *t, uint32_t units, ct_text *why) {
  int n = count_of(t);
  if (start_of(t, 0) != 0)
    return CT_REFUSE(why, "its first rendition begins at #, not at 0", start_of(t, 0));
  for (int i = 0; i < n; i++) {
    uint32_t from = start_of(t, i), to = start_of(t, i + 1);
    if (to < from)
      return refuse_item(t, i, "begins at # and ends at #, before that", from, to, why);
    if (to - from > (uint32_t)t->size)
      return refuse_item(t, i, "has # units, more than the # that its track says", to - from,
                         t->size, why);
  }
  if (start_of(t, n) == units) return CT_OK;
  return CT_REFUSE(why, "its last rendition ends at #, and its block holds # units", start_of(t, n),
                   units);
}

static ct_status check_units(const ct_track *t, int i, const uint8_t *values, int length,
                             ct_text *why) {
  if (t->kind == CT_TRACK_TEXT) {
    size_t valid = ct_utf8_valid(values, (size_t)length);
    if (valid == (size_t)length) return CT_OK;
    return refuse_item(t, i, "is not UTF-8 from its byte # of # on", (int64_t)valid, length, why);
  }
  for (int k = 0; k < length; k++)
    if (ct_track_token(values, k) >= t->shape[0])
      return refuse_item(t, i, "has the id #, and its vocabulary has #", ct_track_token(values, k),
                         t->shape[0], why);
  return CT_OK;
}

ct_status ct_track_open(ct_track *t, const uint8_t *header, uint8_t *block, ct_text *why) {
  const kind_row *k = &kinds[t->kind];
  t->values = block;
  if (!k->ragged) return CT_OK;
  size_t before = (size_t)starts_bytes(t);
  t->starts = block;
  t->values = block + before;
  uint32_t units = (uint32_t)((ct_track_bytes(header) - before) / (size_t)k->unit);
  ct_status status = check_starts(t, units, why);
  for (int i = 0; i < count_of(t) && !status; i++) {
    int concept = i / t->renditions, rendition = i % t->renditions;
    status = check_units(t, i, ct_track_values(t, concept, rendition),
                         ct_track_length(t, concept, rendition), why);
  }
  return status;
}

/* Turns indices and colours into three planes of n pixels, in place. */
static void decode_palette(uint8_t *picture, int n) {
  uint8_t colours[256][3] = {{0}};
  int room = 2 * n / 3;
  memcpy(colours, picture + n, 3 * (size_t)(room < 256 ? room : 256));
  for (int i = 0; i < n; i++) {
    const uint8_t *colour = colours[picture[i]];
    for (int c = 0; c < 3; c++) picture[c * n + i] = colour[c];
  }
}

void ct_track_decode(ct_track *t, const uint8_t *header) {
  if (ct_u32_at(header + 4) != PALETTES) return;
  uint8_t *at = t->values;
  for (int i = 0; i < count_of(t); i++, at += t->size)
    decode_palette(at, t->shape[1] * t->shape[2]);
}

/* ---- a rendition */

static int place_of(const ct_track *t, int concept, int rendition) {
  CT_ASSERT(concept >= 0 && concept < t->concepts && rendition >= 0 && rendition < t->renditions);
  return concept * t->renditions + rendition;
}

int ct_track_length(const ct_track *t, int concept, int rendition) {
  int i = place_of(t, concept, rendition);
  return t->starts ? (int)(start_of(t, i + 1) - start_of(t, i)) : t->size;
}

const uint8_t *ct_track_values(const ct_track *t, int concept, int rendition) {
  size_t i = (size_t)place_of(t, concept, rendition);
  return t->starts ? t->values + (size_t)kinds[t->kind].unit * start_of(t, (int)i)
                   : t->values + i * (size_t)t->size;
}
