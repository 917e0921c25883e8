/* A packed dataset that is followed by its second part. */
#include <stdio.h>
#include "ct_test.h"
#include "sample_pack.h"

static const sample_shape shape = {7, 2, 3, 4, 4, 2, 3};
#define N 7
#define RENDITIONS 2
#define TEXT_BYTES (4 * (N * RENDITIONS + 1) + 2 * N) /* rendition 0 has two bytes, 1 none */
#define PADDED ((TEXT_BYTES + 3) / 4 * 4)

static size_t second_bytes(int tracks) {
  return CT_PACK_HEADER + (size_t)tracks * (CT_TRACK_HEADER + PADDED);
}

/* Writes tracks of texts about the same concepts: track k says "ak", "bk", ... */
static void put_second(uint8_t *file, int tracks) {
  const uint32_t track[8] = {CT_TRACK_TEXT, 0, RENDITIONS, 2, 1, 1, 0, TEXT_BYTES};
  memset(file, 0, second_bytes(tracks));
  memcpy(file, "CTPK", 4);
  sample_put(file + 4, 3);
  sample_put(file + 8, N);
  sample_put(file + 12, (uint32_t)tracks);
  for (int k = 0; k < tracks; k++) {
    uint8_t *at = file + CT_PACK_HEADER + tracks * CT_TRACK_HEADER + k * PADDED;
    uint8_t *text = at + 4 * (N * RENDITIONS + 1);
    for (int i = 0; i < 8; i++)
      sample_put(file + CT_PACK_HEADER + k * CT_TRACK_HEADER + 4 * i, track[i]);
    for (int i = 0; i <= N * RENDITIONS; i++) sample_put(at + 4 * i, 2 * (uint32_t)((i + 1) / 2));
    for (int i = 0; i < N; i++) {
      text[2 * i] = (uint8_t)('a' + i);
      text[2 * i + 1] = (uint8_t)('0' + k);
    }
  }
}

typedef struct both { uint8_t *file, *second; size_t size, first; } both;

/* Pictures with labels and a split of their own, then `tracks` tracks of texts. */
static both make(int tracks) {
  size_t first = sample_bytes(shape);
  both b = {.first = first, .size = first + second_bytes(tracks)};
  b.file = ct_arena_take(ct_test_arena(), b.size + 4);
  memcpy(b.file, sample_pack(ct_test_arena(), shape), first);
  b.second = b.file + first;
  put_second(b.second, tracks);
  return b;
}

static void expect_both(const ct_pack *p, int tracks) {
  CT_INT(p->track_count, 1 + tracks, "tracks");
  CT_INT(p->labels * 100 + p->held_out, 203, "labels and split are the first part's");
  CT_INT(p->split, CT_SPLIT_LAST, "split");
  CT_TRUE(ct_pack_seen(p) == &p->tracks[0], "what an encoder sees");
  for (int k = 0; k < tracks; k++) {
    CT_TRUE(ct_pack_track(p, CT_TRACK_TEXT, k) == &p->tracks[1 + k], "text %d", k);
    CT_INT(p->tracks[1 + k].renditions * 100 + p->tracks[1 + k].concepts, 207, "text %d", k);
  }
}

CT_TEST(tracks_of_both_parts_are_read) {
  for (int tracks = 1; tracks < CT_PACK_TRACKS_MAX; tracks++) {
    both b = make(tracks);
    ct_pack p, peeked;
    CT_INT(ct_pack_peek(&peeked, b.file, NULL, b.size, NULL), CT_OK, "peek, %d", tracks);
    CT_INT(ct_pack_open(&p, b.file, b.size, NULL), CT_OK, "open, %d", tracks);
    expect_both(&peeked, tracks);
    expect_both(&p, tracks);
    for (int i = 0; i < N; i++) {
      CT_INT(ct_pack_label(&p, 1, i), sample_label(1, i), "label of %d", i);
      CT_INT(ct_track_values(&p.tracks[0], i, 1)[5], sample_pixel(i, 1, 5), "pixel of %d", i);
      for (int k = 0; k < tracks; k++) {
        const uint8_t *text = ct_track_values(&p.tracks[1 + k], i, 0);
        CT_INT(ct_track_length(&p.tracks[1 + k], i, 0), 2, "text %d of %d", k, i);
        CT_INT(ct_track_length(&p.tracks[1 + k], i, 1), 0, "one that is missing");
        CT_TRUE(text[0] == 'a' + i && text[1] == '0' + k, "text %d of %d", k, i);
      }
    }
  }
}

