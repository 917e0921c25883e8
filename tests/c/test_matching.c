/* Drawings and texts looked at together: ranks, the gap, raw pixels, prompts, and what a reader
 * types. */
#include <math.h>
#include "api/session.h"
#include "ct_test.h"
#include "drive.h"
#include "eval/matching.h"
#include "readings.h"
#include "sample_texts.h"
#include "train/texts.h"

#define THINGS 40
#define ARTISTS 3
#define DIM 8

static const sample_shape shape = {THINGS, ARTISTS, 3, 6, 5, 2};

/* The dataset is opened a second time, for the test to read. */
typedef struct place { ct_session *s; ct_pack pack; } place;

static place open_held_out(ct_arena *a, int held_out, int text_encoder) {
  place p;
  size_t size, again;
  uint8_t *file = sample_pack_with_texts(a, shape, &size);
  drive_draft(CT_CLIP);
  ct_draft_set(CT_PARAM_held_out, held_out);
  ct_draft_set(CT_PARAM_text_encoder, text_encoder);
  ct_draft_set(CT_PARAM_dim, DIM);
  ct_draft_set(CT_PARAM_feature, 16);
  ct_draft_set(CT_PARAM_activation, CT_GELU); /* so narrow a network could say nothing with ReLU */
  ct_draft_set(CT_PARAM_buckets, 4096);
  size_t bytes = ct_session_bytes(file, size);
  CT_TRUE(bytes > 0, "%s", ct_error());
  p.s = ct_session_create(ct_arena_take(a, bytes), bytes, file, size);
  CT_TRUE(p.s != NULL, "%s", ct_error());
  uint8_t *copy = sample_pack_with_texts(a, shape, &again);
  CT_INT(ct_pack_open(&p.pack, copy, again, NULL), CT_OK, "open");
  return p;
}

static void train(ct_session *s, int n) {
  CT_INT(ct_session_step(s, n), CT_OK, "%s", ct_error());
}

static void look(ct_session *s, int budget) {
  while (!ct_session_evaluate(s, budget)) {}
}

static double metric(ct_session *s, int k) {
  const double *all = CT_AT(s, matches);
  return all[k];
}

/* All cosines of names and drawings by one artist, as a page can ask for them. */
static void compare(ct_session *s, float *out) {
  int all[THINGS];
  for (int i = 0; i < THINGS; i++) all[i] = i;
  CT_INT(ct_session_match(s, all, THINGS, out), CT_OK, "%s", ct_error());
}

static double recall(const float *cosine, int across, int k) {
  int right = 0;
  for (int i = 0; i < THINGS; i++) {
    int rank = 1;
    for (int j = 0; j < THINGS; j++) {
      float other = across ? cosine[i * THINGS + j] : cosine[j * THINGS + i];
      rank += j != i && other >= cosine[i * THINGS + i];
    }
    right += rank <= k;
  }
  return (double)right / THINGS;
}

CT_TEST(ranks_are_those_of_the_cosines) {
  ct_arena *a = ct_test_arena();
  for (int artist = 1; artist <= ARTISTS; artist++) {
    size_t mark = a->used;
    place p = open_held_out(a, artist, 0);
    float *cosine = CT_TAKE(a, float, THINGS * THINGS);
    CT_TRUE(isnan(metric(p.s, CT_MATCH_NAME_RECALL1)), "not known before the first look");
    for (int steps = 0; steps < 60; steps += 30) {
      look(p.s, 1000);
      compare(p.s, cosine);
      for (int k = 0; k < 3; k++) {
        static const int first[] = {1, 5, 10};
        CT_NEAR(metric(p.s, CT_MATCH_NAME_RECALL1 + k), recall(cosine, 1, first[k]), 1e-9,
                "artist %d, names, R@%d", artist, first[k]);
        CT_NEAR(metric(p.s, CT_MATCH_DRAWING_RECALL1 + k), recall(cosine, 0, first[k]), 1e-9,
                "artist %d, drawings, R@%d", artist, first[k]);
      }
      CT_NEAR(CT_READ(p.s, matched_step), steps, 0, "dated");
      train(p.s, 30);
    }
    a->used = mark;
  }
}

