/* libFuzzer tries any bytes as a dataset. One that opens is read whole, its split is made, and
 * each of its texts is read character by character; any other is refused in words. Its headers
 * alone tell as much as all its bytes do. */
#include <stdlib.h>
#include <string.h>
#include "base/assert.h"
#include "base/utf8.h"
#include "data/sampler.h"

static unsigned sum; /* adds up everything, so that everything is read */

static void read_text(const uint8_t *text, int length) {
  for (int at = 0, n; at < length; at += n) {
    uint32_t code;
    n = ct_utf8_next(text + at, (size_t)(length - at), &code);
    CT_ASSERT(n > 0);
    sum += code;
  }
}

static void read_track(const ct_track *t) {
  int count = t->concepts * t->renditions;
  for (int i = 0; i < count; i++) {
    int concept = i / t->renditions, rendition = i % t->renditions;
    const uint8_t *x = ct_track_values(t, concept, rendition);
    int length = ct_track_length(t, concept, rendition);
    CT_ASSERT(length >= 0 && length <= t->size);
    if (t->kind == CT_TRACK_TEXT) read_text(x, length);
    for (int k = 0; k < length; k++) {
      if (t->kind == CT_TRACK_TOKENS) CT_ASSERT(ct_track_token(x, k) < t->shape[0]);
      sum += t->kind == CT_TRACK_TOKENS ? (unsigned)ct_track_token(x, k) : x[k];
    }
  }
}

static void read_pack(const ct_pack *p) {
  for (int k = 0; k < p->track_count; k++) read_track(&p->tracks[k]);
  for (int k = 0; k < p->labels; k++)
    for (int i = 0; i < p->concepts; i++) sum += (unsigned)ct_pack_label(p, k, i);
  for (int i = 0; i < p->concepts; i++) sum += (unsigned)ct_pack_class(p, i);
  int *items = malloc(sizeof(int) * (size_t)p->concepts);
  int held_out = ct_split(items, p);
  CT_ASSERT(held_out >= 0 && held_out <= p->concepts);
  for (int i = 0; i < p->concepts; i++) CT_ASSERT(items[i] >= 0 && items[i] < p->concepts);
  free(items);
}

/* Peeks with nothing but the headers of both parts in memory. */
static ct_status peek_apart(const uint8_t *bytes, size_t size) {
  size_t from = ct_pack_second(bytes, size), left = size - from;
  size_t first = size < CT_PACK_HEADERS_MAX ? size : CT_PACK_HEADERS_MAX;
  size_t second = left < CT_PACK_HEADERS_MAX ? left : CT_PACK_HEADERS_MAX;
  uint8_t *headers = malloc(first ? first : 1), *more = malloc(second ? second : 1);
  ct_pack pack;
  memcpy(headers, bytes, first);
  memcpy(more, bytes + from, second);
  ct_status status = ct_pack_peek(&pack, headers, more, size, NULL);
  free(headers);
  free(more);
  return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  uint8_t *copy = malloc(size ? size : 1); /* opening decodes palettes in place */
  char words[200];
  ct_text why;
  ct_pack pack, peeked;
  ct_text_init(&why, words, sizeof words);
  memcpy(copy, bytes, size);
  ct_status peek = ct_pack_peek(&peeked, copy, NULL, size, NULL);
  CT_ASSERT(peek_apart(copy, size) == peek);
  ct_status status = ct_pack_open(&pack, copy, size, &why);
  CT_ASSERT(!peek || status);
  CT_ASSERT(!why.full && (status != CT_OK) == (why.length > 0));
  if (!status) read_pack(&pack);
  free(copy);
  return 0;
}