/* The headers of both parts, side by side, are all that peek needs. */
CT_TEST(peek_reads_the_headers_of_both) {
  both b = make(7);
  uint8_t headers[CT_PACK_HEADERS_MAX], second[CT_PACK_HEADERS_MAX];
  ct_pack p;
  CT_INT(ct_pack_second(b.file, b.size), b.first, "where the second part begins");
  memset(headers, 0xA5, sizeof headers);
  memset(second, 0xA5, sizeof second);
  memcpy(headers, b.file, SAMPLE_HEADERS);
  memcpy(second, b.second, CT_PACK_HEADER + 7 * CT_TRACK_HEADER);
  CT_INT(ct_pack_second(headers, b.size), b.first, "from the headers alone");
  CT_INT(ct_pack_peek(&p, headers, second, b.size, NULL), CT_OK, "peek");
  expect_both(&p, 7);
  CT_INT(ct_pack_second(b.file, b.first), 0, "nothing follows");
  CT_INT(ct_pack_second(b.file, b.first - 1), 0, "not even the first part is whole");
  CT_INT(ct_pack_second(b.file, 5), 0, "a file of five bytes");
  CT_INT(ct_pack_peek(&p, headers, second, b.first, NULL), CT_OK, "the first part alone");
  CT_INT(p.track_count, 1, "its tracks");
}

/* Palettes of either part are decoded, and only when both parts are right. */
CT_TEST(both_parts_are_decoded_or_none) {
  both b = make(1);
  uint8_t *all = ct_arena_take(ct_test_arena(), 2 * b.first);
  sample_shape plain = shape;
  plain.labels = plain.held_out = 0;
  size_t one = sample_bytes(plain);
  memcpy(all, sample_pack(ct_test_arena(), plain), one);
  memcpy(all + one, all, one);
  for (int k = 0; k < 2; k++) sample_put(all + (size_t)k * one + CT_PACK_HEADER + 4, 1);
  ct_pack p;
  uint8_t before[4096];
  CT_TRUE(2 * one < sizeof before, "%d bytes", (int)one);
  memcpy(before, all, 2 * one);
  CT_INT(ct_pack_open(&p, all, 2 * one - 4, NULL), CT_E_FORMAT, "cut short");
  CT_TRUE(memcmp(before, all, 2 * one) == 0, "bytes changed");
  CT_INT(ct_pack_open(&p, all, 2 * one, NULL), CT_OK, "open");
  const uint8_t *x = p.tracks[0].values, *y = p.tracks[1].values;
  CT_TRUE(x + one == y && memcmp(x, y, sample_pixel_bytes(plain)) == 0, "both alike");
  CT_TRUE(memcmp(before + SAMPLE_HEADERS, x, sample_pixel_bytes(plain)) != 0, "both decoded");
}

/* Refused in these words, by peek too where the headers show it, with nothing changed. */
static void expect_refused(both b, size_t size, int in_headers, const char *said) {
  uint8_t before[4096];
  char room[200];
  ct_text why;
  ct_pack p, untouched;
  memset(&p, 0x5a, sizeof p);
  memset(&untouched, 0x5a, sizeof untouched);
  memcpy(before, b.file, b.size);
  ct_text_init(&why, room, sizeof room);
  CT_INT(ct_pack_open(&p, b.file, size, &why), CT_E_FORMAT, "%s", said);
  CT_TRUE(strcmp(room, said) == 0, "got %s, want %s", room, said);
  CT_INT(ct_pack_open(&p, b.file, size, NULL), CT_E_FORMAT, "%s, nobody asks", said);
  if (in_headers) {
    ct_text_init(&why, room, sizeof room);
    CT_INT(ct_pack_peek(&p, b.file, b.second, size, &why), CT_E_FORMAT, "peek: %s", said);
    CT_TRUE(strcmp(room, said) == 0, "peek: got %s, want %s", room, said);
  }
  CT_TRUE(memcmp(before, b.file, b.size) == 0, "%s: the bytes changed", said);
  CT_TRUE(memcmp(&p, &untouched, sizeof p) == 0, "%s: the pack changed", said);
}

