/* The texts that a step draws, and the training of both encoders by clip. */
#include <math.h>
#include "clip_run.h"
#include "ct_test.h"

#define MOST 4096

/* The ids of a text's pieces. */
static ct_pieces pieces_of(ct_arena *a, ct_words w, int buckets) {
  ct_pieces p = {.buckets = buckets, .ids = CT_TAKE(a, int, MOST), .most = MOST};
  CT_INT(ct_pieces_add(&p, w.at, (size_t)w.length), CT_OK, "pieces");
  return p;
}

static int has(const ct_pieces *p, int id) {
  for (int i = 0; i < p->count; i++)
    if (p->ids[i] == id) return 1;
  return 0;
}

static int begins_with(const ct_texts *x, int text, const ct_pieces *p) {
  int length = x->starts[text + 1] - x->starts[text];
  return length >= p->count &&
         memcmp(x->pieces.ids + x->starts[text], p->ids, sizeof(int) * (size_t)p->count) == 0;
}

/* What text i of the batch is made of: the name, keywords, both, or (-1) something else. */
enum { OTHER = -1, NAME = 1, KEYWORDS = 2, BOTH = 3 };

static int made_of(ct_arena *a, clip_run *r, int text, int concept, int language) {
  size_t mark = a->used;
  const ct_texts *x = &r->t.texts;
  ct_pieces name = pieces_of(a, ct_texts_name(x, concept, language), x->pieces.buckets);
  ct_pieces all = pieces_of(a, ct_texts_keywords(x, concept, language), x->pieces.buckets);
  int begin = x->starts[text], length = x->starts[text + 1] - begin;
  int named = name.count && begins_with(x, text, &name), rest = named ? name.count : 0;
  int kind = named ? NAME : 0;
  if (rest < length) kind |= KEYWORDS;
  for (int i = rest; i < length; i++)
    if (!has(&all, x->pieces.ids[begin + i])) kind = OTHER;
  a->used = mark;
  return kind;
}

static void draw(clip_run *r, int step) {
  r->t.step = step;
  ct_texts_make(&r->t);
}

static int concept_of(clip_run *r, int text) {
  return ct_sampler_batch(&r->t.sampler, r->t.step)[text % r->t.config.pairs];
}

CT_TEST(first_texts_are_names_and_keywords_in_their_shares) {
  ct_config c = clip_config();
  c.buckets = 65536;
  ct_arena *a = ct_test_arena();
  clip_run *r = clip_open(a, &c);
  int counts[4] = {0}, drawn = 0;
  for (int step = 0; step < 300; step++) {
    draw(r, step);
    for (int i = 0; i < c.pairs; i++) {
      int concept = concept_of(r, i), kind = made_of(a, r, i, concept, 0);
      CT_TRUE(kind > 0, "step %d, text %d is %d", step, i, kind);
      if (sample_is_odd(concept)) continue; /* a keyword of no words becomes the name */
      if (concept % 6 == 5) CT_INT(kind, NAME, "without keywords there is the name");
      else counts[kind]++, drawn++;
    }
  }
  CT_NEAR((double)counts[NAME] / drawn, CT_TEXT_NAME, 0.03, "names");
  CT_NEAR((double)counts[KEYWORDS] / drawn, CT_TEXT_KEYWORDS, 0.03, "keywords");
}

CT_TEST(second_texts_are_keywords_or_in_other_languages) {
  for (int on = 0; on < 2; on++) {
    ct_config c = clip_config();
    c.buckets = 65536;
    c.text_text = 0.5f;
    c.languages = on ? CT_ON : CT_OFF;
    ct_arena *a = ct_test_arena();
    clip_run *r = clip_open(a, &c);
    CT_INT(r->t.texts.count, 2 * c.pairs, "texts");
    int foreign = 0, drawn = 0;
    for (int step = 0; step < 200; step++) {
      draw(r, step);
      for (int i = c.pairs; i < 2 * c.pairs; i++, drawn++) {
        int concept = concept_of(r, i), english = made_of(a, r, i, concept, 0);
        int other = english < 1 && (made_of(a, r, i, concept, 1) > 0 ||
                                    made_of(a, r, i, concept, 2) > 0);
        CT_TRUE(english > 0 || other, "step %d, text %d is of its concept", step, i);
        foreign += other;
        int has_keywords = concept % 6 != 5 && !sample_is_odd(concept);
        if (english > 0 && has_keywords && !on) CT_INT(english, KEYWORDS, "one keyword");
      }
    }
    /* a quarter of the translations are missing, and English stands in for them */
    CT_NEAR((double)foreign / drawn, on ? 0.75 * (double)CT_TEXT_FOREIGN : 0, 0.03, "foreign");
  }
}

