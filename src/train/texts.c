#include "train/texts.h"

#include <string.h>
#include "base/assert.h"
#include "base/random.h"

/* ---- names and keywords */

const char *ct_texts_lack(const ct_pack *p) {
  const ct_track *names = ct_pack_track(p, CT_TRACK_TEXT, 0);
  const ct_track *keywords = ct_pack_track(p, CT_TRACK_TEXT, 1);
  if (!names) return "it has no names to compare drawings with";
  if (!keywords || keywords->renditions != names->renditions)
    return "its names have no keywords in the same languages";
  return NULL;
}

static ct_words part(const ct_track *k, int concept, int language) {
  return (ct_words){ct_track_values(k, concept, language), ct_track_length(k, concept, language)};
}

ct_words ct_texts_name(const ct_texts *x, int concept, int language) {
  return part(x->names, concept, language);
}

ct_words ct_texts_keywords(const ct_texts *x, int concept, int language) {
  return part(x->keywords, concept, language);
}

ct_words ct_texts_next_keyword(ct_words all, int *from) {
  int begin = *from, end = begin;
  while (end < all.length && all.at[end] != '\n') end++;
  *from = end + 1;
  return (ct_words){all.at + begin, end - begin};
}

static int count_keywords(ct_words all) {
  int count = all.length > 0;
  for (int i = 0; i < all.length; i++) count += all.at[i] == '\n';
  return count;
}

/* ---- layout and reset */

ct_status ct_texts_layout(ct_trainer *t, ct_arena *arena) {
  ct_texts *x = &t->texts;
  if (ct_texts_lack(t->pack)) return CT_E_FORMAT;
  x->names = ct_pack_track(t->pack, CT_TRACK_TEXT, 0);
  x->keywords = ct_pack_track(t->pack, CT_TRACK_TEXT, 1);
  x->count = t->config.pairs * (t->config.text_text > 0 ? 2 : 1);
  size_t bytes = (size_t)x->names->size + (size_t)x->keywords->size;
  size_t most = ct_pieces_most(bytes + 1) * (size_t)x->count, words = (bytes + 1) * (size_t)x->count;
  if (most > INT32_MAX) return CT_E_MEMORY;
  x->pieces = (ct_pieces){.buckets = t->config.buckets, .most = (int)most, .most_words = (int)words};
  x->pieces.ids = CT_TAKE(arena, int, most);
  x->pieces.words = CT_TAKE(arena, int, words + 1);
  x->starts = CT_TAKE(arena, int, x->count + 1);
  x->words = CT_TAKE(arena, int, x->count + 1);
  x->owner = CT_TAKE(arena, int, t->concepts);
  x->pieces.hashes = CT_TAKE(arena, uint32_t, most);
  x->dz = ct_take_floats(arena, (uint64_t)x->count, (uint64_t)t->config.dim);
  int given = x->pieces.ids && x->pieces.words && x->pieces.hashes && x->starts && x->words;
  if (!given || !x->owner || !x->dz) return CT_E_MEMORY;
  x->input = (ct_input){.n = x->count, .ids = x->pieces.ids, .starts = x->starts,
                        .words = x->words, .word_starts = x->pieces.words};
  return ct_seen_layout(&x->seen, arena);
}

/* The chosen concepts pass their names round in a circle, so that none of them keeps its own. */
void ct_texts_reset(ct_trainer *t) {
  ct_texts *x = &t->texts;
  const int *trained = t->sampler.items;
  int count = (int)(t->config.shuffled * (float)t->sampler.count + 0.5f);
  ct_rng r = ct_rng_make((uint64_t)t->config.seed, CT_RNG_SHUFFLE, 0);
  int *order = t->sampler.order; /* the sampler fills it anew for every epoch */
  memcpy(order, trained, sizeof(int) * (size_t)t->sampler.count);
  ct_rng_shuffle(&r, order, t->sampler.count);
  for (int i = 0; i < t->concepts; i++) x->owner[i] = i;
  for (int i = 0; count > 1 && i < count; i++) x->owner[order[i]] = order[(i + 1) % count];
  t->sampler.epoch = -1;
  ct_seen_reset(&x->seen);
  memset(x->starts, 0, sizeof(int) * ((size_t)x->count + 1));
  memset(x->words, 0, sizeof(int) * ((size_t)x->count + 1));
  x->pieces.count = x->pieces.word_count = 0;
}

/* ---- the texts of a step */

static void add(ct_pieces *p, ct_words w) {
  ct_status status = ct_pieces_add(p, w.at, (size_t)w.length);
  CT_ASSERT(!status && !p->full); /* a track holds valid text, and the room is for the longest */
}

