/* One track of a packed dataset: every concept in one modality, in one or more renditions
 * (drawings by several artists, names in several languages, sounds by several voices).
 *
 * In a dense track (pixels, vector, frames) all renditions have the same number of numbers, bytes
 * that stand for 0..1 in steps of 1/255. In a ragged track (tokens, text) each rendition has as
 * many units as it needs; a missing rendition has none. The header of a track, 32 bytes,
 * little-endian:
 *
 *   bytes  content
 *   0      u32 kind        its position in CT_TRACK_LIST (data/choices.h)
 *   4      u32 encoding    0: plain, 1: pictures as palettes (pixels of 3 channels only)
 *   8      u32 renditions  R, renditions of each concept, 1 .. 16
 *   12     u32 shape[3]    pixels: channels C (1 or 3), height H, width W (1 .. 256)
 *                          vector: numbers (1 .. 65,536), 1, 1
 *                          tokens: ids in the vocabulary (1 .. 65,536), most ids in a rendition
 *                          (1 .. 65,536), 1
 *                          frames: steps in time (1 .. 1,024), bands (1 .. 256), 1
 *                          text: most bytes in a rendition (1 .. 65,536), 1, 1
 *   24     u32 mean        approximate mean of all numbers, in thousandths of 255, 0 .. 1000;
 *                          ragged: 0
 *   28     u32 bytes       of its block
 *
 * Its block, for N concepts:
 *
 *   dense   u8 [N, R, shape]
 *           palettes: each picture as [H, W] indices of colours, then the colours (r, g, b), as
 *           many as fit into the space of the two other planes, at most 256; the rest of that
 *           space is not read, and an index without a colour is black. Flat drawings have few
 *           colours: compressed, this takes a third of the space that all pixels take.
 *   ragged  u32 [N R + 1]  the unit at which each rendition begins, then the end of the last one:
 *           the first is 0, and none is less than the one before
 *           tokens: u16 ids below the vocabulary; text: the bytes of valid UTF-8 */
#ifndef CT_DATA_TRACK_H
#define CT_DATA_TRACK_H

#include "base/status.h"
#include "base/text.h"
#include "data/bytes.h"
#include "data/choices.h"

#define CT_TRACK_HEADER 32

typedef struct ct_track {
  ct_track_kind kind;
  int concepts, renditions, shape[3];
  int size;              /* dense: numbers of a rendition; ragged: the most units of one */
  float mean;            /* 0 .. 1: an encoder reads numbers in 0..1 minus this */
  uint8_t *values;       /* dense: [concepts, renditions, size]; ragged: all units, in order */
  const uint8_t *starts; /* [concepts * renditions + 1] u32, as in the file; dense: NULL */
} ct_track;

const char *ct_track_name(ct_track_kind kind);

/* How many numbers a rendition has, or units: ids, bytes of text. */
int            ct_track_length(const ct_track *t, int concept, int rendition);
/* The first of these: numbers [size], ids for ct_track_token, or bytes of text (no 0 at the
 * end). */
const uint8_t *ct_track_values(const ct_track *t, int concept, int rendition);
/* Id i of a rendition of tokens, whose values are at `values`. */
static inline int ct_track_token(const uint8_t *values, int i) {
  return ct_u16_at(values + 2 * (ptrdiff_t)i);
}

/* For data/pack.c, in this order. Reads the header. Errors: CT_E_FORMAT; `why` says what is
 * wrong. */
ct_status ct_track_read(ct_track *t, const uint8_t *header, int concepts, ct_text *why);
/* Checks the block, whose length the header gives, and points into it; errors likewise. */
ct_status ct_track_open(ct_track *t, const uint8_t *header, uint8_t *block, ct_text *why);
/* Turns palettes into pixels, in place. */
void      ct_track_decode(ct_track *t, const uint8_t *header);
static inline uint32_t ct_track_bytes(const uint8_t *header) { return ct_u32_at(header + 28); }

#endif