CT_TEST(words_are_dropped_but_never_all) {
  ct_config c = clip_config();
  c.word_dropout = 1;
  clip_run *r = clip_open(ct_test_arena(), &c);
  draw(r, 3);
  const ct_texts *x = &r->t.texts;
  for (int i = 0; i < x->count; i++) {
    CT_INT(x->words[i + 1] - x->words[i], 1, "one word of text %d is left", i);
    CT_INT(x->pieces.words[x->words[i]], x->starts[i], "where it begins");
    CT_TRUE(x->starts[i + 1] > x->starts[i], "its pieces");
  }
  r->t.config.word_dropout = 0.5f;
  int words = 0, whole = 0;
  for (int step = 0; step < 100; step++) {
    r->t.config.word_dropout = 0.5f;
    draw(r, step);
    words += x->pieces.word_count;
    r->t.config.word_dropout = 0;
    draw(r, step);
    whole += x->pieces.word_count;
  }
  CT_TRUE(words < 0.75 * whole && words > 0.45 * whole, "%d of %d words", words, whole);
}

CT_TEST(no_text_is_without_words) {
  ct_config c = clip_config();
  c.text_text = 0.5f;
  c.keyword_dropout = 1; /* a single keyword each time */
  clip_run *r = clip_open(ct_test_arena(), &c);
  int names = 0;
  for (int step = 0; step < 60; step++) {
    draw(r, step);
    for (int i = 0; i < r->t.texts.count; i++) {
      CT_TRUE(r->t.texts.starts[i + 1] > r->t.texts.starts[i], "step %d, text %d", step, i);
      names += i >= c.pairs && sample_is_odd(concept_of(r, i));
    }
  }
  CT_TRUE(names > 20, "concepts with such a keyword were drawn: %d", names);
}

CT_TEST(pieces_are_seen_by_their_whole_hashes) {
  ct_config c = clip_config();
  c.buckets = 64; /* all rows are soon touched */
  ct_arena *a = ct_test_arena();
  clip_run *r = clip_open(a, &c);
  clip_steps(r, 30);
  uint32_t hashes[64];
  ct_pieces p = {.buckets = 64, .ids = CT_TAKE(a, int, 64), .most = 64, .hashes = hashes};
  CT_INT(ct_pieces_add(&p, (const uint8_t *)"qxzwy", 5), CT_OK, "a word of no language");
  for (int i = 0; i < p.count; i++)
    CT_TRUE(!ct_seen_has(&r->t.texts.seen, hashes[i]), "piece %d was never seen", i);
  p.count = 0;
  ct_words name = ct_texts_name(&r->t.texts, concept_of(r, 0), 0);
  CT_INT(ct_pieces_add(&p, name.at, (size_t)name.length), CT_OK, "a name");
  int seen = 0, before = r->t.texts.seen.count;
  for (int i = 0; i < p.count; i++) seen += ct_seen_has(&r->t.texts.seen, hashes[i]);
  CT_INT(seen, p.count, "a name of the last batch");
  ct_texts_resume(&r->t);
  CT_INT(r->t.texts.seen.count, before, "a run that goes on has seen as many");
  CT_INT(r->t.step, 30, "and stands at its step");
}

CT_TEST(a_full_set_takes_no_more) {
  static ct_seen s;
  ct_arena *a = ct_test_arena();
  CT_INT(ct_seen_layout(&s, a), CT_OK, "room");
  ct_seen_reset(&s);
  for (uint32_t i = 0; i < CT_SEEN_SLOTS; i++) ct_seen_add(&s, i * 7919);
  CT_INT(s.count, CT_SEEN_SLOTS / 8 * 7, "full");
  CT_TRUE(ct_seen_has(&s, 0) && ct_seen_has(&s, 7919) && !ct_seen_has(&s, 3), "and still right");
}