CT_TEST(training_makes_names_find_drawings) {
  for (int encoder = 0; encoder < 2; encoder++) {
    place p = open_held_out(ct_test_arena(), 2, encoder);
    look(p.s, 1000);
    double before = metric(p.s, CT_MATCH_NAME_RECALL5);
    train(p.s, 400);
    look(p.s, 1000);
    double after = metric(p.s, CT_MATCH_NAME_RECALL5);
    CT_TRUE(after > 0.5 && after > before + 0.2, "encoder %d: R@5 %g, then %g", encoder, before,
            after);
  }
}

CT_TEST(slices_of_any_size_give_the_same) {
  ct_arena *a = ct_test_arena();
  for (int held_out = 0; held_out < 2; held_out++) {
    place p = open_held_out(a, held_out, 0), q = open_held_out(a, held_out, 0);
    train(p.s, 5);
    train(q.s, 5);
    look(p.s, 1);
    look(q.s, 100000);
    size_t shown = sizeof(float) * 6 * (size_t)CT_LENGTH(p.s, pair_concepts);
    CT_TRUE(memcmp(CT_AT(p.s, matches), CT_AT(q.s, matches),
                   sizeof(double) * CT_MATCH_PIXEL_RECALL1) == 0, "metrics");
    CT_TRUE(memcmp(CT_AT(p.s, pair_positions), CT_AT(q.s, pair_positions), shown) == 0, "places");
    while (!ct_session_measure_pixels(p.s, 1)) {}
    while (!ct_session_measure_pixels(q.s, 100000)) {}
    for (int k = CT_MATCH_PIXEL_RECALL1; k <= CT_MATCH_PIXEL_MEDIAN; k++) {
      CT_TRUE(isnan(metric(p.s, k)) == (held_out == 0), "only a held-out artist has %d", k);
      CT_TRUE(held_out == 0 || metric(p.s, k) == metric(q.s, k), "metric %d", k);
    }
  }
}

/* A typed name is embedded with the weights of the look, however far training has gone since. */
CT_TEST(texts_and_drawings_are_of_one_step) {
  place p = open_held_out(ct_test_arena(), 1, 0);
  int made[3], found[2][5];
  float cosines[2][5];
  char name[SAMPLE_TEXT_MOST];
  int length = sample_name(name, 4, 0);
  train(p.s, 20);
  look(p.s, 1000);
  for (int k = 0; k < 2; k++, train(p.s, 50))
    CT_INT(ct_session_search(p.s, (uint8_t *)name, (size_t)length, 5, made, found[k], cosines[k]), 5,
           "%s", ct_error());
  CT_TRUE(memcmp(found[0], found[1], sizeof found[0]) == 0, "the same are found");
  CT_TRUE(memcmp(cosines[0], cosines[1], sizeof cosines[0]) == 0, "by the same cosines");
  ct_session_evaluate(p.s, 1); /* a look begins */
  CT_INT(ct_session_search(p.s, (uint8_t *)name, (size_t)length, 5, made, found[1], cosines[1]), 5,
         "%s", ct_error());
  CT_TRUE(memcmp(cosines[0], cosines[1], sizeof cosines[0]) == 0, "and while it goes on");
  look(p.s, 1000);
  CT_INT(ct_session_search(p.s, (uint8_t *)name, (size_t)length, 5, made, found[1], cosines[1]), 5,
         "%s", ct_error());
  CT_TRUE(memcmp(cosines[0], cosines[1], sizeof cosines[0]) != 0, "after it they are new");
}

/* ---- raw pixels */

static double pixel_cosine(const ct_pack *p, int a, int x, int b, int y) {
  const ct_track *t = ct_pack_seen(p);
  const uint8_t *u = ct_track_values(t, a, x), *v = ct_track_values(t, b, y);
  double uv = 0, uu = 0, vv = 0;
  for (int i = 0; i < t->size; i++) {
    double s = (double)u[i] / 255 - 1, r = (double)v[i] / 255 - 1;
    uv += s * r, uu += s * s, vv += r * r;
  }
  return uv / sqrt(uu * vv);
}

