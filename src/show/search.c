#include "show/search.h"

#include <string.h>
#include "kernels/rows.h"

static const float *row_of(const float *at, int i, int D) { return at + (size_t)i * (size_t)D; }

/* Puts a cosine into a short falling list, if it is among the largest; *found: its length. Returns
 * its place there; -1: it has none, and nothing changes. */
static int insert(float *cosines, int *found, int most, float cosine) {
  if (*found == most && !(cosine > cosines[most - 1])) return -1;
  int at = *found < most ? (*found)++ : most - 1;
  for (; at > 0 && cosine > cosines[at - 1]; at--) cosines[at] = cosines[at - 1];
  cosines[at] = cosine;
  return at;
}

ct_status ct_search_drawings(ct_matching *m, const uint8_t *utf8, size_t size, int most,
                             ct_phrase *made, int *concepts, float *cosines, int *found) {
  ct_phrases *p = &m->phrases;
  int D = m->D;
  if (m->step < 0) return CT_E_STATE;
  if (size > CT_PHRASE_BYTES || most < 1) return CT_E_ARG;
  ct_phrases_clear(p);
  ct_status status = ct_phrases_add(p, utf8, size);
  if (status) return status;
  *made = ct_phrases_newest(p);
  *found = 0;
  if (made->pieces == 0) return CT_OK;
  const float *row = ct_phrases_embed(p);
  for (int i = 0; i < m->t->concepts; i++) {
    int at = insert(cosines, found, most, ct_dot(row, row_of(m->means, i, D), D));
    if (at < 0) continue;
    memmove(concepts + at + 1, concepts + at, sizeof(int) * (size_t)(*found - 1 - at));
    concepts[at] = i;
  }
  return CT_OK;
}

/* ---- words */

ct_words ct_search_word(const ct_matching *m, int language, int concept, int place) {
  const ct_texts *x = &m->t->texts;
  if (place == 0) return ct_texts_name(x, concept, language);
  ct_words all = ct_texts_keywords(x, concept, language), none = {all.at, 0}, word = none;
  int from = 0, k = 0;
  for (; k < place && from < all.length; k++) word = ct_texts_next_keyword(all, &from);
  return k == place ? word : none;
}

/* The list that the words of a slice of phrases are put into. */
typedef struct nearest {
  const float *drawing;
  int most, found, *words;
  float *cosines;
  int slice[CT_PHRASES_MOST][2]; /* the words whose phrases wait to be embedded */
} nearest;

static void look(ct_matching *m, nearest *k) {
  ct_phrases *p = &m->phrases;
  if (!p->count) return;
  const float *u = ct_phrases_embed(p);
  for (int i = 0; i < p->count; i++) {
    int at = insert(k->cosines, &k->found, k->most, ct_dot(k->drawing, row_of(u, i, m->D), m->D));
    if (at < 0) continue;
    memmove(k->words + 2 * at + 2, k->words + 2 * at, sizeof(int) * 2 * (size_t)(k->found - 1 - at));
    memcpy(k->words + 2 * at, k->slice[i], sizeof k->slice[i]);
  }
  ct_phrases_clear(p);
}

static void add(ct_matching *m, nearest *k, int concept, int place, ct_words word) {
  ct_phrases *p = &m->phrases;
  if (!word.length) return;
  k->slice[p->count][0] = concept;
  k->slice[p->count][1] = place;
  ct_phrases_add(p, word.at, (size_t)word.length); /* a track holds valid text */
  if (p->count == CT_PHRASES_MOST) look(m, k);
}

int ct_search_words(ct_matching *m, int drawing, int language, int most, int *words,
                    float *cosines) {
  const ct_texts *x = &m->t->texts;
  if (m->step < 0 || most < 1) return 0;
  nearest k = {.drawing = row_of(m->u, drawing, m->D), .most = most, .words = words,
               .cosines = cosines};
  ct_phrases_clear(&m->phrases);
  for (int i = 0; i < m->t->concepts; i++) {
    add(m, &k, i, 0, ct_texts_name(x, i, language));
    ct_words all = ct_texts_keywords(x, i, language);
    for (int from = 0, place = 1; from < all.length; place++)
      add(m, &k, i, place, ct_texts_next_keyword(all, &from));
  }
  look(m, &k);
  return k.found;
}

/* ---- a matrix */

void ct_search_matrix(const ct_matching *m, const int *concepts, int n, float *out) {
  int D = m->D, R = m->t->track->renditions;
  memset(out, 0, sizeof(float) * (size_t)n * (size_t)n);
  if (m->step < 0) return;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      out[i * n + j] = ct_dot(row_of(m->names, concepts[i], D),
                              row_of(m->u, concepts[j] * R + m->rendition, D), D);
}