CT_TEST(a_share_of_the_names_is_passed_round) {
  static const float shares[] = {0, 0.3f, 1};
  for (int k = 0; k < 3; k++) {
    ct_config c = clip_config();
    c.shuffled = shares[k];
    clip_run *r = clip_open(ct_test_arena(), &c);
    int moved = 0, seen[CLIP_THINGS] = {0}, trained = r->t.sampler.count;
    for (int i = 0; i < CLIP_THINGS; i++) {
      moved += r->t.texts.owner[i] != i;
      seen[r->t.texts.owner[i]]++;
    }
    for (int i = 0; i < CLIP_THINGS; i++) CT_INT(seen[i], 1, "each name has one concept");
    CT_INT(moved, (int)(shares[k] * (float)trained + 0.5f), "names that moved");
    for (int i = 0; i < r->t.held_out; i++)
      CT_INT(r->t.texts.owner[r->t.split[i]], r->t.split[i], "held-out names stay");
  }
}

CT_TEST(an_artist_or_concepts_are_never_drawn) {
  for (int held_out = 0; held_out < CT_HELD_OUT_COUNT; held_out++) {
    ct_config c = clip_config();
    c.held_out = held_out;
    c.slip = 0.5f;
    clip_run *r = clip_open(ct_test_arena(), &c);
    int drawn[CLIP_THINGS][3] = {{0}}, concepts = 0;
    for (int step = 0; step < 60; step++) {
      clip_steps(r, 1);
      for (int i = 0; i < r->t.views; i++) drawn[r->t.items[i] / 3][r->t.items[i] % 3]++;
      for (int i = 0; i < c.pairs; i++)
        CT_TRUE(r->t.items[i] != r->t.items[c.pairs + i], "two artists");
    }
    for (int i = 0; i < CLIP_THINGS; i++) {
      concepts += drawn[i][0] + drawn[i][1] + drawn[i][2] > 0;
      if (held_out) CT_INT(drawn[i][held_out - 1], 0, "artist %d, concept %d", held_out, i);
    }
    CT_INT(concepts, held_out ? CLIP_THINGS : CLIP_THINGS - r->t.held_out, "concepts drawn");
  }
}

/* ---- the step */

static void go_to(ct_trainer *t, ct_phase last) {
  ct_phase done;
  t->next = CT_PHASE_AUGMENT;
  do {
    done = t->next;
    CT_INT(ct_trainer_phase(t), CT_OK, "phase %d", (int)done);
  } while (done != last);
}

static double loss_of(ct_trainer *t) {
  go_to(t, CT_PHASE_LOSS);
  return t->loss;
}

static void check_slope(ct_trainer *t, float *x, double gradient, const char *what, int at) {
  float kept = *x, h = 0x1p-7f;
  double value[2];
  for (int s = 0; s < 2; s++) {
    *x = s ? kept + h : kept - h;
    value[s] = loss_of(t);
  }
  *x = kept;
  double slope = (value[1] - value[0]) / (2 * (double)h);
  CT_NEAR(gradient, slope, 5e-3 * (0.1 + fabs(slope)), "%s %d", what, at);
}

static void check_network(ct_trainer *t, int row, int stride, float *grads) {
  ct_encoder *e = &t->networks[row].net;
  for (int p = 0; p < e->param_count; p += stride)
    if (grads[p] != 0) check_slope(t, e->params + p, (double)grads[p], "network and parameter",
                                   1000000 * row + p);
}

/* All terms of the loss at once, and every number that is trained by it. GELU has no kink that a
 * difference may fall on. */