CT_TEST(raw_pixels_name_by_the_nearest_trained_drawing) {
  place p = open_held_out(ct_test_arena(), 2, 0); /* the second artist */
  while (!ct_session_measure_pixels(p.s, 64)) {}
  int first = 0, five = 0;
  for (int i = 0; i < THINGS; i++) {
    double score[THINGS];
    int rank = 1;
    for (int j = 0; j < THINGS; j++)
      score[j] = fmax(pixel_cosine(&p.pack, i, 1, j, 0), pixel_cosine(&p.pack, i, 1, j, 2));
    for (int j = 0; j < THINGS; j++) rank += j != i && score[j] >= score[i];
    first += rank <= 1;
    five += rank <= 5;
  }
  CT_NEAR(metric(p.s, CT_MATCH_PIXEL_RECALL1), (double)first / THINGS, 1e-9, "R@1");
  CT_NEAR(metric(p.s, CT_MATCH_PIXEL_RECALL5), (double)five / THINGS, 1e-9, "R@5");
  CT_TRUE(first > 0, "some are found");
}

/* ---- prompts */

static ct_status prompt(ct_session *s, const char *text, int kind) {
  return ct_session_prompts(s, (const uint8_t *)text, strlen(text), kind);
}

CT_TEST(prompts_are_refused_in_words_and_nothing_changes) {
  static char long_text[CT_PHRASE_BYTES + 2];
  place p = open_held_out(ct_test_arena(), 1, 0);
  memset(long_text, 'a', sizeof long_text - 1);
  long_text[9] = '\n';
  look(p.s, 1000);
  CT_INT(prompt(p.s, "bado\nbade", 0), CT_OK, "%s", ct_error()); /* two classes of this kind */
  double before = metric(p.s, CT_MATCH_ZERO_SHOT);
  CT_TRUE(before >= 0 && before <= 1, "known at once: %g", before);
  const struct { const char *text; int kind, status; } faults[] = {
    {"bado", 0, CT_E_ARG}, {"bado\nbade\nbadi", 0, CT_E_ARG}, {"a\nb", 2, CT_E_ARG},
    {"a\nb", -1, CT_E_ARG}, {"a\n\xff", 0, CT_E_FORMAT}, {long_text, 0, CT_E_ARG},
  };
  for (size_t k = 0; k < sizeof faults / sizeof *faults; k++) {
    CT_INT(prompt(p.s, faults[k].text, faults[k].kind), faults[k].status, "fault %zu", k);
    CT_TRUE(*ct_error() != 0, "fault %zu: %s", k, ct_error());
    CT_NEAR(metric(p.s, CT_MATCH_ZERO_SHOT), before, 0, "fault %zu changes nothing", k);
  }
  CT_INT(CT_LENGTH(p.s, class_counts), 2, "classes");
}

CT_TEST(prompts_are_counted_by_class) {
  place p = open_held_out(ct_test_arena(), 3, 0);
  CT_INT(prompt(p.s, "one\ntwo\nthree", 1), CT_OK, "%s", ct_error());
  CT_TRUE(isnan(metric(p.s, CT_MATCH_ZERO_SHOT)), "not before the first look");
  CT_TRUE(isnan(metric(p.s, CT_MATCH_PIXEL_CLASS)), "nor raw pixels");
  train(p.s, 20);
  look(p.s, 1000);
  while (!ct_session_measure_pixels(p.s, 64)) {}
  const int *counts = CT_AT(p.s, class_counts), *hits = CT_AT(p.s, class_hits);
  int all = 0, right = 0, most = 0;
  for (int k = 0; k < 3; k++) {
    all += counts[k];
    right += hits[k];
    most = counts[k] > most ? counts[k] : most;
    CT_TRUE(hits[k] >= 0 && hits[k] <= counts[k], "class %d", k);
  }
  CT_INT(all, THINGS, "every drawing by the artist");
  CT_NEAR(metric(p.s, CT_MATCH_ZERO_SHOT), (double)right / all, 1e-9, "share right");
  CT_NEAR(metric(p.s, CT_MATCH_MAJORITY), (double)most / all, 1e-9, "the largest class");
  double pixels = metric(p.s, CT_MATCH_PIXEL_CLASS);
  CT_TRUE(pixels > 0 && pixels <= 1, "raw pixels: %g", pixels);
  ct_session_reset(p.s);
  CT_TRUE(isnan(metric(p.s, CT_MATCH_ZERO_SHOT)), "a reset forgets what was measured");
  CT_NEAR(metric(p.s, CT_MATCH_PIXEL_CLASS), pixels, 0, "but not what pixels reach");
}

