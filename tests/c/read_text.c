/* Exports the engine's normal form of texts and their pieces from wasm, for tests/wasm/text.mjs. */
#include "text/normal.h"
#include "text/pieces.h"

#define EXPORT(name) __attribute__((export_name(name)))
enum { MOST = 1 << 18 };

static uint8_t text[MOST];
static uint32_t codes[MOST];
static int code_count, ids[3 * MOST], words[MOST];
static ct_pieces pieces;

/* The caller writes a text here, in UTF-8. */
EXPORT("place") uint8_t *place(void) { return text; }

static void put(void *to, uint32_t code, int property) {
  (void)to, (void)property;
  codes[code_count++] = code;
}

/* The normal form of characters that the caller has written as numbers at `codes_in`, which may
 * also be halves of surrogates; returns how many characters are then at `codes_out`. */
static uint32_t given[MOST];
EXPORT("codes_in") uint32_t *codes_in(void) { return given; }
EXPORT("codes_out") uint32_t *codes_out(void) { return codes; }
EXPORT("normal") int normal(int count) {
  ct_normal n;
  code_count = 0;
  ct_normal_init(&n, put, NULL);
  for (int i = 0; i < count; i++) ct_normal_add(&n, given[i]);
  ct_normal_end(&n);
  return code_count;
}

/* The pieces of a text of `size` bytes; returns the status. */
EXPORT("tokenise") int tokenise(int size, int buckets) {
  pieces = (ct_pieces){.buckets = buckets, .ids = ids, .most = 3 * MOST,
                       .words = words, .most_words = MOST};
  return (int)ct_pieces_add(&pieces, text, (size_t)size);
}
EXPORT("ids") int *ids_at(void) { return ids; }
EXPORT("words") int *words_at(void) { return words; }
EXPORT("count") int count(void) { return pieces.count; }
EXPORT("word_count") int word_count(void) { return pieces.word_count; }
EXPORT("most") double most(double bytes) { return (double)ct_pieces_most((size_t)bytes); }
EXPORT("property") int property(uint32_t code) { return ct_text_property(code); }
EXPORT("repeat") int repeat(int times, int size) { /* for timing */
  int sum = 0;
  for (int i = 0; i < times; i++) sum += tokenise(size, 8192) + pieces.count;
  return sum;
}
