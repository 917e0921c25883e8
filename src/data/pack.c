#include "data/pack.h"

#include <string.h>
#include "base/assert.h"

#define MAGIC "CTPK"
#define MAGIC_BYTES 4
#define VERSION 3
#define CONCEPTS_MAX 1000000
#define CLASSES_MAX 65536

/* One part of a dataset being read: its headers, the text that says what is wrong with it, and its
 * contents so far. */
typedef struct reader {
  const uint8_t *bytes;
  ct_text *why;
  ct_pack pack;
} reader;

/* A dataset being read: its first part, and the second where there is one. */
typedef struct parts {
  reader first, second;
  int count;
  ct_text *why, own; /* own: takes the words where the caller gave no text */
  char unread[1];
} parts;

static void begin(parts *p, const uint8_t *bytes, ct_text *why) {
  memset(p, 0, sizeof *p);
  ct_text_init(&p->own, p->unread, sizeof p->unread);
  p->why = why ? why : &p->own;
  p->first.bytes = bytes;
  p->first.why = p->second.why = p->why;
  p->count = 1;
}

static const uint8_t *track_header(const reader *r, int k) {
  return r->bytes + CT_PACK_HEADER + CT_TRACK_HEADER * k;
}

static uint64_t label_bytes(const ct_pack *p) {
  return 2 * (uint64_t)p->labels * (uint64_t)p->concepts;
}

static uint64_t listed_bytes(const ct_pack *p) {
  return p->split == CT_SPLIT_LISTED ? (uint64_t)p->concepts : 0;
}

/* ---- the headers */

static ct_status check_counts(reader *r) {
  uint32_t n = ct_u32_at(r->bytes + 8), tracks = ct_u32_at(r->bytes + 12);
  uint32_t labels = ct_u32_at(r->bytes + 16), version = ct_u32_at(r->bytes + 4);
  ct_status status = ct_check_range(version, VERSION, VERSION, "its version", r->why);
  if (!status) status = ct_check_range(n, 1, CONCEPTS_MAX, "its number of concepts", r->why);
  if (!status)
    status = ct_check_range(tracks, 1, CT_PACK_TRACKS_MAX, "its number of tracks", r->why);
  if (!status)
    status = ct_check_range(labels, 0, CT_PACK_LABELS_MAX, "its number of kinds of label", r->why);
  if (status) return status;
  r->pack.concepts = (int)n;
  r->pack.track_count = (int)tracks;
  r->pack.labels = (int)labels;
  return CT_OK;
}

static ct_status check_classes(reader *r) {
  for (int k = 0; k < CT_PACK_LABELS_MAX; k++) {
    uint32_t classes = ct_u32_at(r->bytes + 20 + 4 * k), used = k < r->pack.labels;
    const char *what = used ? "its number of classes"
                            : "its number of classes for a missing kind of label";
    ct_status status = ct_check_range(classes, used, used ? CLASSES_MAX : 0, what, r->why);
    if (status) return status;
    r->pack.classes[k] = (int)classes;
  }
  return CT_OK;
}

static ct_status check_split(reader *r) {
  uint32_t split = ct_u32_at(r->bytes + 36), held_out = ct_u32_at(r->bytes + 40);
  uint32_t shuffled = split == CT_SPLIT_SHUFFLED, most = (uint32_t)r->pack.concepts - 1;
  ct_status status = ct_check_range(split, 0, CT_SPLIT_COUNT - 1, "its split", r->why);
  if (!status)
    status = ct_check_range(held_out, !shuffled, shuffled ? 0 : most,
                            "its number of concepts held out", r->why);
  for (int at = 44; at < CT_PACK_HEADER && !status; at += 4)
    status = ct_check_range(ct_u32_at(r->bytes + at), 0, 0, "the rest of its header", r->why);
  r->pack.split = (ct_split_kind)split;
  r->pack.held_out = (int)held_out;
  return status;
}

/* Begins a message about the second part. Returns the length of `why` before it, for take_back. */
static size_t name_second(reader *r) {
  size_t mark = r->why->length;
  ct_text_add(r->why, "its second part: ");
  return mark;
}

/* Begins a message about track k, likewise. */
static size_t name_track(reader *r, int k, const char *kind) {
  size_t mark = r->why->length;
  CT_REFUSE(r->why, "its track #", k);
  if (kind) ct_text_add(r->why, " (");
  ct_text_add(r->why, kind ? kind : "");
  ct_text_add(r->why, kind ? "): " : ": ");
  return mark;
}

static ct_status take_back(reader *r, size_t mark, ct_status status) {
  if (status) return status;
  r->why->length = mark;
  r->why->at[mark] = 0;
  return CT_OK;
}