/* ---- what a reader types */

typedef struct answer { int made[3], concepts[THINGS + 5], found; float cosines[THINGS + 5]; } answer;

static answer ask(ct_session *s, const char *text, int most) {
  answer r;
  r.found = ct_session_search(s, (const uint8_t *)text, strlen(text), most, r.made, r.concepts,
                              r.cosines);
  return r;
}

CT_TEST(a_name_finds_its_concept) {
  for (int encoder = 0; encoder < 2; encoder++) {
    place p = open_held_out(ct_test_arena(), 1, encoder);
    train(p.s, 400);
    look(p.s, 1000);
    int right = 0;
    for (int i = 0; i < THINGS; i++) {
      char name[SAMPLE_TEXT_MOST];
      sample_name(name, i, 0);
      answer r = ask(p.s, name, 5);
      CT_INT(r.found, 5, "%s", ct_error());
      CT_INT(r.made[0], 2, "words");
      CT_INT(r.made[2], r.made[1], "all pieces of \"%s\" were trained", name);
      for (int k = 0; k < 5; k++) {
        right += r.concepts[k] == i;
        CT_TRUE(k == 0 || r.cosines[k] <= r.cosines[k - 1], "falling");
      }
    }
    CT_TRUE(right > 0.7 * THINGS, "encoder %d: %d of %d", encoder, right, THINGS);
  }
}

CT_TEST(all_concepts_are_found_once) {
  place p = open_held_out(ct_test_arena(), 0, 0);
  look(p.s, 1000);
  answer r = ask(p.s, "bado", THINGS + 5);
  int seen[THINGS] = {0};
  CT_INT(r.found, THINGS, "as many as there are");
  for (int k = 0; k < r.found; k++) seen[r.concepts[k]]++;
  for (int i = 0; i < THINGS; i++) CT_INT(seen[i], 1, "concept %d", i);
}

CT_TEST(odd_texts_have_clear_answers) {
  static char endless[CT_PHRASE_BYTES + 2];
  place p = open_held_out(ct_test_arena(), 1, 0);
  CT_INT(ask(p.s, "bado", 5).found, -CT_E_STATE, "before the first look");
  look(p.s, 1000);
  static const char *const empty[] = {"", " \t\n", "?!", "\xf0\x9f\x90\xb6\xe2\x80\x8d\xf0\x9f\x90\xb1"};
  for (int k = 0; k < 4; k++) {
    answer r = ask(p.s, empty[k], 5);
    CT_INT(r.found * 10 + r.made[1], 0, "no pieces in text %d: %d", k, r.made[1]);
  }
  static const char *const broken[] = {"\xff", "a\xed\xa0\x80z", "\xc3"};
  for (int k = 0; k < 3; k++) {
    CT_INT(ask(p.s, broken[k], 5).found, -CT_E_FORMAT, "text %d", k);
    CT_TRUE(ct_error()[0] != 0, "with words");
  }
  memset(endless, 'x', sizeof endless - 1);
  CT_INT(ask(p.s, endless, 5).found, -CT_E_ARG, "too long");
  endless[CT_PHRASE_BYTES] = 0;
  CT_INT(ask(p.s, endless, 5).found, 5, "as long as it may be: %s", ct_error());
  answer r = ask(p.s, "qqqq", 5);
  CT_TRUE(r.made[1] > 0 && r.made[2] == 0, "%d pieces, none trained: %d", r.made[1], r.made[2]);
  train(p.s, 30);
  look(p.s, 1000);
  char name[SAMPLE_TEXT_MOST];
  sample_name(name, 7, 0);
  r = ask(p.s, name, 5);
  CT_TRUE(r.made[2] > 0, "trained by now");
}

CT_TEST(a_search_in_the_middle_of_a_step_changes_nothing) {
  ct_arena *a = ct_test_arena();
  place p = open_held_out(a, 1, 0), q = open_held_out(a, 1, 0);
  look(p.s, 1000);
  look(q.s, 1000);
  for (int step = 0; step < 3; step++) {
    int phase;
    do {
      phase = ct_session_phase(p.s);
      CT_TRUE(phase >= 0, "%s", ct_error());
      CT_INT(ask(p.s, "bado lika", 5).found, 5, "%s", ct_error());
    } while (phase != CT_PHASE_UPDATE);
    train(q.s, 1);
  }
  CT_NEAR(CT_READ(p.s, steps), 3, 0, "steps");
  CT_TRUE(CT_READ(p.s, loss) == CT_READ(q.s, loss), "the same loss");
  size_t bytes = sizeof(float) * (size_t)CT_LENGTH(p.s, params);
  CT_TRUE(memcmp(CT_AT(p.s, params), CT_AT(q.s, params), bytes) == 0, "the same bits");
}