/* Writes up to two words into the second part. */
typedef struct fault { int at; uint32_t value; int at_too; uint32_t value_too; } fault;

static void expect_fault(fault f, int in_headers, const char *said) {
  both b = make(2);
  sample_put(b.second + f.at, f.value);
  if (f.at_too) sample_put(b.second + f.at_too, f.value_too);
  expect_refused(b, b.size, in_headers, said);
}

#define BLOCK (CT_PACK_HEADER + 2 * CT_TRACK_HEADER) /* of track 0 */

CT_TEST(each_fault_of_the_second_part_has_its_words) {
  expect_fault((fault){4, 2}, 1, "its second part: its version is 2, not 3");
  expect_fault((fault){8, 6}, 1, "its second part: it has 6 concepts, and the first part has 7");
  expect_fault((fault){16, 1, 20, 3}, 1,
               "its second part: its number of kinds of label is 1, and only the first part has "
               "any");
  expect_fault((fault){36, CT_SPLIT_LAST, 40, 2}, 1, "its second part: its split is 1, and only "
               "that of the first part may differ from 0");
  expect_fault((fault){CT_PACK_HEADER, 5}, 1,
               "its second part: its track 0: its kind is 5, outside 0 to 4");
  expect_fault((fault){BLOCK, 1}, 0, "its second part: its track 0 (text): its first rendition "
               "begins at 1, not at 0");
  expect_fault((fault){BLOCK + PADDED + 4 * (N * RENDITIONS + 1), 0xff306130}, 0,
               "its second part: its track 1 (text): rendition 0 of concept 1 is not UTF-8 from "
               "its byte 1 of 2 on");
  both b = make(8);
  expect_refused(b, b.size, 1,
                 "its second part: it has 8 tracks, and the first part leaves room for 7");
}

CT_TEST(wrong_sizes_of_the_second_part_are_refused) {
  both b = make(2);
  char said[120];
  for (size_t n = b.first + 1; n < b.size; n++) {
    size_t left = n - b.first;
    const char *form = left < 4 ? "it has %d bytes, and what its headers tell of takes %d"
        : left < CT_PACK_HEADER ? "its second part: it has %d bytes, and its header alone takes 64"
        : left < BLOCK ? "its second part: it has %d bytes, and the headers of its 2 tracks end at "
                         "128"
                       : "its second part: it has %d bytes, and what its headers tell of takes %d";
    int whole = (int)(left < 4 ? b.first : b.size - b.first);
    snprintf(said, sizeof said, form, (int)(left < 4 ? n : left), whole);
    expect_refused(b, n, 1, said);
  }
  memset(b.file + b.size, 0, 4);
  snprintf(said, sizeof said, "its second part: it has %d bytes, and what its headers tell of "
           "takes %d", (int)second_bytes(2) + 1, (int)second_bytes(2));
  expect_refused(b, b.size + 1, 1, said);
  b.second[0] = 'c'; /* what is no second part is more than there should be */
  snprintf(said, sizeof said, "it has %d bytes, and what its headers tell of takes %d", (int)b.size,
           (int)b.first);
  expect_refused(b, b.size, 1, said);
}

CT_SUITE(second, tracks_of_both_parts_are_read, peek_reads_the_headers_of_both,
         both_parts_are_decoded_or_none, each_fault_of_the_second_part_has_its_words,
         wrong_sizes_of_the_second_part_are_refused)
