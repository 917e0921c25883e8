#include "eval/prompts.h"

#include <string.h>
#include "base/utf8.h"

ct_status ct_prompts_layout(ct_prompts *p, ct_matching *m, ct_arena *arena) {
  p->m = m;
  p->classes = 0;
  p->label = CT_TAKE(arena, int, ct_asked_count(m->t));
  p->u = ct_take_floats(arena, CT_PROMPTS_MOST, (uint64_t)m->D);
  return p->u && p->label ? CT_OK : CT_E_MEMORY;
}

static ct_status refuse(ct_text *why, ct_status status, const char *words, int64_t number) {
  ct_text_fill(why, words, &number);
  return status;
}

static ct_status check(const ct_prompts *p, const uint8_t *utf8, size_t size, int kind,
                       ct_text *why) {
  const ct_pack *pack = p->m->t->pack;
  if (kind < 0 || kind >= pack->labels || pack->classes[kind] > CT_PROMPTS_MOST)
    return refuse(why, CT_E_ARG, "the drawings have no such classes", 0);
  if (size > CT_PHRASE_BYTES)
    return refuse(why, CT_E_ARG, "the prompts together are longer than # bytes",
                  CT_PHRASE_BYTES);
  if (ct_utf8_valid(utf8, size) < size)
    return refuse(why, CT_E_FORMAT, "the text of the prompts is not valid from its byte # on",
                  (int64_t)ct_utf8_valid(utf8, size));
  int lines = 1;
  for (size_t i = 0; i < size; i++) lines += utf8[i] == '\n';
  if (lines == pack->classes[kind]) return CT_OK;
  return refuse(why, CT_E_ARG, "there must be # prompts, one for each class",
                pack->classes[kind]);
}

ct_status ct_prompts_set(ct_prompts *p, const uint8_t *utf8, size_t size, int kind, ct_text *why) {
  ct_status status = check(p, utf8, size, kind, why);
  if (status) return status;
  int line = 0, length = 0;
  p->starts[0] = 0;
  for (size_t i = 0; i < size; i++)
    if (utf8[i] == '\n') p->starts[++line] = length;
    else p->text[length++] = utf8[i];
  p->starts[line + 1] = length;
  p->classes = line + 1;
  p->kind = kind;
  ct_prompts_classify(p);
  return CT_OK;
}

static void embed(ct_prompts *p) {
  ct_phrases *phrases = &p->m->phrases;
  size_t row = sizeof(float) * (size_t)p->m->D;
  for (int first = 0; first < p->classes; first += CT_PHRASES_MOST) {
    int left = p->classes - first, n = left < CT_PHRASES_MOST ? left : CT_PHRASES_MOST;
    ct_phrases_clear(phrases);
    for (int i = first; i < first + n; i++) /* the text was checked when it was set */
      ct_phrases_add(phrases, p->text + p->starts[i], (size_t)(p->starts[i + 1] - p->starts[i]));
    memcpy((char *)p->u + (size_t)first * row, ct_phrases_embed(phrases), (size_t)n * row);
  }
}

/* Whether the prompt of its class is more similar to a drawing than any other. */
static int is_right(const ct_prompts *p, int drawing, const int *label) {
  int D = p->m->D;
  ct_matrix row = ct_matrix_of(p->m->u + (size_t)drawing * (size_t)D, D);
  return ct_zero_shot_right(ct_matrix_of(p->u, D), p->classes, row, label, D, 0, 1);
}

void ct_prompts_classify(ct_prompts *p) {
  ct_matching *m = p->m;
  const ct_trainer *t = m->t;
  if (!p->classes || m->step < 0) return;
  int asked = ct_asked_count(t), right = 0;
  embed(p);
  memset(p->counts, 0, sizeof p->counts);
  memset(p->hits, 0, sizeof p->hits);
  for (int i = 0; i < asked; i++) {
    int drawing = ct_asked_drawing(t, i);
    p->label[i] = ct_pack_label(t->pack, p->kind, drawing / t->track->renditions);
    int hit = is_right(p, drawing, p->label + i);
    p->counts[p->label[i]]++;
    p->hits[p->label[i]] += hit;
    right += hit;
  }
  m->metric[CT_MATCH_ZERO_SHOT] = (double)right / asked;
  m->metric[CT_MATCH_MAJORITY] = ct_majority(p->label, asked, p->classes);
  ct_prompts_pixels(p);
}

void ct_prompts_pixels(ct_prompts *p) {
  if (p->classes)
    p->m->metric[CT_MATCH_PIXEL_CLASS] = ct_baseline_right(&p->m->baseline, p->kind);
}