CT_TEST(words_nearest_to_a_drawing_are_those_of_its_concept) {
  place p = open_held_out(ct_test_arena(), 1, 0);
  int words[8][2], right = 0;
  float cosines[8];
  CT_INT(ct_session_words(p.s, 0, 0, 8, words[0], cosines), 0, "before the first look");
  train(p.s, 400);
  look(p.s, 1000);
  for (int i = 0; i < THINGS; i++) {
    int found = ct_session_words(p.s, ARTISTS * i + 1, 0, 8, words[0], cosines);
    CT_INT(found, 8, "%s", ct_error());
    int own = 0;
    for (int k = 0; k < found; k++) {
      own |= words[k][0] == i;
      CT_TRUE(k == 0 || cosines[k] <= cosines[k - 1], "falling");
    }
    right += own;
  }
  CT_TRUE(right > 0.7 * THINGS, "%d of %d", right, THINGS);
  int length, place_of[] = {0, 1, 2, 3};
  char expected[3][SAMPLE_TEXT_MOST];
  sample_name(expected[0], 8, 1);
  sample_keywords(expected[1], 8, 1);
  *strchr(expected[1], '\n') = 0;
  strcpy(expected[2], expected[1] + strlen(expected[1]) + 1);
  for (int k = 0; k < 3; k++) {
    const uint8_t *at = ct_session_word(p.s, 1, 8, place_of[k], &length);
    CT_TRUE((size_t)length == strlen(expected[k]) && memcmp(at, expected[k], (size_t)length) == 0,
            "word %d: %.*s", k, length, (const char *)at);
  }
  CT_TRUE(ct_session_word(p.s, 1, 8, 3, &length) == NULL && length == 0, "there are two keywords");
  CT_TRUE(ct_session_word(p.s, 9, 8, 0, &length) == NULL, "no such language");
  CT_INT(ct_session_words(p.s, THINGS * ARTISTS, 0, 8, words[0], cosines), -CT_E_ARG, "drawing");
  CT_INT(ct_session_words(p.s, 0, SAMPLE_LANGUAGES, 8, words[0], cosines), -CT_E_ARG, "language");
}

CT_TEST(other_methods_have_no_texts) {
  size_t size;
  ct_arena *a = ct_test_arena();
  uint8_t *file = sample_pack_with_texts(a, shape, &size);
  drive_draft(CT_SIMCLR);
  size_t bytes = ct_session_bytes(file, size);
  ct_session *s = ct_session_create(ct_arena_take(a, bytes), bytes, file, size);
  CT_TRUE(s != NULL, "%s", ct_error());
  int length;
  float out[1];
  CT_INT(ask(s, "bado", 5).found, -CT_E_STATE, "search");
  CT_TRUE(strstr(ct_error(), "texts") != NULL, "%s", ct_error());
  CT_INT(prompt(s, "a\nb", 0), CT_E_STATE, "prompts");
  CT_INT(ct_session_match(s, &length, 0, out), CT_E_STATE, "matrix");
  CT_TRUE(ct_session_word(s, 0, 0, 0, &length) == NULL, "word");
  CT_TRUE(CT_AT(s, matches) == NULL && CT_AT(s, pair_positions) == NULL, "arrays");
}

CT_SUITE(matching, ranks_are_those_of_the_cosines, training_makes_names_find_drawings,
         slices_of_any_size_give_the_same, texts_and_drawings_are_of_one_step,
         raw_pixels_name_by_the_nearest_trained_drawing,
         prompts_are_refused_in_words_and_nothing_changes, prompts_are_counted_by_class,
         a_name_finds_its_concept, all_concepts_are_found_once, odd_texts_have_clear_answers,
         a_search_in_the_middle_of_a_step_changes_nothing,
         words_nearest_to_a_drawing_are_those_of_its_concept, other_methods_have_no_texts)
