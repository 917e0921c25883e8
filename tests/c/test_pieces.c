/* The expected ids come from tests/golden/make_pieces.py, an independent reference. */
#include "base/utf8.h"
#include "ct_test.h"
#include "golden/pieces.h"
#include "text/pieces.h"

enum { MOST = 400000, BUCKETS = 8192 };

/* The pieces of some bytes, with room for `most` ids and words. */
static ct_pieces added(const char *text, size_t size, int most, int most_words, ct_status want) {
  static int ids[MOST + 1], words[MOST + 1];
  ct_pieces p = {.buckets = BUCKETS, .ids = ids, .most = most,
                 .words = words, .most_words = most_words};
  ids[most] = words[most_words] = -7;
  CT_INT(ct_pieces_add(&p, (const uint8_t *)text, size), want, "status");
  CT_INT(ids[most], -7, "the room of ids is kept to");
  CT_INT(words[most_words], -7, "the room of words is kept to");
  return p;
}

static ct_pieces all(const char *text, size_t size) {
  ct_pieces p = added(text, size, MOST, MOST, CT_OK);
  CT_INT(p.full, 0, "full");
  CT_TRUE((size_t)p.count <= ct_pieces_most(size) && (size_t)p.word_count <= size, "bounds");
  return p;
}

CT_TEST(known_texts) {
  for (size_t i = 0; i < sizeof known_pieces / sizeof known_pieces[0]; i++) {
    ct_pieces p = all(known_pieces[i].text, (size_t)known_pieces[i].size);
    const int *want = known_pieces[i].words;
    int word = 0, at = 0;
    for (; *want; word++) {
      int n = *want++;
      CT_TRUE(word < p.word_count, "text %d has too few words", (int)i);
      CT_INT(p.words[word], at, "text %d, start of word %d", (int)i, word);
      for (int k = 0; k < n; k++, at++) CT_INT(p.ids[at], *want++, "text %d, id %d", (int)i, at);
    }
    CT_INT(p.word_count, word, "text %d, words", (int)i);
    CT_INT(p.count, at, "text %d, ids", (int)i);
  }
}

/* The reference is not asked here: both texts must give the same, and something. */
static void same(const char *a, const char *b) {
  static int ids[1000];
  ct_pieces x = all(a, strlen(a));
  int count = x.count;
  CT_TRUE(count > 0 && count < 1000, "%s", a);
  memcpy(ids, x.ids, sizeof(int) * (size_t)count);
  ct_pieces y = all(b, strlen(b));
  CT_INT(y.count, count, "%s, %s", a, b);
  CT_INT(memcmp(ids, y.ids, sizeof(int) * (size_t)count), 0, "%s, %s", a, b);
}

CT_TEST(what_is_the_same_gives_the_same) {
  same("caf\u00e9", "CAFE\u0301");
  same("stra\u00dfe", "STRASSE");
  same("STRA\u1e9eE", "strasse");
  same("\u03c3\u03bf\u03c6\u03cc\u03c2", "\u03a3\u039f\u03a6\u038c\u03a3");
  same("\u0130stanbul", "i\u0307stanbul");
  same("I\u0307STANBUL", "\u0130stanbul");
  same("\u0915\u094d\u200d\u0937", "\u0915\u094d\u0937");
  same("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u062e");
  same("\uac15\uc544\uc9c0", "\u1100\u1161\u11bc\u110b\u1161\u110c\u1175");
  same("\u304c", "\u304b\u3099");
  same("a\u0316\u0301", "\u00e1\u0316");
  same("don't", "don\u2019t");
  same("\U00010400", "\U00010428");
}

CT_TEST(what_differs_gives_something_else) {
  static const char *pairs[][2] = {
    {"cafe", "caf\u00e9"}, {"d\u0131\u015f", "di\u015f"}, {"ab", "ba"},
  };
  for (size_t i = 0; i < 3; i++) {
    ct_pieces x = all(pairs[i][0], strlen(pairs[i][0]));
    int first = x.ids[x.count - 1]; /* the whole word */
    x = all(pairs[i][1], strlen(pairs[i][1]));
    CT_TRUE(x.ids[x.count - 1] != first, "%s, %s", pairs[i][0], pairs[i][1]);
  }
}

CT_TEST(invalid_bytes_add_nothing) {
  static const struct { const char *text; size_t size; } table[] = {
    {"cat \xED\xA0\x80", 7}, {"cat \xED\xBF\xBF dog", 11}, {"cat \xC0\xAF", 6},
    {"cat \xE0\x80\xAF", 7}, {"cat \xC3", 5}, {"cat \xE7\x8C", 6}, {"cat \xF0\x9F\x90", 7},
    {"\x80", 1}, {"cat \xF4\x90\x80\x80", 8}, {"cat \xFF", 5},
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    ct_pieces p = added(table[i].text, table[i].size, MOST, MOST, CT_E_FORMAT);
    CT_INT(p.count + p.word_count + p.full, 0, "row %d", (int)i);
  }
  int id;
  ct_pieces none = {.buckets = 0, .ids = &id, .most = 1};
  CT_INT(ct_pieces_add(&none, (const uint8_t *)"a", 1), CT_E_ARG, "no buckets");
}

