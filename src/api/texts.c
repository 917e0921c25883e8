#include "api/texts.h"

#include "api/report.h"
#include "api/state.h"
#include "show/search.h"
#include "train/parts.h"

static int has_texts(const ct_session *s) { return ct_has(&s->trainer, CT_PART_TEXT); }

static ct_status refuse(ct_status status, const char *words) {
  ct_text *why = ct_why();
  ct_text_add(why, words);
  return ct_report(status, why);
}

static ct_status no_texts(void) {
  return refuse(CT_E_STATE, "this method has no encoder of texts");
}

int ct_session_search(ct_session *s, const uint8_t *utf8, size_t size, int most, int *made,
                      int *concepts, float *cosines) {
  ct_phrase of = {0};
  int found = 0;
  if (!CT_NETWORKS || !has_texts(s)) return -(int)no_texts();
  if (size > CT_PHRASE_BYTES)
    return -(int)refuse(CT_E_ARG, "the text is longer than 16,384 bytes");
  ct_status status = ct_search_drawings(&s->matching, utf8, size, most, &of, concepts, cosines,
                                        &found);
  if (status == CT_E_FORMAT) return -(int)refuse(status, "the text is not valid Unicode");
  if (status == CT_E_STATE) return -(int)refuse(status, "the drawings have not been measured yet");
  if (status) return -(int)ct_report(status, ct_why());
  made[0] = of.words;
  made[1] = of.pieces;
  made[2] = of.seen;
  ct_report(CT_OK, ct_why());
  return found;
}

int ct_session_words(ct_session *s, int drawing, int language, int most, int *words,
                     float *cosines) {
  if (!CT_NETWORKS || !has_texts(s)) return -(int)no_texts();
  const ct_matching *m = &s->matching;
  if (drawing < 0 || drawing >= m->drawings)
    return -(int)refuse(CT_E_ARG, "there is no such drawing");
  if (language < 0 || language >= s->trainer.texts.names->renditions)
    return -(int)refuse(CT_E_ARG, "there is no such language");
  return ct_search_words(&s->matching, drawing, language, most, words, cosines);
}

const uint8_t *ct_session_word(ct_session *s, int language, int concept, int place, int *length) {
  *length = 0;
  if (!CT_NETWORKS || !has_texts(s) || concept < 0 || concept >= s->trainer.concepts) return NULL;
  if (language < 0 || language >= s->trainer.texts.names->renditions || place < 0) return NULL;
  ct_words word = ct_search_word(&s->matching, language, concept, place);
  *length = word.length;
  return word.length ? word.at : NULL;
}

ct_status ct_session_match(ct_session *s, const int *concepts, int n, float *out) {
  if (!CT_NETWORKS || !has_texts(s)) return no_texts();
  for (int i = 0; i < n; i++)
    if (concepts[i] < 0 || concepts[i] >= s->trainer.concepts)
      return refuse(CT_E_ARG, "there is no such concept");
  ct_search_matrix(&s->matching, concepts, n, out);
  return CT_OK;
}

ct_status ct_session_prompts(ct_session *s, const uint8_t *utf8, size_t size, int kind) {
  if (!CT_NETWORKS || !has_texts(s)) return no_texts();
  ct_text *why = ct_why();
  return ct_report(ct_prompts_set(&s->prompts, utf8, size, kind, why), why);
}
