/* The set of all pieces that texts of a run had, by their whole hashes. A row of the embedding table
 * cannot tell: many pieces share it, and soon every row has been touched. Tests: test_texts.c */
#ifndef CT_TRAIN_SEEN_H
#define CT_TRAIN_SEEN_H

#include "base/arena.h"
#include "base/status.h"

/* A power of 2. The names and keywords of all emoji in nine languages have about 180,000 different
 * pieces. The set takes no more when seven eighths are full. */
#define CT_SEEN_SLOTS (1 << 19)

typedef struct ct_seen { uint32_t *slots; int count; } ct_seen;

ct_status ct_seen_layout(ct_seen *s, ct_arena *arena); /* 2 MB */
void      ct_seen_reset(ct_seen *s);
void      ct_seen_add(ct_seen *s, uint32_t hash);
int       ct_seen_has(const ct_seen *s, uint32_t hash);

#endif
