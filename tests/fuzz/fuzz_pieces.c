/* libFuzzer tries any bytes as a text. When they are valid UTF-8, its pieces stay within the bound
 * and the buckets, words begin in order, and less room, or none for words, changes nothing in what
 * fits; otherwise nothing is added. The first byte says how many buckets and how little room. */
#include <stdlib.h>
#include <string.h>
#include "base/assert.h"
#include "base/utf8.h"
#include "text/pieces.h"

/* Each array has just the room that is stated, so that the sanitizer sees a step beyond it. */
static ct_pieces with_room(int buckets, size_t most, size_t most_words) {
  return (ct_pieces){
    .buckets = buckets, .ids = malloc(sizeof(int) * most), .most = (int)most,
    .words = malloc(sizeof(int) * most_words), .most_words = (int)most_words};
}

static void check(const ct_pieces *p) {
  CT_ASSERT(p->count <= p->most && p->word_count <= p->most_words);
  for (int i = 0; i < p->count; i++) CT_ASSERT(p->ids[i] >= 0 && p->ids[i] < p->buckets);
  for (int w = 0; w < p->word_count; w++) {
    int end = w + 1 < p->word_count ? p->words[w + 1] : p->count;
    CT_ASSERT(p->words[w] >= 0 && p->words[w] < end);
  }
  CT_ASSERT(!p->word_count == !p->count && (!p->count || p->words[0] == 0));
}

static void drop(ct_pieces *p) {
  free(p->ids);
  free(p->words);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (!size) return 0;
  int choice = bytes[0], buckets = 1 + choice * choice;
  uint8_t *text = malloc(size); /* just as long, for the sanitizer */
  memcpy(text, bytes + 1, --size);
  ct_pieces p = with_room(buckets, ct_pieces_most(size), size);
  ct_status status = ct_pieces_add(&p, text, size);
  CT_ASSERT(status == (ct_utf8_valid(text, size) == size ? CT_OK : CT_E_FORMAT));
  CT_ASSERT(!p.full && (!status || !p.count));
  check(&p);

  ct_pieces less = with_room(buckets, (size_t)(p.count * choice / 256), (size_t)p.word_count);
  CT_ASSERT(ct_pieces_add(&less, text, size) == status && less.count <= p.count);
  CT_ASSERT(less.full == (less.most < p.count) && less.count == less.most);
  CT_ASSERT(!memcmp(less.ids, p.ids, sizeof(int) * (size_t)less.count));
  check(&less);

  ct_pieces twice = with_room(buckets, 2 * ct_pieces_most(size), 2 * size);
  for (int i = 0; i < 2; i++) CT_ASSERT(ct_pieces_add(&twice, text, size) == status);
  CT_ASSERT(twice.count == 2 * p.count && twice.word_count == 2 * p.word_count && !twice.full);
  for (int i = 0; i < twice.count; i++) CT_ASSERT(twice.ids[i] == p.ids[i % p.count]);
  check(&twice);
  drop(&p), drop(&less), drop(&twice);
  free(text);
  return 0;
}