CT_TEST(a_text_in_parts) {
  int ids[64], words[8];
  ct_pieces p = {.buckets = BUCKETS, .ids = ids, .most = 64, .words = words, .most_words = 8};
  CT_INT(ct_pieces_add(&p, (const uint8_t *)"red ", 4), CT_OK, "first");
  CT_INT(ct_pieces_add(&p, (const uint8_t *)"\xFF", 1), CT_E_FORMAT, "invalid");
  CT_INT(ct_pieces_add(&p, (const uint8_t *)"fruit", 5), CT_OK, "second");
  ct_pieces whole = all("red fruit", 9);
  CT_INT(p.count, whole.count, "ids");
  CT_INT(p.word_count, 2, "words");
  CT_INT(words[1], whole.words[1], "the second word");
  CT_INT(memcmp(ids, whole.ids, sizeof(int) * (size_t)p.count), 0, "the same");
}

/* A run of letters reaches the bound, and one place less than it needs is noticed. */
CT_TEST(the_bound_is_reached) {
  static char letters[MOST / 4];
  memset(letters, 'q', sizeof letters);
  for (size_t n = 0; n < sizeof letters; n = n < 40 ? n + 1 : 2 * n) {
    int most = (int)ct_pieces_most(n);
    ct_pieces p = added(letters, n, most, (int)n, CT_OK);
    CT_INT(p.count, most, "%d letters", (int)n);
    CT_INT(p.full, 0, "%d letters", (int)n);
    if (!n) continue;
    p = added(letters, n, most - 1, (int)n, CT_OK);
    CT_INT(p.count, most - 1, "%d letters", (int)n);
    CT_INT(p.full, 1, "%d letters", (int)n);
  }
  CT_TRUE(ct_pieces_most(SIZE_MAX) == SIZE_MAX, "more than the address space holds");
  CT_TRUE(ct_pieces_most(SIZE_MAX / 3) == SIZE_MAX / 3 * 3 - 2, "what it just holds");
}

CT_TEST(room_for_words) {
  ct_pieces p = added("red fruit salad", 15, MOST, 2, CT_OK);
  CT_INT(p.word_count, 2, "words");
  CT_INT(p.full, 1, "full");
  CT_INT(p.count, all("red fruit", 9).count, "pieces of the words that fit");
  int ids[32];
  ct_pieces bag = {.buckets = BUCKETS, .ids = ids, .most = 32};
  CT_INT(ct_pieces_add(&bag, (const uint8_t *)"red fruit", 9), CT_OK, "words that are not kept");
  CT_INT(bag.word_count, 2, "words");
  CT_INT(bag.count, p.count, "ids");
}

/* 100,000 letters are one word, 100,000 Chinese characters as many. */
CT_TEST(long_texts) {
  enum { N = 100000 };
  static char text[3 * N];
  for (int i = 0; i < N; i++) text[i] = (char)('a' + i % 26);
  ct_pieces p = all(text, N);
  CT_INT(p.word_count, 1, "one word");
  CT_INT(p.count, 3 * N - 2, "pieces");
  for (int i = 1; i < N; i++) /* a piece in the middle depends on nothing but its characters */
    if (i > 30 && i < N - 30) CT_INT(p.ids[3 * i], p.ids[3 * (i - 26)], "piece %d", 3 * i);
  for (int i = 0; i < N; i++) memcpy(text + 3 * i, i % 2 ? "\u732b" : "\u72ac", 3);
  p = all(text, sizeof text);
  CT_INT(p.word_count, N, "words");
  CT_INT(p.count, 3 * N - 3, "pieces");
}

/* Marks beyond thirty in a row are ordered for themselves; none is lost. Dots below (class 220)
 * after rings above (class 230) come before them, and compose with the letter. */
CT_TEST(many_marks) {
  enum { N = 10000 };
  static char text[1 + 2 * N];
  text[0] = 'a';
  for (int i = 0; i < N; i++) memcpy(text + 1 + 2 * i, i % 2 ? "\u0323" : "\u030a", 2);
  ct_pieces p = all(text, sizeof text);
  CT_INT(p.word_count, 1, "words");
  CT_INT(p.count, 3 * N - 2, "the first mark of the class below composes, the others stay");
  int first = p.ids[0];
  p = all("\u1ea1\u0323\u0323", 7);
  CT_INT(p.ids[0], first, "the first three are <, the composed letter and a dot");
  CT_INT(all(text + 1, 2 * N).count, 0, "marks without a letter");
}

CT_SUITE(pieces, known_texts, what_is_the_same_gives_the_same, what_differs_gives_something_else,
         invalid_bytes_add_nothing, a_text_in_parts, the_bound_is_reached, room_for_words,
         long_texts, many_marks)
