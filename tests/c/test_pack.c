#include "ct_test.h"
#include "sample_pack.h"

/* ---- pictures */

static const sample_shape shapes[] = {
    {1, 1, 1, 1, 1, 0}, {2, 3, 3, 1, 5, 1},  {3, 1, 1, 7, 1, 1},
    {5, 2, 3, 4, 3, 2}, {7, 16, 1, 5, 6, 4, 6}, {3, 3, 3, 32, 32, 2},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

CT_TEST(reads_what_was_written) {
  for (int k = 0; k < SHAPES; k++) {
    sample_shape s = shapes[k];
    uint8_t *file = sample_pack(ct_test_arena(), s);
    ct_pack p;
    CT_INT(ct_pack_open(&p, file, sample_bytes(s), NULL), CT_OK, "shape %d", k);
    const ct_track *t = ct_pack_seen(&p);
    CT_TRUE(t == &p.tracks[0] && t == ct_pack_track(&p, CT_TRACK_PIXELS, 0), "shape %d", k);
    CT_INT(p.concepts * 100 + t->renditions, s.concepts * 100 + s.drawings, "shape %d", k);
    CT_INT(t->size, s.channels * s.height * s.width, "shape %d", k);
    CT_INT(p.held_out, s.held_out, "shape %d", k);
    CT_NEAR((double)t->mean, SAMPLE_MEAN, 1e-7, "shape %d", k);
    for (int i = 0; i < s.concepts; i++) {
      for (int l = 0; l < s.labels; l++)
        CT_INT(ct_pack_label(&p, l, i), sample_label(l, i), "label %d of %d", l, i);
      for (int d = 0; d < s.drawings; d++)
        for (int at = 0; at < t->size; at++)
          CT_INT(ct_track_values(t, i, d)[at], sample_pixel(i, d, at), "%d, %d, [%d]", i, d, at);
    }
  }
}

/* Indices and colours differ from picture to picture, and one index has no colour. */
CT_TEST(reads_palettes) {
  static const int sides[][2] = {{1, 1}, {1, 2}, {2, 3}, {5, 7}, {32, 32}};
  for (int k = 0; k < 5; k++) {
    int n = sides[k][0] * sides[k][1], room = 2 * n / 3 < 256 ? 2 * n / 3 : 256;
    sample_shape s = {2, 3, 3, sides[k][0], sides[k][1], 1};
    uint8_t *file = sample_pack(ct_test_arena(), s);
    uint8_t *at = file + SAMPLE_HEADERS + sample_label_bytes(s);
    sample_put(file + CT_PACK_HEADER + 4, 1);
    for (int i = 0; i < 3 * n * 6; i++) at[i] = (uint8_t)(i * 7 + i / 11);
    uint8_t stored[3 * 1024];
    memcpy(stored, at + 4 * 3 * n, 3 * (size_t)n); /* concept 1, drawing 1 */
    ct_pack p;
    CT_INT(ct_pack_open(&p, file, sample_bytes(s), NULL), CT_OK, "%d pixels", n);
    const uint8_t *picture = ct_track_values(ct_pack_seen(&p), 1, 1);
    for (int c = 0; c < 3; c++)
      for (int i = 0; i < n; i++) {
        int want = stored[i] < room ? stored[n + 3 * stored[i] + c] : 0;
        CT_INT(picture[c * n + i], want, "%d pixels, plane %d, pixel %d", n, c, i);
      }
  }
}

/* ---- all kinds of track in one file */

#define N 5
#define KINDS 6 /* tracks; pictures as palettes are among them, and a second track of text */
#define LABELS 12 /* bytes, with padding */
#define LISTED 8

static const char *const words[2 * N] = {
    "cat", "", "l\xC3\xB6we", "\xE7\x8C\xAB", "\xF0\x9F\x90\xB1",
    "", "", "a b", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"};
static const uint8_t listed[N] = {0, 1, 0, 0, 1};

/* The tracks' headers, without the bytes of their blocks. */
static const uint32_t headers[KINDS][7] = {
    {CT_TRACK_VECTOR, 0, 1, 3, 1, 1, 500},   {CT_TRACK_TOKENS, 0, 2, 600, 4, 1, 0},
    {CT_TRACK_FRAMES, 0, 3, 2, 5, 1, 200},   {CT_TRACK_TEXT, 0, 2, 5, 1, 1, 0},
    {CT_TRACK_PIXELS, 1, 2, 3, 2, 3, 1000},  {CT_TRACK_TEXT, 0, 1, 7, 1, 1, 0},
};

static uint8_t value_of(int track, int i) { return (uint8_t)(31 * track + 7 * i + i / 3); }
static int ids_of(int i) { return i % 5; }
static int id_of(int i, int k) { return (i * 67 + k * 5) % 600; }

static size_t text_of(char *out, int track, int i) {
  strcpy(out, track == 3 ? words[i] : "naive");
  if (track == 5 && i == 2) strcpy(out, "");
  return strlen(out);
}

/* Writes a block at `at`, with 0 up to the next multiple of 4; returns its bytes without these. */
static size_t put_block(uint8_t *at, int track) {
  const uint32_t *h = headers[track];
  int items = N * (int)h[2], size = (int)(h[3] * h[4] * h[5]);
  uint8_t *units = at + 4 * (items + 1);
  if (h[0] != CT_TRACK_TOKENS && h[0] != CT_TRACK_TEXT) {
    for (int i = 0; i < items * size; i++) at[i] = value_of(track, i);
    return (size_t)(items * size);
  }
  uint32_t total = 0;
  for (int i = 0; i < items; i++) {
    sample_put(at + 4 * i, total);
    if (h[0] == CT_TRACK_TEXT) total += (uint32_t)text_of((char *)units + total, track, i);
    for (int k = 0; h[0] == CT_TRACK_TOKENS && k < ids_of(i); k++, total++) {
      units[2 * total] = (uint8_t)id_of(i, k);
      units[2 * total + 1] = (uint8_t)(id_of(i, k) >> 8);
    }
  }
  sample_put(at + 4 * items, total);
  return 4 * (size_t)(items + 1) + (h[0] == CT_TRACK_TOKENS ? 2 : 1) * (size_t)total;
}

typedef struct sample { uint8_t *file; size_t size, block[KINDS], bytes[KINDS]; } sample;

/* A file with one kind of label, in which concepts 1 and 4 are listed as held out. */
static sample make(ct_arena *a) {
  static const uint32_t header[11] = {0, 3, N, KINDS, 1, [5] = 4, [9] = CT_SPLIT_LISTED, 2};
  sample s = {.file = ct_arena_take(a, 4096), .size = CT_PACK_HEADER + KINDS * CT_TRACK_HEADER};
  memset(s.file, 0, 4096);
  for (int i = 1; i < 11; i++) sample_put(s.file + 4 * i, header[i]);
  memcpy(s.file, "CTPK", 4);
  for (int i = 0; i < N; i++) s.file[s.size + 2 * (size_t)i] = (uint8_t)(i % 4);
  memcpy(s.file + s.size + LABELS, listed, N);
  s.size += LABELS + LISTED;
  for (int k = 0; k < KINDS; k++) {
    uint8_t *at = s.file + CT_PACK_HEADER + CT_TRACK_HEADER * k;
    for (int i = 0; i < 7; i++) sample_put(at + 4 * i, headers[k][i]);
    s.block[k] = s.size;
    s.bytes[k] = put_block(s.file + s.size, k);
    sample_put(at + 28, (uint32_t)s.bytes[k]);
    s.size += (s.bytes[k] + 3) / 4 * 4;
    s.file[s.size] = 0; /* strcpy may have ended a text here */
  }
  memset(s.file + s.size, 0, 4096 - s.size);
  return s;
}

static void expect_dense(const ct_pack *p, int track) {
  const ct_track *t = &p->tracks[track];
  CT_NEAR((double)t->mean, headers[track][6] / 1000.0, 1e-7, "track %d", track);
  for (int i = 0; i < N * t->renditions; i++) {
    const uint8_t *x = ct_track_values(t, i / t->renditions, i % t->renditions);
    CT_INT(ct_track_length(t, i / t->renditions, i % t->renditions), t->size, "track %d", track);
    for (int k = 0; k < t->size; k++)
      CT_INT(x[k], value_of(track, i * t->size + k), "track %d, item %d, [%d]", track, i, k);
  }
}

CT_TEST(reads_every_kind_of_track) {
  sample s = make(ct_test_arena());
  ct_pack p, peeked;
  CT_INT(ct_pack_peek(&peeked, s.file, NULL, s.size, NULL), CT_OK, "peek");
  CT_INT(ct_pack_open(&p, s.file, s.size, NULL), CT_OK, "open");
  CT_INT(p.track_count, KINDS, "tracks");
  CT_INT(p.held_out, 2, "held out");
  CT_TRUE(memcmp(p.listed, listed, N) == 0, "listed");
  CT_TRUE(ct_pack_seen(&p) == &p.tracks[0], "what an encoder sees");
  CT_TRUE(ct_pack_track(&p, CT_TRACK_TEXT, 1) == &p.tracks[5], "the second of a kind");
  CT_TRUE(ct_pack_track(&p, CT_TRACK_TEXT, 2) == NULL, "no third one");
  for (int k = 0; k < KINDS; k++) {
    const ct_track *t = &p.tracks[k];
    CT_INT(t->kind, headers[k][0], "kind");
    CT_INT(t->renditions, headers[k][2], "renditions");
    for (int i = 0; i < 3; i++) CT_INT(t->shape[i], headers[k][3 + i], "track %d", k);
    CT_INT(peeked.tracks[k].size, t->size, "as peeked, track %d", k);
  }
  expect_dense(&p, 0);
  expect_dense(&p, 2);
  for (int i = 0; i < 2 * N; i++) {
    const ct_track *t = ct_pack_track(&p, CT_TRACK_TOKENS, 0);
    CT_INT(ct_track_length(t, i / 2, i % 2), ids_of(i), "item %d", i);
    for (int k = 0; k < ids_of(i); k++)
      CT_INT(ct_track_token(ct_track_values(t, i / 2, i % 2), k), id_of(i, k), "%d, [%d]", i, k);
    t = ct_pack_track(&p, CT_TRACK_TEXT, 0);
    CT_INT(ct_track_length(t, i / 2, i % 2), strlen(words[i]), "text %d", i);
    CT_TRUE(memcmp(ct_track_values(t, i / 2, i % 2), words[i], strlen(words[i])) == 0, "%d", i);
  }
  CT_INT(ct_track_length(ct_pack_track(&p, CT_TRACK_TEXT, 1), 2, 0), 0, "one that is missing");
}

CT_TEST(peek_leaves_the_bytes_alone) {
  ct_arena *a = ct_test_arena();
  sample s = make(a), copy = make(a);
  ct_pack p;
  CT_INT(ct_pack_peek(&p, s.file, NULL, s.size, NULL), CT_OK, "peek");
  CT_INT(p.classes[0], 4, "classes");
  CT_TRUE(memcmp(s.file, copy.file, s.size) == 0, "bytes changed");
  for (size_t at = CT_PACK_HEADER + KINDS * CT_TRACK_HEADER; at < s.size; at++) s.file[at] = 0xA5;
  CT_INT(ct_pack_peek(&p, s.file, NULL, s.size, NULL), CT_OK, "the headers are all it reads");
}

/* ---- refusals */

/* The refusal is in words and changes neither the bytes nor the pack. said: the words, or NULL. */
static void expect_refused(uint8_t *file, size_t size, const char *said, const char *what,
                           int detail) {
  static uint8_t before[4200];
  char room[200];
  ct_text why;
  ct_pack p, untouched;
  memset(&p, 0x5a, sizeof p);
  memset(&untouched, 0x5a, sizeof untouched);
  ct_text_init(&why, room, sizeof room);
  CT_TRUE(size <= sizeof before, "%s %d", what, detail);
  memcpy(before, file, size);
  CT_INT(ct_pack_open(&p, file, size, &why), CT_E_FORMAT, "%s %d", what, detail);
  CT_INT(ct_pack_open(&p, file, size, NULL), CT_E_FORMAT, "%s %d, nobody asks", what, detail);
  CT_TRUE(memcmp(before, file, size) == 0, "%s %d changed the bytes", what, detail);
  CT_TRUE(memcmp(&p, &untouched, sizeof p) == 0, "%s %d changed the pack", what, detail);
  CT_TRUE(why.length > 20 && !why.full && !strchr(room, '#'), "%s %d: %s", what, detail, room);
  if (said) CT_TRUE(strcmp(room, said) == 0, "%s %d: got %s, want %s", what, detail, room, said);
}

CT_TEST(wrong_sizes_are_refused) {
  sample s = make(ct_test_arena());
  for (int n = 0; n < (int)s.size; n++) expect_refused(s.file, (size_t)n, NULL, "cut to", n);
  expect_refused(s.file, s.size + 1, NULL, "one more than", (int)s.size);
  expect_refused(s.file, 12, "it has 12 bytes, and its header alone takes 64", "cut to", 12);
  expect_refused(s.file, 100, "it has 100 bytes, and the headers of its 6 tracks end at 256",
                 "cut to", 100);
  expect_refused(s.file, 260, "it has 260 bytes, and what its headers tell of takes 824", "cut to",
                 260);
}

/* Whether the sample stays valid with this value in this word of its headers. */
static int is_harmless(int at, uint32_t value) {
  if (at == 20) return value >= 4 && value <= 65536; /* more classes than are used are allowed */
  if (at < CT_PACK_HEADER) return 0;
  int track = (at - CT_PACK_HEADER) / CT_TRACK_HEADER, field = at % CT_TRACK_HEADER;
  uint32_t kind = headers[track][0];
  int dense = kind != CT_TRACK_TOKENS && kind != CT_TRACK_TEXT;
  if (field == 0 && track == 0) return value == CT_TRACK_PIXELS; /* a shape of 3 x 1 x 1 */
  if (field == 24) return dense && value <= 1000; /* another mean is allowed */
  if (field == 4) return kind == CT_TRACK_PIXELS && value <= 1; /* so is another encoding */
  if (field == 12 && kind == CT_TRACK_TOKENS) return value >= 600 && value <= 65536;
  if (field == 12 && kind == CT_TRACK_TEXT) return value >= 5 && value <= 65536;
  return field == 16 && kind == CT_TRACK_TOKENS && value >= 4 && value <= 65536;
}

CT_TEST(wrong_headers_are_refused) {
  /* large values come first: they must not wrap round to the right size */
  static const uint32_t values[] = {0xffffffffu, 0x80000000u, 0x7fffffffu, 0x40000000u, 1000001,
                                    65537,       65536,       1025,        1001,        257,
                                    17,          9,           5,           2,           1, 0};
  ct_arena *a = ct_test_arena();
  sample s = make(a), copy = make(a);
  int headers_end = CT_PACK_HEADER + KINDS * CT_TRACK_HEADER, refused = 0;
  for (int at = 0; at < headers_end; at += 4)
    for (int v = 0; v < (int)(sizeof values / sizeof values[0]); v++) {
      memcpy(copy.file, s.file, s.size);
      sample_put(copy.file + at, values[v]);
      if (memcmp(copy.file, s.file, s.size) == 0 || is_harmless(at, values[v])) continue;
      expect_refused(copy.file, s.size, NULL, "header word", at + v);
      refused++;
    }
  CT_TRUE(refused > 800, "%d were tried", refused);
}

typedef struct fault { int at; uint32_t value; const char *said; } fault;

#define TRACK(k) (CT_PACK_HEADER + (k) * CT_TRACK_HEADER)

CT_TEST(each_field_has_its_words) {
  static const fault faults[] = {
    {0, 0, "it does not begin with CTPK"},
    {4, 2, "its version is 2, not 3"},
    {8, 0, "its number of concepts is 0, outside 1 to 1000000"},
    {12, 9, "its number of tracks is 9, outside 1 to 8"},
    {16, 5, "its number of kinds of label is 5, outside 0 to 4"},
    {20, 0, "its number of classes is 0, outside 1 to 65536"},
    {20, 3, "label 0 of concept 3 is 3, and there are 3 classes"},
    {24, 7, "its number of classes for a missing kind of label is 7, not 0"},
    {36, 3, "its split is 3, outside 0 to 2"},
    {36, CT_SPLIT_SHUFFLED, "its number of concepts held out is 2, not 0"},
    {40, 5, "its number of concepts held out is 5, outside 1 to 4"},
    {40, 3, "2 concepts are listed as held out, and its header says 3"},
    {60, 1, "the rest of its header is 1, not 0"},
    {TRACK(0), 5, "its track 0: its kind is 5, outside 0 to 4"},
    {TRACK(0) + 4, 1, "its track 0: its encoding is palettes, which only pixels of 3 channels can "
                      "have"},
    {TRACK(1) + 8, 17, "its track 1: its number of renditions is 17, outside 1 to 16"},
    {TRACK(4) + 12, 2, "its track 4: its number of channels is 2, neither 1 (grey) nor 3 (colour)"},
    {TRACK(4) + 16, 257, "its track 4: its height is 257, outside 1 to 256"},
    {TRACK(2) + 12, 0, "its track 2: its number of steps in time is 0, outside 1 to 1024"},
    {TRACK(3) + 16, 2, "its track 3: the second number of its shape is 2, not 1"},
    {TRACK(3) + 24, 1, "its track 3: its mean, in thousandths, is 1, not 0"},
    {TRACK(0) + 28, 14, "its track 0: its block has 14 bytes, and 5 concepts' 1 renditions take 15"},
    {TRACK(1) + 28, 40, "its track 1: its block has 40 bytes, and where 5 concepts' 2 renditions "
                        "begin takes 44 alone"},
    {TRACK(1) + 28, 45, "its track 1: its block has 45 bytes, which is no whole number of ids"},
    {TRACK(1) + 12, 500, "its track 1 (tokens): rendition 0 of concept 4 has the id 536, and its "
                         "vocabulary has 500"},
    {TRACK(3) + 12, 4, "its track 3 (text): rendition 0 of concept 1 has 5 units, more than the 4 "
                       "that its track says"},
  };
  ct_arena *a = ct_test_arena();
  sample s = make(a);
  for (int i = 0; i < (int)(sizeof faults / sizeof faults[0]); i++) {
    sample copy = make(a);
    sample_put(copy.file + faults[i].at, faults[i].value);
    expect_refused(copy.file, s.size, faults[i].said, "fault", i);
  }
}

/* Expects the sample to be refused after one byte is changed to `value`. */
static void expect_byte(size_t at, int value, const char *said) {
  sample s = make(ct_test_arena());
  s.file[at] = (uint8_t)value;
  expect_refused(s.file, s.size, said, "byte", (int)at);
}

CT_TEST(what_follows_the_headers_is_checked) {
  sample s = make(ct_test_arena());
  size_t labels = CT_PACK_HEADER + KINDS * CT_TRACK_HEADER;
  expect_byte(labels + 2 * 3 + 1, 1, "label 0 of concept 3 is 259, and there are 4 classes");
  expect_byte(labels + 11, 1, "its labels are padded with 1, not with 0");
  expect_byte(labels + LABELS + 2, 2, "concept 2 is listed as 2, neither 1 (held out) nor 0");
  expect_byte(labels + LABELS + 2, 1, "3 concepts are listed as held out, and its header says 2");
  expect_byte(labels + LABELS + 6, 9, "its listed concepts are padded with 9, not with 0");
  expect_byte(s.block[0] + 15, 3, "its track 0 (vector): its bytes are padded with 3, not with 0");
}

CT_TEST(wrong_starts_are_refused) {
  sample s = make(ct_test_arena());
  size_t ids = s.block[1]; /* starts 0 0 1 3 6 10 10 11 13 16 20 */
  expect_byte(ids, 1, "its track 1 (tokens): its first rendition begins at 1, not at 0");
  expect_byte(ids + 4 * 3, 7, "its track 1 (tokens): rendition 0 of concept 1 has 6 units, more "
                              "than the 4 that its track says");
  expect_byte(ids + 4 * 4, 2, "its track 1 (tokens): rendition 1 of concept 1 begins at 3 and ends "
                              "at 2, before that");
  expect_byte(ids + 4 * 6 + 3, 0x80, NULL);
  expect_byte(ids + 4 * 10, 19, "its track 1 (tokens): its last rendition ends at 19, and its block "
                                "holds 20 units");
  expect_byte(ids + 44 + 1, 3, NULL);
  expect_byte(ids + 44 + 2 * 19 + 1, 3, NULL);
}

/* Each bad text replaces a text of as many bytes. */
CT_TEST(bad_utf8_is_refused) {
  static const char *const bad[] = {
      "\xC0\x80ow", "lo\xC1\xBF", "l\xC3we", "lo\xE0\x9F", "\xED\xA0\x80w", "\xE0\x80\x80w",
      "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\xF5\x80\x80\x80", "\x80owe", "low\xC3",
      "l\xE7\x8Cw", "\xFFowe"};
  for (int i = 0; i < (int)(sizeof bad / sizeof bad[0]); i++) {
    sample s = make(ct_test_arena());
    uint8_t *text = s.file + s.block[3] + 44 + 3; /* rendition 0 of concept 1: after "cat" */
    CT_TRUE(memcmp(text, "l\xC3\xB6we", 5) == 0, "where it is");
    memcpy(text, bad[i], 4);
    expect_refused(s.file, s.size, NULL, "text", i);
  }
  expect_byte(make(ct_test_arena()).block[3] + 44 + 5, 'o',
              "its track 3 (text): rendition 0 of concept 1 is not UTF-8 from its byte 1 of 5 on");
}

CT_SUITE(pack, reads_what_was_written, reads_palettes, reads_every_kind_of_track,
         peek_leaves_the_bytes_alone, wrong_sizes_are_refused, wrong_headers_are_refused,
         each_field_has_its_words, what_follows_the_headers_is_checked, wrong_starts_are_refused,
         bad_utf8_is_refused)