static void slopes(int sigmoid, int transformer) {
  ct_config c = clip_config();
  c.slip = 0.5f;
  c.text_text = 0.7f;
  c.languages = CT_ON;
  c.activation = CT_GELU;
  c.compare = sigmoid;
  c.bias = -1;
  c.text_encoder = transformer;
  ct_arena *a = ct_test_arena();
  clip_run *r = clip_open(a, &c);
  ct_trainer *t = &r->t;
  go_to(t, CT_PHASE_GRADIENT);
  float *image = CT_TAKE(a, float, t->encoder->param_count);
  float *text = CT_TAKE(a, float, t->text_encoder->param_count);
  float scale = t->temperature.gradient[0], bias = t->temperature.gradient[1];
  memcpy(image, t->encoder->grads, sizeof(float) * (size_t)t->encoder->param_count);
  memcpy(text, t->text_encoder->grads, sizeof(float) * (size_t)t->text_encoder->param_count);
  check_network(t, CT_ROW_ENCODER, 97, image);
  check_network(t, CT_ROW_TEXT, 499, text);
  check_slope(t, t->temperature.values, (double)scale, "scale", 0);
  if (sigmoid) check_slope(t, t->temperature.values + 1, (double)bias, "bias", 0);
}

CT_TEST(a_step_has_the_slope_of_its_loss) { slopes(0, 0); }
CT_TEST(sigmoids_have_the_slope_of_their_loss) { slopes(1, 0); }
CT_TEST(a_transformer_has_the_slope_of_its_loss) { slopes(0, 1); }

CT_TEST(the_loss_is_that_of_its_terms) {
  ct_config c = clip_config();
  c.learn_tau = CT_OFF;
  ct_arena *a = ct_test_arena();
  clip_run *plain = clip_open(a, &c);
  CT_NEAR(loss_of(&plain->t), log(c.pairs), 0.6, "near that of chance before training");
  c.slip = 1e-9f; /* two drawings, and their own term weighs nothing */
  clip_run *two = clip_open(a, &c);
  c.slip = 2;
  clip_run *slip = clip_open(a, &c);
  CT_TRUE(loss_of(&slip->t) > loss_of(&two->t) + 1, "the drawings' term has a weight");
}

CT_TEST(clip_learns) {
  for (int sigmoid = 0; sigmoid < 2; sigmoid++) {
    ct_config c = clip_config();
    c.compare = sigmoid;
    c.bias = -3;
    clip_run *r = clip_open(ct_test_arena(), &c);
    clip_steps(r, 1);
    double first = r->t.loss;
    float scale = r->t.temperature.values[0], bias = r->t.temperature.values[sigmoid];
    clip_steps(r, 250);
    CT_TRUE(r->t.loss < 0.3 * first, "loss %g, then %g", first, r->t.loss);
    CT_TRUE(r->t.temperature.values[0] != scale, "the scale is learned");
    CT_TRUE(!sigmoid || r->t.temperature.values[1] != bias, "the bias is learned");
  }
}

CT_TEST(values_that_do_not_fit_are_refused_in_words) {
  char words[200];
  ct_text why;
  ct_config c = clip_config();
  c.data = CT_DATA_MNIST;
  c.positives = CT_POSITIVES_AUGMENT;
  ct_text_init(&why, words, sizeof words);
  CT_INT(ct_config_check(&c, &why), CT_E_CONFIG, "digits have no names");
  CT_TRUE(strstr(words, "names") != NULL, "%s", words);
  c = clip_config();
  c.tau = 0.006f;
  ct_text_init(&why, words, sizeof words);
  CT_INT(ct_config_check(&c, &why), CT_E_CONFIG, "a scale above the cap");
  CT_TRUE(strstr(words, "tau") != NULL, "%s", words);
}

CT_SUITE(texts, first_texts_are_names_and_keywords_in_their_shares,
         second_texts_are_keywords_or_in_other_languages, words_are_dropped_but_never_all,
         no_text_is_without_words, pieces_are_seen_by_their_whole_hashes,
         a_full_set_takes_no_more,
         a_share_of_the_names_is_passed_round, an_artist_or_concepts_are_never_drawn,
         a_step_has_the_slope_of_its_loss, sigmoids_have_the_slope_of_their_loss,
         a_transformer_has_the_slope_of_its_loss, the_loss_is_that_of_its_terms, clip_learns,
         values_that_do_not_fit_are_refused_in_words)
