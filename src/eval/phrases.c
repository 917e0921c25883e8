#include "eval/phrases.h"

#include <string.h>
#include "base/assert.h"
#include "eval/features.h"

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

ct_status ct_phrases_layout(ct_phrases *p, const ct_trainer *t, ct_arena *arena) {
  const ct_texts *x = &t->texts;
  p->t = t;
  size_t longest = larger((size_t)x->names->size, (size_t)x->keywords->size);
  size_t bytes = larger(CT_PHRASES_MOST * longest, CT_PHRASE_BYTES);
  size_t most = larger(CT_PHRASES_MOST * ct_pieces_most(longest), ct_pieces_most(CT_PHRASE_BYTES));
  if (most > INT32_MAX) return CT_E_MEMORY;
  p->pieces = (ct_pieces){.buckets = x->pieces.buckets, .most = (int)most,
                          .most_words = (int)bytes + CT_PHRASES_MOST};
  p->pieces.ids = CT_TAKE(arena, int, most);
  p->pieces.words = CT_TAKE(arena, int, p->pieces.most_words + 1);
  p->pieces.hashes = CT_TAKE(arena, uint32_t, most);
  p->starts = CT_TAKE(arena, int, CT_PHRASES_MOST + 1);
  p->words = CT_TAKE(arena, int, CT_PHRASES_MOST + 1);
  p->u = ct_take_floats(arena, CT_PHRASES_MOST, (uint64_t)t->config.dim);
  if (!p->pieces.ids || !p->pieces.words || !p->pieces.hashes) return CT_E_MEMORY;
  if (!p->starts || !p->words || !p->u) return CT_E_MEMORY;
  p->shown = ct_take_floats(arena, 1, (uint64_t)t->text_encoder->param_count);
  p->next = ct_take_floats(arena, 1, (uint64_t)t->text_encoder->param_count);
  if (!p->shown || !p->next) return CT_E_MEMORY;
  return ct_encoder_twin(&p->twin, t->text_encoder, CT_PHRASES_MOST, arena);
}

void ct_phrases_look(ct_phrases *p) {
  const ct_encoder *e = p->t->text_encoder;
  memcpy(p->next, e->params, sizeof(float) * (size_t)e->param_count);
  p->twin.params = p->next;
}

void ct_phrases_wait(ct_phrases *p) { p->twin.params = p->shown; }

void ct_phrases_show(ct_phrases *p) {
  float *before = p->shown;
  p->shown = p->next;
  p->next = before;
  ct_phrases_wait(p);
}

void ct_phrases_clear(ct_phrases *p) { p->count = p->pieces.count = p->pieces.word_count = 0; }

ct_status ct_phrases_add(ct_phrases *p, const uint8_t *utf8, size_t size) {
  CT_ASSERT(p->count < CT_PHRASES_MOST);
  int begin = p->pieces.count, first_word = p->pieces.word_count;
  ct_status status = ct_pieces_add(&p->pieces, utf8, size);
  CT_ASSERT(!p->pieces.full);
  if (status) return status;
  p->starts[p->count] = begin;
  p->words[p->count++] = first_word;
  return CT_OK;
}

ct_phrase ct_phrases_newest(const ct_phrases *p) {
  CT_ASSERT(p->count > 0);
  int begin = p->starts[p->count - 1];
  ct_phrase made = {.words = p->pieces.word_count - p->words[p->count - 1],
                    .pieces = p->pieces.count - begin};
  for (int i = begin; i < p->pieces.count; i++)
    made.seen += ct_seen_has(&p->t->texts.seen, p->pieces.hashes[i]);
  return made;
}

const float *ct_phrases_embed(ct_phrases *p) {
  p->starts[p->count] = p->pieces.count;
  p->words[p->count] = p->pieces.word_count;
  p->pieces.words[p->pieces.word_count] = p->pieces.count;
  ct_input x = {.n = p->count, .ids = p->pieces.ids, .starts = p->starts, .words = p->words,
                .word_starts = p->pieces.words};
  ct_encoder_evaluate(&p->twin, &x);
  ct_unit_rows(p->u, p->twin.z, p->count, p->t->config.dim);
  return p->u;
}
