/* Exports the engine's reader of packed datasets from wasm, for tests/wasm/pack.mjs. */
#include "data/sampler.h"

#define EXPORT(name) __attribute__((export_name(name)))
#define MOST 65536

static uint8_t file[MOST];
static ct_pack pack;
static int items[MOST];
static char words[200];

/* The caller writes a file of at most 64 kB here. */
EXPORT("place") uint8_t *place(void) { return file; }

EXPORT("open") int open_file(int size) {
  ct_text why;
  ct_text_init(&why, words, sizeof words);
  return (int)ct_pack_open(&pack, file, (size_t)size, &why);
}
EXPORT("why") const char *why_not(void) { return words; }

EXPORT("concepts") int concepts(void) { return pack.concepts; }
EXPORT("label") int label(int kind, int concept) { return ct_pack_label(&pack, kind, concept); }
EXPORT("held_out") int held_out(void) { return ct_split(items, &pack); }
EXPORT("split") int split(int i) { return items[i]; }

/* Of track k: the number of its kind, or -1 when there is no track k; renditions; shape; mean. */
EXPORT("kind") int kind(int k) { return k < pack.track_count ? (int)pack.tracks[k].kind : -1; }
EXPORT("renditions") int renditions(int k) { return pack.tracks[k].renditions; }
EXPORT("shape") int shape(int k, int axis) { return pack.tracks[k].shape[axis]; }
EXPORT("mean") double mean(int k) { return (double)pack.tracks[k].mean; }
EXPORT("length") int length(int k, int concept, int rendition) {
  return ct_track_length(&pack.tracks[k], concept, rendition);
}
EXPORT("values") const uint8_t *values(int k, int concept, int rendition) {
  return ct_track_values(&pack.tracks[k], concept, rendition);
}
EXPORT("token") int token(int k, int concept, int rendition, int i) {
  return ct_track_token(ct_track_values(&pack.tracks[k], concept, rendition), i);
}