static ct_status read_tracks(reader *r) {
  ct_status status = CT_OK;
  for (int k = 0; k < r->pack.track_count && !status; k++) {
    size_t mark = name_track(r, k, NULL);
    status = ct_track_read(&r->pack.tracks[k], track_header(r, k), r->pack.concepts, r->why);
    status = take_back(r, mark, status);
  }
  return status;
}

/* Bytes of the whole part: at most 8 blocks of 2^32 and some millions. */
static uint64_t part_bytes(const reader *r) {
  const ct_pack *p = &r->pack;
  uint64_t all = CT_PACK_HEADER + CT_TRACK_HEADER * (uint64_t)p->track_count;
  all += ct_padded(label_bytes(p)) + ct_padded(listed_bytes(p));
  for (int k = 0; k < p->track_count; k++) all += ct_padded(ct_track_bytes(track_header(r, k)));
  return all;
}

static ct_status refuse_size(const reader *r, size_t size) {
  return CT_REFUSE(r->why, "it has # bytes, and what its headers tell of takes #", (int64_t)size,
                   (int64_t)part_bytes(r));
}

static ct_status read_headers(reader *r, size_t size) {
  if (size < CT_PACK_HEADER)
    return CT_REFUSE(r->why, "it has # bytes, and its header alone takes #", (int64_t)size,
                     CT_PACK_HEADER);
  if (memcmp(r->bytes, MAGIC, MAGIC_BYTES) != 0)
    return CT_REFUSE(r->why, "it does not begin with " MAGIC, 0);
  ct_status status = check_counts(r);
  if (!status) status = check_classes(r);
  if (!status) status = check_split(r);
  if (status) return status;
  int64_t headers = CT_PACK_HEADER + CT_TRACK_HEADER * r->pack.track_count;
  if ((int64_t)size < headers)
    return CT_REFUSE(r->why, "it has # bytes, and the headers of its # tracks end at #",
                     (int64_t)size, r->pack.track_count, headers);
  return read_tracks(r);
}

/* Whether the second part says nothing that only the first may say, and fits it. */
static ct_status check_second(reader *r, const ct_pack *first) {
  const ct_pack *p = &r->pack;
  int room = CT_PACK_TRACKS_MAX - first->track_count;
  if (p->concepts != first->concepts)
    return CT_REFUSE(r->why, "it has # concepts, and the first part has #", p->concepts,
                     first->concepts);
  if (p->labels)
    return CT_REFUSE(r->why, "its number of kinds of label is #, and only the first part has any",
                     p->labels);
  if (p->split != CT_SPLIT_SHUFFLED)
    return CT_REFUSE(r->why, "its split is #, and only that of the first part may differ from 0",
                     p->split);
  if (p->track_count <= room) return CT_OK;
  return CT_REFUSE(r->why, "it has # tracks, and the first part leaves room for #", p->track_count,
                   room);
}

static ct_status read_second(parts *p, size_t size) {
  reader *r = &p->second;
  size_t mark = name_second(r);
  ct_status status = read_headers(r, size);
  if (!status) status = check_second(r, &p->first.pack);
  if (!status && part_bytes(r) != size) status = refuse_size(r, size);
  return take_back(r, mark, status);
}

/* Reads the headers of both parts; those of the second are at `second`, or where they are in a
 * whole dataset (NULL). What follows the first is a second part when it begins like one. */
static ct_status read_parts(parts *p, const uint8_t *bytes, const uint8_t *second, size_t size,
                            ct_text *why) {
  begin(p, bytes, why);
  ct_status status = read_headers(&p->first, size);
  if (status) return status;
  uint64_t first = part_bytes(&p->first);
  if (first == size) return CT_OK;
  if (first > size || size - first < MAGIC_BYTES) return refuse_size(&p->first, size);
  p->second.bytes = second ? second : bytes + first;
  if (memcmp(p->second.bytes, MAGIC, MAGIC_BYTES) != 0) return refuse_size(&p->first, size);
  p->count = 2;
  return read_second(p, size - (size_t)first);
}

/* Adds the tracks of the second part to those of the first. */
static void give(const parts *p, ct_pack *pack) {
  *pack = p->first.pack;
  for (int k = 0; p->count > 1 && k < p->second.pack.track_count; k++)
    pack->tracks[pack->track_count++] = p->second.pack.tracks[k];
}

ct_status ct_pack_peek(ct_pack *pack, const uint8_t *bytes, const uint8_t *second, size_t size,
                       ct_text *why) {
  parts p;
  ct_status status = read_parts(&p, bytes, second, size, why);
  if (!status) give(&p, pack);
  return status;
}

