#include "ct_test.h"
#include "sample_pack.h"

static const sample_shape shapes[] = {
    {1, 1, 1, 1, 1, 0}, {2, 3, 3, 1, 5, 1},  {3, 1, 1, 7, 1, 1},
    {5, 2, 3, 4, 3, 2}, {7, 16, 1, 5, 6, 4, 6}, {3, 3, 3, 32, 32, 2},
};
#define SHAPES ((int)(sizeof shapes / sizeof shapes[0]))

CT_TEST(reads_what_was_written) {
  for (int k = 0; k < SHAPES; k++) {
    sample_shape s = shapes[k];
    ct_arena *a = ct_test_arena();
    uint8_t *file = sample_pack(a, s);
    ct_pack p;
    CT_INT(ct_pack_open(&p, file, sample_bytes(s)), CT_OK, "shape %d", k);
    CT_INT(p.concepts * 100 + p.drawings, s.concepts * 100 + s.drawings, "shape %d", k);
    CT_INT(ct_pack_image_size(&p), s.channels * s.height * s.width, "shape %d", k);
    CT_INT(p.held_out, s.held_out, "shape %d", k);
    CT_NEAR((double)p.mean, SAMPLE_MEAN, 1e-7, "shape %d", k);
    for (int i = 0; i < s.concepts; i++) {
      for (int l = 0; l < s.labels; l++)
        CT_INT(ct_pack_label(&p, l, i), sample_label(l, i), "label %d of %d", l, i);
      for (int d = 0; d < s.drawings; d++)
        for (int at = 0; at < ct_pack_image_size(&p); at++)
          CT_INT(ct_pack_image(&p, i, d)[at], sample_pixel(i, d, at), "%d, %d, [%d]", i, d, at);
    }
  }
}

/* Indices and colours that differ from picture to picture; one index has no colour. */
CT_TEST(reads_palettes) {
  static const int sides[][2] = {{1, 1}, {1, 2}, {2, 3}, {5, 7}, {32, 32}};
  for (int k = 0; k < 5; k++) {
    int n = sides[k][0] * sides[k][1], room = 2 * n / 3 < 256 ? 2 * n / 3 : 256;
    sample_shape s = {2, 3, 3, sides[k][0], sides[k][1], 1};
    uint8_t *file = sample_pack(ct_test_arena(), s), *at = file + 64 + sample_label_bytes(s);
    sample_put(file + 4, 2);
    for (int i = 0; i < 3 * n * 6; i++) at[i] = (uint8_t)(i * 7 + i / 11);
    uint8_t stored[3 * 1024];
    memcpy(stored, at + 4 * 3 * n, 3 * (size_t)n); /* concept 1, drawing 1 */
    ct_pack p;
    CT_INT(ct_pack_open(&p, file, sample_bytes(s)), CT_OK, "%d pixels", n);
    const uint8_t *picture = ct_pack_image(&p, 1, 1);
    for (int c = 0; c < 3; c++)
      for (int i = 0; i < n; i++) {
        int want = stored[i] < room ? stored[n + 3 * stored[i] + c] : 0;
        CT_INT(picture[c * n + i], want, "%d pixels, plane %d, pixel %d", n, c, i);
      }
  }
}

CT_TEST(grey_has_no_palette) {
  sample_shape s = shapes[4];
  uint8_t *file = sample_pack(ct_test_arena(), s);
  ct_pack p;
  sample_put(file + 4, 2);
  CT_INT(ct_pack_open(&p, file, sample_bytes(s)), CT_E_FORMAT, "palettes for one channel");
}

CT_TEST(peek_leaves_the_bytes_alone) {
  sample_shape s = shapes[3];
  ct_arena *a = ct_test_arena();
  uint8_t *file = sample_pack(a, s), *copy = sample_pack(a, s);
  ct_pack p;
  CT_INT(ct_pack_peek(&p, file, sample_bytes(s)), CT_OK, "peek");
  CT_INT(p.height, s.height, "height");
  CT_INT(p.classes[1], SAMPLE_CLASSES(1), "classes");
  CT_TRUE(memcmp(file, copy, sample_bytes(s)) == 0, "bytes changed");
}

/* Refused, and neither the bytes nor the pack are touched. */
static void expect_refused(uint8_t *file, size_t size, const char *what, int detail) {
  static uint8_t before[8192];
  ct_pack p, untouched;
  memset(&p, 0x5a, sizeof p);
  memset(&untouched, 0x5a, sizeof untouched);
  CT_TRUE(size <= sizeof before, "%s %d", what, detail);
  memcpy(before, file, size);
  CT_INT(ct_pack_open(&p, file, size), CT_E_FORMAT, "%s %d", what, detail);
  CT_TRUE(memcmp(before, file, size) == 0, "%s %d changed the bytes", what, detail);
  CT_TRUE(memcmp(&p, &untouched, sizeof p) == 0, "%s %d changed the pack", what, detail);
}

CT_TEST(wrong_sizes_are_refused) {
  sample_shape s = shapes[3];
  ct_arena *a = ct_test_arena();
  uint8_t *file = sample_pack(a, s), *longer = ct_arena_take(a, sample_bytes(s) + 1);
  for (int n = 0; n < (int)sample_bytes(s); n++) expect_refused(file, (size_t)n, "cut to", n);
  memcpy(longer, file, sample_bytes(s));
  longer[sample_bytes(s)] = 0;
  expect_refused(longer, sample_bytes(s) + 1, "one more than", (int)sample_bytes(s));
}

CT_TEST(wrong_headers_are_refused) {
  /* large values first: they must not wrap round to the right size */
  static const uint32_t values[] = {
      0xffffffffu, 0x80000000u, 0x7fffffffu, 0x40000000u, 1000001, 65536, 257, 17, 9, 2, 0};
  sample_shape s = shapes[3];
  ct_arena *a = ct_test_arena();
  uint8_t *file = sample_pack(a, s), *copy = ct_arena_take(a, sample_bytes(s));
  for (int at = 0; at < 64; at += 4)
    for (int v = 0; v < (int)(sizeof values / sizeof values[0]); v++) {
      memcpy(copy, file, sample_bytes(s));
      sample_put(copy + at, values[v]);
      if (memcmp(copy, file, 64) == 0) continue;
      if (at == 32 || at == 36) continue; /* more classes than are used are no harm */
      if (at == 4 && values[v] == 2) continue; /* the other version */
      if (at == 48 && values[v] < 5) continue; /* other splits of the 5 concepts */
      if (at == 52 && values[v] <= 1000) continue; /* another mean */
      expect_refused(copy, sample_bytes(s), "header word", at + v);
    }
}

CT_TEST(wrong_labels_are_refused) {
  sample_shape s = shapes[4]; /* 4 kinds of 7: no padding */
  ct_arena *a = ct_test_arena();
  uint8_t *file = sample_pack(a, s);
  file[64 + 2 * 9 + 1] = 1; /* 256 more than there are classes */
  expect_refused(file, sample_bytes(s), "label", 9);
  sample_shape odd = shapes[2]; /* 3 labels, 2 bytes of padding */
  file = sample_pack(a, odd);
  file[64 + 7] = 1;
  expect_refused(file, sample_bytes(odd), "padding", 7);
}

CT_SUITE(pack, reads_what_was_written, reads_palettes, grey_has_no_palette,
         peek_leaves_the_bytes_alone, wrong_sizes_are_refused, wrong_headers_are_refused,
         wrong_labels_are_refused)
