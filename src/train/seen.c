#include "train/seen.h"

#include <string.h>

/* The slot of a hash, or the free one where it belongs. 0 marks a free slot and stands for itself
 * as 1: that two pieces in four thousand million are taken for one does no harm. */
static uint32_t *find(const ct_seen *s, uint32_t *hash) {
  uint32_t mask = CT_SEEN_SLOTS - 1;
  if (*hash == 0) *hash = 1;
  uint32_t at = *hash * 2654435761u & mask;
  while (s->slots[at] && s->slots[at] != *hash) at = (at + 1) & mask;
  return s->slots + at;
}

ct_status ct_seen_layout(ct_seen *s, ct_arena *arena) {
  s->slots = CT_TAKE(arena, uint32_t, CT_SEEN_SLOTS);
  return s->slots ? CT_OK : CT_E_MEMORY;
}

void ct_seen_reset(ct_seen *s) {
  s->count = 0;
  memset(s->slots, 0, sizeof(uint32_t) * CT_SEEN_SLOTS);
}

void ct_seen_add(ct_seen *s, uint32_t hash) {
  uint32_t *slot = find(s, &hash);
  if (*slot || s->count >= CT_SEEN_SLOTS / 8 * 7) return;
  *slot = hash;
  s->count++;
}

int ct_seen_has(const ct_seen *s, uint32_t hash) { return *find(s, &hash) != 0; }