/* Adds each keyword with probability `kept`; where none is, one at random. */
static void add_keywords(ct_pieces *p, ct_words all, float kept, ct_rng *r) {
  int count = count_keywords(all), added = 0;
  for (int i = 0, from = 0; i < count; i++) {
    ct_words keyword = ct_texts_next_keyword(all, &from);
    if (ct_rng_uniform(r) >= kept) continue;
    add(p, keyword);
    added++;
  }
  if (added || !count) return;
  int chosen = (int)ct_rng_below(r, (uint32_t)count), from = 0;
  ct_words keyword = ct_texts_next_keyword(all, &from);
  while (chosen-- > 0) keyword = ct_texts_next_keyword(all, &from);
  add(p, keyword);
}

static void add_first(ct_trainer *t, ct_pieces *p, int concept, ct_rng *r) {
  const ct_texts *x = &t->texts;
  ct_words all = ct_texts_keywords(x, concept, 0);
  float u = ct_rng_uniform(r);
  int named = u < CT_TEXT_NAME || u >= CT_TEXT_NAME + CT_TEXT_KEYWORDS || !all.length;
  if (named) add(p, ct_texts_name(x, concept, 0));
  if (u >= CT_TEXT_NAME) add_keywords(p, all, 1 - t->config.keyword_dropout, r);
}

static void add_second(ct_trainer *t, ct_pieces *p, int concept, ct_rng *r) {
  const ct_texts *x = &t->texts;
  int languages = x->names->renditions, language = 0;
  if (t->config.languages == CT_ON && languages > 1 && ct_rng_uniform(r) < CT_TEXT_FOREIGN)
    language = 1 + (int)ct_rng_below(r, (uint32_t)languages - 1);
  ct_words name = ct_texts_name(x, concept, language);
  ct_words all = ct_texts_keywords(x, concept, language);
  if (!name.length) { /* not translated */
    language = 0;
    name = ct_texts_name(x, concept, 0);
    all = ct_texts_keywords(x, concept, 0);
  }
  int named = !all.length || (language && ct_rng_uniform(r) < CT_TEXT_FOREIGN_NAME);
  if (named) add(p, name);
  else add_keywords(p, all, language ? CT_TEXT_FOREIGN_KEYWORD : 0, r);
}

/* Takes words out of the newest text, each with probability config.word_dropout; the last one that
 * is left stays. */
static void drop_words(ct_trainer *t, ct_pieces *p, int first_word, ct_rng *r) {
  int words = p->word_count - first_word, left = words;
  if (!(t->config.word_dropout > 0) || words < 2) return;
  int to = p->words[first_word], word = first_word, end = p->count;
  for (int i = 0; i < words; i++) {
    int begin = p->words[first_word + i];
    int stop = i + 1 < words ? p->words[first_word + i + 1] : end;
    if (left > 1 && ct_rng_uniform(r) < t->config.word_dropout) {
      left--;
      continue;
    }
    memmove(p->ids + to, p->ids + begin, sizeof(int) * (size_t)(stop - begin));
    memmove(p->hashes + to, p->hashes + begin, sizeof(uint32_t) * (size_t)(stop - begin));
    p->words[word++] = to;
    to += stop - begin;
  }
  p->count = to;
  p->word_count = word;
}

/* A keyword may be of symbols alone, and then a text of it has no words: the name stands in for it;
 * where the name has none either, one piece that all such texts share. An encoder might give no
 * direction to a text of nothing. */
static void fill_empty(ct_trainer *t, ct_pieces *p, int concept, int begin) {
  if (p->count == begin) add(p, ct_texts_name(&t->texts, concept, 0));
  if (p->count > begin) return;
  p->words[p->word_count++] = begin;
  p->hashes[p->count] = 0;
  p->ids[p->count++] = 0;
}

void ct_texts_make(ct_trainer *t) {
  ct_texts *x = &t->texts;
  ct_pieces *p = &x->pieces;
  const int *concepts = ct_sampler_batch(&t->sampler, t->step);
  int pairs = t->config.pairs;
  p->count = p->word_count = 0;
  for (int i = 0; i < x->count; i++) {
    ct_rng r = ct_rng_make((uint64_t)t->config.seed, CT_RNG_TEXT,
                           (uint64_t)t->step * (uint64_t)x->count + (uint64_t)i);
    int owner = x->owner[concepts[i % pairs]], first_word = p->word_count;
    x->starts[i] = p->count;
    x->words[i] = first_word;
    if (i < pairs) add_first(t, p, owner, &r);
    else add_second(t, p, owner, &r);
    fill_empty(t, p, owner, x->starts[i]);
    drop_words(t, p, first_word, &r);
  }
  x->starts[x->count] = p->count;
  x->words[x->count] = p->word_count;
  p->words[p->word_count] = p->count;
  for (int k = 0; k < p->count; k++) ct_seen_add(&x->seen, p->hashes[k]);
}

void ct_texts_resume(ct_trainer *t) {
  long step = t->step, first = step > CT_TEXT_REPEATED ? step - CT_TEXT_REPEATED : 0;
  ct_seen_reset(&t->texts.seen);
  for (t->step = first; t->step < step; t->step++) ct_texts_make(t);
}