size_t ct_pack_second(const uint8_t *bytes, size_t size) {
  parts p;
  begin(&p, bytes, NULL);
  if (read_headers(&p.first, size)) return 0;
  uint64_t first = part_bytes(&p.first);
  return first < size && size - first >= MAGIC_BYTES ? (size_t)first : 0;
}

/* ---- the blocks behind the headers */

static ct_status check_padding(reader *r, const uint8_t *from, uint64_t bytes, const char *of) {
  for (uint64_t i = bytes; i < ct_padded(bytes); i++) {
    if (from[i] == 0) continue;
    ct_text_add(r->why, of);
    return CT_REFUSE(r->why, " are padded with #, not with 0", from[i]);
  }
  return CT_OK;
}

static ct_status open_labels(reader *r, const uint8_t *at) {
  ct_pack *p = &r->pack;
  p->label_bytes = at;
  for (int kind = 0; kind < p->labels; kind++)
    for (int i = 0; i < p->concepts; i++) {
      int label = ct_pack_label(p, kind, i);
      if (label >= p->classes[kind])
        return CT_REFUSE(r->why, "label # of concept # is #, and there are # classes", kind, i,
                         label, p->classes[kind]);
    }
  return check_padding(r, at, label_bytes(p), "its labels");
}

static ct_status open_split(reader *r, const uint8_t *at) {
  ct_pack *p = &r->pack;
  if (p->split != CT_SPLIT_LISTED) return CT_OK;
  const char *words = "concept # is listed as #, neither # (held out) nor #";
  int held_out = 0;
  for (int i = 0; i < p->concepts; i++) {
    if (at[i] > 1) return CT_REFUSE(r->why, words, i, at[i], 1, 0);
    held_out += at[i];
  }
  if (held_out != p->held_out)
    return CT_REFUSE(r->why, "# concepts are listed as held out, and its header says #", held_out,
                     p->held_out);
  p->listed = at;
  return check_padding(r, at, listed_bytes(p), "its listed concepts");
}

static ct_status open_track(reader *r, int k, uint8_t *block) {
  ct_track *t = &r->pack.tracks[k];
  size_t mark = name_track(r, k, ct_track_name(t->kind));
  ct_status status = ct_track_open(t, track_header(r, k), block, r->why);
  if (!status) status = check_padding(r, block, ct_track_bytes(track_header(r, k)), "its bytes");
  return take_back(r, mark, status);
}

static ct_status open_part(reader *r, uint8_t *at) {
  const ct_pack *p = &r->pack;
  at += CT_PACK_HEADER + CT_TRACK_HEADER * p->track_count;
  ct_status status = open_labels(r, at);
  at += ct_padded(label_bytes(p));
  if (!status) status = open_split(r, at);
  at += ct_padded(listed_bytes(p));
  for (int k = 0; k < p->track_count && !status; k++) {
    status = open_track(r, k, at);
    at += ct_padded(ct_track_bytes(track_header(r, k)));
  }
  return status;
}

static void decode_part(reader *r) {
  for (int k = 0; k < r->pack.track_count; k++)
    ct_track_decode(&r->pack.tracks[k], track_header(r, k));
}

ct_status ct_pack_open(ct_pack *pack, uint8_t *bytes, size_t size, ct_text *why) {
  parts p;
  ct_status status = read_parts(&p, bytes, NULL, size, why);
  if (!status) status = open_part(&p.first, bytes);
  if (!status && p.count > 1) {
    size_t mark = name_second(&p.second);
    status = open_part(&p.second, bytes + part_bytes(&p.first));
    status = take_back(&p.second, mark, status);
  }
  if (status) return status;
  decode_part(&p.first);
  if (p.count > 1) decode_part(&p.second);
  give(&p, pack);
  return CT_OK;
}

/* ---- the contents */

const ct_track *ct_pack_track(const ct_pack *p, ct_track_kind kind, int nth) {
  for (int k = 0; k < p->track_count; k++)
    if (p->tracks[k].kind == kind && nth-- == 0) return &p->tracks[k];
  return NULL;
}

const ct_track *ct_pack_seen(const ct_pack *p) {
  for (int k = 0; k < p->track_count; k++)
    if (p->tracks[k].kind == CT_TRACK_PIXELS || p->tracks[k].kind == CT_TRACK_VECTOR)
      return &p->tracks[k];
  return NULL;
}

int ct_pack_label(const ct_pack *p, int kind, int concept) {
  CT_ASSERT(kind >= 0 && kind < p->labels && concept >= 0 && concept < p->concepts);
  size_t at = (size_t)kind * (size_t)p->concepts + (size_t)concept;
  return ct_u16_at(p->label_bytes + 2 * at);
}

int ct_pack_class(const ct_pack *p, int concept) {
  return p->labels < 1 ? -1 : ct_pack_label(p, p->labels > 1, concept);
}
